import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { addAllergyWord, endAllergyWord } from '~/modules/patients/commands/allergy-words.server'
import { setMrnRule } from '~/modules/patients/commands/mrn-rule.server'
import { explainPatient } from '~/modules/patients/messages'
import { shortestMrnSaid } from '~/modules/patients/queries/find.server'
import { clinicAllergyWords } from '~/modules/patients/queries.server'
import { baseAllergyWords } from '~/modules/patients/rules/base-allergy-words'
import { shortestMrnAtFirst } from '~/modules/patients/rules/mrn'
import { allergyWordForm, endWordForm, mrnRuleForm } from '~/modules/patients/schema'
import { ClinicRulesPage } from '~/modules/patients/ui/clinic-rules-page'
import { actionOf, formOf } from '~/server/action'

export const meta: MetaFunction = () => [{ title: 'Rules of this clinic · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context } = await enter(request, 'clinic.rules')
  const reader = context.db.read
  return {
    shortestMrn: (await shortestMrnSaid(reader)) ?? shortestMrnAtFirst,
    words: await clinicAllergyWords(reader),
    known: baseAllergyWords,
  }
}

export const action = actionOf('clinic.rules', {
  mrn: formOf(setMrnRule, {
    form: mrnRuleForm,
    input: (given) => given,
    say: (_value, { shortest }) => `Record numbers have at least ${shortest} letters and digits from now on.`,
    explain: () => 'It was refused.',
  }),
  'add-word': formOf(addAllergyWord, {
    form: allergyWordForm,
    input: ({ related, ...word }) => ({ ...word, isSure: related === undefined }),
    say: (_value, { word }) => `“${word}” is compared from now on.`,
    explain: explainPatient,
  }),
  'end-word': formOf(endAllergyWord, {
    form: endWordForm,
    input: (given) => given,
    say: () => 'The word is no longer compared. Allergies with it are asked about again.',
    explain: explainPatient,
  }),
})

export default function ClinicRules() {
  return <ClinicRulesPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
