import { Form } from '@remix-run/react'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { DateField, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Page } from '~/ui/page'
import { AllergyChoices } from './allergy-choices'

/** A new patient: who it is, and what must not touch them. */
export function NewPatientPage({ answer }: { answer?: Said }) {
  const errors = answer?.errors ?? {}
  return (
    <Page back={{ to: '/patients', label: 'Patients' }} question="Who is it?">
      <AnswerNotice answer={answer} />
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <TextField name="mrn" label="MRN" code required autoComplete="off" errors={errors.mrn} />
        <TextField name="name" label="Name" required autoComplete="off" errors={errors.name} />
        <DateField name="birthDate" label="Birth date" required errors={errors.birthDate} />
        <AllergyChoices errors={errors.allergies ?? []} otherErrors={errors.otherAllergy ?? []} />
        <Submit>Add this patient</Submit>
      </Form>
    </Page>
  )
}
