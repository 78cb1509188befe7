import { Form } from '@remix-run/react'
import type { Live } from '~/lib/live'
import { SelectField } from '~/ui/choice'
import { TextArea, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { Turned, useLive } from '~/ui/live'
import { Notice } from '~/ui/notice'
import { Facts, Page, Panel, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { className, noticeKindName, outcomeName } from '../messages'
import { isDone } from '../rules'
import type { Question } from '../rules/questions'
import type { LookUp, NoticeClass, NoticeKind, Outcome } from '../types'
import { Answered, type NotMeant } from './answered'
import { EndWatch, Keep, Release, Widen } from './notice-lots'
import { Questions } from './questions'
import { TraceView } from './trace-view'

export type NoticeView = {
  readonly id: number
  readonly kind: NoticeKind
  readonly class: NoticeClass
  readonly reference: string
  readonly firm: string
  readonly title: string
  readonly text: string
  readonly receivedAt: string
  readonly dueAt: string
  readonly closedAt: string | null
  readonly closeNote: string | null
  /** What is watched for now, from the watches themselves. */
  readonly watched: readonly string[]
  readonly watchEnd: { readonly reason: string; readonly at: string } | null
}

type Props = {
  live: Live
  notice: NoticeView
  found: LookUp
  /** What the case asks and nobody has answered. */
  questions: readonly Question[]
  /** What was answered to be not covered. */
  notMeant: readonly NotMeant[]
  /** What its lots are, and what was searched for them, in words computed from what is recorded. */
  status: string
  searched: string
  /** Emergency kits keep it until it is replaced. */
  kept: boolean
  /** The names that no lot of ours bears. */
  unknown: readonly string[]
  /** The lots that are on hold by this notice now. */
  held: readonly { lotId: number; byVisitor: boolean }[]
  outcomes: Readonly<Record<number, { outcome: Outcome; note: string; at: string }>>
  toReach: { people: number; open: number }
  zone: string
  seesPatients: boolean
  mayManage: boolean
  /** A manager or the medical director, who may take a lot out of the notice. */
  mayRelease: boolean
  refusal: string | null
}

/** What is still to do in a closed case: what it names can come at any time. */
function stillCounts({ notice, questions, toReach }: Props): string {
  const asks = questions.length > 0 ? ` ${questions.length} to be answered.` : ''
  const reach = toReach.open > 0 ? ` ${toReach.open} to reach.` : ''
  return `${notice.watched.length > 0 ? 'What it names is still held when it comes.' : ''}${asks}${reach}`
}

/** What a case says of its lots, from what is on hold by it. */
const word = ({ notice, status }: Props): string => (notice.closedAt ? `closed: ${status}` : `open: ${status}`)

/** A notice's case: its lots held, what only looks alike, where they are, who has to be reached, and closing it. */
export function NoticePage(props: Props) {
  const { notice, found, zone, toReach } = props
  const now = useLive(props.live)
  const people = [
    ...new Map(found.trace.patients.filter((row) => !row.reversed).map((row) => [row.patientId, row])).values(),
  ]
  const open = notice.closedAt === null
  return (
    <Page
      back={{ to: '/recalls', label: 'Recalls' }}
      question={`${notice.reference}: ${notice.title}`}
      state={open || props.questions.length > 0 || toReach.open > 0 ? 'hold' : 'ready'}
      word={word(props)}
      why={
        notice.closedAt
          ? `Closed ${instant(notice.closedAt, zone)}. ${notice.closeNote ?? ''} ${stillCounts(props)}`
          : `Here ${found.trace.here.length} · patients ${toReach.people}, ${toReach.open} to reach · due ${instant(notice.dueAt, zone)}`
      }
      aside={<About notice={notice} kept={props.kept} zone={zone} />}
    >
      <Turned of={now} />
      {props.refusal ? <Notice kind="refused" title={props.refusal} /> : null}
      <p>{props.searched}</p>
      {props.questions.length > 0 ? <Questions {...props} /> : null}
      <Answered rows={props.notMeant} zone={zone} mayAsk={props.mayManage} />
      {props.seesPatients && (open || toReach.open > 0) ? <Outreach people={people} {...props} /> : null}
      <TraceView found={found} zone={zone} seesPatients={props.seesPatients} watched={props.unknown} />
      {open && props.mayManage ? <Widen /> : null}
      {open && props.mayManage ? <Keep kept={props.kept} /> : null}
      {props.mayRelease && props.held.length > 0 ? <Release {...props} /> : null}
      {props.mayRelease && !open && (notice.watched.length > 0 || notice.watchEnd === null) ? <EndWatch /> : null}
      {props.mayManage && open ? <Close open={toReach.open} seesPatients={props.seesPatients} /> : null}
    </Page>
  )
}

function watchedFor({ watched, watchEnd }: NoticeView, zone: string): string {
  if (watched.length > 0) return watched.join(', ')
  return watchEnd ? `nothing since ${instant(watchEnd.at, zone)}: ${watchEnd.reason}` : 'nothing'
}

function About({ notice, kept, zone }: { notice: NoticeView; kept: boolean; zone: string }) {
  return (
    <Panel title="The notice">
      <Facts
        facts={[
          ['Kind', noticeKindName(notice.kind)],
          ['Class', className(notice.class)],
          ['From', notice.firm],
          ['Received', instant(notice.receivedAt, zone)],
          ['In emergency kits', kept ? 'kept until replaced' : 'not counted'],
          ['Watched for', watchedFor(notice, zone)],
        ]}
      />
      {notice.text ? <p className="whitespace-pre-wrap">{notice.text}</p> : null}
    </Panel>
  )
}

const choices: readonly Outcome[] = ['to-call', 'reached', 'not-reached', 'letter', 'signed-off']

function Outreach({
  people,
  outcomes,
  zone,
}: Pick<Props, 'outcomes' | 'zone'> & { people: LookUp['trace']['patients'] }) {
  if (people.length === 0) return null
  return (
    <Section title="Patients to reach" count={people.length}>
      <List label="Patients to reach">
        {people.map((row) => {
          const state = outcomes[row.patientId]
          return (
            <ListRow
              key={row.patientId}
              to={`/patients/${row.patientId}`}
              state={isDone(state?.outcome ?? 'to-call') ? 'ready' : 'check'}
              word={outcomeName(state?.outcome ?? 'to-call')}
              lead={row.name ?? `Patient ${row.patientId}`}
              detail={
                state ? `${instant(state.at, zone)}${state.note ? ` · ${state.note}` : ''}` : `MRN ${row.mrn ?? ''}`
              }
            />
          )
        })}
      </List>
      <details>
        <summary className="min-h-12 cursor-pointer py-3 font-bold">Record what was done</summary>
        <Form method="post" className="grid gap-4">
          <CommandKey />
          <input type="hidden" name="intent" value="outreach" />
          <SelectField
            name="patientId"
            label="Patient"
            options={people.map((row) => ({ value: String(row.patientId), label: `${row.name ?? row.patientId}` }))}
          />
          <SelectField
            name="outcome"
            label="What was done"
            options={choices.map((value) => ({ value, label: outcomeName(value) }))}
          />
          <TextField name="note" label="Note" optional />
          <Submit variant="secondary">Record</Submit>
        </Form>
      </details>
    </Section>
  )
}

function Close({ open, seesPatients }: { open: number; seesPatients: boolean }) {
  return (
    <Section title="Close the case">
      {open > 0 ? (
        <p>
          {seesPatients
            ? `${open} ${open === 1 ? 'patient is' : 'patients are'} not yet reached. Record an outcome for each first.`
            : 'Patients are not yet reached: a clinician or manager records that first.'}
        </p>
      ) : (
        <Form method="post" className="grid gap-4">
          <CommandKey />
          <input type="hidden" name="intent" value="close" />
          <TextArea name="note" label="What was done with the stock" required />
          <Submit>Close the case</Submit>
        </Form>
      )}
    </Section>
  )
}
