import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { reachable } from '~/modules/readiness/queries/prepared.server'
import type { ReachableUnit, ReadinessFacts } from '~/modules/readiness/types'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { factsAt } from '~/modules/stock/queries/facts-at.server'
import type { UnitFacts } from '~/modules/stock/types'
import type { ProcedureFile } from '../queries/booking.server'
import { containerSize } from '../queries/shared.server'
import { usesOf } from '../queries/uses.server'
import { checkUse } from '../rules/check-use'
import { identityFinding } from '../rules/identity'
import { openQuestion } from '../rules/patient-questions'
import { drawnPlan, type GivePlaces } from '../rules/plan-give'
import { missingSteps } from '../rules/steps'
import { factsOfUse, keptOf } from '../rules/use-facts'
import type { GivePlan, LateFinding, ProcedureRefusal, StepFacts } from '../types'
import type { Known } from './late-what.server'

/** What a late record says besides the unit. Volumes in microliters. */
export type LateInput = { readonly given: number; readonly givenAt: Instant }

/** The unit that was given: where it stands, and its row of any place, standing there or not; null where it never stood. */
export type Container = { readonly standing: ReachableUnit | null; readonly facts: UnitFacts | null }

/**
 * Where the unit stands: where it is kept for this procedure before anywhere else at this site, and this site before any
 * other, since the vial that is in the patient leaves the place where the ledger has it.
 */
export async function containerOf(
  tx: Tx,
  file: ProcedureFile,
  readiness: ReadinessFacts,
  unitId: number,
): Promise<Container> {
  const rows = await unitFacts(tx, { unitIds: [unitId], includeEmpty: true })
  const here = rows.filter((row) => row.quantity > 0)
  const units = await reachable(tx, file.booking, here)
  const atSite = units.filter((unit) => unit.facts.siteId === file.row.siteId)
  const standing = atSite.find((unit) => keptOf(readiness, unit).length > 0) ?? atSite[0] ?? units[0] ?? null
  return { standing, facts: standing?.facts ?? rows[0] ?? null }
}

/** All that stood against what has happened, by what was true and known then; a later hold is said as later (R41). */
export async function lateFindings(
  tx: Tx,
  file: ProcedureFile,
  facts: StepFacts & { readonly readiness: ReadinessFacts },
  known: Known,
  { standing }: Container,
  { given, givenAt, now }: LateInput & { readonly now: Instant },
): Promise<LateFinding[]> {
  const { state, timeZone, readiness } = facts
  const findings: LateFinding[] = [...known.findings]
  if (state.givenAt === null) {
    const steps = missingSteps(facts, givenAt)
    const identity = identityFinding(state, timeZone, givenAt)
    if (steps.length > 0) findings.push({ code: 'STEPS_MISSING', steps })
    if (identity) findings.push(identity)
    const question = openQuestion(readiness)
    if (question) findings.push({ code: 'QUESTION_OPEN', finding: question })
  }
  if (state.status === 'cancelled' || state.status === 'stopped' || state.status === 'closed')
    findings.push({ code: 'BOOKING_WAS', status: state.status })
  if (standing === null) return findings
  const usedHere = (await usesOf(tx, file.row.id)).some((use) => use.unitId === known.unitId && !use.undone)
  const volumes = { given, givenInAll: given, others: [], usedHere }
  const was = await factsAt(tx, standing.facts, givenAt, now)
  const touch = standing.touch && { ...standing.touch, contains: Object.fromEntries(was.contains) }
  const unit = { ...standing, facts: was.facts, touch }
  const later = was.laterHolds.map(
    ({ reason, note, placedAt }): LateFinding => ({ code: 'HELD_LATER', reason, note, since: placedAt }),
  )
  return [...findings, ...checkUse(factsOfUse(file, readiness, unit, volumes), 'record', givenAt), ...later]
}

/** How much the ledger did not know of where the unit stood, beyond what a vial holds more than its label says. */
export function missingFrom(container: Container, free: number, given: number, known: Known): LateFinding[] {
  const { standing } = container
  const overfill = standing?.facts.overfillMicroliters ?? 0
  if (known.findings.some((finding) => finding.code === 'NEVER_RECEIVED') && standing === null) return []
  return given > free + overfill ? [{ code: 'NOT_IN_LEDGER', missing: given - free }] : []
}

/** What goes from the unit, as far as it is there, and from the place of differences to the patient. */
export function latePlan(
  { standing }: Container,
  free: number,
  { unitId, lotId, raw, basis }: Known,
  given: number,
  places: GivePlaces,
): GivePlan {
  if (standing !== null)
    return drawnPlan({ unit: standing.facts, given, available: free, basis, raw, discardRest: false }, places)
  return {
    lines: [{ unitId, lotId, from: places.difference, to: places.procedure, quantity: given }],
    uses: [{ unitId, lotId, quantity: given, wasted: 0, basis, raw }],
  }
}

/**
 * A volume that can hardly be: more than a container holds with its overfill, or a biologic's beyond the protocol. Null when it
 * can be, or when it was typed again.
 */
export async function volumeAsks(
  tx: Tx,
  { row }: ProcedureFile,
  unitId: number,
  { given, givenAgain = null }: { readonly given: number; readonly givenAgain?: number | null },
): Promise<Extract<ProcedureRefusal, { code: 'VOLUME_ASKS' }> | null> {
  if (givenAgain === given) return null
  const size = await containerSize.one(tx, unitId)
  if (size && given > size.holds + size.overfill)
    return { code: 'VOLUME_ASKS', given, most: size.holds, by: 'container' }
  if (size?.isBiologic && given > row.doseMicrolitersMax)
    return { code: 'VOLUME_ASKS', given, most: row.doseMicrolitersMax, by: 'protocol' }
  return null
}
