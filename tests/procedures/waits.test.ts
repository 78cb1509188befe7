import { describe, expect, it } from 'vitest'
import { addMinutes, type Instant } from '~/lib/day'
import { appliedOf, waitForOf, waitsOf } from '~/modules/procedures/rules/waits'
import type { Event, EventKind } from '~/modules/procedures/types'

const at = '2026-11-24T14:00:00.000Z' as Instant
const zone = 'America/New_York'

const event = (id: number, kind: EventKind, detail: Event['detail'] = {}, when = at): Event => ({
  id,
  procedureId: 1,
  kind,
  occurredAt: when,
  recordedAt: when,
  actor: 'person:1',
  detail,
})
const applied = (id: number, more: Event['detail'] = {}, when = at) =>
  event(id, 'applied', { what: 'antiseptic', minutes: 3, product: 'Chlorhexidine', ...more }, when)
const change = (id: number, part: string) => event(id, 'changed', { changes: [{ part, from: 'a', to: 'b' }] })
const idOf = (events: readonly Event[]) => appliedOf(events, 'antiseptic', at, zone)?.eventId ?? null

describe('what was applied', () => {
  it.each<[claim: string, events: readonly Event[], id: number | null]>([
    ['nothing', [], null],
    ['the last', [applied(1), applied(2)], 2],
    ['the corrected time of it', [applied(1), applied(2, { corrects: 1, why: 'late' })], 2],
    ['not an anesthetic', [applied(1, { what: 'topical' })], null],
    ['not before the side was changed', [applied(1), change(2, 'side')], null],
    [
      'not before the side was changed, though its time was corrected after it',
      [applied(1), change(2, 'side'), applied(3, { corrects: 1, why: 'late' })],
      null,
    ],
    ['after the side was changed', [change(1, 'side'), applied(2)], 2],
    ['although the time was changed', [applied(1), change(2, 'time')], 1],
    ['not before the patient left', [applied(1), event(2, 'left', { who: 'patient' })], null],
    ['although the operator left', [applied(1), event(2, 'left', { who: 'operator' })], 1],
    ['not on another day', [applied(1, {}, addMinutes(at, -24 * 60))], null],
  ])('%s', (_claim, events, id) => expect(idOf(events)).toBe(id))

  it('an anesthetic still acts when the patient left', () => {
    const events = [applied(1, { what: 'topical' }), event(2, 'left', { who: 'patient' })]
    expect(appliedOf(events, 'topical', at, zone)?.eventId).toBe(1)
  })
})

describe('the waits of a procedure', () => {
  const of = (anesthesia: string, events: readonly Event[] = []) => ({ anesthesia, timeZone: zone, events })
  const kept = (categoryCode: string, waitMinutes: number | null) => ({ categoryCode, productName: 'It', waitMinutes })

  it('always name the antiseptic, an anesthetic where it is booked or kept', () => {
    const named = (anesthesia: string, category = 'gauze') =>
      waitsOf(of(anesthesia), [kept(category, null)], at).map(({ what }) => what)
    expect(named('none')).toEqual(['antiseptic'])
    expect(named('topical')).toEqual(['antiseptic', 'topical'])
    expect(named('none', 'anesthetic-injectable')).toEqual(['antiseptic', 'injectable'])
  })

  it.each([
    ['the label’s', [kept('antiseptic-alcohol', 1)], 1, true],
    ['the longest of several', [kept('antiseptic-alcohol', 1), kept('antiseptic-povidone-iodine', 2)], 2, true],
    [
      'the seeded ones where one is not known',
      [kept('antiseptic-alcohol', 1), kept('antiseptic-alcohol', null)],
      3,
      false,
    ],
    ['the seeded ones where nothing is kept', [], 3, false],
  ])('last %s', (_claim, products, minutes, isKnown) => {
    expect(waitsOf(of('none'), products, at)).toMatchObject([{ minutes, isKnown, until: null }])
  })

  it('are over after the minutes of when it was applied, whatever the label says since', () => {
    expect(waitsOf(of('none', [applied(1)]), [kept('antiseptic-alcohol', 9)], at)).toMatchObject([
      { until: addMinutes(at, 3) },
    ])
  })

  it.each([
    ['antiseptic-povidone-iodine', 'antiseptic'],
    ['anesthetic-topical', 'topical'],
    ['anesthetic-injectable', 'injectable'],
    ['gauze', null],
  ])('of %s: %s', (code, what) => expect(waitForOf(code)).toBe(what))
})
