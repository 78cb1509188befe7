import { Form } from '@remix-run/react'
import { LinkButton } from '~/ui/button'
import { SelectField } from '~/ui/choice'
import { ComboBox } from '~/ui/combo-box'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { EmptyState, Page } from '~/ui/page'
import { BookingFields, bookedLabels, type Choice } from './booking-fields'
import type { Errors } from './step-forms'

export type BookView = {
  readonly patients: readonly Choice[]
  readonly patientId: string | null
  readonly rooms: readonly Choice[]
  readonly products: readonly Choice[]
  readonly versions: readonly Choice[]
  readonly localNow: string
  readonly clinician: string
}

const labels = { patientId: 'Patient', ...bookedLabels, versionId: 'Protocol' }

/** A new booking (R26): who, when, where, what. */
export function BookPage({ view, errors, refusal }: { view: BookView; errors: Errors; refusal: string | null }) {
  if (view.patients.length === 0)
    return (
      <Page question="Book a procedure" back={{ to: '/procedures', label: 'Procedures' }}>
        <EmptyState
          title="There is no patient yet."
          action={
            <LinkButton variant="primary" to="/patients/new">
              Add a patient
            </LinkButton>
          }
        >
          Add the patient first, with the allergies; then book.
        </EmptyState>
      </Page>
    )
  return (
    <Page question="Book a procedure" back={{ to: '/procedures', label: 'Procedures' }}>
      {refusal ? <Notice kind="refused" title={refusal} /> : null}
      <ErrorSummary errors={errors} labels={labels} />
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <ComboBox
          name="patientId"
          label="Patient"
          options={[...view.patients]}
          defaultValue={view.patientId ?? undefined}
          errors={errors.patientId}
        />
        <BookingFields
          rooms={view.rooms}
          products={view.products}
          booked={{ scheduledAt: view.localNow, dose: '2.0', anesthesia: 'none', clinician: view.clinician }}
          errors={errors}
        />
        <SelectField name="versionId" label="Protocol" options={view.versions} errors={errors.versionId} />
        <Submit>Book</Submit>
      </Form>
    </Page>
  )
}
