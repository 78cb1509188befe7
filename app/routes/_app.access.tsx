import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn } from '~/lib/http.server'
import { explainCommandRefusal } from '~/modules/audit/messages'
import { addPerson, endApiToken, endPerson, makeApiToken } from '~/modules/auth/commands.server'
import { explainAccount } from '~/modules/auth/messages'
import { apiTokens, enter, people } from '~/modules/auth/queries.server'
import { personForm, tokenForm } from '~/modules/auth/schema'
import { AccessPage } from '~/modules/auth/ui/access-page'

const nobody = 'There is no such person here. Go back to the list of people.'
const noToken = 'There is no such token here. Go back to the list of tokens.'

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

type Answer = { refusal: string | null; errors: Record<string, string[] | null>; secret: string | null }
const answer = (part: Partial<Answer>, status = 422) =>
  data<Answer>({ refusal: null, errors: {}, secret: null, ...part }, { status })

export async function action({ request }: ActionFunctionArgs) {
  const { context, site, personId } = await enter(request, 'access.manage')
  const form = await request.formData()
  const key = String(form.get('commandKey'))
  const refused = (refusal: Parameters<typeof explainAccount>[0] | Parameters<typeof explainCommandRefusal>[0]) =>
    answer({
      refusal:
        refusal.code === 'COMMAND_KEY_REUSED' || refusal.code === 'COMMAND_KEY_INVALID'
          ? explainCommandRefusal(refusal)
          : explainAccount(refusal),
    })
  switch (form.get('intent')) {
    case 'add-person': {
      const submission = parseWithZod(form, { schema: personForm })
      if (submission.status !== 'success') return answer({ errors: submission.error ?? {} })
      const added = await addPerson(context, key, { ...submission.value, siteId: site.id })
      return added.ok ? redirect('/access') : refused(added.refusal)
    }
    case 'end-person': {
      const ended = await endPerson(context, key, { personId: idIn(form.get('personId'), nobody) })
      return ended.ok ? redirect('/access') : refused(ended.refusal)
    }
    case 'add-token': {
      const submission = parseWithZod(form, { schema: tokenForm })
      if (submission.status !== 'success') return answer({ errors: submission.error ?? {} })
      const made = await makeApiToken(context, key, {
        ...submission.value,
        siteId: site.id,
        createdById: personId ?? 0,
      })
      return made.ok ? answer({ secret: made.value.secret }, 200) : refused(made.refusal)
    }
    case 'end-token': {
      const ended = await endApiToken(context, key, { tokenId: idIn(form.get('tokenId'), noToken), siteId: site.id })
      return ended.ok ? redirect('/access') : refused(ended.refusal)
    }
    default:
      return answer({ refusal: 'This button is not known here. Reload the page.' })
  }
}

export default function Access() {
  const page = useLoaderData<typeof loader>()
  const told = useActionData<typeof action>()
  return (
    <AccessPage {...page} refusal={told?.refusal ?? null} errors={told?.errors ?? {}} secret={told?.secret ?? null} />
  )
}
