import { z } from 'zod'
import { ok } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { bookingRule } from '../queries/booking-rule.server'
import { timeOutMinutes } from '../queries/time-out.server'

const time = z.string('must be a time').regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, as 08:00')

/** How long a time-out may count at most, in minutes: a working day. Longer is a slip of the hand. */
const longestTimeOut = 480

/** How many minutes a time-out counts, from now on (R67). Earlier rules stay. Refuses none, and more than a working day. */
export const setTimeOutRule = command({
  kind: 'procedure.time-out-rule',
  what: 'Says how many minutes a time-out counts.',
  right: 'clinic.rules',
  by: 'person',
  whenLate: 'drop',
  input: z.object({
    minutes: z
      .int('must be a whole number')
      .min(1, 'must be above 0')
      .max(longestTimeOut, `must be at most ${longestTimeOut}`),
  }),
  refusals: {},
  audit: z.object({ minutes: z.int(), before: z.int() }),
  run: async ({ tx, at, actor, note }, { minutes }) => {
    const before = await timeOutMinutes(tx)
    await tx.timeOutRule.create({ data: { minutes, recordedAt: at, actor }, select: { id: true } })
    note('', { minutes, before })
    return ok(null)
  },
})

const hours = z
  .object({
    opens: time,
    closes: time,
    days: z
      .array(z.int().min(1, 'must be a weekday, 1 to 7').max(7, 'must be a weekday, 1 to 7'))
      .min(1, 'must name a day'),
  })
  .refine(({ opens, closes }) => opens < closes, { path: ['closes'], error: 'must be after it opens' })

/**
 * When this site is open for procedures, and how many minutes a booking takes of its room and clinician. Bookings outside are asked
 * about and never refused. `hours` null: nobody is asked about hours. Earlier rules stay.
 */
export const setBookingRule = command({
  kind: 'procedure.booking-rule',
  what: 'Says when a site is open for procedures, and how long a booking takes.',
  right: 'clinic.rules',
  by: 'person',
  whenLate: 'drop',
  input: z.object({
    hours: hours.nullable(),
    slotMinutes: z.int('must be a whole number').min(5, 'must be at least 5').max(240, 'must be at most 240'),
  }),
  refusals: {},
  audit: z.object({ hours: z.string().nullable(), slotMinutes: z.int(), before: z.string().nullable() }),
  run: async ({ tx, site, at, actor, note }, { hours, slotMinutes }) => {
    const before = (await bookingRule(tx, site.id)).hours
    const days = [...new Set(hours?.days ?? [])].sort((a, b) => a - b).join('')
    const { opens, closes } = hours ?? { opens: null, closes: null }
    await tx.bookingRule.create({
      data: { siteId: site.id, opens, closes, days, slotMinutes, recordedAt: at, actor },
      select: { id: true },
    })
    const said = (of: { opens: string; closes: string } | null) => of && `${of.opens}-${of.closes}`
    note(`site:${site.id}`, { hours: said(hours), slotMinutes, before: said(before) })
    return ok(null)
  },
})
