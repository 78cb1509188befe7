import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, instantIn, quantity, wordsIn } from '~/lib/inputs'
import type { Site } from '~/modules/auth/types'
import { versionById } from '~/modules/protocols/queries.server'
import { placeFacts } from '~/modules/stock/queries/places.server'
import { lastGivenAt } from '../queries/uses.server'
import type { BookingFacts } from '../rules/booking'

/** What can be said of a booking, and changed of it later. Volumes in microliters. */
export const bookedInput = z.object({
  roomPlaceId: id,
  scheduledAt: instantIn,
  side: z.enum(['left', 'right']),
  injectionSite: wordsIn(120),
  productId: id,
  doseMicroliters: quantity,
  anesthesia: z.enum(['none', 'topical', 'injectable']),
  clinician: wordsIn(120),
})

type Asked = z.output<typeof bookedInput> & { readonly patientId: number; readonly versionId: number }

/** What decides about a booking, and about a change of one. */
export async function bookingFacts(tx: Tx, site: Site, input: Asked): Promise<BookingFacts> {
  const patient = await tx.patient.findUnique({ where: { id: input.patientId }, select: { id: true } })
  const room = await placeFacts(tx, input.roomPlaceId)
  const product = await tx.product.findUnique({
    where: { id: input.productId },
    select: { name: true, archivedAt: true, category: { select: { isBiologic: true } } },
  })
  const version = await versionById(tx, input.versionId)
  return {
    patientKnown: patient !== null,
    roomHere: room !== null && room.siteId === site.id && room.kind === 'room',
    productIsBiologic: product !== null && product.archivedAt === null && product.category.isBiologic,
    version: version && {
      min: version.doseMicrolitersMin,
      max: version.doseMicrolitersMax,
      intervalWeeks: version.intervalWeeksMin,
    },
    lastGivenAt: patient ? await lastGivenAt(tx, patient.id) : null,
    timeZone: site.timeZone,
  }
}
