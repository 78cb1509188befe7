import { z } from 'zod'
import { ok, type Result, refuse } from '~/lib/result'
import { command, type Work } from '~/modules/auth/commands/command.server'
import { scanned } from '~/modules/labels/schema'
import { reachable } from '~/modules/readiness/queries/prepared.server'
import { stopsOfThing } from '~/modules/readiness/rules/bind'
import { nameOf } from '~/modules/readiness/rules/meets'
import type { UnitName } from '~/modules/readiness/types'
import { resolveScan } from '~/modules/stock/queries/scan.server'
import { lotWords } from '~/modules/stock/rules/lot-key'
import { warningOf } from '~/modules/stock/rules/warnings'
import type { UnitFacts } from '~/modules/stock/types'
import type { ProcedureFile } from '../queries/booking.server'
import { checkUse, stoppedBy } from '../rules/check-use'
import { procedureRefusals } from '../rules/refusals'
import { factsOfUse } from '../rules/use-facts'
import type { ProcedureRefusal, UseFinding } from '../types'
import { atProcedure, openFile, stepFacts, storeEvent, target } from './open-file.server'

/** What a scan on the give page was: a wristband, this patient's or another's, or a vial that may be used, with what is said of it. */
export type GiveScan =
  | { readonly kind: 'patient' }
  | { readonly kind: 'other-patient' }
  /** Scanned after the clearance, which ended with it: it must not be used here, and why. */
  | { readonly kind: 'other-vial'; readonly why: ProcedureRefusal }
  | {
      readonly kind: 'vial'
      readonly unit: UnitName
      readonly findings: readonly UseFinding[]
      /** What was mended in the label, and its warnings. */
      readonly said: readonly string[]
    }

const trail = z.union([
  z.object({ wristband: z.literal(true) }),
  z.object({ wristband: z.literal(false), patient: z.number() }),
  z.object({ scanned: z.number() }),
  z.object({ wrongVial: z.number().nullable() }),
])

type GiveWork = Work<z.output<typeof trail>>
type Answer = Promise<Result<GiveScan, ProcedureRefusal>>

/**
 * A wristband was scanned. Another patient's is stored, not refused, since a refusal leaves nothing behind and this must
 * stop the giving until the right wristband is scanned. A number that was typed may be read off the page: it is no wristband (R27).
 */
async function wristband(work: GiveWork, { row }: ProcedureFile, patientId: number, typed: boolean): Answer {
  if (patientId === row.patientId) {
    if (typed) return refuse({ code: 'WRISTBAND_TYPED' })
    await storeEvent(work.tx, work, row.id, { kind: 'patient-scanned' })
    work.note(`procedure:${row.id}`, { wristband: true })
    return ok({ kind: 'patient' })
  }
  await storeEvent(work.tx, work, row.id, { kind: 'wrong-patient-scanned', detail: { patientId } })
  work.note(`procedure:${row.id}`, { wristband: false, patient: patientId })
  return ok({ kind: 'other-patient' })
}

/**
 * A container that isn't the one kept for this procedure. Before the clearance it is refused and nothing is stored; after it, whoever scanned it has
 * it in the hand, so it is stored and the clearance ends, as another patient's wristband ends it.
 */
async function wrong(
  work: GiveWork,
  { state, row }: ProcedureFile,
  unitId: number | null,
  why: ProcedureRefusal,
): Answer {
  if (state.cleared === null || state.givenAt !== null) return refuse(why)
  await storeEvent(work.tx, work, row.id, { kind: 'wrong-vial-scanned', detail: { unitId } })
  work.note(`procedure:${row.id}`, { wrongVial: unitId })
  return ok({ kind: 'other-vial', why })
}

/** A vial was scanned: it must be the one that is kept, and nothing may stop its use now. */
async function vial(
  work: GiveWork,
  file: ProcedureFile,
  found: { readonly units: readonly UnitFacts[]; readonly said: readonly string[] },
  scan: { readonly raw: string; readonly symbologyId: string; readonly typed: boolean },
): Answer {
  const { tx, at } = work
  const { readiness } = await stepFacts(tx, file, at)
  const kept = new Set(readiness.bound.map(({ binding }) => `${binding.unitId}@${binding.placeId}`))
  const units = await reachable(tx, file.booking, found.units)
  // One container may stand at several places, and what is counted is of one lot: the row that is kept here is meant.
  const isKept = ({ facts }: (typeof units)[number]) => kept.has(`${facts.unitId}@${facts.placeId}`)
  const unit = units.find(isKept) ?? units[0]
  if (!unit) return wrong(work, file, null, { code: 'UNIT_UNKNOWN' })
  if (unit.facts.baseUnit !== 'uL') {
    const stopped = stoppedBy(unit, stopsOfThing(unit, at))
    if (stopped) return refuse(stopped)
    const { productName, lotNumber } = unit.facts
    const warning = warningOf(`${productName}, ${lotWords(lotNumber)}`, [unit.facts], at)
    return refuse({ code: 'NOT_A_VIAL', said: warning === null ? [] : [warning] })
  }
  const findings = checkUse(factsOfUse(file, readiness, unit, null), 'enter', at)
  const stopped = stoppedBy(unit, findings)
  // The right one that has been stopped since is no mistake of the hand: what stands against it turns the clearance anyway.
  if (stopped) return isKept(unit) ? refuse(stopped) : wrong(work, file, unit.facts.unitId, stopped)
  const { unitId } = unit.facts
  await storeEvent(tx, work, file.row.id, { kind: 'vial-scanned', detail: { unitId, ...scan } })
  work.note(`procedure:${file.row.id}`, { scanned: unitId })
  const checks = findings.filter((each) => each.severity === 'check')
  return ok({ kind: 'vial', unit: nameOf(unit.facts), findings: checks, said: found.said })
}

/**
 * A scan before giving (R27): the wristband says whether this is the patient, and another patient's stops the giving; a vial
 * must be the one that is kept for this procedure, and stops on whatever stands against using it now. Nothing moves: giving
 * does.
 */
export const scanForGiving = command({
  kind: 'procedure.scan',
  what: 'Compares the wristband or the vial with the procedure, before giving.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'drop',
  input: target.extend(scanned.shape),
  locks: atProcedure,
  refusals: procedureRefusals,
  audit: trail,
  run: async (work, { procedureId, ...scan }): Answer => {
    const { tx, at, site } = work
    const opened = await openFile(work, { procedureId })
    if (!opened.ok) return opened
    const { row } = opened.value
    const { raw, symbologyId, typed = false } = scan
    const where = { siteId: site.id, timeZone: row.timeZone, at, container: 'own-number' as const }
    const found = await resolveScan(tx, { ...scan, ...where })
    if (!found.ok) return found
    const { scanned: thing, said } = found.value
    if (thing.kind === 'patient') return wristband(work, opened.value, thing.patientId, scan.typed === true)
    if (thing.kind !== 'units') return refuse({ code: 'SCAN_OTHER_THING', kind: thing.kind })
    return vial(work, opened.value, { units: thing.units, said }, { raw, symbologyId, typed })
  },
})
