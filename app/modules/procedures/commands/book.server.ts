import { z } from 'zod'
import { id } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import { decideBooking } from '../rules/booking'
import { procedureRefusals } from '../rules/refusals'
import { asksOf, bookedInput, bookedOf, bookingFacts } from './booking-facts.server'
import { storeEvent } from './open-file.server'

const booking = bookedInput.extend({ patientId: id, versionId: id })

/** A booking as a form gives it. Volumes in microliters. */
export type NewProcedure = z.input<typeof booking>

/**
 * A person books a procedure (R26). It gets an outside place of stock of its own, whose name tells no patient. Volumes in
 * microliters. Refuses unknown parts and a dose outside the protocol's. Asks about what is booked twice, about times that can hardly
 * be meant, and about a treatment sooner than the protocol's interval (R28): each until it is answered by its key (`although`).
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
    const facts = await bookingFacts(tx, site, input)
    const decision = decideBooking(input, facts)
    if (!decision.ok) return decision
    const { label, code } = facts.coded ?? { label: input.injectionSite, code: null }
    const { although = [], furtherDose = false, versionId: protocolVersionId, ...rest } = input
    const { patientId } = input
    const booked = bookedOf(input, false)
    const asks = await asksOf(work, booked, facts, { patientId, procedureId: null, changed: null, although })
    if (asks.length > 0) return refuse({ code: 'BOOKING_ASKS' as const, findings: asks })
    const { tooSoonAfter } = decision.value
    const place = await createPlace(tx, work, { siteId: site.id, kind: 'procedure', name: 'Procedure' })
    const made = await tx.procedure.create({
      data: {
        ...rest,
        siteId: site.id,
        injectionSite: label,
        injectionSiteCode: code,
        protocolVersionId,
        placeId: place.placeId,
        status: 'booked',
        createdAt: at,
        actor,
      },
      select: { id: true },
    })
    await storeEvent(tx, work, made.id, { kind: 'booked', detail: { tooSoonAfter, furtherDose, although } })
    work.note(`procedure:${made.id}`, { patient: input.patientId, at: input.scheduledAt })
    return ok({ procedureId: made.id, tooSoonAfter })
  },
})
