import { Form } from '@remix-run/react'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { Button } from '~/ui/button'
import { DateField, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { Page, Section } from '~/ui/page'
import type { SimilarShown } from '../types'
import { AllergyChoices } from './allergy-choices'

type Props = { answer?: Said & { readonly value: readonly SimilarShown[] | null } }

/** A new patient: who it is, and what must not touch them. Similar patients are shown before another one is added. */
export function NewPatientPage({ answer }: Props) {
  const errors = answer?.errors ?? {}
  const similar = answer?.value ?? []
  const asked = similar.length > 0 && similar.every(({ why }) => why !== 'this record number')
  return (
    <Page back={{ to: '/patients', label: 'Patients' }} question="Who is it?">
      <AnswerNotice answer={answer} />
      <Form method="post" className="grid gap-5">
        <CommandKey />
        {similar.length > 0 ? <SimilarPatients similar={similar} /> : null}
        <TextField name="mrn" label="MRN" code required autoComplete="off" errors={errors.mrn} />
        <TextField name="name" label="Name" required autoComplete="off" errors={errors.name} />
        <DateField name="birthDate" label="Birth date" required errors={errors.birthDate} />
        <AllergyChoices errors={errors.allergies ?? []} otherErrors={errors.otherAllergy ?? []} />
        <Submit>Add this patient</Submit>
        {/* Last: the Enter key presses a form's first button, and must never say that it is somebody else. */}
        {asked ? (
          <Button type="submit" name="anotherThan" value={similar.map(({ id }) => id).join(',')}>
            It is another person: add them
          </Button>
        ) : null}
      </Form>
    </Page>
  )
}

/** Who may be the one on the form: a tap opens the patient. */
function SimilarPatients({ similar }: { similar: readonly SimilarShown[] }) {
  return (
    <Section title="Is it one of these?" count={similar.length}>
      <List label="Similar patients">
        {similar.map(({ id, name, mrn, birthDate, why }) => (
          <ListRow
            key={id}
            to={`/patients/${id}`}
            state="check"
            word={why}
            lead={name}
            detail={`MRN ${mrn} · born ${birthDate}`}
          />
        ))}
      </List>
    </Section>
  )
}
