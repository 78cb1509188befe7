import type { Instant } from '~/lib/day'
import type { Requirement } from '~/modules/protocols/types'
import { noExpiry } from '~/modules/stock/rules/unit-facts'
import type { Reach, ReadinessFacts } from '../types'
import { type Candidate, distance, nearestFor, proposed, questions } from './nearest'
import { requirementLine } from './requirement-line'
import { isTaken, planWithinReach } from './within-reach'

/**
 * A part of what is walked through for a requirement, in the order in which candidates are proposed: what needs no answer, then
 * what does; nearer, then farther; with an expiry, then without.
 */
export type Stage = {
  /** Where it begins: a day before which everything has expired, or `noExpiry`. */
  readonly from: string
  readonly questions: 0 | 1
  readonly reach: Reach
  readonly dated: boolean
  readonly productIds: readonly number[]
  readonly placeIds: readonly number[]
}

/** How far a requirement's candidates have been read: all of the stages before the first of `stages`, and that one up to a lot. */
export type Walk = {
  readonly requirement: Requirement
  readonly intent: 'offer' | 'take'
  readonly stages: readonly Stage[]
  readonly expiry: string
  readonly lotId: number
}

/** The walk with its first stage read up to a lot; with nothing more in it, the next one is begun. */
export function walkedTo(walk: Walk, last: { readonly expiry: string; readonly lotId: number } | null): Walk {
  if (last !== null) return { ...walk, ...last }
  const stages = walk.stages.slice(1)
  return { ...walk, stages, ...begin(stages) }
}

const begin = ([first]: readonly Stage[]) => ({ expiry: first?.from ?? noExpiry, lotId: 0 })

/** A walk that has not begun. */
export const newWalk = (requirement: Requirement, intent: Walk['intent'], stages: readonly Stage[]): Walk => ({
  requirement,
  intent,
  stages,
  ...begin(stages),
})

/** Whether all that is proposed before this candidate has been read. */
export function isReached({ stages: [stage], expiry, lotId }: Walk, { unit, findings }: Candidate): boolean {
  if (stage === undefined) return true
  const before = questions({ findings }) - stage.questions || distance[unit.reach] - distance[stage.reach]
  if (before !== 0) return before < 0
  const own = unit.facts.expiry ?? noExpiry
  if (own !== expiry) return own < expiry
  return unit.facts.openedAt !== null || unit.facts.lotId <= lotId
}

/** Whether what has been read settles what the walk is for: nothing that is still unread could be proposed instead. */
export function isSettled(walk: Walk, facts: ReadinessFacts, at: Instant): boolean {
  if (walk.stages.length === 0) return true
  const { good } = proposed(walk.requirement, facts, walk.intent, at)
  if (walk.intent === 'offer') return good[0] !== undefined && isReached(walk, good[0])
  const { lines, short } = planWithinReach(facts, at)
  const { code } = walk.requirement
  const taken = lines.filter(({ requirement }) => requirement === code)
  const reached = ({ unitId, placeId }: { readonly unitId: number; readonly placeId: number }) =>
    good.some(
      (each) => each.unit.facts.unitId === unitId && each.unit.facts.placeId === placeId && isReached(walk, each),
    )
  return !short.includes(code) && taken.every(reached)
}

/** Whether anything is looked for: too little is kept for the requirement, or something that another one would replace. */
export const isLookedFor = (requirement: Requirement, facts: ReadinessFacts, at: Instant): boolean =>
  requirement.bind !== 'kit' &&
  requirementLine(requirement, { ...facts, candidates: [] }, at).findings.some(
    ({ severity }) => severity === 'stop' || severity === 'open',
  )

/** What the candidates of a requirement are looked for: to say where a good one is, and where one tap keeps it, for that. */
export const intentsOf = (requirement: Requirement): readonly Walk['intent'][] =>
  isTaken(requirement) ? ['offer', 'take'] : ['offer']

/** Whether neither a good one nor a reason against one is known yet. */
export function isUnexplained(requirement: Requirement, facts: ReadinessFacts, at: Instant): boolean {
  const { near, rejected } = nearestFor(requirement, facts, at)
  return near === null && rejected.length === 0
}
