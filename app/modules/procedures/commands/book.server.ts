import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, instantIn, quantity, wordsIn } from '~/lib/inputs'
import { ok } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import type { Site } from '~/modules/auth/types'
import { versionById } from '~/modules/protocols/queries.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import { placeFacts } from '~/modules/stock/queries/places.server'
import { lastGivenAt } from '../queries/uses.server'
import { type BookingFacts, decideBooking } from '../rules/booking'
import { siteCodeOf } from '../rules/injection-site'
import { procedureRefusals } from '../rules/refusals'
import { storeEvent } from './open-file.server'

const booking = z.object({
  patientId: id,
  versionId: id,
  roomPlaceId: id,
  scheduledAt: instantIn,
  side: z.enum(['left', 'right']),
  injectionSite: wordsIn(120),
  productId: id,
  doseMicroliters: quantity,
  anesthesia: z.enum(['none', 'topical', 'injectable']),
  clinician: wordsIn(120),
})

/** A booking as a form gives it. Volumes in microliters. */
export type NewProcedure = z.input<typeof booking>

async function gather(tx: Tx, site: Site, input: z.output<typeof booking>): Promise<BookingFacts> {
  const patient = await tx.patient.findUnique({ where: { id: input.patientId }, select: { id: true } })
  const room = await placeFacts(tx, input.roomPlaceId)
  const product = await tx.product.findUnique({
    where: { id: input.productId },
    select: { archivedAt: true, category: { select: { isBiologic: true } } },
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

/**
 * A person books a procedure (R26). It gets an outside place of stock of its own, whose name tells no patient. Volumes in
 * microliters. Refuses unknown parts and a dose outside the protocol's; warns of a treatment sooner than the protocol's
 * interval (`tooSoonAfter`).
 */
export const bookProcedure = command({
  kind: 'procedure.book',
  what: 'Books a procedure.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'ask',
  input: booking,
  refusals: procedureRefusals,
  audit: z.object({ patient: z.number(), at: z.string() }),
  run: async (work, input) => {
    const { tx, site, at, actor } = work
    const decision = decideBooking(input, await gather(tx, site, input))
    if (!decision.ok) return decision
    const { tooSoonAfter } = decision.value
    const place = await createPlace(tx, work, { siteId: site.id, kind: 'procedure', name: 'Procedure' })
    const { versionId: protocolVersionId, ...rest } = input
    const sites = await tx.injectionSite.findMany({ select: { code: true, label: true } })
    const made = await tx.procedure.create({
      data: {
        ...rest,
        siteId: site.id,
        injectionSiteCode: siteCodeOf(input.injectionSite, sites),
        protocolVersionId,
        placeId: place.placeId,
        status: 'booked',
        createdAt: at,
        actor,
      },
      select: { id: true },
    })
    await storeEvent(tx, work, made.id, { kind: 'booked', detail: { tooSoonAfter } })
    work.note(`procedure:${made.id}`, { patient: input.patientId, at: input.scheduledAt })
    return ok({ procedureId: made.id, tooSoonAfter })
  },
})
