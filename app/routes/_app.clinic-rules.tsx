import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { setMrnRule } from '~/modules/patients/commands/mrn-rule.server'
import { shortestMrnSaid } from '~/modules/patients/queries/find.server'
import { shortestMrnAtFirst } from '~/modules/patients/rules/mrn'
import { mrnRuleForm } from '~/modules/patients/schema'
import { ClinicRulesPage } from '~/modules/patients/ui/clinic-rules-page'
import { actionOf, formOf } from '~/server/action'

export const meta: MetaFunction = () => [{ title: 'Rules of this clinic · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context } = await enter(request, 'clinic.rules')
  return { shortestMrn: (await shortestMrnSaid(context.db.read)) ?? shortestMrnAtFirst }
}

export const action = actionOf({
  mrn: formOf(setMrnRule, {
    form: mrnRuleForm,
    input: (given) => given,
    say: (_value, { shortest }) => `Record numbers have at least ${shortest} letters and digits from now on.`,
    explain: () => 'It was refused.',
  }),
})

export default function ClinicRules() {
  return <ClinicRulesPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
