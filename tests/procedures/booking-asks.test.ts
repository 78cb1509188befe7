import { describe, expect, it } from 'vitest'
import type { Instant } from '~/lib/day'
import type { Booked } from '~/modules/procedures/rules/booked-parts'
import {
  type AskFacts,
  askKey,
  bookingAsks,
  type OtherBooking,
  unanswered,
} from '~/modules/procedures/rules/booking-asks'

const now = '2026-03-02T14:00:00.000Z' as Instant // 09:00 in New York, a Monday.
const at = (text: string) => `2026-${text}:00.000Z` as Instant

const booked: Booked = {
  scheduledAt: at('03-02T15:00'),
  roomPlaceId: 1,
  clinician: 'Dr. Lee',
  side: 'left',
  injectionSite: 'joint cavity',
  productId: 1,
  doseMicroliters: 2_000,
  anesthesia: 'none',
  furtherDose: false,
}

const other = (over: Partial<OtherBooking> = {}): OtherBooking => ({
  procedureId: 7,
  patientId: 2,
  siteId: 1,
  roomPlaceId: 9,
  clinician: 'Dr. Wu',
  scheduledAt: booked.scheduledAt,
  ...over,
})

const facts = (over: Partial<AskFacts> = {}): AskFacts => ({
  patientId: 1,
  siteId: 1,
  others: [],
  lastGivenAt: null,
  rule: { hours: null, slotMinutes: 30 },
  intervalWeeks: 4,
  timeZone: 'America/New_York',
  ...over,
})

const codes = (of: Booked, over: Partial<AskFacts> = {}) => bookingAsks(of, facts(over), now).map(({ code }) => code)

describe('what is asked of a booking', () => {
  it.each([
    ['nothing, when nothing is near', booked, {}, []],
    ['nothing of another room and clinician at the same time', booked, { others: [other()] }, []],
    ['the room', booked, { others: [other({ roomPlaceId: 1 })] }, ['ROOM_TAKEN']],
    [
      'the clinician, however spaced and spelled',
      booked,
      { others: [other({ clinician: ' dr.  LEE' })] },
      ['CLINICIAN_TAKEN'],
    ],
    [
      'the last minute of the slot',
      booked,
      { others: [other({ roomPlaceId: 1, scheduledAt: at('03-02T15:29') })] },
      ['ROOM_TAKEN'],
    ],
    [
      'not what begins when it is over',
      booked,
      { others: [other({ roomPlaceId: 1, scheduledAt: at('03-02T15:30') })] },
      [],
    ],
    ['the past, but not this very minute', { ...booked, scheduledAt: at('03-02T13:30') }, {}, ['BOOKED_IN_PAST']],
    ['a walk-in of five minutes ago is none', { ...booked, scheduledAt: at('03-02T13:55') }, {}, []],
    [
      'a year that was mistyped',
      { ...booked, scheduledAt: '2062-03-02T15:00:00.000Z' as Instant },
      {},
      ['BOOKED_FAR_AHEAD'],
    ],
    ['a treatment of four weeks less a day ago', booked, { lastGivenAt: at('02-03T15:00') }, ['REPEAT_SOON']],
    ['not one of four weeks ago', booked, { lastGivenAt: at('02-02T15:00') }, []],
    [
      'one that is booked later',
      booked,
      { others: [other({ patientId: 1, scheduledAt: at('03-10T15:00') })] },
      ['REPEAT_SOON'],
    ],
    ['one of the same day', booked, { lastGivenAt: at('03-02T13:00') }, ['REPEAT_SAME_DAY']],
    ['no repeat that is intended', { ...booked, furtherDose: true }, { lastGivenAt: at('03-02T13:00') }, []],
  ] as const)('%s', (_what, of, over, expected) => expect(codes(of, over)).toEqual(expected))

  const rule = { hours: { opens: '08:00', closes: '17:00', days: [1, 2, 3, 4, 5] }, slotMinutes: 30 }
  it.each([
    ['at opening', '03-02T13:00', ['BOOKED_IN_PAST']],
    ['before it, the next day', '03-03T12:59', ['OUTSIDE_HOURS']],
    ['at closing', '03-02T22:00', ['OUTSIDE_HOURS']],
    ['on a Sunday, when the clocks have changed', '03-08T15:00', ['CLOSED_THAT_DAY']],
  ])('by the clinic’s hours: %s', (_what, time, expected) =>
    expect(codes({ ...booked, scheduledAt: at(time) }, { rule })).toEqual(expected),
  )

  it('of a change is only what the changed parts are about', () => {
    const all = facts({ others: [other({ roomPlaceId: 1, clinician: 'Dr. Lee' })], lastGivenAt: at('02-20T15:00') })
    expect(bookingAsks(booked, all, now, ['dose'])).toEqual([])
    expect(bookingAsks(booked, all, now, ['clinician']).map(({ code }) => code)).toEqual(['CLINICIAN_TAKEN'])
    expect(bookingAsks(booked, all, now, ['time'])).toHaveLength(3)
  })

  it('is answered question by question', () => {
    const asks = bookingAsks(
      booked,
      facts({ others: [other({ roomPlaceId: 1 })], lastGivenAt: at('02-20T15:00') }),
      now,
    )
    expect(asks.map(askKey)).toEqual(['ROOM_TAKEN:7', 'REPEAT_SOON:2026-02-20T15:00:00.000Z'])
    expect(unanswered(asks, ['ROOM_TAKEN:7']).map(({ code }) => code)).toEqual(['REPEAT_SOON'])
    expect(unanswered(asks, ['ROOM_TAKEN:8'])).toHaveLength(2)
  })
})
