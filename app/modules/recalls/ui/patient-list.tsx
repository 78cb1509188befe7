import { Code } from '~/ui/code'
import { List, ListRow } from '~/ui/list'
import { Section } from '~/ui/page'
import { instant } from '~/ui/time'
import type { PatientRow } from '../types'

type Say = (lotId: number, quantity: number) => string

/**
 * Who got it. Certain links (by scan) and probable ones (by room and time, R35) are shown apart, and corrected ones
 * stay visible.
 */
export function WhoGotIt(props: {
  rows: readonly PatientRow[]
  zone: string
  seesPatients: boolean
  say: Say
  name: (lotId: number) => string
}) {
  const { rows, zone, seesPatients } = props
  const people = new Set(rows.filter((row) => !row.reversed).map((row) => row.patientId)).size
  return (
    <Section title="On patients" count={people} id="patients">
      {rows.length === 0 ? <p className="text-muted">No use on a patient is recorded.</p> : null}
      {rows.length > 0 && !seesPatients ? (
        <p>Names are shown to clinicians, managers and the medical director. Tell one of them now.</p>
      ) : null}
      <List label="On patients">
        {rows.map((row) => (
          <ListRow
            key={`${row.procedureId}:${row.unitId}:${row.lotId}:${row.givenAt}`}
            {...(seesPatients ? { to: `/patients/${row.patientId}` } : {})}
            lead={seesPatients && row.name ? row.name : `Procedure ${row.procedureId}`}
            {...markOf(row)}
            detail={`${row.mrn ? `MRN ${row.mrn} · ` : ''}${instant(row.givenAt, zone)} · procedure ${row.procedureId} · ${props.name(row.lotId)}${row.unitNumber ? ` · ${row.unitNumber}` : ''}${row.recordedLate ? ' · recorded afterwards' : ''}${row.insteadOf === null ? '' : ` · recorded as lot ${row.insteadOf}; this one was given instead, or may have been given, too`}`}
            side={<Code>{props.say(row.lotId, row.quantity)}</Code>}
          />
        ))}
      </List>
    </Section>
  )
}

function markOf({ reversed, basis, insteadOf }: PatientRow): { state: 'not-proven' | 'check' | 'stop'; word: string } {
  if (reversed) return { state: 'not-proven', word: 'corrected later' }
  if (insteadOf !== null) return { state: 'stop', word: 'may have got it' }
  return basis === 'room' ? { state: 'check', word: 'probable' } : { state: 'stop', word: 'got it' }
}
