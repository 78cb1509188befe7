import { Form } from '@remix-run/react'
import { LinkButton } from '~/ui/button'
import { SelectField } from '~/ui/choice'
import { TextField } from '~/ui/field'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { Notice } from '~/ui/notice'
import { Page } from '~/ui/page'
import { BookAnyway, BookingFields, bookedLabels, type Choice } from './booking-fields'
import type { Errors } from './step-forms'

/** A patient as a booking names them. */
export type PatientToBook = {
  readonly id: number
  readonly name: string
  readonly mrn: string
  readonly birthDate: string
}

export type BookView = {
  readonly patient: PatientToBook | null
  readonly rooms: readonly Choice[]
  readonly products: readonly Choice[]
  readonly sites: readonly Choice[]
  readonly versions: readonly Choice[]
  readonly localNow: string
  readonly clinician: string
}

const labels = { patientId: 'Patient', ...bookedLabels, versionId: 'Protocol' }

type Props = {
  readonly view: BookView
  readonly errors: Errors
  readonly refusal: string | null
  /** The keys of what is asked before the booking stands. */
  readonly asks: readonly string[]
  /** Who matched a search; null while nobody searched. */
  readonly found: readonly PatientToBook[] | null
}

/** A new booking (R26): who, found by a search, then when, where, what. */
export function BookPage({ view, errors, refusal, asks, found }: Props) {
  if (view.patient === null) return <WhichPatient refusal={refusal} errors={errors} found={found} />
  const { patient } = view
  return (
    <Page question="Book a procedure" back={{ to: '/procedures', label: 'Procedures' }}>
      <div className="grid gap-1">
        <p className="text-title font-bold">{patient.name}</p>
        <p className="text-muted">
          MRN <span className="font-mono text-ink">{patient.mrn}</span> · born {patient.birthDate} ·{' '}
          <A to="/procedures/new">Another patient</A>
        </p>
      </div>
      <ErrorSummary errors={errors} labels={labels} />
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <input type="hidden" name="patientId" value={patient.id} />
        <BookingFields
          rooms={view.rooms}
          products={view.products}
          sites={view.sites}
          booked={{
            scheduledAt: view.localNow,
            dose: '2.0',
            anesthesia: 'none',
            clinician: view.clinician,
            furtherDose: false,
          }}
          errors={errors}
        />
        <SelectField name="versionId" label="Protocol" options={view.versions} errors={errors.versionId} />
        <Submit>Book</Submit>
        <BookAnyway refusal={refusal} asks={asks} label="Book anyway" />
      </Form>
    </Page>
  )
}

/** Any patient can be booked: by a part of the name, the birth date or the MRN, as on the patients' own page. */
function WhichPatient({ refusal, errors, found }: Pick<Props, 'refusal' | 'errors' | 'found'>) {
  return (
    <Page
      question="Book a procedure"
      back={{ to: '/procedures', label: 'Procedures' }}
      why="For which patient? Each look at a patient is written down."
      next={<LinkButton to="/patients/new">Add a patient</LinkButton>}
    >
      <ErrorSummary errors={errors} labels={labels} />
      <Form method="post" className="grid gap-4">
        <input type="hidden" name="intent" value="find" />
        <TextField
          name="raw"
          label="Name or MRN"
          hint="A part of the name, the birth date, such as 4/12/1961, or the MRN. A wristband can be scanned here."
          autoFocus
          autoComplete="off"
          required
        />
        <Submit>Find</Submit>
      </Form>
      {refusal ? <Notice kind={found ? 'good' : 'refused'} title={refusal} /> : null}
      {found ? (
        <List label="Patients">
          {found.map(({ id, name, mrn, birthDate }) => (
            <ListRow
              key={id}
              to={`/procedures/new?patient=${id}`}
              lead={name}
              detail={`MRN ${mrn} · born ${birthDate}`}
            />
          ))}
        </List>
      ) : null}
    </Page>
  )
}
