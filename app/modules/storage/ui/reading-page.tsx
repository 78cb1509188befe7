import { Form } from '@remix-run/react'
import { TextArea } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { Facts, Page, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { sourceName } from '../messages'
import { celsiusText } from '../rules/temperature'
import { Figures, ReadingNotice, type ReadingReply, Wrong } from './reading-form'

/** A reading with who entered it. Hundredths of °C. */
export type ReadingView = {
  readonly id: number
  readonly takenAt: string
  readonly recordedAt: string
  readonly min: number
  readonly max: number
  readonly current: number
  readonly source: string
  readonly typed: string | null
  readonly correctsId: number | null
  readonly correctionReason: string | null
  readonly correctedById: number | null
  readonly by: string
}

export type ReadingPageView = {
  readonly reading: ReadingView
  readonly place: { readonly id: number; readonly name: string }
  /** The reading and what it corrects or what corrects it, oldest first. */
  readonly history: readonly ReadingView[]
  /** Holds that a second person can end by confirming this correction. */
  readonly waits: number
  readonly closes: number
  readonly confirmedBy: string | null
  readonly unit: 'C' | 'F'
  readonly zone: string
  readonly today: string
  readonly mayCorrect: boolean
  readonly mayConfirm: boolean
  readonly answer?: ReadingReply
}

const figures = ({ min, max, current }: ReadingView): string =>
  min === max ? celsiusText(current) : `${celsiusText(current)}, ${celsiusText(min)} to ${celsiusText(max)}`

function Correct({ view }: { view: ReadingPageView }) {
  const { reading, answer, unit } = view
  return (
    <Section title="Was it mistyped?">
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <input type="hidden" name="intent" value="correct" />
        <input type="hidden" name="readingId" value={reading.id} />
        <Wrong errors={answer?.errors ?? {}} />
        <Figures errors={answer?.errors ?? {}} unit={unit} />
        <TextArea
          name="reason"
          label="Why"
          hint="What the thermometer showed, and how you know."
          required
          errors={answer?.errors.reason ?? undefined}
        />
        <p className="text-muted">
          Both readings stay. What this one put on hold ends when a manager or the medical director who did not enter it
          agrees.
        </p>
        <Submit name="sent" value="correct">
          Correct the reading
        </Submit>
      </Form>
    </Section>
  )
}

function Confirm({ view }: { view: ReadingPageView }) {
  const gap = view.waits === 0
  const holds = gap ? view.closes : view.waits
  return (
    <Section title={gap ? 'Confirm that it was proven' : 'Confirm the correction'}>
      <p>
        {gap
          ? `This file covers, within range, the time for which ${holds === 1 ? 'one hold stands' : `${holds} holds stand`}. A manager or the medical director who did not enter the reading after it confirms that.`
          : `${holds} ${holds === 1 ? 'hold waits' : 'holds wait'} for a manager or the medical director who did not enter the mistyped reading.`}
      </p>
      {view.mayConfirm ? (
        <Form method="post" className="grid gap-5">
          <CommandKey />
          <input type="hidden" name="intent" value={gap ? 'confirm-gap' : 'confirm'} />
          <input type="hidden" name="readingId" value={view.reading.id} />
          <TextArea name="reason" label="What you looked at" required />
          <Submit name="sent" value="confirm">
            {gap ? 'Confirm: the file proves that time' : 'Confirm: it was mistyped'}
          </Submit>
        </Form>
      ) : null}
    </Section>
  )
}

/** One reading: who entered it and how, what corrects it or what it corrects, and its correction. */
export function ReadingPage(view: ReadingPageView) {
  const { reading, place, history, zone, today } = view
  const corrected = reading.correctedById !== null
  return (
    <Page
      back={{ to: `/storage/${place.id}`, label: place.name }}
      question={`${place.name}: ${celsiusText(reading.current)}`}
      why={
        corrected
          ? 'This reading was mistyped. It is kept, and counts no longer.'
          : `Read at ${instant(reading.takenAt, zone, today)}.`
      }
    >
      <ReadingNotice answer={view.answer} />
      <Facts
        facts={[
          ['Read at', instant(reading.takenAt, zone, today)],
          ['Now, lowest to highest', figures(reading)],
          ...(reading.typed === null ? [] : [['Typed', reading.typed] as const]),
          ['With', sourceName(reading.source)],
          ['Entered by', reading.by],
          ['Entered at', instant(reading.recordedAt, zone, today)],
          ...(reading.correctionReason === null
            ? []
            : [
                ['Why it was corrected', reading.correctionReason] as const,
                ['Confirmed by', view.confirmedBy] as const,
              ]),
        ]}
      />
      {history.length > 1 ? (
        <Section title="History" count={history.length}>
          <List label="History">
            {history.map((row) => (
              <ListRow
                key={row.id}
                to={`/storage/readings/${row.id}`}
                lead={figures(row)}
                detail={[row.by, instant(row.recordedAt, zone, today), row.correctionReason]
                  .filter(Boolean)
                  .join(' · ')}
                side={row.correctedById === null ? 'counts' : 'mistyped'}
              />
            ))}
          </List>
        </Section>
      ) : null}
      {view.waits > 0 || view.closes > 0 ? <Confirm view={view} /> : null}
      {corrected ? (
        <A to={`/storage/readings/${reading.correctedById}`}>The reading that took its place</A>
      ) : view.mayCorrect ? (
        <Correct view={view} />
      ) : null}
    </Page>
  )
}
