import { ok, type Result } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { seeSeal } from '~/modules/kits/commands.server'
import type { ScannerProfile } from '~/modules/labels/types'
import * as binding from '~/modules/readiness/commands/bind.server'
import * as signing from '~/modules/readiness/commands/sign.server'
import { resolveScan } from '~/modules/readiness/queries/scan.server'
import type { ProcedureRefusal } from '../types'
import { openFile, type Target } from './open-file.server'

type Answer<T> = Promise<Result<T, ProcedureRefusal | CommandRefusal>>

/** What a scan on the readiness page did. */
export type ReadyScan =
  | { readonly kind: 'bound'; readonly label: string; readonly lotNumber: string }
  | { readonly kind: 'seal'; readonly inOrder: boolean; readonly seal: string }

/**
 * A scan on the readiness page (R30, R32): a vial, supply or piece of equipment is bound and kept for the booking, a kit's
 * seal is recorded as checked. Refuses what can't be used, saying why.
 */
export const scanForReadiness = (
  context: CommandContext,
  key: string,
  input: Target & { readonly raw: string; readonly symbologyId: string; readonly scanner?: ScannerProfile | null },
): Answer<ReadyScan> =>
  runCommand(context, { key, kind: 'readiness.scan', input }, async (tx, note): Answer<ReadyScan> => {
    const file = await openFile(tx, input)
    if (!file.ok) return file
    const { booking } = file.value
    const { siteId, timeZone } = booking
    const { raw, symbologyId, scanner } = input
    const scanned = await resolveScan(tx, { raw, symbologyId, scanner, siteId, timeZone, at: context.at })
    if (!scanned.ok) return scanned
    if (scanned.value.kind === 'patient') return { ok: false, refusal: { code: 'SCAN_OTHER_THING', kind: 'patient' } }
    if (scanned.value.kind === 'kit') {
      const { kitId, seal } = scanned.value
      if (seal === null) return { ok: false, refusal: { code: 'SCAN_OTHER_THING', kind: 'kit' } }
      const seen = await seeSeal(tx, context, { siteId, kitId, sealSeen: seal })
      if (!seen.ok) return { ok: false, refusal: { code: 'SCAN_UNKNOWN', seen: seal, near: null } }
      note({ subject: `kit:${kitId}`, detail: { inOrder: seen.value.inOrder } })
      return ok({ kind: 'seal', inOrder: seen.value.inOrder, seal })
    }
    const bound = await binding.bindUnit(tx, context, booking, scanned.value.units)
    if (!bound.ok) return bound
    const { label, lotNumber, unitId, requirement } = bound.value
    note({ subject: `procedure:${input.procedureId}`, detail: { bound: unitId, requirement } })
    return ok({ kind: 'bound', label, lotNumber })
  })

/** One tap: binds all supplies and equipment that are missing and within reach (R32). */
export const bindWithinReach = (context: CommandContext, key: string, input: Target): Answer<{ bound: number }> =>
  runCommand(
    context,
    { key, kind: 'readiness.bind-within-reach', input },
    async (tx, note): Answer<{ bound: number }> => {
      const file = await openFile(tx, input)
      if (!file.ok) return file
      const bound = await binding.bindWithinReach(tx, context, file.value.booking)
      if (bound.ok) note({ subject: `procedure:${input.procedureId}`, detail: { bound: bound.value.bound } })
      return bound
    },
  )

/** Takes something back that was kept for the booking. */
export const unbind = (
  context: CommandContext,
  key: string,
  input: Target & { readonly bindingId: number },
): Answer<null> =>
  runCommand(context, { key, kind: 'readiness.unbind', input }, async (tx, note): Answer<null> => {
    const file = await openFile(tx, input)
    if (!file.ok) return file
    const freed = await binding.unbind(tx, context, file.value.booking, input.bindingId)
    if (!freed.ok) return freed
    note({ subject: `procedure:${input.procedureId}`, detail: { freed: freed.value.unitId } })
    return ok(null)
  })

/** A person signs READY with the printed name, which holds for the protocol's time (R31, R37). */
export const signReady = (
  context: CommandContext,
  key: string,
  input: Target & { readonly signedName: string },
): Answer<{ validUntil: string }> =>
  runCommand(context, { key, kind: 'readiness.sign', input }, async (tx, note): Answer<{ validUntil: string }> => {
    const file = await openFile(tx, input)
    if (!file.ok) return file
    const signed = await signing.signReady(tx, context, file.value.booking, input.signedName)
    if (!signed.ok) return signed
    note({ subject: `procedure:${input.procedureId}`, detail: { sign: signed.value.signId } })
    return ok({ validUntil: signed.value.validUntil })
  })
