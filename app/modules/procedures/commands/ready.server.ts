import { z } from 'zod'
import { id, wordsIn } from '~/lib/inputs'
import { ok, type Result } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { seeSeal } from '~/modules/kits/commands/kit.server'
import { scanned } from '~/modules/labels/schema'
import * as binding from '~/modules/readiness/commands/bind.server'
import * as signing from '~/modules/readiness/commands/sign.server'
import type { Portion, UnitFinding } from '~/modules/readiness/types'
import { resolveScan } from '~/modules/stock/queries/scan.server'
import type { Weighed } from '~/modules/stock/rules/judge/weigh'
import { procedureRefusals } from '../rules/refusals'
import type { ProcedureRefusal } from '../types'
import { endLost } from './lost.server'
import { atProcedure, keepingAt, openFile, target } from './open-file.server'

/** What a scan on the readiness page did. */
export type ReadyScan = { readonly said: readonly string[] } & (
  | {
      readonly kind: 'bound'
      readonly label: string
      readonly lotNumber: string
      readonly findings: readonly Weighed<UnitFinding>[]
      readonly portions: readonly Portion[]
    }
  | { readonly kind: 'seal'; readonly isIts: boolean; readonly inOrder: boolean; readonly seal: string }
)

/**
 * A scan on the readiness page (R30, R32): a vial, supply or piece of equipment is bound and kept for the booking, a kit's
 * seal is recorded as checked. Refuses what can't be used, saying why.
 */
export const scanForReadiness = command({
  kind: 'readiness.scan',
  what: 'Keeps what was scanned for a procedure, or records the seal of a kit as checked.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'ask',
  input: target.extend(scanned.shape),
  locks: keepingAt,
  refusals: procedureRefusals,
  audit: z.union([z.object({ inOrder: z.boolean() }), z.object({ bound: z.number(), requirement: z.string() })]),
  run: async (work, { procedureId, ...scan }): Promise<Result<ReadyScan, ProcedureRefusal>> => {
    const { tx, at, note } = work
    const file = await openFile(work, { procedureId })
    if (!file.ok) return file
    const { booking } = file.value
    const { siteId, timeZone } = booking
    const found = await resolveScan(tx, { ...scan, siteId, timeZone, at, container: 'which' })
    if (!found.ok) return found
    const { scanned: thing, said } = found.value
    if (thing.kind === 'patient' || thing.kind === 'place')
      return { ok: false, refusal: { code: 'SCAN_OTHER_THING', kind: thing.kind } }
    if (thing.kind === 'kit') {
      const { kitId, seal } = thing
      if (seal === null) return { ok: false, refusal: { code: 'SCAN_OTHER_THING', kind: 'kit' } }
      const seen = await seeSeal(tx, work, { siteId, kitId, sealSeen: seal })
      if (!seen.ok) return { ok: false, refusal: { code: 'SCAN_UNKNOWN', seen: seal, near: null } }
      note(`kit:${kitId}`, { inOrder: seen.value.inOrder })
      const { isIts, inOrder } = seen.value
      return ok({ kind: 'seal', isIts, inOrder, seal, said })
    }
    const bound = await binding.bindUnit(tx, work, booking, thing.units)
    if (!bound.ok) return bound
    const { label, lotNumber, unitId, requirement, findings, portions } = bound.value
    note(`procedure:${procedureId}`, { bound: unitId, requirement })
    return ok({ kind: 'bound', label, lotNumber, findings, portions, said })
  },
})

/** One tap: binds all supplies and equipment that are missing and within reach (R32). */
export const bindWithinReach = command({
  kind: 'readiness.bind-within-reach',
  what: 'Keeps all supplies and equipment that a procedure lacks and that are within reach.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'ask',
  input: target,
  locks: keepingAt,
  refusals: procedureRefusals,
  audit: z.object({ bound: z.number() }),
  run: async (work, input) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const bound = await binding.bindWithinReach(work.tx, work, file.value.booking)
    if (bound.ok) work.note(`procedure:${input.procedureId}`, { bound: bound.value.bound })
    return bound
  },
})

/** Takes something back that was kept for the booking. */
export const unbind = command({
  kind: 'readiness.unbind',
  what: 'Takes back something that was kept for a procedure.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'ask',
  input: target.extend({ bindingId: id }),
  locks: keepingAt,
  refusals: procedureRefusals,
  audit: z.object({ freed: z.number() }),
  run: async (work, { bindingId, ...input }) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const freed = await binding.unbind(work.tx, work, file.value.booking, bindingId)
    if (!freed.ok) return freed
    work.note(`procedure:${input.procedureId}`, { freed: freed.value.unitId })
    return ok(null)
  },
})

/** A person signs READY with the printed name, which holds for the protocol's time (R31, R37). */
export const signReady = command({
  kind: 'readiness.sign',
  what: 'Signs a procedure READY.',
  right: 'readiness.sign',
  by: 'person',
  whenLate: 'drop',
  input: target.extend({ signedName: wordsIn(120) }),
  locks: atProcedure,
  refusals: procedureRefusals,
  audit: z.object({ sign: z.number() }),
  run: async (work, { signedName, ...input }) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const signed = await signing.signReady(work.tx, work, file.value.booking, signedName)
    if (!signed.ok) return signed
    await endLost(work.tx, work, input.procedureId)
    work.note(`procedure:${input.procedureId}`, { sign: signed.value.signId })
    return ok({ validUntil: signed.value.validUntil })
  },
})
