import type { Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import type { DisinfectionLevel, DisinfectionRefusal } from './types'

/**
 * Records that a piece of equipment was cleaned and disinfected (R22), at `doneAt` or now. Refuses what is no equipment
 * and a time that lies ahead.
 */
export const recordDisinfection = (
  context: CommandContext,
  key: string,
  input: {
    readonly unitId: number
    readonly level: DisinfectionLevel
    readonly method: string
    readonly doneAt?: Instant
  },
): Promise<Result<null, DisinfectionRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'sterilization.disinfect', input }, async (tx, note) => {
    const unit = await tx.unit.findUnique({
      where: { id: input.unitId },
      select: { product: { select: { name: true, category: { select: { isEquipment: true } } } } },
    })
    if (!unit) return refuse({ code: 'EQUIPMENT_UNKNOWN' as const })
    if (!unit.product.category.isEquipment)
      return refuse({ code: 'NOT_EQUIPMENT' as const, product: unit.product.name })
    const doneAt = input.doneAt ?? context.at
    if (doneAt > context.at) return refuse({ code: 'DISINFECTED_LATER_THAN_NOW' as const })
    await tx.disinfection.create({
      data: { unitId: input.unitId, level: input.level, method: input.method, doneAt, actor: context.actor },
      select: { id: true },
    })
    note({ subject: `unit:${input.unitId}`, detail: { level: input.level } })
    return ok(null)
  })
