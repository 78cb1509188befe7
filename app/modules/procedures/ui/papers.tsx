import { clock as now } from '~/lib/clock'
import { quantityText, volumeText } from '~/modules/stock/rules/quantity'
import { Button } from '~/ui/button'
import { Code } from '~/ui/code'
import { Facts, Page, Section } from '~/ui/page'
import { clock, dayAt, instant, longDay } from '~/ui/time'
import { Timeline } from '~/ui/timeline'
import { explainLate } from '../messages'
import type { AftercareView, NoteView } from '../queries/papers.server'
import type { UseRow } from '../queries/uses.server'
import { titleOf } from './head'

function PrintButton() {
  return (
    <Button icon="print" variant="primary" onClick={() => window.print()}>
      Print
    </Button>
  )
}

/** The aftercare sheet: large, plain, one page (R28). */
export function AftercarePage({ view }: { view: AftercareView }) {
  const { head } = view
  return (
    <Page
      back={{ to: `/procedures/${head.id}`, label: 'Procedure' }}
      question="After your injection"
      why={`${view.clinic} · ${longDay(dayAt(head.scheduledAt, head.zone))} · hip, ${head.side}`}
      next={
        <div className="screen-only">
          <PrintButton />
        </div>
      }
    >
      <p className="text-large font-bold">{head.patient.name}</p>
      <ul className="grid list-disc gap-3 pl-6 text-large">
        {view.lines.map((line) => (
          <li key={line.code}>{line.text}</li>
        ))}
        <li>Come back after {view.followUp} weeks, so that we see how you do.</li>
      </ul>
      {view.leftOut ? (
        <p className="screen-only text-muted">
          The line that offers acetaminophen is left out: the patient is allergic to it, or was not asked.
        </p>
      ) : null}
      <p className="text-muted">Questions or worries? Call {view.clinic}.</p>
    </Page>
  )
}

const amountOf = (use: UseRow): string =>
  use.baseUnit === 'uL' ? volumeText(use.quantity) : quantityText(use.quantity, use)

function Used({ use, zone }: { use: UseRow; zone: string }) {
  return (
    <li className={use.undone ? 'line-through' : ''}>
      <strong>{use.productName}</strong>, lot <Code>{use.lotNumber}</Code>
      {use.unitNumber ? (
        <>
          {' '}
          no. <Code>{use.unitNumber}</Code>
        </>
      ) : null}
      {use.expiry ? ` exp ${use.expiry}` : ''}: {amountOf(use)}
      {use.wasted > 0 ? `, ${volumeText(use.wasted)} discarded` : ''} at {clock(use.givenAt, zone)} (
      {use.basis === 'scan' ? 'by scan' : use.basis === 'typed' ? 'typed' : 'by room and time'}
      {use.recordedLate ? ', recorded late' : ''}){use.undone ? ' undone' : ''}
      {use.findings.map((finding) => (
        <span key={JSON.stringify(finding)} className="block text-small text-muted">
          {explainLate(finding, zone)}
        </span>
      ))}
    </li>
  )
}

/** The procedure note: the protocol's record row, printable (R29). */
export function NotePage({ view }: { view: NoteView }) {
  const { head } = view
  return (
    <Page
      back={{ to: `/procedures/${head.id}`, label: 'Procedure' }}
      question="Procedure note"
      why={`${view.clinic} · ${longDay(dayAt(head.scheduledAt, head.zone))} · ${titleOf(head)}`}
      next={
        <div className="screen-only">
          <PrintButton />
        </div>
      }
    >
      <Facts
        facts={[
          ['Patient', head.patient.name],
          ['MRN', head.patient.mrn],
          ['Born', head.patient.birthDate],
          ['Allergies', head.patient.allergies],
          ['Product booked', `${head.productName}, ${volumeText(head.doseMicroliters)}`],
          ['Anesthesia', head.anesthesia],
          ['Clinician', head.clinician],
          ['Closed by', view.closedBy ?? 'not closed yet'],
        ]}
      />
      <Section title="Type and dosage of product" count={view.uses.length}>
        <ul className="grid gap-2">
          {view.uses.map((use) => (
            <Used key={use.id} use={use} zone={head.zone} />
          ))}
        </ul>
      </Section>
      {view.rows.map((row) => (
        <Section key={row.label} title={row.label}>
          <p className="whitespace-pre-wrap">{row.text ?? <span className="text-muted">not recorded yet</span>}</p>
        </Section>
      ))}
      <Section title="History">
        <Timeline entries={view.events.map(({ key, when, text, who }) => ({ key, when, title: text, who }))} />
      </Section>
      <p className="print-only">Printed {instant(now(), head.zone)}</p>
    </Page>
  )
}
