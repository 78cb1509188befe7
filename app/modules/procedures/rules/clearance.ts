import { dayOf, type Instant } from '~/lib/day'
import { nameOf } from '~/modules/readiness/rules/meets'
import { coverOf, type FindingKey, keyInTable } from '~/modules/readiness/rules/overrides'
import type { Booking, ReachableUnit, ReadinessFacts } from '~/modules/readiness/types'
import { blocks, mayOverride, type OverriddenBy, type Severity, weightsOf } from '~/modules/stock/rules/judge/weigh'
import type { ClearDetail, ClearFinding, Draw, StepFacts, UseFinding, Wait } from '../types'
import { type AnestheticDose, anestheticFindings } from './anesthetics'
import { checkUse, type UseFacts, useTable } from './check-use'
import { clearTable, overriderOfClearing } from './clear-table'
import { identityFinding } from './identity'
import { isSameSite, type SiteOfBooking } from './injection-site'
import { openQuestion } from './patient-questions'
import { isOverridden, isTaken } from './steps'

/** A container that is kept for the procedure and drawn from, with what is to be drawn; null while nobody has said how much. */
export type ToDraw = {
  readonly unit: ReachableUnit
  readonly volume: number | null
  readonly anesthetic: AnestheticDose | null
}

/** A dose of a biologic that this patient got on this day in another procedure. */
export type OtherDose = {
  readonly at: Instant
  readonly side: string
  readonly site: string
  readonly siteCode: string | null
}

/** All that decides about CLEAR TO INJECT. Volumes in microliters, the weight in grams. */
export type ClearFacts = {
  readonly step: StepFacts & { readonly readiness: ReadinessFacts }
  readonly site: SiteOfBooking
  readonly waits: readonly Wait[]
  readonly toDraw: readonly ToDraw[]
  /** What judging each container needs, as giving asks it. */
  readonly factsOf: (draw: ToDraw) => UseFacts
  readonly othersToday: readonly OtherDose[]
  readonly anestheticsBefore: readonly AnestheticDose[]
  readonly gramsToday: number | null
}

function stepFindings({ step }: ClearFacts, at: Instant): ClearDetail[] {
  const { light } = step
  const missing = (['screened', 'consented'] as const).filter(
    (each) => !isTaken(each, step, at) && !isOverridden(each, step),
  )
  const ready: ClearDetail[] =
    light.state === 'not-ready'
      ? [{ code: 'READY_FIRST', because: 'not-ready', open: light.open }]
      : light.state === 'unsigned'
        ? [{ code: 'READY_FIRST', because: light.because, open: 0 }]
        : []
  const identity = identityFinding(step.state, step.timeZone, at)
  const question = openQuestion(step.readiness)
  return [
    ...missing.map((each): ClearDetail => ({ code: 'STEP_FIRST', step: each })),
    ...ready,
    ...(step.timeOut ? [step.timeOut] : []),
    ...(identity ? [identity] : []),
    ...(question ? [{ code: 'QUESTION_OPEN' as const, finding: question }] : []),
  ]
}

function drawFindings(facts: ClearFacts, at: Instant): ClearDetail[] {
  const { step, toDraw } = facts
  const drawn = toDraw.filter(({ volume }) => volume !== null && volume > 0)
  const unsaid = toDraw.filter(({ volume }) => volume === null)
  const scanned = new Set(step.state.scannedVials.map(({ unitId }) => unitId))
  const none = !drawn.some(({ unit }) => unit.facts.isBiologic) && !unsaid.some(({ unit }) => unit.facts.isBiologic)
  return [
    ...(none ? [{ code: 'NOTHING_DRAWN' as const }] : []),
    ...[...drawn, ...unsaid]
      .filter(({ unit }) => !scanned.has(unit.facts.unitId))
      .map(({ unit }): ClearDetail => ({ code: 'SCAN_FIRST', unit: nameOf(unit.facts) })),
    ...unsaid.map(({ unit }): ClearDetail => ({ code: 'VOLUME_UNSAID', unit: nameOf(unit.facts) })),
    ...drawn.flatMap((each) =>
      checkUse(facts.factsOf(each), 'enter', at)
        .filter(({ code }) => code !== 'DOSE_OUT_OF_PROTOCOL')
        .map((finding): ClearDetail => ({ code: 'UNIT', unit: nameOf(each.unit.facts), finding })),
    ),
    ...doseOf(facts, drawn, at),
  ]
}

