import type { Instant } from '~/lib/day'
import { coverOf, keyInTable } from '~/modules/readiness/rules/overrides'
import type { Bound, ReachableUnit, ReadinessFacts } from '~/modules/readiness/types'
import { mayOverride, type Weighed } from '~/modules/stock/rules/judge/weigh'
import type { LateFinding, ProcedureRefusal, StepFacts, UseFinding } from '../types'
import { checkUse, useTable, wasWrong } from './check-use'
import { identityFinding } from './identity'
import { openQuestion } from './patient-questions'
import { decideStep, isTaken, missingSteps } from './steps'
import { factsOfUse } from './use-facts'

/** A kept container that something was given of. Microliters. */
export type Vial = { readonly unit: ReachableUnit; readonly bound: readonly Bound[]; readonly given: number }

type Facts = StepFacts & { readonly readiness: ReadinessFacts }

/** Why GIVEN can't be recorded here at all: it was recorded already, or the procedure ended; then it is recorded afterward. */
export function notRecordable(facts: Facts, at: Instant): ProcedureRefusal | null {
  const step = decideStep('given', facts, at)
  if (step.ok) return null
  return step.refusal.code === 'PROCEDURE_OVER' || step.refusal.code === 'STEP_TAKEN' ? step.refusal : null
}

/**
 * What of the procedure stands against something that was given now: without a clearance that counts, each step that is missing and
 * who was not identified; with one, that READY has turned since. An open question in both cases.
 */
export function procedureAgainst(facts: Facts, why: string | null, at: Instant): LateFinding[] {
  const question = openQuestion(facts.readiness)
  const asked: LateFinding[] = question ? [{ code: 'QUESTION_OPEN', finding: question }] : []
  if (isTaken('cleared', facts, at)) {
    const { light, passedOver } = facts
    // Only the time of the signature may run out after the clearance: a stop that came and went is looked at, and signed again.
    const turned =
      light.state === 'not-ready' ||
      (light.state === 'unsigned' && light.because !== 'expired' && !passedOver.includes('ready'))
    return [...asked, ...(turned ? [{ code: 'STEPS_MISSING' as const, steps: ['ready' as const] }] : [])]
  }
  const identity = identityFinding(facts.state, facts.timeZone, at)
  const steps = missingSteps(facts, at).filter((step) => step !== 'cleared')
  return [
    { code: 'NOT_CLEARED', why },
    ...(identity ? [identity] : []),
    ...asked,
    ...(steps.length > 0 ? [{ code: 'STEPS_MISSING' as const, steps }] : []),
  ]
}

/** Whether a person goes on over what stands against a unit. */
const isOverridden = (finding: UseFinding, unit: ReachableUnit, { readiness }: Facts, at: Instant): boolean =>
  coverOf(
    readiness.booking,
    keyInTable(useTable, finding, `unit:${unit.facts.unitId}`),
    mayOverride(useTable, finding),
    at,
  ) !== null

function vialFindings(
  file: Parameters<typeof factsOfUse>[0],
  facts: Facts,
  vial: Vial,
  vials: readonly Vial[],
  at: Instant,
): LateFinding[] {
  const dose = vials.filter(({ unit }) => unit.facts.isBiologic).reduce((sum, { given }) => sum + given, 0)
  const others = vials.filter((other) => other !== vial).map((other) => other.unit)
  const { unitId, overfillMicroliters } = vial.unit.facts
  const use = factsOfUse(file, facts.readiness, vial.unit, { given: vial.given, givenInAll: dose, others })
  const findings: LateFinding[] = checkUse(use, 'record', at)
  if (!facts.state.scannedVials.some((each) => each.unitId === unitId)) findings.push({ code: 'VIAL_NOT_SCANNED' })
  const cleared = facts.state.cleared?.drawn.find((each) => each.unitId === unitId)?.volume ?? 0
  if (facts.state.cleared !== null && vial.given > cleared + overfillMicroliters)
    findings.push({ code: 'CLEARED_OTHERWISE', cleared, given: vial.given })
  return findings
}

const asks: ReadonlySet<LateFinding['code']> = new Set(['VIAL_NOT_SCANNED', 'CLEARED_OTHERWISE'])

/** All that is said of a giving by container, and what of it stands against it: then it is asked about, and reviewed. */
export function againstGiving(
  file: Parameters<typeof factsOfUse>[0],
  facts: Facts,
  vials: readonly Vial[],
  why: string | null,
  at: Instant,
): { readonly said: Map<number, readonly LateFinding[]>; readonly against: readonly LateFinding[] } {
  const ofProcedure = procedureAgainst(facts, why, at)
  const said = new Map<number, readonly LateFinding[]>()
  const against = [...ofProcedure]
  for (const vial of vials) {
    const findings = vialFindings(file, facts, vial, vials, at)
    said.set(vial.unit.facts.unitId, [...ofProcedure, ...findings])
    against.push(
      ...findings.filter(
        (finding) =>
          asks.has(finding.code) ||
          (wasWrong([finding]) && !isOverridden(finding as Weighed<UseFinding>, vial.unit, facts, at)),
      ),
    )
  }
  return { said, against }
}

/** Whether it was not cleared before, and nobody has said why. */
export const leavesOpenWhy = (against: readonly LateFinding[]): boolean =>
  against.some((finding) => finding.code === 'NOT_CLEARED' && finding.why === null)
