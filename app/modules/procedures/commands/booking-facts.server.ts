import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, instantIn, quantity, wordsIn } from '~/lib/inputs'
import type { Work } from '~/modules/auth/commands/command.server'
import type { Site } from '~/modules/auth/types'
import { versionById } from '~/modules/protocols/queries.server'
import { bookingRule, bookingsAround } from '../queries/booking-rule.server'
import { sitesToBook } from '../queries/sites-to-book.server'
import { lastGivenAt } from '../queries/uses.server'
import type { Booked } from '../rules/booked-parts'
import type { BookingFacts } from '../rules/booking'
import { bookingAsks, unanswered } from '../rules/booking-asks'
import { type CodedSite, codedSite } from '../rules/injection-site'
import type { BookedPart, BookingAsk } from '../types'

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
  /** A further dose for this patient is intended: a repeat is not asked about, at booking or at clearance. */
  furtherDose: z.boolean().optional(),
  /** The keys of the questions that were seen, and the booking shall stand all the same. */
  although: z.array(wordsIn(80)).max(20).optional(),
})

/** A booking as rules compare it: what was not said of a further dose is as it was. */
export const bookedOf = (
  { although: _seen, furtherDose, ...rest }: z.output<typeof bookedInput>,
  before: boolean,
): Booked => ({ ...rest, furtherDose: furtherDose ?? before })

/** What is asked of a booking before it stands, and nobody has answered yet. `procedureId`: of a change, with its parts. */
export async function asksOf(
  { tx, site, at }: Pick<Work<never>, 'tx' | 'site' | 'at'>,
  booked: Booked,
  facts: BookingFacts,
  of: {
    readonly patientId: number
    readonly procedureId: number | null
    readonly changed: readonly BookedPart[] | null
    readonly although: readonly string[]
  },
): Promise<BookingAsk[]> {
  const { patientId, procedureId, changed, although } = of
  const intervalWeeks = facts.version?.intervalWeeks ?? 0
  const { timeZone, id: siteId } = site
  const { scheduledAt } = booked
  const asks = bookingAsks(
    booked,
    {
      patientId,
      siteId,
      timeZone,
      intervalWeeks,
      lastGivenAt: facts.lastGivenAt,
      rule: await bookingRule(tx, siteId),
      others: await bookingsAround(tx, { procedureId, patientId, siteId, scheduledAt, timeZone, weeks: intervalWeeks }),
    },
    at,
    changed,
  )
  return unanswered(asks, although)
}

type Asked = z.output<typeof bookedInput> & { readonly patientId: number; readonly versionId: number }

/** What decides about a booking, and about a change of one. */
export async function bookingFacts(
  tx: Tx,
  site: Site,
  input: Asked,
): Promise<BookingFacts & { readonly coded: CodedSite | null }> {
  const patient = await tx.patient.findUnique({ where: { id: input.patientId }, select: { id: true } })
  const room = await tx.place.findUnique({
    where: { id: input.roomPlaceId },
    select: { siteId: true, kind: true, name: true, endedAt: true },
  })
  const product = await tx.product.findUnique({
    where: { id: input.productId },
    select: { name: true, archivedAt: true, category: { select: { isBiologic: true } } },
  })
  const version = await versionById(tx, input.versionId)
  const sites = await sitesToBook(tx)
  const coded = codedSite(input.injectionSite, sites)
  return {
    coded,
    siteKnown: coded !== null,
    sites: sites.map(({ label }) => label),
    roomClosed: room !== null && room.endedAt !== null ? room.name : null,
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
