import { describe, expect, test } from 'vitest'
import type { Instant } from '~/lib/day'
import { type TripMove, tripsOf } from '~/modules/stock/rules/trips'

const at = (time: string) => `2026-11-24T${time}:00.000Z` as Instant
const move = (time: string, from: TripMove['from'], to: TripMove['to'], quantity = 1): TripMove => ({
  at: at(time),
  quantity,
  from,
  to,
})
/** Three hours in all, since the first trip at nine. */
const clock = { startedAt: at('09:00'), limitAt: at('12:00') }

describe('hours out of storage', () => {
  test('run while it is out, and end where the instructions end them', () => {
    expect(tripsOf([move('09:00', 'stored', 'out')], clock)).toEqual({ usedMinutes: 0, limitAt: at('12:00') })
  })
  test('stop when it is back in time', () => {
    const moves = [move('09:00', 'stored', 'out'), move('10:00', 'out', 'stored')]
    expect(tripsOf(moves, clock)).toEqual({ usedMinutes: 60, limitAt: null })
  })
  test('add up: the next trip has what the others left', () => {
    const moves = [
      move('09:00', 'stored', 'out'),
      move('10:00', 'out', 'stored'),
      move('14:00', 'stored', 'out'),
      move('14:30', 'out', 'stored'),
      move('20:00', 'stored', 'out'),
    ]
    expect(tripsOf(moves, clock)).toEqual({ usedMinutes: 90, limitAt: at('21:30') })
  })
  test('that are used up are used up for good, however often it is put back', () => {
    const moves = [move('09:00', 'stored', 'out'), move('12:01', 'out', 'stored'), move('13:00', 'stored', 'out')]
    expect(tripsOf(moves, clock)).toEqual({ usedMinutes: 181, limitAt: at('12:00') })
  })
  test('go on from room to room', () => {
    const moves = [move('09:00', 'stored', 'out'), move('10:00', 'out', 'out')]
    expect(tripsOf(moves, clock).limitAt).toEqual(at('12:00'))
  })
  test('of instructions that say none are over at once', () => {
    const none = { startedAt: at('09:00'), limitAt: at('09:00') }
    const moves = [move('09:00', 'stored', 'out'), move('09:10', 'out', 'stored')]
    expect(tripsOf(moves, none)).toEqual({ usedMinutes: 10, limitAt: at('09:00') })
  })
})
