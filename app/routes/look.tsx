import { type ActionFunctionArgs, json, type MetaFunction } from '@remix-run/node'
import { useActionData, useRouteLoaderData } from '@remix-run/react'
import type { loader as rootLoader } from '~/root'
import { LinkButton } from '~/ui/button'
import { Code } from '~/ui/code'
import { Frame } from '~/ui/frame'
import { List, ListRow } from '~/ui/list'
import { Bars, Meter } from '~/ui/meter'
import { Facts, Page, Panel, Section } from '~/ui/page'
import { ButtonSpecimens, FormSpecimen, NoticeSpecimens, StateSpecimens } from '~/ui/specimens'
import { StateMark } from '~/ui/state-mark'
import { type Column, DataTable } from '~/ui/table'
import { Timeline } from '~/ui/timeline'
import { Trace } from '~/ui/trace'

export const meta: MetaFunction = () => [{ title: 'The look · Vialkeep' }]

/** Answers the specimen of a form as a real one would, with an error at its field. Nothing is stored. */
export async function action({ request }: ActionFunctionArgs) {
  await request.formData()
  return json({ errors: { expiry: ['This lot expired on Nov 1. Put it aside and receive it into quarantine.'] } })
}

const MORE = ['Receiving', 'Storage', 'Kits', 'Sterilization', 'Patients', 'Recalls', 'Reports', 'Catalog', 'Settings']
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
  { key: 'product', head: 'Product', cell: (row) => row.product },
  {
    key: 'state',
    head: 'State',
    cell: (row) => <StateMark state={row.expired ? 'stop' : 'ready'} word={row.expired ? 'expired' : 'usable'} />,
  },
  { key: 'expires', head: 'exp', named: true, cell: (row) => row.expires },
  { key: 'place', head: 'Where', cell: (row) => row.place },
  { key: 'here', head: 'Here', place: 'side', number: true, cell: (row) => row.here },
]
const FRIDGE = Array.from(
  { length: 49 },
  (_, x) => [x, x > 20 && x < 24 ? null : x === 40 ? 9.1 : 5 + Math.sin(x / 4)] as const,
)
const STORY = [
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

function Rows() {
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

export default function Look() {
  const answer = useActionData<typeof action>()
  const theme = useRouteLoaderData<typeof rootLoader>('root')?.theme ?? 'system'
  const more = MORE.map((label) => ({ to: `/${label.toLowerCase()}`, label }))
  const frame = { site: 'Barton Creek Joint Clinic', person: 'Maria Ortega', station: 'Prep station 1', theme, more }
  const aside = (
    <>
      <Panel title="On hold" state="hold">
        <Facts
          facts={[
            ['Lot', <Code key="lot">MX2231</Code>],
            ['Here', '3 vials'],
            ['Opened', null],
          ]}
        />
      </Panel>
      <Section title="Its story">
        <Timeline entries={STORY} />
      </Section>
    </>
  )
  return (
    <Frame {...frame} show={['today', 'stock', 'scan', 'procedures', 'more']} counts={{ today: 3 }}>
      <Page
        question="How does it look?"
        why="Ink on paper; calm until something is wrong, then unmistakable."
        aside={aside}
        next={
          <LinkButton variant="primary" to="/">
            One next action
          </LinkButton>
        }
      >
        <Rows />
        <Section title="States">
          <div className="grid gap-4 wide:grid-cols-2">
            {(['light', 'dark'] as const).map((side) => (
              <div key={side} data-theme={side} className="rounded-panel border border-line p-3">
                <StateSpecimens />
              </div>
            ))}
          </div>
        </Section>
        <Section title="Amounts">
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
        </Section>
        <Section title="Buttons">
          <ButtonSpecimens />
        </Section>
        <Section title="Words">
          <NoticeSpecimens />
        </Section>
        <Section title="Fields">
          <FormSpecimen errors={answer?.errors} />
        </Section>
      </Page>
    </Frame>
  )
}
