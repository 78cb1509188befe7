import type { Visitor } from '~/modules/auth/types'
import { kitFacts } from '~/modules/kits/queries.server'
import { explainFinding } from '~/modules/stock/messages'
import { judge } from '~/modules/stock/rules/judge/judge'
import { firstExpiringFirst } from '~/modules/stock/rules/unit-facts'
import { type EmergencyCard, emergencyCards } from '../rules/emergency-cards'
import { emergencyDrugs, reactionsOf } from '../rules/reactions'
import type { EmergencyDrug, ReactionSeen } from '../types'
import { openProcedure, type ProcedureHead } from './page.server'

/** Something in a kit that one tap records as given. */
export type KitDrugView = {
  readonly key: string
  readonly name: string
  readonly lotNumber: string
  readonly kit: string
  /** What is known against it. It is said, and in the way of nothing. */
  readonly said: string | null
}

export type EmergencyView = {
  readonly head: ProcedureHead
  readonly drugs: readonly KitDrugView[]
  readonly given: readonly EmergencyDrug[]
  readonly reactions: readonly ReactionSeen[]
  readonly cards: readonly EmergencyCard[]
  /** When it began: the first reaction or drug; null before either. */
  readonly since: string | null
  readonly now: string
  readonly person: string
}

/** All that the emergency record shows: what lies in the site's kits, each of it a tap, drugs before what they are given with. */
export async function emergencyPage(visitor: Visitor, param: string | undefined): Promise<EmergencyView> {
  const { file, head } = await openProcedure(visitor, param)
  const { db, at } = visitor.context
  const kits = await kitFacts(db.read, { siteIds: [visitor.site.id] })
  const drugs = kits.flatMap((kit) =>
    [...kit.units]
      .filter((unit) => kit.items.some((item) => item.categoryId === unit.categoryId))
      .sort((a, b) => order(a.categoryCode) - order(b.categoryCode) || firstExpiringFirst(a, b))
      .map((unit): KitDrugView => {
        const findings = judge(unit, { intent: 'rescue' }, at).filter(({ code }) => code !== 'EXPIRES_SOON')
        return {
          key: `${unit.unitId}@${unit.placeId}`,
          name: unit.productName,
          lotNumber: unit.lotNumber,
          kit: kit.name,
          said: findings[0] ? explainFinding(findings[0], kit.timeZone, at) : null,
        }
      }),
  )
  const given = emergencyDrugs(file.events)
  const reactions = reactionsOf(file.events)
  const began = [...given.map((each) => each.at), ...reactions.map((each) => each.at)].sort()
  return {
    head,
    drugs,
    given,
    reactions,
    cards: emergencyCards,
    since: began[0] ?? null,
    now: at,
    person: visitor.name,
  }
}

const first = ['epinephrine', 'antihistamine-injectable', 'antihistamine-oral']

/** Epinephrine stands first, then antihistamines, then the rest of the kit. */
const order = (category: string): number => {
  const at = first.findIndex((each) => category.startsWith(each))
  return at < 0 ? first.length : at
}
