import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn, notHere } from '~/lib/http.server'
import { explainCommandRefusal } from '~/modules/audit/messages'
import type { CommandRefusal } from '~/modules/audit/types'
import { actorNames, enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { breakSeal, checkSeal, countKit } from '~/modules/kits/commands.server'
import { explainKit, explainKitRefusal, sealAnswer } from '~/modules/kits/messages'
import { kitChecks, kitFacts } from '~/modules/kits/queries.server'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { breakForm, countForm, sealForm } from '~/modules/kits/schema'
import type { KitRefusal } from '~/modules/kits/types'
import { KitPage } from '~/modules/kits/ui/kit-page'

const nowhere = 'There is no such kit at this site. Choose one from the list.'

export const meta: MetaFunction = () => [{ title: 'Emergency kit · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const [kit] = await kitFacts(context.db.read, { kitIds: [idIn(params.kitId, nowhere)] })
  if (!kit || kit.siteId !== site.id) throw notHere(nowhere)
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
    })),
    lines: verdict.lines,
    inOrder: verdict.inOrder,
    earliestExpiry: verdict.earliestExpiry,
    findings: verdict.findings.map((finding) => ({
      stops: finding.severity === 'stop',
      text: explainKit(finding, site.timeZone, context.at),
    })),
    checks: checks.map((check) => ({ ...check, who: names.get(check.actor) ?? check.actor })),
    zone: site.timeZone,
    mayCheck: may(roles, 'kit.check'),
  }
}

const sorry = (refusal: string, errors: Record<string, string[] | null> = {}) =>
  data({ reply: { tone: 'refused' as const, title: refusal }, refusal, errors }, { status: 422 })

const explain = (refusal: KitRefusal | CommandRefusal): string =>
  refusal.code === 'COMMAND_KEY_REUSED' || refusal.code === 'COMMAND_KEY_INVALID'
    ? explainCommandRefusal(refusal)
    : explainKitRefusal(refusal)

export async function action({ request, params }: ActionFunctionArgs) {
  const { context, site } = await enter(request, 'kit.check')
  const form = await request.formData()
  const at = { siteId: site.id, kitId: idIn(params.kitId, nowhere) }
  const key = String(form.get('commandKey') ?? form.get('scanId'))
  if (form.get('intent') === 'seal') {
    const seal = parseWithZod(form, { schema: sealForm })
    if (seal.status !== 'success') return sorry('Scan or type the number on the seal.')
    const seen = await checkSeal(context, key, { ...at, sealSeen: seal.value.raw })
    if (!seen.ok) return sorry(explain(seen.refusal))
    const title = sealAnswer(seen.value.inOrder, seal.value.raw, context.at, site.timeZone)
    return {
      reply: { tone: seen.value.inOrder ? ('good' as const) : ('refused' as const), title },
      refusal: null,
      errors: {},
    }
  }
  if (form.get('intent') === 'break') {
    const broken = parseWithZod(form, { schema: breakForm })
    if (broken.status !== 'success') return sorry('Say why the seal was broken.', broken.error ?? {})
    const done = await breakSeal(context, key, { ...at, reason: broken.value.reason })
    return done.ok ? redirect(`/kits/${at.kitId}`) : sorry(explain(done.refusal))
  }
  const count = parseWithZod(form, { schema: countForm })
  if (count.status !== 'success') return sorry('The count is not complete. Nothing was changed.', count.error ?? {})
  const counted = Object.entries(count.value.counts).map(([unitId, pieces]) => ({ unitId: Number(unitId), pieces }))
  const done = await countKit(context, key, {
    ...at,
    counted,
    newSeal: count.value.newSeal,
    note: count.value.note ?? null,
  })
  return done.ok ? redirect(`/kits/${at.kitId}`) : sorry(explain(done.refusal))
}

export default function Kit() {
  const answer = useActionData<typeof action>()
  return <KitPage {...useLoaderData<typeof loader>()} refusal={answer?.refusal ?? null} errors={answer?.errors ?? {}} />
}
