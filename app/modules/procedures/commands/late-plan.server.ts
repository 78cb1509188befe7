import type { Day, Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { CommandContext } from '~/modules/audit/types'
import { reachable } from '~/modules/readiness/queries/facts.server'
import type { ReachableUnit, ReadinessFacts } from '~/modules/readiness/types'
import { newUnit, openLot } from '~/modules/stock/commands/ledger.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { findUnit } from '~/modules/stock/queries/look-up.server'
import type { UnitFacts } from '~/modules/stock/types'
import type { ProcedureFile } from '../queries/booking.server'
import { usesOf } from '../queries/uses.server'
import { checkUse } from '../rules/check-use'
import { identityFinding } from '../rules/identity'
import { drawnPlan, type GivePlaces } from '../rules/plan-give'
import { missingSteps } from '../rules/steps'
import type { GivePlan, LateFinding, ProcedureRefusal, StepFacts } from '../types'
import type { Target } from './open-file.server'
import { factsOfUse, keptOf } from './use-facts.server'

/** Something that is already in the patient: a unit that we know, or what its label says. Volumes in microliters. */
export type LateInput = Target & {
  readonly what:
    | { readonly kind: 'unit'; readonly unitId: number; readonly raw: string | null }
    | {
        readonly kind: 'label'
        readonly productId: number
        readonly lotNumber: string
        readonly expiry: Day | null
        readonly unitNumber: string | null
        readonly raw: string | null
      }
  readonly given: number
  readonly givenAt: Instant
  readonly givenBy: string
  /** The supplies that were set apart were used too; otherwise they are free again. */
  readonly supplies?: boolean
}

/** The unit that was given, with what was found while it was looked for. */
export type Known = { readonly unitId: number; readonly lotId: number; readonly findings: LateFinding[] }

/** The unit that a label names, made where we never had it: what happened is recorded, known or not (R41). */
async function unitOfLabel(
  tx: Tx,
  context: CommandContext,
  what: Extract<LateInput['what'], { kind: 'label' }>,
): Promise<Result<Known, ProcedureRefusal>> {
  const { productId, lotNumber, expiry, unitNumber } = what
  const known = unitNumber === null ? null : await findUnit(tx, productId, unitNumber)
  if (known) return ok({ unitId: known.unitId, lotId: known.lotId, findings: [] })
  const findings: LateFinding[] = [{ code: 'NEVER_RECEIVED' }]
  let lot = await openLot(tx, context, { productId, lotNumber, expiry })
  if (!lot.ok && lot.refusal.code === 'LOT_EXPIRY_DIFFERS') {
    findings.push({ code: 'EXPIRY_DIFFERS', seen: expiry ?? '' })
    lot = await openLot(tx, context, { productId, lotNumber, expiry: null })
  }
  if (!lot.ok) return lot
  const made = await newUnit(tx, context, { lotId: lot.value.lotId, productId, number: unitNumber })
  if (!made.ok) return made
  return ok({ unitId: made.value.unitId, lotId: lot.value.lotId, findings })
}

/** The unit that is already in the patient. Refuses what can't be named: no such product or unit. */
export async function knownUnit(
  tx: Tx,
  context: CommandContext,
  what: LateInput['what'],
): Promise<Result<Known, ProcedureRefusal>> {
  if (what.kind === 'label') {
    const product = await tx.product.findUnique({ where: { id: what.productId }, select: { id: true } })
    return product ? unitOfLabel(tx, context, what) : refuse({ code: 'BOOKING_PRODUCT_UNKNOWN' })
  }
  const unit = await tx.unit.findUnique({ where: { id: what.unitId }, select: { id: true, lotId: true } })
  return unit ? ok({ unitId: unit.id, lotId: unit.lotId, findings: [] }) : refuse({ code: 'UNIT_UNKNOWN' })
}

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

/** All that stands against what has happened, as it was before this record changed anything. */
export async function lateFindings(
  tx: Tx,
  file: ProcedureFile,
  facts: StepFacts & { readonly readiness: ReadinessFacts },
  known: Known,
  { standing }: Container,
  { given, givenAt }: LateInput,
): Promise<LateFinding[]> {
  const { state, timeZone, readiness } = facts
  const findings: LateFinding[] = [...known.findings]
  if (state.givenAt === null) {
    const steps = missingSteps(facts, givenAt)
    const identity = identityFinding(state, timeZone, givenAt)
    if (steps.length > 0) findings.push({ code: 'STEPS_MISSING', steps })
    if (identity) findings.push(identity)
  }
  if (state.status === 'cancelled' || state.status === 'stopped' || state.status === 'closed')
    findings.push({ code: 'BOOKING_WAS', status: state.status })
  if (standing === null) return findings
  const usedHere = (await usesOf(tx, file.row.id)).some((use) => use.unitId === known.unitId && !use.undone)
  const volumes = { given, givenInAll: given, others: [], usedHere }
  return [...findings, ...checkUse(factsOfUse(file, readiness, standing, volumes), givenAt)]
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
  { unitId, lotId }: Known,
  { given, what }: LateInput,
  places: GivePlaces,
): GivePlan {
  const basis = what.raw === null ? 'typed' : 'scan'
  if (standing !== null)
    return drawnPlan({ unit: standing.facts, given, available: free, basis, raw: what.raw, discardRest: false }, places)
  return {
    lines: [{ unitId, lotId, from: places.difference, to: places.procedure, quantity: given }],
    uses: [{ unitId, lotId, quantity: given, wasted: 0, basis, raw: what.raw }],
  }
}
