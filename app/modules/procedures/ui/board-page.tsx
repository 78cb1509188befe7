import type { Live } from '~/lib/live'
import { LinkButton } from '~/ui/button'
import { Actions } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { type LiveNow, Turned, useLive } from '~/ui/live'
import { EmptyState, Page, Section } from '~/ui/page'
import type { State } from '~/ui/state-mark'
import { longDay } from '~/ui/time'

export type DayRow = {
  readonly id: number
  readonly time: string
  readonly patient: string
  readonly title: string
  readonly state: State
  readonly word: string
  /** Given, closed or canceled: its word says what happened and no longer changes. */
  readonly over: boolean
  readonly detail: string
}

export type DayView = {
  readonly day: string
  readonly today: string
  readonly before: string
  readonly after: string
  readonly rows: readonly DayRow[]
  readonly live: Live
  readonly ahead: readonly { readonly day: string; readonly rows: readonly DayRow[] }[]
  readonly mayBook: boolean
}

function Rows({ rows, label, now }: { rows: readonly DayRow[]; label: string; now: LiveNow }) {
  return (
    <List label={label}>
      {rows
        .map((row) => (row.over ? row : now.mark(`procedure:${row.id}`, row)))
        .map((row) => (
          <ListRow
            key={row.id}
            to={`/procedures/${row.id}`}
            at={row.time}
            state={row.state}
            word={row.word}
            lead={row.patient}
            detail={`${row.title} · ${row.detail}`}
          />
        ))}
    </List>
  )
}

/** The day's procedures with their lights, and what is booked in the two weeks after (R32). */
export function BoardPage({ view }: { view: DayView }) {
  const now = useLive(view.live)
  const book = (
    <LinkButton variant="primary" to="/procedures/new" icon="add">
      Book a procedure
    </LinkButton>
  )
  return (
    <Page
      question={view.day === view.today ? 'Who is treated today?' : longDay(view.day)}
      why={view.day === view.today ? longDay(view.day) : undefined}
      next={view.mayBook ? book : undefined}
    >
      <Turned of={now} />
      <Actions>
        <LinkButton inline to={`/procedures?day=${view.before}`}>
          Day before
        </LinkButton>
        {view.day === view.today ? null : (
          <LinkButton inline to="/procedures">
            Today
          </LinkButton>
        )}
        <LinkButton inline to={`/procedures?day=${view.after}`}>
          Day after
        </LinkButton>
      </Actions>
      {view.rows.length > 0 ? (
        <Rows rows={view.rows} label="Procedures of the day" now={now} />
      ) : (
        <EmptyState title="Nothing is booked on this day.">
          Book a procedure from a patient’s page, or with the button below.
        </EmptyState>
      )}
      {view.ahead.length > 0 ? (
        <Section title="In the next two weeks" count={view.ahead.reduce((sum, day) => sum + day.rows.length, 0)}>
          {view.ahead.map((day) => (
            <div key={day.day}>
              <h3 className="font-bold">{longDay(day.day)}</h3>
              <Rows rows={day.rows} label={longDay(day.day)} now={now} />
            </div>
          ))}
        </Section>
      ) : null}
    </Page>
  )
}
