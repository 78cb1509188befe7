import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { formId } from '~/lib/form-id'
import { addPerson, endPerson } from '~/modules/auth/commands/accounts.server'
import { hashSecret, newTokenSecret } from '~/modules/auth/commands/secrets.server'
import { endApiToken, makeApiToken } from '~/modules/auth/commands/tokens.server'
import { explainAccount } from '~/modules/auth/messages'
import { apiTokens, enter, people } from '~/modules/auth/queries.server'
import { personForm, tokenForm } from '~/modules/auth/schema'
import { AccessPage } from '~/modules/auth/ui/access-page'
import { actionOf, type Door, formOf } from '~/server/action'

export const meta: MetaFunction = () => [{ title: 'People and tokens · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'access.manage')
  const [staff, tokens] = await Promise.all([people(context.db, site.id), apiTokens(context.db, site.id)])
  return {
    people: staff.map((person) => ({ ...person, roles: person.roles.map((each) => each.role) })),
    tokens,
    zone: site.timeZone,
  }
}

/** The secret leaves with this one answer: only its hash is stored. */
const makeToken: Door<string> = (sent) => {
  const secret = newTokenSecret()
  return formOf(makeApiToken, {
    form: tokenForm,
    input: (given) => ({ ...given, tokenHash: hashSecret(secret) }),
    say: () => null,
    explain: explainAccount,
    value: () => secret,
  })(sent)
}

export const action = actionOf('access.manage', {
  'add-person': formOf(addPerson, {
    form: personForm,
    input: (given) => given,
    say: () => null,
    explain: explainAccount,
    goTo: () => '/access',
  }),
  'end-person': formOf(endPerson, {
    form: z.object({ personId: formId('There is no such person. Reload the list.') }),
    input: (given) => given,
    say: () => null,
    explain: explainAccount,
    goTo: () => '/access',
  }),
  'add-token': makeToken,
  'end-token': formOf(endApiToken, {
    form: z.object({ tokenId: formId('There is no such token. Reload the list.') }),
    input: (given) => given,
    say: () => null,
    explain: explainAccount,
    goTo: () => '/access',
  }),
})

export default function Access() {
  const page = useLoaderData<typeof loader>()
  const told = useActionData<typeof action>()
  return (
    <AccessPage {...page} refusal={told?.sentence ?? null} errors={told?.errors ?? {}} secret={told?.value ?? null} />
  )
}
