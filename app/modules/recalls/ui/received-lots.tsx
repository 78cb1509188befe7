import { quantityText } from '~/modules/stock/rules/quantity'
import { Code } from '~/ui/code'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import type { ReceivedRow } from '../types'

/**
 * Everything that a patient received, newest first. What was held later is marked, and what was corrected stays
 * visible.
 */
export function ReceivedLots({ rows, zone }: { rows: readonly ReceivedRow[]; zone: string }) {
  return (
    <Section title="Received" count={rows.filter((row) => !row.reversed && row.insteadOf === null).length}>
      {rows.length === 0 ? <EmptyState title="Nothing was given yet." /> : null}
      <List label="Received">
        {rows.map((row) => (
          <ListRow
            key={`${row.procedureId}:${row.lotId}:${row.unitNumber}:${row.givenAt}`}
            to={`/stock/lots/${row.lotId}`}
            lead={<Code>{row.lotNumber}</Code>}
            {...markOf(row)}
            detail={`${row.productName} · ${instant(row.givenAt, zone)} · procedure ${row.procedureId}${row.unitNumber ? ` · ${row.unitNumber}` : ''}${row.basis === 'room' ? ' · by room and time' : ''}${row.insteadOf === null ? '' : ` · recorded as lot ${row.insteadOf}: it was one of these`}`}
            side={<Code>{quantityText(row.quantity, row)}</Code>}
          />
        ))}
      </List>
    </Section>
  )
}

function markOf(row: ReceivedRow): { state?: 'hold' | 'not-proven'; word?: string } {
  if (row.reversed) return { state: 'not-proven', word: 'corrected later' }
  if (row.insteadOf !== null && !row.held) return { state: 'not-proven', word: 'may be it' }
  return row.held ? { state: 'hold', word: 'on hold since' } : {}
}
