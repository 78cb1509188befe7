/** What stands against using something that a scan names, whether it is taken or not: the one warning of every door. Pure. */
import type { Instant } from '~/lib/day'
import { ended, explainFinding } from '../messages'
import type { StockFinding, UnitFacts } from '../types'
import { judge } from './judge/judge'
import { stopOf, type Weighed } from './judge/weigh'

/** What makes a container useless wherever it stands; what its place lacks is said where it stands. */
const warned: ReadonlySet<StockFinding['code']> = new Set([
  'ON_HOLD',
  'MAY_BE_RECALLED',
  'KEPT_UNTIL_REPLACED',
  'EXPIRED',
  'OPENED_TOO_LONG',
  'OPENED_FOR_OTHER',
  'THAWED_TOO_LONG',
])

const warningsAgainst = (unit: UnitFacts, at: Instant): Weighed<StockFinding>[] =>
  judge(unit, { intent: 'look' }, at).filter(({ code }) => warned.has(code))

/** Whether something stops it wherever it stands, whoever it is for. */
export const isUseless = (unit: UnitFacts, at: Instant): boolean => stopOf(warningsAgainst(unit, at)) !== null

/**
 * That these must not be used, and why: recalled or perhaps recalled, on hold, expired or open too long. Null where nothing of that stands
 * against them. What has gone counts where nothing is left: the one in the hand may be of it.
 */
export function warningOf(name: string, units: readonly UnitFacts[], at: Instant): string | null {
  const here = units.filter(({ quantity }) => quantity > 0)
  const asked = here.length > 0 ? here : units
  const stopped = asked.flatMap((unit) => {
    const why = warningsAgainst(unit, at)
    return why.length > 0 ? [why.map((finding) => ended(explainFinding(finding, unit.timeZone, at)))] : []
  })
  if (stopped.length === 0) return null
  const act = stopped.length === asked.length ? "don't use it" : `${stopped.length} of ${asked.length} can't be used`
  return [`${name}: ${act}.`, ...new Set(stopped.flat())].join(' ')
}
