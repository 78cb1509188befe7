import { Form, useActionData } from '@remix-run/react'
import { LinkButton } from '~/ui/button'
import { TextField } from '~/ui/field'
import { Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { Notice } from '~/ui/notice'
import { EmptyState, Page, Section } from '~/ui/page'
import type { Patient } from '../types'

type Answer = {
  readonly found: readonly Patient[]
  readonly reply: { readonly tone: 'good' | 'refused' | 'question'; readonly title: string; readonly detail?: string }
}

/**
 * Finding a patient by name, birth date, MRN or wristband. The list appears only after a search, because whoever looks needs one
 * patient.
 */
export function PatientsPage({ mayAdd }: { mayAdd: boolean }) {
  const answer = useActionData<Answer>()
  return (
    <Page
      question="Which patient?"
      why="Type a part of the name, a birth date, or an MRN, or scan the wristband. Each look at a patient is written down."
      next={mayAdd ? <LinkButton to="/patients/new">Add a patient</LinkButton> : undefined}
    >
      <Form method="post" className="grid gap-4">
        <TextField
          name="raw"
          label="Name or MRN"
          hint="Or the birth date, such as 4/12/1961. Accents, apostrophes, hyphens and leading zeros don’t matter."
          autoFocus
          autoComplete="off"
          required
        />
        <Submit>Find</Submit>
      </Form>
      {answer ? <Found answer={answer} /> : null}
    </Page>
  )
}

function Found({ answer }: { answer: Answer }) {
  if (answer.found.length === 0)
    return (
      <EmptyState title="No patient matches.">
        Each word must be a part of the name or the MRN, and a date the birth date.{' '}
        {answer.reply.tone === 'good' ? answer.reply.title : ''}
      </EmptyState>
    )
  return (
    <>
      <Notice kind="good" title={answer.reply.title} />
      <Section title="Found" count={answer.found.length}>
        <List label="Patients">
          {answer.found.map((patient) => (
            <ListRow
              key={patient.id}
              to={`/patients/${patient.id}`}
              lead={patient.name}
              detail={`MRN ${patient.mrn} · born ${patient.birthDate}`}
            />
          ))}
        </List>
      </Section>
    </>
  )
}
