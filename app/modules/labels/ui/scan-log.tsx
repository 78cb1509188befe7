import { Button, LinkButton } from '~/ui/button'
import { Code } from '~/ui/code'
import { useKnown } from '~/ui/connection'
import { Notice } from '~/ui/notice'
import type { Signal } from '~/ui/sound'
import { type State, StateMark } from '~/ui/state-mark'
import type { AnsweredScan, Scan, ScanReply } from './scan-queue'

const states: Record<Signal, State> = { good: 'ready', refused: 'stop', question: 'check' }
const words: Record<Signal, string> = { good: 'done', refused: 'refused', question: 'asks' }

/** Green only while it is known that nothing was held since: what was good then may not be good now. */
function markOf({ tone, held }: ScanReply, known: boolean): { state: State; word: string } {
  if (held) return { state: 'hold', word: 'HOLD' }
  return { state: tone === 'good' && !known ? 'not-proven' : states[tone], word: words[tone] }
}

/** A label's text with its control characters made visible (the group separator as ␝), shortened to what a line holds. */
export function visibleText(raw: string): string {
  const seen = raw.replace(/[\x00-\x1f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
  return seen.length > 48 ? `${seen.slice(0, 47)}…` : seen
}

/**
 * The answer to the last scan, in large words, and the ones before it, so that a refusal among quick good scans is
 * seen. `first` is shown before any scan, `since` instead of the last scan's answer.
 */
export function ScanAnswers(props: {
  answered: readonly AnsweredScan[]
  first?: ScanReply | null
  since?: ScanReply | null
  /** Sends a scan again as the thing that a person chose. */
  onChoose?: (scan: Scan, meant: string) => void
}) {
  const { answered, first, since, onChoose } = props
  const known = useKnown()
  const last = since ? undefined : answered[0]
  const earlier = since ? answered : answered.slice(1)
  const reply = since ?? last?.reply ?? first
  if (!reply) return null
  const old = reply.tone === 'good' && !known
  return (
    <div className="grid gap-2">
      <Notice
        key={last?.scan.scanId ?? 'first'}
        kind={reply.held ? 'hold' : old ? 'question' : reply.tone}
        title={reply.held ? `HOLD · ${reply.title}` : reply.title}
        action={
          reply.to ? (
            <LinkButton to={reply.to.href} variant="primary">
              {reply.to.label}
            </LinkButton>
          ) : undefined
        }
      >
        {reply.detail ? <p>{reply.detail}</p> : null}
        {last && onChoose && reply.choices ? (
          <div className="flex flex-wrap gap-2">
            {reply.choices.map(({ meant, label }) => (
              <Button key={meant} onClick={() => onChoose(last.scan, meant)}>
                {label}
              </Button>
            ))}
          </div>
        ) : null}
        {old ? <p>That was the answer then. Holds since then are unknown.</p> : null}
      </Notice>
      {earlier.length > 0 ? (
        <ul aria-label="Scans before" className="grid gap-1">
          {earlier.map(({ scan, reply: before }) => (
            <li key={scan.scanId} className="flex flex-wrap items-baseline gap-x-3">
              <StateMark {...markOf(before, known)} />
              <span>{before.title}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

/** Scans on their way, in their order. They show themselves at once; without a network they say that they are kept. */
export function ScansWaiting({ waiting, offline }: { waiting: readonly Scan[]; offline: boolean }) {
  if (waiting.length === 0) return null
  return (
    <div role="status" className="grid gap-1">
      {offline ? (
        <p className="font-bold">
          No connection to the server. These scans are kept in order and sent when it is back.
        </p>
      ) : null}
      <ol aria-label="Scans on their way" className="grid gap-1">
        {waiting.map((scan, index) => (
          <li key={scan.scanId} className="flex items-baseline gap-3 overflow-hidden">
            <span className="text-small text-muted">{index === 0 && !offline ? 'sending' : 'waiting'}</span>
            <Code>{visibleText(scan.raw)}</Code>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Scans of an earlier visit to the page whose answer never came. Sending them again adds nothing that is already there. */
export function UnansweredScans(props: { scans: readonly Scan[]; onResend: () => void; onForget: () => void }) {
  const { scans, onResend, onForget } = props
  if (scans.length === 0) return null
  return (
    <Notice
      kind="question"
      title={scans.length === 1 ? 'One scan got no answer' : `${scans.length} scans got no answer`}
      action={
        <>
          <Button variant="primary" onClick={onResend}>
            Send again
          </Button>
          <Button onClick={onForget}>Leave out</Button>
        </>
      }
    >
      <p>The page was closed before the server answered. Sending again counts nothing twice.</p>
      <ul>
        {scans.map((scan) => (
          <li key={scan.scanId}>
            <Code>{visibleText(scan.raw)}</Code>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
