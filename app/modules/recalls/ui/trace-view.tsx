import { quantityText } from '~/modules/stock/rules/quantity'
import { Code } from '~/ui/code'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Section } from '~/ui/page'
import type { State } from '~/ui/state-mark'
import { instant } from '~/ui/time'
import { groupHere, type HereGroup } from '../rules'
import type { LookUp } from '../types'
import { WhoGotIt } from './patient-list'

/** The three lists of a trace: still here, on patients, gone. Each has its count, and an empty one says so. */
export function TraceView({
  found,
  zone,
  seesPatients,
  watched = [],
}: {
  found: LookUp
  zone: string
  seesPatients: boolean
  /** What a notice names that no lot of ours is called. */
  watched?: readonly string[]
}) {
  const lots = new Map(found.followed.map((match) => [match.lotId, match]))
  const say = (lotId: number, quantity: number) =>
    quantityText(
      quantity,
      found.baseUnits[lots.get(lotId)?.productId ?? 0] ?? { baseUnit: 'each', containerQuantity: 1 },
    )
  const name = (lotId: number) => `${lots.get(lotId)?.productName ?? ''} · lot ${lots.get(lotId)?.lotNumber ?? ''}`
  const { here, patients, gone, bookings } = found.trace
  return (
    <>
      <Section title="Still here" count={here.length} id="here">
        {here.length === 0 ? (
          <NothingHere found={found} watched={watched} />
        ) : (
          <List label="Still here">
            {groupHere(here).map((group) => (
              <ListRow
                key={group.key}
                to={`/stock/lots/${group.lotId}`}
                lead={group.placeName}
                {...hereState(group)}
                detail={[name(group.lotId), group.opened ? 'opened' : null, group.units.join(', '), group.siteName]
                  .filter(Boolean)
                  .join(' · ')}
                side={<Code>{say(group.lotId, group.quantity)}</Code>}
              />
            ))}
          </List>
        )}
      </Section>
      {bookings.length > 0 ? (
        <Section title="Booked for" count={bookings.length}>
          <List label="Booked for">
            {bookings.map((row) => (
              <ListRow
                key={`${row.procedureId}:${row.unitId}`}
                {...(seesPatients ? { to: `/procedures/${row.procedureId}` } : {})}
                state="stop"
                word="needs another vial"
                lead={`Procedure ${row.procedureId}`}
                detail={instant(row.scheduledAt, zone)}
              />
            ))}
          </List>
        </Section>
      ) : null}
      <WhoGotIt rows={patients} zone={zone} seesPatients={seesPatients} say={say} name={name} />
      <Section title="Gone" count={gone.length} id="gone">
        {gone.length === 0 ? (
          <p className="text-muted">Nothing was discarded, returned or lost.</p>
        ) : (
          <List label="Gone">
            {gone.map((row) => (
              <ListRow
                key={`${row.unitId}:${row.occurredAt}:${row.kind}`}
                lead={goneWord(row.kind)}
                detail={`${row.reversed ? 'Corrected later · ' : ''}${instant(row.occurredAt, zone)} · ${row.reason ?? 'no reason recorded'}${row.unitNumber ? ` · ${row.unitNumber}` : ''}`}
                side={<Code>{say(row.lotId, row.quantity)}</Code>}
              />
            ))}
          </List>
        )}
      </Section>
    </>
  )
}

/** Nothing of the followed lots is here, or none is followed: says what was searched, and claims no more. */
function NothingHere({ found, watched }: { found: LookUp; watched: readonly string[] }) {
  const lots = found.followed.map((match) => `${match.lotNumber} (${match.productName})`)
  const unknown =
    watched.length > 0
      ? `No lot of ours bears these names among lot numbers, other names, units, donors and donations: ${watched.join(', ')}. `
      : ''
  if (lots.length === 0)
    return (
      <EmptyState title="No lot of ours is followed here.">
        {unknown}There is no lot to look for at any place.
      </EmptyState>
    )
  return (
    <EmptyState title={`Nothing of ${lots.length === 1 ? 'this lot' : `these ${lots.length} lots`} is here.`}>
      {unknown}Searched at every place of every site: {lots.join(', ')}.
    </EmptyState>
  )
}

/** Held, or kept for a booking. What is free to use has no mark, so that the marks stand out. */
function hereState(group: HereGroup): { state?: State; word?: string } {
  if (group.held) return { state: 'hold', word: 'on hold' }
  return group.reserved > 0 ? { state: 'check', word: 'reserved' } : {}
}

function goneWord(kind: string): string {
  if (kind === 'discard') return 'Discarded'
  return kind === 'return' ? 'Returned to supplier' : 'Count difference'
}
