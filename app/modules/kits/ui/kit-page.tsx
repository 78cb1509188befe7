import type { Live } from '~/lib/live'
import { ScanField } from '~/modules/labels/ui/scan-field'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { List, ListRow } from '~/ui/list'
import { Turned, useLive } from '~/ui/live'
import { Page, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { Timeline } from '~/ui/timeline'
import { kitMark, lineKey, lineMark } from '../rules/seen'
import type { KitLine } from '../types'
import { BreakForm, CountForm, type KitUnit } from './kit-forms'

type Props = {
  live: Live
  kit: { kitId: number; name: string; sealNumber: string | null; broken: boolean }
  units: readonly KitUnit[]
  lines: readonly KitLine[]
  inOrder: boolean
  earliestExpiry: string | null
  findings: readonly { stops: boolean; text: string }[]
  checks: readonly {
    id: number
    kind: 'seal' | 'count'
    sealSeen: string | null
    inOrder: boolean
    note: string | null
    checkedAt: string
    who: string
  }[]
  zone: string
  mayCheck: boolean
  answer?: Said
}

/** One kit: in order or not and why, its seal to scan, its par list, the full count. */
export function KitPage(props: Props) {
  const { kit, findings, lines } = props
  // It has a count, which says what stood here when the form was read: nothing may read it again unasked.
  const now = useLive(props.live)
  const errors = props.answer?.errors ?? {}
  const stops = findings.filter((finding) => finding.stops)
  const sealed = kit.sealNumber !== null && !kit.broken
  return (
    <Page
      back={{ to: '/kits', label: 'Emergency kits' }}
      question={kit.name}
      {...now.mark('page', kitMark(props))}
      why={stops[0]?.text ?? `Seal ${kit.sealNumber ?? 'none'} · earliest expiry ${props.earliestExpiry ?? 'none'}`}
    >
      <Turned of={now} />
      {props.answer?.ok ? null : <AnswerNotice answer={props.answer} errorsToo />}
      {props.mayCheck && sealed ? <ScanField label="Scan the seal" fields={{ intent: 'seal' }} /> : null}
      {findings.length > 0 ? (
        <Section title="Findings" count={findings.length}>
          <List label="Findings">
            {findings.map((finding) => (
              <ListRow
                key={finding.text}
                lead={finding.text}
                state={finding.stops ? 'stop' : 'check'}
                word={finding.stops ? 'stops' : 'soon'}
              />
            ))}
          </List>
        </Section>
      ) : null}
      <Section title="Par list" count={lines.length}>
        <List label="Par list">
          {lines.map((line) => (
            <ListRow
              key={line.code}
              lead={line.label}
              {...now.mark(lineKey(line.code), lineMark(line))}
              detail={line.earliestExpiry ? `first expires ${line.earliestExpiry}` : undefined}
              side={`${line.have} of ${line.wanted}`}
            />
          ))}
        </List>
      </Section>
      {props.mayCheck ? (
        <Section title="Full count and new seal">
          <CountForm units={props.units} errors={errors} open={!sealed} />
          {sealed ? <BreakForm errors={errors} /> : null}
        </Section>
      ) : null}
      <Section title="Checks">
        <Timeline
          entries={props.checks.map((check) => ({
            key: String(check.id),
            when: instant(check.checkedAt, props.zone),
            title:
              check.kind === 'seal'
                ? `Seal ${check.sealSeen ?? ''} ${check.inOrder ? 'seen' : 'is not the kit’s'}`
                : `Counted${check.inOrder ? '' : ', things missing'}, seal ${check.sealSeen ?? ''}`,
            who: check.who,
            state: check.inOrder ? ('ready' as const) : ('stop' as const),
            ...(check.note ? { detail: check.note } : {}),
          }))}
        />
      </Section>
    </Page>
  )
}
