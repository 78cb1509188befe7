import { describe, expect, it } from 'vitest'
import type { Instant } from '~/lib/day'
import { agreedAnewAfter, type Booked, bookedParts, endedBy, partsOf } from '~/modules/procedures/rules/booked-parts'
import { changedParts, decideChange } from '~/modules/procedures/rules/change-booking'
import { explainEvent } from '~/modules/procedures/rules/event-words'
import { stateOf } from '~/modules/procedures/rules/state'
import type { Event, EventKind } from '~/modules/procedures/types'

const at = '2026-11-24T14:00:00.000Z' as Instant

const event = (id: number, kind: EventKind, detail: Event['detail'] = {}): Event => ({
  id,
  procedureId: 1,
  kind,
  occurredAt: at,
  recordedAt: at,
  actor: 'person:1',
  detail,
})

const change = (id: number, part: string, from = 'a', to = 'b') =>
  event(id, 'changed', { changes: [{ part, from, to }] })

const booked: Booked = {
  scheduledAt: at,
  roomPlaceId: 1,
  clinician: 'Dr. Lee',
  side: 'left',
  injectionSite: 'joint cavity',
  productId: 1,
  doseMicroliters: 2_000,
  anesthesia: 'none',
  furtherDose: false,
}

describe('what a change of a booking ends', () => {
  it.each([
    ['time', ['clearance']],
    ['room', ['ready', 'clearance']],
    ['clinician', ['time-out', 'clearance']],
    ['side', ['consent', 'ready', 'time-out', 'marking', 'clearance']],
    ['site', ['consent', 'ready', 'time-out', 'marking', 'clearance']],
    ['product', ['consent', 'ready', 'time-out', 'clearance']],
    ['dose', ['ready', 'time-out', 'clearance']],
    ['anesthesia', ['ready', 'time-out', 'clearance']],
    ['further dose', ['time-out', 'clearance']],
  ] as const)('%s', (part, ended) => expect(endedBy([part])).toEqual(ended))

  it('is everything where the event can’t be read', () => {
    const all = bookedParts.map(([part]) => part)
    expect(partsOf(event(1, 'changed'))).toEqual(all)
    expect(partsOf(change(1, 'mood'))).toEqual(all)
  })

  it('asks for side and site of the time-out, where the points are marked', () => {
    expect(agreedAnewAfter(['side'])).toEqual(['side', 'site'])
    expect(agreedAnewAfter(['time', 'room'])).toEqual([])
  })
})

describe('the state after a change', () => {
  const before = [event(1, 'booked'), event(2, 'screened', { outcome: 'clear', yes: [] }), event(3, 'consented')]
  it('keeps the consent over another room, and loses it over another side', () => {
    expect(stateOf('consented', [...before, change(4, 'room')])).toMatchObject({
      consentedAt: at,
      readyEndedAt: at,
      lastChangeId: 4,
    })
    expect(stateOf('consented', [...before, change(4, 'side')]).consentedAt).toBeNull()
    expect(stateOf('consented', [...before, change(4, 'side'), event(5, 'consented')]).consentedAt).toBe(at)
  })

  it('ends a clearance with another time, room or dose', () => {
    const cleared = [...before, event(4, 'time-out'), event(5, 'cleared', { side: 'left', site: 'x', drawn: [] })]
    expect(stateOf('consented', [...cleared, change(6, 'time')]).cleared).toBeNull()
    expect(stateOf('consented', [...cleared, change(6, 'room')]).cleared).toBeNull()
    expect(stateOf('consented', [...cleared, change(6, 'dose')]).changedSince).toEqual(['dose'])
  })
})

describe('whether a booking may be changed', () => {
  const state = { status: 'booked', givenAt: null, lastChangeId: 0 } as const
  it.each([
    [
      'something was given',
      { ...state, status: 'given', givenAt: at } as const,
      ['side'] as const,
      'CHANGE_AFTER_GIVEN',
    ],
    ['it was canceled', { ...state, status: 'cancelled' } as const, ['side'] as const, 'PROCEDURE_OVER'],
    ['somebody changed it meanwhile', { ...state, lastChangeId: 7 }, ['side'] as const, 'CHANGED_MEANWHILE'],
    ['nothing differs', state, [] as const, 'NOTHING_CHANGED'],
  ])('is refused when %s', (_why, of, parts, code) =>
    expect(decideChange(of, parts, 0)).toMatchObject({ ok: false, refusal: { code } }),
  )

  it('is decided by the parts that differ', () => {
    expect(changedParts(booked, { ...booked, side: 'right', doseMicroliters: 1_500 })).toEqual(['side', 'dose'])
    expect(decideChange(state, ['side'], 0)).toMatchObject({ ok: true })
  })

  it('is told from what to what, with what it ended', () => {
    expect(explainEvent(change(4, 'clinician', 'Dr. Lee', 'Dr. Wu'), 'America/New_York')).toBe(
      'Booking changed: Clinician from Dr. Lee to Dr. Wu. No longer counts: the time-out, the clearance.',
    )
  })
})
