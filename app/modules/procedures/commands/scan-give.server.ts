import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { AuditNote, CommandContext, CommandRefusal } from '~/modules/audit/types'
import type { ScannerProfile } from '~/modules/labels/types'
import { reachable } from '~/modules/readiness/queries/facts.server'
import { resolveScan } from '~/modules/readiness/queries/scan.server'
import { nameOf } from '~/modules/readiness/rules/meets'
import type { UnitName } from '~/modules/readiness/types'
import { checkUse, stopOf } from '../rules/check-use'
import type { ProcedureRefusal, UseFinding } from '../types'
import { openFile, stepFacts, storeEvent, type Target } from './open-file.server'
import { factsOfUse } from './use-facts.server'

/** What a scan on the give page was: a wristband, this patient's or another's, or a vial that may be used, with what is said of it. */
export type GiveScan =
  | { readonly kind: 'patient' }
  | { readonly kind: 'other-patient' }
  | { readonly kind: 'vial'; readonly unit: UnitName; readonly findings: readonly UseFinding[] }

type Answer = Promise<Result<GiveScan, ProcedureRefusal | CommandRefusal>>

/**
 * Another patient's wristband was scanned: it is stored, not refused, since a refusal leaves nothing behind and this must
 * stop the giving until the right wristband is scanned.
 */
async function wrongPatient(
  tx: Tx,
  context: CommandContext,
  procedureId: number,
  scannedId: number,
  note: (entry: AuditNote) => void,
): Promise<Result<GiveScan, ProcedureRefusal>> {
  await storeEvent(tx, context, procedureId, { kind: 'wrong-patient-scanned', detail: { patientId: scannedId } })
  note({ subject: `procedure:${procedureId}`, detail: { wristband: false, patient: scannedId } })
  return ok({ kind: 'other-patient' })
}

/**
 * A scan before giving (R27): the wristband says whether this is the patient, and another patient's stops the giving; a vial must be the one that is kept for this procedure,
 * and stops on whatever stands against using it now. Nothing moves: giving does.
 */
export const scanForGiving = (
  context: CommandContext,
  key: string,
  input: Target & { readonly raw: string; readonly symbologyId: string; readonly scanner?: ScannerProfile | null },
): Answer =>
  runCommand(context, { key, kind: 'procedure.scan', input }, async (tx, note): Answer => {
    const opened = await openFile(tx, input)
    if (!opened.ok) return opened
    const { row, booking } = opened.value
    const subject = `procedure:${input.procedureId}`
    const scanned = await resolveScan(tx, { ...input, timeZone: row.timeZone, at: context.at })
    if (!scanned.ok) return scanned
    if (scanned.value.kind === 'patient') {
      const { patientId } = scanned.value
      if (patientId !== row.patientId) return wrongPatient(tx, context, row.id, patientId, note)
      await storeEvent(tx, context, row.id, { kind: 'patient-scanned' })
      note({ subject, detail: { wristband: true } })
      return ok({ kind: 'patient' })
    }
    if (scanned.value.kind === 'kit') return refuse({ code: 'SCAN_OTHER_THING' as const, kind: 'kit' })
    const { readiness } = await stepFacts(tx, opened.value, context.at)
    const kept = new Set(readiness.bound.map(({ binding }) => `${binding.unitId}@${binding.placeId}`))
    const units = await reachable(tx, booking, scanned.value.units)
    // Where a lot's label could mean several containers, the one that is kept for this procedure is meant.
    const unit = units.find(({ facts }) => kept.has(`${facts.unitId}@${facts.placeId}`)) ?? units[0]
    if (!unit) return refuse({ code: 'UNIT_UNKNOWN' as const })
    if (unit.facts.baseUnit !== 'uL') return refuse({ code: 'NOT_A_VIAL' as const })
    const findings = checkUse(factsOfUse(opened.value, readiness, unit, null), context.at)
    const stop = stopOf(findings)
    if (stop) return refuse({ code: 'USE_STOPPED' as const, unit: nameOf(unit.facts), finding: stop })
    await storeEvent(tx, context, row.id, {
      kind: 'vial-scanned',
      detail: { unitId: unit.facts.unitId, raw: input.raw, symbologyId: input.symbologyId },
    })
    note({ subject, detail: { scanned: unit.facts.unitId } })
    return ok({
      kind: 'vial',
      unit: nameOf(unit.facts),
      findings: findings.filter((each) => each.severity === 'check'),
    })
  })
