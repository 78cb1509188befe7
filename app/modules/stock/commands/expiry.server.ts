import type { Day } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { correctsExpiry, holdForLater, laterExpiry } from '../rules/expiry'
import type { StockRefusal } from '../types'
import { placeHolds } from './holds.server'
import { keepExpiry } from './lot-expiry.server'

/**
 * Sets the expiry of a lot to what a person read on its label or papers, with the reason: the only way in which a known
 * lot's date changes. Was and is are in the audit trail. It releases no hold, and a later date places one that another person
 * releases; the same date again changes nothing. Refuses a lot that is not known.
 */
export const correctExpiry = (
  context: CommandContext,
  key: string,
  input: { readonly lotId: number; readonly expiry: Day; readonly reason: string },
): Promise<Result<{ changed: boolean; held: boolean }, StockRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: correctsExpiry, input }, async (tx, note) => {
    const { lotId, expiry, reason } = input
    const lot = await tx.lot.findUnique({ where: { id: lotId }, select: { expiry: true } })
    if (!lot) return refuse({ code: 'LOT_UNKNOWN' as const })
    if (lot.expiry === expiry) return ok({ changed: false, held: false })
    await tx.lot.update({
      where: { id: lotId },
      data: { expiry, expiryTime: null, expiryPrecision: 'day' },
      select: { id: true },
    })
    await keepExpiry(tx, context, { lotId, expiry, reason })
    const later = holdForLater(lot.expiry as Day | null, expiry)
    if (later !== null) await placeHolds(tx, context, [{ reason: 'review', note: later, source: laterExpiry, lotId }])
    note({ subject: `lot:${lotId}`, detail: { was: lot.expiry, expiry, reason } })
    return ok({ changed: true, held: later !== null })
  })
