import type { Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { StockFinding, StockRefusal, UnitFacts } from '../types'
import { type Destination, judge } from './judge/judge'
import { type Intent, stopOf, type Weighed } from './judge/weigh'
import { isCold } from './unit-facts'

/** How it moves: it is to be moved; it was moved already; or its storage fails, and it must go somewhere now. */
export type MoveHow = 'planned' | 'done' | 'rescue'

const intents = { planned: 'move', done: 'record', rescue: 'rescue' } as const satisfies Record<MoveHow, Intent>

/** What else a move does: start a clock of so many hours, hold the unit with this sentence; and what is said of it. */
export type MovePlan = {
  readonly clockHours: number | null
  readonly hold: string | null
  readonly findings: readonly Weighed<StockFinding>[]
}

/** Hours that a cold product may be out of storage when its instructions give no figure: none (fails closed, R16). */
const noHours = 0

/** The refusal of a move: where it may not stand is asked at the door too, so that has a code of its own. */
const refusalOf = (facts: UnitFacts, finding: StockFinding): StockRefusal =>
  finding.code === 'WRONG_BAND'
    ? { ...finding, product: facts.productName }
    : { code: 'MOVE_STOPPED', product: facts.productName, finding }

/**
 * Whether a unit may be moved to a place: what `judge` says of a move (R16, R19). Refuses a place whose band is not the
 * product's, what was thawed back into storage, and part of a sealed container. A hold, an expiry or storage that is not
 * proven never stops a move. If it has already happened, or is a rescue out of a failing freezer, it is never refused, but gets a
 * hold where that place is not its own (R41).
 */
export function decideMove(
  facts: UnitFacts,
  to: Omit<Destination, 'quantity'>,
  move: { readonly quantity: number; readonly how: MoveHow },
  at: Instant,
): Result<MovePlan, StockRefusal> {
  const need = { intent: intents[move.how], to: { ...to, quantity: move.quantity } } as const
  const findings = judge(facts, need, at)
  const stop = stopOf(findings)
  if (stop) return refuse(refusalOf(facts, stop))
  const outside = findings.some(({ code }) => code === 'REFROZEN' || (code === 'WRONG_BAND' && to.band !== null))
  const hold = outside ? `Was moved to ${to.name}, outside its storage band. Ask the manufacturer's advice.` : null
  const starts = isCold(facts.band) && to.band === null && facts.thawLimitAt === null
  const left = Math.max(0, (facts.thawedForHours ?? noHours) - (facts.outMinutes ?? 0) / 60)
  return ok({ clockHours: starts ? left : null, hold, findings })
}
