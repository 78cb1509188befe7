import { useActionData, useFormAction, useLocation } from '@remix-run/react'
import { type FormEvent, lazy, type ReactNode, Suspense, useCallback, useEffect, useId, useRef, useState } from 'react'
import { Button, IconButton } from '~/ui/button'
import { newKey } from '~/ui/key'
import { Notice } from '~/ui/notice'
import { signal } from '~/ui/sound'
import { type How, takeBursts } from './burst-listener'
import { CameraMissing } from './camera-missing'
import { ScanAnswers, ScansWaiting, UnansweredScans } from './scan-log'
import { replyOf, type Scan, type ScanReply, useScanQueue } from './scan-queue'

export type { Scan, ScanReply } from './scan-queue'

// The camera and its decoder are half a megabyte: they come when a person asks for them, and never on the server.
const ScanCamera = lazy(() =>
  import('./scan-camera.client').then(
    ({ ScanCamera }) => ({ default: ScanCamera }),
    () => ({ default: CameraMissing }),
  ),
)

type ScanFieldProps = {
  /** What is to be scanned, as an instruction: "Scan vial". */
  label: string
  hint?: ReactNode
  /** Sent with each scan, as they are when it is scanned; `intent` tells the action what is meant. */
  fields?: Readonly<Record<string, string>>
  /** Where scans go; the page's own action unless named. */
  action?: string
  /** Tells the fields of a page apart that has several. */
  name?: string
  /** Told after each answer, in order. */
  onReply?: (reply: ScanReply, scan: Scan) => void
  /** What a form of the page answered after the last scan: it takes the place of that scan's answer. */
  since?: ScanReply | null
  /** Whether an answer has been dealt with since and no longer needs to be shown. */
  settled?: (reply: ScanReply) => boolean
  /** False where a page has another first field. */
  autoFocus?: boolean
}

/**
 * The one field for wedge scanners, hands and the camera (R1). It has the focus when the page opens and after each scan,
 * takes bursts of keys from anywhere on the page, sends scans in order while the network is slow, shows and sounds each
 * answer. Posts `raw` (untrimmed: a HIBC check character may be a space), `symbologyId` (may be empty), `scanId` and the
 * fields; the action returns `{ reply: ScanReply }`. Without JavaScript it is a plain form that does the same.
 */
export function ScanField(props: ScanFieldProps) {
  const { label, hint, fields = {}, action, name = 'scan', onReply, since, settled, autoFocus = true } = props
  const input = useRef<HTMLInputElement>(null)
  const [camera, setCamera] = useState(false)
  const [cutOff, setCutOff] = useState(false)
  const id = useId()
  const { pathname } = useLocation()
  const ownAction = useFormAction(action)
  const first = replyOf(useActionData())
  const answered = useCallback(
    (reply: ScanReply, scan: Scan) => {
      signal(reply.tone)
      onReply?.(reply, scan)
    },
    [onReply],
  )
  const queue = useScanQueue(`vialkeep-scans:${pathname}:${name}`, answered)
  const latest = useRef({ fields, action: ownAction })
  latest.current = { fields, action: ownAction }

  const { add } = queue
  const submit = useCallback(
    (raw: string, symbologyId: string, how: How) => add({ scanId: newKey(), raw, symbologyId, how, ...latest.current }),
    [add],
  )
  const seen = useCallback((raw: string, symbologyId: string) => submit(raw, symbologyId, 'scan'), [submit])
  const choose = useCallback(
    (scan: Scan, meant: string) => add({ ...scan, scanId: newKey(), fields: { ...scan.fields, meant } }),
    [add],
  )
  const send = useCallback(
    (how: How) => {
      const field = input.current
      if (!field) return
      if (field.value !== '') submit(field.value, '', how)
      setCutOff(false)
      field.value = ''
      field.focus()
    },
    [submit],
  )

  useEffect(() => {
    const field = input.current
    if (!field) return
    const release = takeBursts({
      input: field,
      send,
      cutOff: () => {
        signal('refused')
        setCutOff(true)
      },
    })
    if (autoFocus) field.focus()
    return release
  }, [send, autoFocus])

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    send('typed')
  }

  const answers = (
    <>
      <ScansWaiting waiting={queue.waiting} offline={queue.offline} />
      <ScanAnswers
        answered={settled ? queue.answered.filter(({ reply }) => !settled(reply)) : queue.answered}
        first={first && settled?.(first) ? null : first}
        since={since}
        onChoose={choose}
      />
    </>
  )
  return (
    <div className="grid gap-3">
      <form method="post" action={ownAction} onSubmit={onSubmit} className="field">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        {hint ? (
          <p className="field-hint" id={`${id}-hint`}>
            {hint}
          </p>
        ) : null}
        <ScanInput id={id} hint={Boolean(hint)} field={input} onCamera={() => setCamera(!camera)} camera={camera} />
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </form>
      {cutOff ? <Notice kind="refused" title="That scan came before this page was ready. Scan it again." /> : null}
      <UnansweredScans scans={queue.unanswered ?? []} onResend={queue.resend} onForget={queue.forget} />
      {camera ? (
        <Suspense fallback={answers}>
          <ScanCamera onScan={seen} onClose={() => setCamera(false)}>
            {answers}
          </ScanCamera>
        </Suspense>
      ) : (
        answers
      )}
    </div>
  )
}

type ScanInputProps = {
  id: string
  hint: boolean
  field: React.RefObject<HTMLInputElement>
  camera: boolean
  onCamera: () => void
}

/** The line itself, with what a form without JavaScript needs; the camera's button comes with the script that works it. */
function ScanInput({ id, hint, field, camera, onCamera }: ScanInputProps) {
  const [scanId] = useState(newKey)
  const [scripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  return (
    <div className="flex gap-2">
      <input
        ref={field}
        id={id}
        name="raw"
        type="text"
        className="input input-large input-code min-w-0 flex-1"
        aria-describedby={hint ? `${id}-hint` : undefined}
        placeholder="Scan or type…"
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="send"
      />
      <input type="hidden" name="symbologyId" value="" />
      <input type="hidden" name="scanId" value={scanId} autoComplete="off" suppressHydrationWarning />
      <Button type="submit" inline>
        Enter
      </Button>
      {scripted ? (
        <IconButton
          icon={camera ? 'close' : 'camera'}
          label={camera ? 'Close the camera' : 'Scan with the camera'}
          aria-expanded={camera}
          onClick={onCamera}
        />
      ) : (
        <span className="w-12" />
      )}
    </div>
  )
}
