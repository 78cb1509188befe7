import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { bookingRule } from '~/modules/procedures/queries/booking-rule.server'
import { timeOutMinutes } from '~/modules/procedures/queries/time-out.server'
import { seededTimeOutMinutes } from '~/modules/procedures/rules/time-out'
import { ProcedureRulesPage } from '~/modules/procedures/ui/rules-page'
import { actionOf } from '~/server/action'
import { procedureRuleDoors } from '~/server/forms/procedure-rules'

export const meta: MetaFunction = () => [{ title: 'Rules for procedures · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'clinic.rules')
  return {
    siteName: site.name,
    timeOutMinutes: await timeOutMinutes(context.db.read),
    seeded: seededTimeOutMinutes,
    rule: await bookingRule(context.db.read, site.id),
  }
}

export const action = actionOf('clinic.rules', procedureRuleDoors)

export default function ProcedureRules() {
  return <ProcedureRulesPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
