import type { Instant } from '~/lib/day'
import { judge as judgeStock } from '~/modules/stock/rules/judge/judge'
import { type Intent, type Weighed, weigh } from '~/modules/stock/rules/judge/weigh'
import type { StockFinding } from '~/modules/stock/types'
import type { Need, ProductTouch, ReachableUnit, UnitFinding } from '../../types'
import { unitTable } from './table'
import { productChecks, unitChecks } from './unit-checks'

/** What comes by itself until the procedure: a date passes, a clock runs out. */
const runsOut: Partial<Record<StockFinding['code'], StockFinding['code']>> = {
  EXPIRED: 'EXPIRES_SOON',
  OPENED_TOO_LONG: 'OPENED',
  THAWED_TOO_LONG: 'THAWING',
}

/** What is counted on must still be good when the procedure is booked for. */
const aheadOf: ReadonlySet<Intent> = new Set(['offer', 'take', 'bind', 'count-on'])

/**
 * What stock finds now, and of the booked time what will have run out by then. Storage can't be proven ahead, so it is
 * asked of now alone.
 */
function stockFindings(unit: ReachableUnit, need: Need, at: Instant): Weighed<StockFinding>[] {
  const now = judgeStock(unit.facts, need, at)
  const { scheduledAt } = need.booking
  if (!aheadOf.has(need.intent) || scheduledAt <= at) return now
  const codes = new Set(now.map(({ code }) => code))
  const then = judgeStock(unit.facts, need, scheduledAt).filter(({ code }) => code in runsOut && !codes.has(code))
  const replaced = new Set(then.map(({ code }) => runsOut[code]))
  return [...now.filter(({ code }) => !replaced.has(code)), ...then]
}

/**
 * Whether an open container is this very procedure's: it was used in it, or its clearance opened it, and no other procedure
 * has touched it. What was cleared for one patient and then recorded as given to another is nobody's any more (D06).
 */
const isOurs = ({ openedFor = [] }: ReachableUnit, { usedHere, booking }: Need): boolean =>
  (usedHere === true || openedFor.includes(booking.procedureId)) &&
  openedFor.every((procedureId) => procedureId === booking.procedureId)

/**
 * Everything for and against a unit for a need, weighed for its intent (docs/safety.md §2). Every door of a booking filters
 * this answer and adds nothing to it: the line, what is offered and why another is skipped, what a scan binds, what one tap
 * takes and replaces, what to scan next, what may enter the patient, what a late record says.
 */
export function judge(unit: ReachableUnit, need: Need, at: Instant): Weighed<UnitFinding>[] {
  const stock = stockFindings(unit, need, at).filter(({ code }) => !(isOurs(unit, need) && code === 'OPENED_FOR_OTHER'))
  const found = unitChecks.flatMap((check) => check(unit, need, at))
  return [...stock, ...weigh(unitTable, found, need.intent)].sort((a, b) => rankOf(a) - rankOf(b))
}

/** What `judge` says of every unit of a product, whatever else it says of one. */
export const judgeProduct = (touch: ProductTouch, need: Need): Weighed<UnitFinding>[] =>
  weigh(
    unitTable,
    productChecks.flatMap((check) => check({ touch, facts: touch }, need)),
    need.intent,
  )

/**
 * What is said first. A recall or an expiry before everything; then that it is the wrong thing for this patient,
 * which no other fact about it would make right; then that by the records it isn't there any more, before clocks of a vial
 * that is long gone. The others keep their order: another's before "thaw it", so that nobody thaws what is kept for others.
 */
const saidFirst: readonly UnitFinding['code'][] = [
  'ON_HOLD',
  'EXPIRED',
  'OF_OTHER_PATIENT',
  'ALLERGY',
  'TWO_DONORS',
  'WRONG_PRODUCT',
  'WRONG_KIND',
  'NONE_LEFT',
]

/** How early a finding is said: the lower, the earlier. */
export const rankOf = ({ code }: UnitFinding): number => {
  const rank = saidFirst.indexOf(code)
  return rank < 0 ? saidFirst.length : rank
}
