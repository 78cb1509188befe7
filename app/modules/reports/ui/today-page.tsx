import type { Live } from '~/lib/live'
import { ScanField } from '~/modules/labels/ui/scan-field'
import { lightStates } from '~/modules/readiness/ui/light-states'
import { useKnown } from '~/ui/connection'
import { List, ListRow } from '~/ui/list'
import { useLive } from '~/ui/live'
import { EmptyState, Page, Section } from '~/ui/page'
import type { BoardRow, NeedRow } from '../types'

/**
 * The first page: one scan box that answers "what is this?", what needs attention, and today's procedures with their
 * lights.
 */
export function TodayPage(props: {
  needs: readonly NeedRow[]
  /** What was looked at and found in order; shown where nothing needs anybody. */
  quiet: readonly string[]
  board: readonly BoardRow[]
  live: Live
  mayOpen: boolean
  day: string
}) {
  const { needs, board } = props
  const { mark } = useLive(props.live, 'reload')
  const known = useKnown()
  // What was given is not waited for: only procedures still to come are counted.
  const toCome = board.filter((row) => row.state !== lightStates.over)
  const waiting = board.filter((row) => row.state === 'stop' || row.state === 'check').length
  return (
    <Page
      question="What needs you?"
      why={`${props.day} · ${needs.length === 0 ? 'nothing waiting' : `${needs.length} waiting`} · ${board.length === 0 ? 'no procedure here today' : toCome.length === 0 ? 'no procedure still to come today' : `${waiting} of ${toCome.length} procedures not ready`}`}
    >
      <ScanField label="Scan or type: what is this?" action="/scan" fields={{ intent: 'what' }} />
      <Section title="Needs you" count={needs.length}>
        {needs.length === 0 ? (
          known ? (
            <EmptyState title="This page found nothing that needs you now.">{props.quiet.join(' ')}</EmptyState>
          ) : (
            <EmptyState title={`This page found nothing that needed you as of ${props.live.asOf}.`}>
              What came since is unknown.
            </EmptyState>
          )
        ) : (
          <List label="Needs you">
            {needs.map((row) => (
              <ListRow
                key={row.key}
                to={row.to}
                state={row.state}
                word={row.word}
                lead={row.title}
                detail={row.detail}
              />
            ))}
          </List>
        )}
      </Section>
      <Section title="Procedures" count={board.length}>
        {board.length === 0 ? (
          <EmptyState title="No procedure is booked at this site today." />
        ) : (
          <List label="Procedures today">
            {board
              .map((row) => mark(`procedure:${row.procedureId}`, row))
              .map((row) => (
                <ListRow
                  key={row.procedureId}
                  {...(props.mayOpen ? { to: `/procedures/${row.procedureId}` } : {})}
                  at={row.time}
                  state={row.state}
                  word={row.word}
                  lead={row.title}
                  detail={row.detail}
                />
              ))}
          </List>
        )}
      </Section>
    </Page>
  )
}