/** The dose of all vials together, outside the protocol's: once, however many vials it comes from. */
function doseOf(facts: ClearFacts, drawn: readonly ToDraw[], at: Instant): ClearDetail[] {
  const [first] = drawn.filter(({ unit }) => unit.facts.isBiologic)
  if (!first) return []
  return checkUse(facts.factsOf(first), 'enter', at).flatMap((finding): ClearDetail[] =>
    finding.code === 'DOSE_OUT_OF_PROTOCOL'
      ? [{ code: 'DOSE_OUT_OF_PROTOCOL', given: finding.given, min: finding.min, max: finding.max }]
      : [],
  )
}

/**
 * A second dose into one site on one day, which nobody booked so (R67). Where the words of an older booking don't tell whether it
 * was this site, a person is asked.
 */
function secondDose({ othersToday, site, step }: ClearFacts, at: Instant): ClearDetail[] {
  if (step.state.furtherDose) return []
  const today = othersToday
    .filter((other) => dayOf(other.at, step.timeZone) === dayOf(at, step.timeZone))
    .map((other) => ({
      other,
      same: isSameSite(site, { side: other.side, words: other.site, code: other.siteCode }),
    }))
  const found = today.find(({ same }) => same === true) ?? today.find(({ same }) => same === null)
  if (!found) return []
  const { other, same } = found
  const code = same === true ? 'SECOND_DOSE' : 'SECOND_DOSE_UNCERTAIN'
  return [{ code, at: other.at, side: other.side, site: other.site }]
}

/**
 * What was not applied yet, or is still waited for (R58). An injectable anesthetic is drawn up after the clearance, so that it is
 * timed on the procedure's page and not asked about here.
 */
const waitFindings = ({ waits }: ClearFacts, at: Instant): ClearDetail[] =>
  waits.flatMap(({ what, applied, until }): ClearDetail[] => {
    if (what === 'injectable') return []
    if (applied === null || until === null) return [{ code: 'NOT_APPLIED', what }]
    return at < until ? [{ code: 'WAIT_NOT_OVER', what, at: applied.at, until }] : []
  })

const severityOf = (detail: ClearDetail): Severity =>
  detail.code === 'UNIT' ? detail.finding.severity : (weightsOf(clearTable, detail)['count-on'] ?? 'check')

/** Who goes on over it by name: what stands against a container is as its table says. */
export const clearOverrider = (detail: ClearDetail): OverriddenBy =>
  detail.code === 'UNIT' ? mayOverride(useTable, detail.finding as UseFinding) : overriderOfClearing(detail)

/** A finding of clearance as an override names it; the same override covers a unit's finding at READY. */
export function clearKey({
  severity: _weighed,
  ...finding
}: ClearFinding | (ClearDetail & { severity?: Severity })): FindingKey {
  const detail = finding as ClearDetail
  return detail.code === 'UNIT'
    ? keyInTable(useTable, detail.finding as UseFinding, `unit:${detail.unit.unitId}`)
    : keyInTable(clearTable, detail, 'clearance')
}

const covered = (detail: ClearDetail, booking: Booking, at: Instant): ClearFinding => {
  const severity = severityOf(detail)
  if (severity === 'check') return { ...detail, severity }
  const overridden = coverOf(booking, clearKey(detail), clearOverrider(detail), at)
  return overridden === null ? { ...detail, severity } : { ...detail, severity: 'check', overridden }
}

/**
 * Everything for and against CLEAR TO INJECT at an instant, before anything is drawn up (R67, docs/safety.md §3): the steps, READY
 * that is still valid, the time-out, the patient, open questions, each container scanned with its volume, the whole judgment of
 * each, the dose, a second dose at the site, and the anesthetics' limits. What a person went on over by name is said and blocks
 * nothing.
 */
export function clearFindings(facts: ClearFacts, at: Instant): ClearFinding[] {
  const planned = facts.toDraw.flatMap(({ anesthetic, volume }) =>
    anesthetic === null || volume === null ? [] : [{ ...anesthetic, volume }],
  )
  return [
    ...stepFindings(facts, at),
    ...drawFindings(facts, at),
    ...waitFindings(facts, at),
    ...secondDose(facts, at),
    ...anestheticFindings(planned, facts.anestheticsBefore, facts.gramsToday),
  ].map((detail) => covered(detail, facts.step.readiness.booking, at))
}

/** Whether nothing blocks the clearance any more. */
export const isClear = (findings: readonly ClearFinding[]): boolean => !findings.some(blocks)

/** The draws that a clearance is about. */
export const drawsOf = (toDraw: readonly ToDraw[]): Draw[] =>
  toDraw.flatMap(({ unit, volume }) => (volume !== null && volume > 0 ? [{ unitId: unit.facts.unitId, volume }] : []))
