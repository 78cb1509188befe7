import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import { type FindingKey, overrideDay } from '../rules/overrides'
import type { Booking } from '../types'

/** Stores, inside a transaction, that a person goes on over one finding of a booking (R52). The caller has decided that they may. */
export async function storeOverride(
  tx: Tx,
  stamp: Stamp,
  booking: Booking,
  key: FindingKey,
  who: { readonly name: string; readonly role: 'clinician' | 'director'; readonly reason: string },
): Promise<{ overrideId: number }> {
  const { at, actor } = stamp
  const { procedureId, patientId } = booking
  const made = await tx.findingOverride.create({
    data: { procedureId, patientId, day: overrideDay(booking), ...key, ...who, at, actor },
    select: { id: true },
  })
  return { overrideId: made.id }
}
