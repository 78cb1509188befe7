import { Form } from '@remix-run/react'
import { Button } from '~/ui/button'
import { Checkbox, SelectField } from '~/ui/choice'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { roleName } from '../messages'
import { roles } from '../rules'
import type { Role } from '../types'

type Errors = Readonly<Record<string, string[]>>
type Props = {
  people: readonly { id: number; name: string; email: string; endedAt: string | null; roles: readonly string[] }[]
  tokens: readonly {
    id: number
    name: string
    role: string
    createdAt: string
    endedAt: string | null
    createdBy: { name: string }
  }[]
  zone: string
  refusal: string | null
  errors: Errors
  secret: string | null
}

/** Who may come in: people with their roles, and programs with their tokens. */
export function AccessPage({ people, tokens, zone, refusal, errors, secret }: Props) {
  // The last administrator stays: without one nobody could be let in again.
  const administrators = people.filter((person) => !person.endedAt && person.roles.includes('administrator'))
  const last = administrators.length === 1 ? administrators[0]?.id : undefined
  return (
    <Page
      question="Who may come in?"
      why="Each person has an account of their own. A program gets a token with one role."
    >
      {refusal ? <Notice kind="refused" title={refusal} /> : null}
      {secret ? (
        <Notice kind="good" title="The token is made. Copy it now: it is shown only once.">
          <code className="text-large break-all select-all">{secret}</code>
        </Notice>
      ) : null}
      <Section title="People" count={people.length}>
        <List label="People">
          {people.map((person) => (
            <ListRow
              key={person.id}
              lead={person.name}
              {...(person.endedAt ? { state: 'not-proven', word: 'left' } : {})}
              detail={`${person.email} · ${person.roles.map((role) => roleName(role as Role)).join(', ')}`}
              side={
                person.endedAt || person.id === last ? undefined : (
                  <End intent="end-person" name="personId" id={person.id} label={`End the account of ${person.name}`} />
                )
              }
            />
          ))}
        </List>
        <AddPerson errors={errors} />
      </Section>
      <Section title="API tokens" count={tokens.length}>
        <List label="API tokens">
          {tokens.map((token) => (
            <ListRow
              key={token.id}
              lead={token.name}
              {...(token.endedAt ? { state: 'not-proven', word: 'ended' } : {})}
              detail={`${roleName(token.role as Role)} · made ${instant(token.createdAt, zone)} by ${token.createdBy.name}`}
              side={
                token.endedAt ? undefined : (
                  <End intent="end-token" name="tokenId" id={token.id} label={`End the token ${token.name}`} />
                )
              }
            />
          ))}
        </List>
        <AddToken errors={errors} />
      </Section>
    </Page>
  )
}

function End({ intent, name, id, label }: { intent: string; name: string; id: number; label: string }) {
  return (
    <Form method="post">
      <CommandKey />
      <input type="hidden" name={name} value={id} />
      <Button type="submit" name="intent" value={intent} inline aria-label={label}>
        End
      </Button>
    </Form>
  )
}

function AddPerson({ errors }: { errors: Errors }) {
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">Add a person</summary>
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <input type="hidden" name="intent" value="add-person" />
        <TextField name="name" id="person-name" label="Name" required errors={errors.name ?? []} />
        <TextField name="email" type="email" label="Email" required errors={errors.email ?? []} />
        <TextField
          name="password"
          type="password"
          label="First password"
          autoComplete="new-password"
          required
          errors={errors.password ?? []}
        />
        <fieldset className="grid gap-2">
          <legend className="font-bold">Roles</legend>
          {roles.map((role) => (
            <Checkbox key={role} name="roles" value={role} label={roleName(role)} />
          ))}
          {errors.roles?.map((text) => (
            <p key={text} className="text-stop">
              {text}
            </p>
          ))}
        </fieldset>
        <Submit variant="secondary">Add this person</Submit>
      </Form>
    </details>
  )
}

function AddToken({ errors }: { errors: Errors }) {
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">Make a token</summary>
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <input type="hidden" name="intent" value="add-token" />
        <TextField name="name" id="token-name" label="Which program will use it" required errors={errors.name ?? []} />
        <SelectField
          name="role"
          label="What it may do"
          options={roles.map((role) => ({ value: role, label: roleName(role) }))}
          errors={errors.role ?? []}
        />
        <Submit variant="secondary">Make the token</Submit>
      </Form>
    </details>
  )
}
