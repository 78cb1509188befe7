import type { Instant } from '~/lib/day'
import type { ReadinessFacts } from '~/modules/readiness/types'
import type { LateFinding, ProcedureState, StepFacts } from '../types'
import { againstGiving, type Vial } from './against-giving'
import { isTaken } from './steps'
import type { factsOfUse } from './use-facts'

/** How the clearance stands now: there is none that counts, it stands, or what GIVEN would ask about stands against it. */
export type Standing =
  | { readonly state: 'none' }
  | { readonly state: 'stands'; readonly at: Instant }
  | { readonly state: 'turned'; readonly at: Instant; readonly against: readonly LateFinding[] }

/** The containers that were cleared, as giving all of it as cleared names them. */
function clearedVials({ cleared }: ProcedureState, { bound }: ReadinessFacts): Vial[] {
  return (cleared?.drawn ?? []).flatMap(({ unitId, volume }): Vial[] => {
    const own = bound.filter(({ binding, unit }) => binding.unitId === unitId && unit !== null)
    const unit = own[0]?.unit
    return unit ? [{ unit, bound: own, given: volume }] : []
  })
}

/**
 * Whether what was cleared may still be given (R41, R67): the same judgment that GIVEN asks, of what was cleared as it was cleared.
 * The page of the clearance, that of GIVEN and every open page show this, and never the stored clearance alone.
 */
export function standingOf(
  file: Parameters<typeof factsOfUse>[0],
  facts: StepFacts & { readonly readiness: ReadinessFacts },
  at: Instant,
): Standing {
  const { cleared, givenAt } = facts.state
  if (cleared === null || givenAt !== null || !isTaken('cleared', facts, at)) return { state: 'none' }
  const vials = clearedVials(facts.state, facts.readiness)
  const found = againstGiving(file, facts, vials, null, at).against
  // What was cleared and is set apart no longer can't be given.
  const gone = vials.length < cleared.drawn.length
  const against: readonly LateFinding[] =
    gone && found.length === 0 ? [{ code: 'STEPS_MISSING', steps: ['ready'] }] : found
  return against.length > 0 ? { state: 'turned', at: cleared.at, against } : { state: 'stands', at: cleared.at }
}
