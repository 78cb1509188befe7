import type { Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { Bound } from '~/modules/readiness/types'
import { judge } from '~/modules/stock/rules/judge/judge'
import type { StockFinding } from '~/modules/stock/types'
import type { Disposition, ProcedureRefusal } from '../types'

/** What needs a disposition when a procedure is canceled: opened, thawing, or drawn from (R26). */
export const touched = (bound: readonly Bound[]): Bound[] =>
  bound.filter(({ unit }) => {
    if (unit === null || unit.facts.isEquipment) return false
    const { openedAt, thawLimitAt, baseUnit, quantity, containerQuantity, multiDose } = unit.facts
    if (multiDose) return false
    return openedAt !== null || thawLimitAt !== null || (baseUnit === 'uL' && quantity % containerQuantity !== 0)
  })

/** What no other booking can use any more: it was opened, or its time out of storage has ended. */
const isOver: ReadonlySet<StockFinding['code']> = new Set([
  'OPENED',
  'OPENED_FOR_OTHER',
  'OPENED_TOO_LONG',
  'THAWED_TOO_LONG',
])

/** Whether an item may be kept for another booking: unopened, allogeneic, and its clock still runs, as `judge` says (R16). */
export function mayKeep({ unit }: Bound, at: Instant): boolean {
  if (unit === null) return false
  const { openedAt, regulatoryStanding, baseUnit, quantity, containerQuantity } = unit.facts
  const whole = baseUnit !== 'uL' || quantity % containerQuantity === 0
  const over = judge(unit.facts, { intent: 'count-on' }, at).some(({ code }) => isOver.has(code))
  return openedAt === null && whole && regulatoryStanding !== 'autologous' && !over
}

/**
 * What happens to the opened and thawed items of a canceled procedure (R16, R26). Refuses a cancellation that leaves
 * one without a disposition, and keeping one that must be discarded.
 */
export function decideDispositions(
  bound: readonly Bound[],
  dispositions: ReadonlyMap<number, Disposition>,
  at: Instant,
): Result<{ readonly discard: readonly Bound[] }, ProcedureRefusal> {
  const items = touched(bound)
  const missing = items.filter(({ binding }) => !dispositions.has(binding.id))
  if (missing.length > 0)
    return refuse({ code: 'DISPOSITION_MISSING', lotNumbers: missing.map((each) => each.lotNumber) })
  const wrong = items.find((item) => dispositions.get(item.binding.id) === 'keep' && !mayKeep(item, at))
  if (wrong) return refuse({ code: 'MUST_BE_DISCARDED', lotNumber: wrong.lotNumber })
  return ok({ discard: items.filter(({ binding }) => dispositions.get(binding.id) === 'discard') })
}
