import { volumeText } from '~/modules/stock/rules/quantity'
import { A } from '~/ui/link'
import { Facts, Panel } from '~/ui/page'
import { StateMark } from '~/ui/state-mark'
import { instant } from '~/ui/time'
import type { ProcedureHead } from '../queries/page.server'

/** A procedure in one line: when, which side, where. */
export const titleOf = (head: ProcedureHead): string => `${head.time}  Hip, ${head.side}, ${head.injectionSite}`

/** Who the patient is, in the largest words after the question, and the allergies that nobody may overlook. */
export function PatientLine({ head }: { head: ProcedureHead }) {
  const { patient } = head
  return (
    <div className="grid gap-1">
      <p className="text-title font-bold">
        <A to={`/patients/${patient.id}`}>{patient.name}</A>
      </p>
      <p className="text-muted">
        MRN <span className="font-mono text-ink">{patient.mrn}</span> · born {patient.birthDate}
      </p>
      <p>
        {patient.asked && patient.allergies === 'none known' ? (
          <StateMark state="ready" word="Allergies: none known" />
        ) : (
          <StateMark state={patient.asked ? 'stop' : 'check'} word={`Allergies: ${patient.allergies}`} />
        )}
      </p>
    </div>
  )
}

/** Side and site, as they are said aloud. */
export function SideLine({ head }: { head: ProcedureHead }) {
  return (
    <p className="text-title font-bold">
      {head.side.toUpperCase()} · {head.injectionSite}
    </p>
  )
}

/** What was booked, for the side of a page. */
export function AboutProcedure({ head }: { head: ProcedureHead }) {
  return (
    <Panel title="Booked">
      <Facts
        facts={[
          ['When', instant(head.scheduledAt, head.zone)],
          ['Room', head.roomName],
          ['Product', head.productName],
          ['Dose', volumeText(head.doseMicroliters)],
          ['Anesthesia', head.anesthesia],
          ['Clinician', head.clinician],
        ]}
      />
    </Panel>
  )
}
