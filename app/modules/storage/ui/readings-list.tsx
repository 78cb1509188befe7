import { A } from '~/ui/link'
import { EmptyState } from '~/ui/page'
import { DataTable } from '~/ui/table'
import { instant } from '~/ui/time'
import { Trace } from '~/ui/trace'
import { sourceName } from '../messages'
import { within } from '../rules/bands'
import { celsiusText } from '../rules/temperature'

/** A reading as pages show it. Hundredths of °C. */
export type ReadingRow = {
  readonly id: number
  readonly takenAt: string
  readonly recordedAt: string
  readonly from: string | null
  readonly min: number
  readonly max: number
  readonly current: number
  readonly source: string
  readonly confirmed: boolean
  readonly correctsId: number | null
  readonly correctedById: number | null
}

type Shown = {
  readonly readings: readonly ReadingRow[]
  readonly location: { readonly name: string; readonly range: { readonly min: number; readonly max: number } }
  readonly zone: string
  readonly today: string
}

/** The chart of the readings that count: each from its lowest to its highest over the time that it proves, and what it was then. */
export function ReadingsChart({ readings, location }: Shown) {
  const counting = readings.filter(({ correctedById }) => correctedById === null).reverse()
  if (counting.length < 2) return null
  return (
    <Trace
      label={`Temperature of ${location.name}: lowest, highest and current of ${counting.length} readings`}
      points={counting.map(({ takenAt, current }) => [Date.parse(takenAt), current / 100] as const)}
      spans={counting.map(({ from, takenAt, min, max }) => ({
        from: Date.parse(from ?? takenAt),
        to: Date.parse(takenAt),
        min: min / 100,
        max: max / 100,
      }))}
      low={location.range.min / 100}
      high={location.range.max / 100}
      unit="°C"
    />
  )
}

/** What there is to say of a reading besides its figures. */
function notes(row: ReadingRow, range: Shown['location']['range']): string {
  if (row.correctedById !== null) return 'mistyped, corrected'
  return [
    within(range, row.min, row.max) ? null : 'OUT OF RANGE',
    row.correctsId === null ? null : 'a correction',
    row.confirmed ? 'asked, and really so' : null,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The newest readings, also those that were corrected. */
export function ReadingsTable({ readings, location, zone, today }: Shown) {
  return (
    <DataTable
      caption="Readings"
      rows={readings}
      rowKey={(row) => row.id}
      empty={<EmptyState title="No reading yet">Until the first one nothing that stands here can be used.</EmptyState>}
      columns={[
        {
          key: 'at',
          head: 'Read at',
          place: 'lead',
          cell: (row) => <A to={`/storage/readings/${row.id}`}>{instant(row.takenAt, zone, today)}</A>,
        },
        {
          key: 'now',
          head: 'Now',
          place: 'side',
          number: true,
          cell: (row) => <span className="whitespace-nowrap">{celsiusText(row.current)}</span>,
        },
        {
          key: 'range',
          head: 'Lowest to highest',
          cell: (row) =>
            [`${celsiusText(row.min)} to ${celsiusText(row.max)}`, notes(row, location.range)]
              .filter(Boolean)
              .join(' · '),
        },
        { key: 'source', head: 'By', place: 'wide', cell: (row) => sourceName(row.source) },
      ]}
    />
  )
}
