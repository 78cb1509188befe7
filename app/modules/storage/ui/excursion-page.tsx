import { Form } from '@remix-run/react'
import { productLot } from '~/modules/stock/rules/lot-key'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { SelectField } from '~/ui/choice'
import { TextArea, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Facts, Page, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { decisionChoices } from '../messages'
import { celsiusText } from '../rules/temperature'

type HeldRow = {
  holdId: number
  lotId: number
  lotNumber: string
  productName: string
  unitNumber: string | null
  note: string
  left: boolean
}

export type ExcursionView = {
  readonly excursion: {
    readonly id: number
    readonly startedAt: string
    readonly closedAt: string | null
    readonly temperatureCentiCelsiusWorst: number
    readonly cause: string | null
    readonly advice: string | null
    readonly place: { readonly id: number; readonly name: string }
  }
  readonly holds: readonly HeldRow[]
  /** Corrections of its readings that a second person has not confirmed. */
  readonly corrections: readonly { id: number; current: number; wasCurrent: number; reason: string }[]
  /** What was given before the readings came in that show it as exposed; the patient only for whoever may see patients. */
  readonly given: readonly {
    readonly lotId: number
    readonly lotNumber: string
    readonly unitNumber: string | null
    readonly productName: string
    readonly at: string
    readonly patient: { readonly procedureId: number; readonly name: string; readonly mrn: string } | null
  }[]
  readonly closedBy: string | null
  readonly zone: string
  readonly today: string
  readonly mayClose: boolean
  readonly answer?: Said
}

type HeldLot = {
  readonly lotId: number
  readonly lotNumber: string
  readonly productName: string
  readonly units: number
}

function byLot(holds: readonly HeldRow[]): HeldLot[] {
  const lots = new Map<number, HeldLot>()
  for (const { lotId, lotNumber, productName } of holds)
    lots.set(lotId, { lotId, lotNumber, productName, units: (lots.get(lotId)?.units ?? 0) + 1 })
  return [...lots.values()]
}

function Closing({ lots, open }: { lots: readonly HeldLot[]; open: boolean }) {
  return (
    <Form method="post" className="grid gap-5">
      <CommandKey />
      {lots.map((lot) => (
        <SelectField
          key={lot.lotId}
          name={`decision-${lot.lotId}`}
          label={`${productLot(lot.productName, lot.lotNumber)}: ${lot.units} ${lot.units === 1 ? 'unit' : 'units'} on hold`}
          empty="Decide"
          required
          options={decisionChoices}
        />
      ))}
      <TextField
        name="cause"
        label="Cause"
        hint="Door open, power, defrost, entered wrongly, sensor fault …"
        required
      />
      <TextArea
        name="advice"
        label="The manufacturer's advice"
        hint="What they said, who, when. For a dead sensor: what the second thermometer showed."
        required
      />
      <Submit>{open ? 'Close the excursion' : 'Decide'}</Submit>
    </Form>
  )
}

/** One excursion: what it held, and its closing with cause, advice and a decision for each lot (R21). */
export function ExcursionPage(view: ExcursionView) {
  const { excursion, holds, closedBy, zone, today, mayClose, answer } = view
  const open = excursion.closedAt === null
  const lots = byLot(holds)
  // What a closed excursion keeps on hold is still to be decided, unless it is gone.
  const undecided = open ? lots : byLot(holds.filter((hold) => hold.left))
  return (
    <Page
      back={{ to: `/storage/${excursion.place.id}`, label: excursion.place.name }}
      question={`${excursion.place.name}: ${celsiusText(excursion.temperatureCentiCelsiusWorst)}`}
      state={open ? 'stop' : 'ready'}
      word={open ? 'excursion open' : 'closed'}
      why={
        open
          ? `Since ${instant(excursion.startedAt, zone, today)}. ${holds.length} ${holds.length === 1 ? 'unit is' : 'units are'} on hold: don't use, keep cold, don't discard.`
          : `From ${instant(excursion.startedAt, zone, today)} to ${instant(excursion.closedAt ?? excursion.startedAt, zone, today)}.`
      }
    >
      <AnswerNotice answer={answer} errorsToo />
      {open && view.corrections.length > 0 ? (
        <Section title="Corrected since" count={view.corrections.length}>
          <p>What only a mistyped reading held ends when a second person confirms its correction.</p>
          <List label="Corrections">
            {view.corrections.map((row) => (
              <ListRow
                key={row.id}
                to={`/storage/readings/${row.id}`}
                lead={`${celsiusText(row.wasCurrent)} was ${celsiusText(row.current)}`}
                detail={row.reason}
              />
            ))}
          </List>
        </Section>
      ) : null}
      {view.given.length > 0 ? (
        <Section title="Given before the reading came in" count={view.given.length}>
          <p>
            These stood out of their range by readings that were recorded only after they were given. Ask the maker,
            tell the physician, and write down with the cause what was done.
          </p>
          <List label="Given before the reading came in">
            {view.given.map((use) => (
              <ListRow
                key={`${use.lotId}:${use.unitNumber}:${use.at}`}
                {...(use.patient ? { to: `/procedures/${use.patient.procedureId}` } : {})}
                lead={use.patient ? `${use.patient.name}, MRN ${use.patient.mrn}` : 'A patient'}
                detail={`${productLot(use.productName, use.lotNumber)}${use.unitNumber ? `, ${use.unitNumber}` : ''} · given ${instant(use.at, zone, today)}`}
              />
            ))}
          </List>
        </Section>
      ) : null}
      {open ? null : (
        <Facts
          facts={[
            ['Cause', excursion.cause],
            ['Advice', excursion.advice],
            ['Closed by', closedBy],
          ]}
        />
      )}
      <Section title="On hold" count={holds.length}>
        {lots.length === 0 ? (
          <EmptyState title="No unit is on hold by this excursion">
            {open
              ? 'Of what was stored here then and still exists, nothing was found out of its own range.'
              : 'What it had held was decided, or its reading was corrected.'}
          </EmptyState>
        ) : (
          <ul className="grid gap-2">
            {lots.map((lot) => (
              <li key={lot.lotId}>
                <A to={`/stock/lots/${lot.lotId}`}>
                  {lot.productName}, lot {lot.lotNumber}
                </A>{' '}
                · {lot.units} {lot.units === 1 ? 'unit' : 'units'}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {mayClose && (open || undecided.length > 0) ? (
        <Section title={open ? 'Close it' : 'Decide what was kept on hold'}>
          <Closing lots={undecided} open={open} />
        </Section>
      ) : null}
    </Page>
  )
}
