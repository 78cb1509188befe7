import { z } from 'zod'
import type { Day } from '~/lib/day'
import { dayIn, id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { correctsExpiry, holdForLater, laterExpiry } from '../rules/expiry'
import { stockRefusals } from '../rules/refusals'
import { placeHolds } from './holds.server'
import { keepExpiry } from './lot-expiry.server'

/**
 * Sets the expiry of a lot to what a person read on its label or papers, with the reason: the only way in which a known
 * lot's date changes. Was and is are in the audit trail. It releases no hold, and a later date places one that another person
 * releases; the same date again changes nothing. Refuses a lot that is not known.
 */
export const correctExpiry = command({
  kind: correctsExpiry,
  what: 'Sets the expiry of a lot to what was read on its label or papers.',
  right: 'stock.hold',
  by: 'anyone',
  whenLate: 'ask',
  input: z.object({ lotId: id, expiry: dayIn, reason: wordsIn(300) }),
  refusals: stockRefusals,
  audit: z.object({ was: z.string().nullable(), expiry: z.string(), reason: z.string() }),
  run: async (work, { lotId, expiry, reason }) => {
    const { tx } = work
    const lot = await tx.lot.findUnique({ where: { id: lotId }, select: { expiry: true } })
    if (!lot) return refuse({ code: 'LOT_UNKNOWN' as const })
    if (lot.expiry === expiry) return ok({ changed: false, held: false })
    await tx.lot.update({
      where: { id: lotId },
      data: { expiry, expiryTime: null, expiryPrecision: 'day' },
      select: { id: true },
    })
    await keepExpiry(tx, work, { lotId, expiry, reason })
    const later = holdForLater(lot.expiry as Day | null, expiry)
    if (later !== null) await placeHolds(tx, work, [{ reason: 'review', note: later, source: laterExpiry, lotId }])
    work.note(`lot:${lotId}`, { was: lot.expiry, expiry, reason })
    return ok({ changed: true, held: later !== null })
  },
})
