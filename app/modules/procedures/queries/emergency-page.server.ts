import type { Visitor } from '~/modules/auth/types'
import { kitFacts } from '~/modules/kits/queries.server'
import { explainFinding } from '~/modules/stock/messages'
import { judge } from '~/modules/stock/rules/judge/judge'
import { firstExpiringFirst } from '~/modules/stock/rules/unit-facts'
import { wasWrong } from '../rules/check-use'
import { type EmergencyCard, emergencyCards } from '../rules/emergency-cards'
import { emergencyDrugs, reactionsOf } from '../rules/reactions'
import type { EmergencyDrug, ReactionSeen } from '../types'
import { openProcedure, type ProcedureHead } from './page.server'

/** Something in a kit that one tap records as given. */
export type KitDrugView = {
  readonly key: string
  readonly name: string
  /** What stands in for each other: all epinephrine is one sort. */
  readonly sort: string
  readonly lotNumber: string
  readonly kit: string
  /** What is known against it. It is said, and in the way of nothing. */
  readonly said: string | null
  /** Held, recalled or expired: not to be used while there is another one. It is recorded all the same. */
  readonly last: boolean
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
          sort: sortOf(unit.categoryCode),
          last: wasWrong(findings),
          said: findings[0] ? explainFinding(findings[0], kit.timeZone, at) : null,
        }
      }),
  )
  const given = emergencyDrugs(file.events)
  const reactions = reactionsOf(file.events)
  const began = [...given.map((each) => each.at), ...reactions.map((each) => each.at)].sort()
  return {
    head,
    drugs: goodFirst(drugs),
    given,
    reactions,
    cards: emergencyCards,
    since: began[0] ?? null,
    now: at,
    person: visitor.name,
  }
}

/**
 * Good ones first. One that something stands against goes to the end where a good one of its sort is here; where none is, it keeps
 * its place, since it is all there is.
 */
export function goodFirst<Each extends Pick<KitDrugView, 'sort' | 'last'>>(drugs: readonly Each[]): Each[] {
  const rank = new Map([...new Set(drugs.map(({ sort }) => sort))].map((sort, index) => [sort, index]))
  const good = new Set(drugs.flatMap(({ sort, last }) => (last ? [] : [sort])))
  const goesLast = ({ sort, last }: Each) => last && good.has(sort)
  const bySort = (a: Each, b: Each) => (rank.get(a.sort) ?? 0) - (rank.get(b.sort) ?? 0)
  return [...drugs.filter((each) => !goesLast(each)).sort(bySort), ...drugs.filter(goesLast).sort(bySort)]
}

const sortOf = (category: string): string => first.find((each) => category.startsWith(each)) ?? category

const first = ['epinephrine', 'antihistamine-injectable', 'antihistamine-oral']

/** Epinephrine stands first, then antihistamines, then the rest of the kit. */
const order = (category: string): number => {
  const at = first.findIndex((each) => category.startsWith(each))
  return at < 0 ? first.length : at
}
