import { Form } from '@remix-run/react'
import { LinkButton } from '~/ui/button'
import { RadioCards, SelectField } from '~/ui/choice'
import { ComboBox } from '~/ui/combo-box'
import { DateField, NumberField, TextField } from '~/ui/field'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { EmptyState, Page } from '~/ui/page'
import type { Errors } from './step-forms'

type Choice = { readonly value: string; readonly label: string; readonly detail?: string }

export type BookView = {
  readonly patients: readonly Choice[]
  readonly patientId: string | null
  readonly rooms: readonly Choice[]
  readonly products: readonly Choice[]
  readonly versions: readonly Choice[]
  readonly localNow: string
  readonly clinician: string
}

const labels = {
  patientId: 'Patient',
  versionId: 'Protocol',
  scheduledAt: 'When',
  roomPlaceId: 'Room',
  side: 'Side',
  injectionSite: 'Where',
  productId: 'Product',
  dose: 'Dose',
  anesthesia: 'Anesthesia',
  clinician: 'Clinician',
}

const sites = ['joint cavity', 'gluteal muscle', 'iliopsoas muscle'].map((value) => ({ value, label: value }))

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
        <DateField
          time
          name="scheduledAt"
          label="When"
          defaultValue={view.localNow}
          errors={errors.scheduledAt}
          required
        />
        <SelectField name="roomPlaceId" label="Room" options={view.rooms} empty="choose" errors={errors.roomPlaceId} />
        <RadioCards
          name="side"
          label="Side"
          options={[
            { value: 'left', label: 'Left' },
            { value: 'right', label: 'Right' },
          ]}
          errors={errors.side}
          required
        />
        <SelectField name="injectionSite" label="Where" options={sites} errors={errors.injectionSite} />
        <SelectField
          name="productId"
          label="Product"
          options={view.products}
          empty="choose"
          errors={errors.productId}
        />
        <NumberField name="dose" label="Dose" unit="mL" defaultValue="2.0" errors={errors.dose} required />
        <RadioCards
          name="anesthesia"
          label="Anesthesia"
          defaultValue="none"
          options={[
            { value: 'none', label: 'None' },
            { value: 'topical', label: 'Topical', detail: 'acts after 5–15 minutes' },
            { value: 'injectable', label: 'Injectable', detail: 'acts after 2–5 minutes' },
          ]}
          errors={errors.anesthesia}
        />
        <TextField
          name="clinician"
          label="Clinician"
          defaultValue={view.clinician}
          errors={errors.clinician}
          required
        />
        <SelectField name="versionId" label="Protocol" options={view.versions} errors={errors.versionId} />
        <Submit>Book</Submit>
      </Form>
    </Page>
  )
}
