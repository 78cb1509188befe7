import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn, notHere } from '~/lib/http.server'
import { liveOf } from '~/lib/live.server'
import { actorNames, enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { breakSeal, checkSeal, countKit } from '~/modules/kits/commands/check.server'
import { explainKit, explainKitRefusal, sealAnswer } from '~/modules/kits/messages'
import { kitChecks, kitFacts, newestInKit } from '~/modules/kits/queries.server'
import { kitSeen } from '~/modules/kits/rules/seen'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { breakForm, countForm } from '~/modules/kits/schema'
import { KitPage } from '~/modules/kits/ui/kit-page'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import { actionOf, formOf, type Sent } from '~/server/action'
import { scanIn, scanOf } from '~/server/forms/scan'

const nowhere = 'There is no such kit at this site. Choose one from the list.'

export const meta: MetaFunction = () => [{ title: 'Emergency kit · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const where = { kitIds: [idIn(params.kitId, nowhere)] }
  const [here] = await kitFacts(context.db.read, where)
  if (!here || here.siteId !== site.id) throw notHere(nowhere)
  // Asked before the contents: a posting in between makes a count ask once more, never once too little.
  const newest = await newestInKit(context.db.read, here.placeId)
  const [kit = here] = await kitFacts(context.db.read, where)
  const verdict = kitVerdict(kit, context.at)
  const checks = await kitChecks(context.db.read, kit.kitId, 12)
  const names = await actorNames(
    context.db,
    checks.map((check) => check.actor),
  )
  return {
    kit: { kitId: kit.kitId, name: kit.name, sealNumber: kit.sealNumber, broken: kit.sealBrokenAt !== null },
    units: kit.units.map(({ unitId, productName, lotNumber, expiry, quantity, baseUnit, containerQuantity }) => ({
      unitId,
      productName,
      lotNumber,
      expiry,
      pieces: baseUnit === 'uL' ? Math.round(quantity / containerQuantity) : quantity,
      quantity,
      postingId: newest.get(unitId) ?? 0,
    })),
    live: liveOf({ at: context.at, zone: site.timeZone }, `kit:${kit.kitId}`, kitSeen(verdict)),
    lines: verdict.lines,
    inOrder: verdict.inOrder,
    earliestExpiry: verdict.earliestExpiry,
    findings: verdict.findings.map((finding) => ({
      stops: blocks(finding),
      text: explainKit(finding, site.timeZone, context.at),
    })),
    checks: checks.map((check) => ({ ...check, who: names.get(check.actor) ?? check.actor })),
    zone: site.timeZone,
    mayCheck: may(roles, 'kit.check'),
  }
}

const kitOf = ({ params }: Sent): { kitId: number } => ({ kitId: idIn(params.kitId, nowhere) })
const backTo = (_value: unknown, sent: Sent): string => `/kits/${kitOf(sent).kitId}`

const seal = scanOf(checkSeal, {
  input: (sent) => ({ ...kitOf(sent), ...scanIn(sent) }),
  explain: explainKitRefusal,
  reply: ({ sealSeen, at, zone, ...seen }) => ({
    tone: seen.inOrder ? 'good' : 'refused',
    title: sealAnswer(seen, sealSeen, at, zone),
  }),
})

const count = formOf(countKit, {
  form: countForm,
  input: (given, sent) => ({ ...kitOf(sent), ...given }),
  say: () => null,
  explain: explainKitRefusal,
  goTo: backTo,
})

export const action = actionOf('stock.read', {
  seal,
  break: formOf(breakSeal, {
    form: breakForm,
    input: ({ reason }, sent) => ({ ...kitOf(sent), reason }),
    say: () => null,
    explain: explainKitRefusal,
    goTo: backTo,
  }),
  count: async (sent: Sent) => {
    const outcome = await count(sent)
    if ('goTo' in outcome || outcome.ok || outcome.sentence !== null) return outcome
    return { ...outcome, sentence: 'The count is not complete. Nothing was changed.' }
  },
})

export default function Kit() {
  return <KitPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
