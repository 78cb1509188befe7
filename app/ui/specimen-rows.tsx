import { Code } from './code'
import { List, ListRow } from './list'
import { Bars, Meter } from './meter'
import { Section } from './page'
import { StateMark } from './state-mark'
import { type Column, DataTable } from './table'
import type { TimelineEntry } from './timeline'
import { Trace } from './trace'

const LOTS = [
  { lot: 'MX2240', product: 'Amnio flow 2 mL', expires: '2027-01-31', place: 'LN2-1/B3', here: 6, expired: false },
  { lot: 'O0I1L8B', product: 'Exosome 5 mL', expires: '2026-12-02', place: 'LN2-1/A1', here: 14, expired: false },
  {
    lot: 'CH-0919',
    product: 'Chlorhexidine 2 % swab',
    expires: '2026-10-31',
    place: 'Cab 1',
    here: 120,
    expired: true,
  },
]
const COLUMNS: Column<(typeof LOTS)[number]>[] = [
  { key: 'lot', head: 'Lot', place: 'lead', cell: (row) => <Code>{row.lot}</Code> },
  {
    key: 'state',
    head: 'State',
    cell: (row) => <StateMark state={row.expired ? 'stop' : 'ready'} word={row.expired ? 'expired' : 'usable'} />,
  },
  { key: 'product', head: 'Product', cell: (row) => row.product },
  { key: 'expires', head: 'exp', named: true, cell: (row) => row.expires },
  { key: 'place', head: 'Where', cell: (row) => row.place },
  { key: 'here', head: 'Here', place: 'side', number: true, cell: (row) => row.here },
]
const FRIDGE = Array.from(
  { length: 49 },
  (_, x) => [x, x > 20 && x < 24 ? null : x === 40 ? 9.1 : 5 + Math.round(10 * Math.sin(x / 4)) / 10] as const,
)
/** A lot's story. */
export const STORY: readonly TimelineEntry[] = [
  { key: 1, when: 'Nov 3, 08:40', who: 'R. Okafor', title: '10 received', detail: 'Delivery 98, −71 °C' },
  { key: 2, when: 'Nov 9, 10:52', who: 'Dr. Lind', title: '2.0 mL given to patient 1042', detail: 'Hip, left, joint' },
  {
    key: 3,
    when: 'Nov 24, 09:12',
    who: 'M. Ortega',
    title: 'On hold',
    detail: 'Recall Z-1244',
    state: 'hold' as const,
  },
]

/** Rows of both kinds. */
export function RowSpecimens() {
  return (
    <>
      <Section title="Needs you" count={3}>
        <List>
          <ListRow to="/look" state="stop" word="too warm" lead="Fridge 2 above 8 °C" detail="14 min, since 08:58" />
          <ListRow to="/look" state="check" word="due by 09:00" lead="Emergency kit check" detail="seal 00417" />
          <ListRow to="/look" state="check" word="soon" lead="4 vials expire this week" side="4" />
        </List>
      </Section>
      <Section title="Procedures" count={2}>
        <List>
          <ListRow to="/look" at="09:30" state="ready" word="READY" lead="Hip, left" detail="patient 1042 · room 1" />
          <ListRow
            to="/look"
            at="10:30"
            state="stop"
            word="NOT READY"
            lead="Hip, right"
            detail="patient 1107 · room 2"
          />
        </List>
      </Section>
      <Section title="Lots" count={LOTS.length}>
        <DataTable
          caption="Lots"
          columns={COLUMNS}
          rows={LOTS}
          rowKey={(row) => row.lot}
          rowTo={() => '/look'}
          empty={null}
        />
      </Section>
    </>
  )
}

/** Amounts and a series. */
export function AmountSpecimens() {
  return (
    <div className="grid gap-6">
      <Meter label="Given" value={1.6} max={2} unit="mL" steps={20} mark={{ value: 1.5, label: 'as planned' }} />
      <Meter label="Epinephrine" value={1} max={4} unit="vials" steps={4} state="stop" word="below par" />
      <Bars
        label="Use by week"
        unit="vials"
        rows={[
          { label: 'Nov 10', value: 6 },
          { label: 'Nov 17', value: 9 },
        ]}
      />
      <Trace label="Fridge 2, two days" points={FRIDGE} low={2} high={8} unit="°C" />
    </div>
  )
}
