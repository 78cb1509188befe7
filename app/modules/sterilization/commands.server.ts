import { z } from 'zod'
import { id, instantIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { markUnits } from '~/modules/stock/commands/marks.server'
import { disinfection } from './schema'

/**
 * Records that a piece of equipment was cleaned and disinfected (R22), at `doneAt` or now. Refuses what is not equipment
 * and a time that lies ahead.
 */
export const recordDisinfection = command({
  kind: 'sterilization.disinfect',
  what: 'Records that a transducer was cleaned and disinfected.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'record',
  input: disinfection.extend({ unitId: id, doneAt: instantIn.optional() }),
  refusals: { EQUIPMENT_UNKNOWN: 404, NOT_EQUIPMENT: 422, DISINFECTED_LATER_THAN_NOW: 422 },
  audit: z.object({ level: z.string() }),
  run: async ({ tx, at, happenedAt, actor, note }, { unitId, level, method, doneAt = happenedAt }) => {
    const unit = await tx.unit.findUnique({
      where: { id: unitId },
      select: { product: { select: { name: true, category: { select: { isEquipment: true } } } } },
    })
    if (!unit) return refuse({ code: 'EQUIPMENT_UNKNOWN' as const })
    if (!unit.product.category.isEquipment)
      return refuse({ code: 'NOT_EQUIPMENT' as const, product: unit.product.name })
    if (doneAt > at) return refuse({ code: 'DISINFECTED_LATER_THAN_NOW' as const })
    const made = await tx.disinfection.create({ data: { unitId, level, method, doneAt, actor }, select: { id: true } })
    const ref = { kind: 'disinfection', id: made.id } as const
    await markUnits(tx, { at, actor }, [{ unitId, kind: 'disinfected', ref, at: doneAt }])
    note(`unit:${unitId}`, { level })
    return ok(null)
  },
})
