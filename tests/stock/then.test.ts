import { describe, expect, test } from 'vitest'
import { type Instant, toInstant } from '~/lib/day'
import { donorKey, sameDonor } from '~/modules/stock/rules/donor'
import { holdThen, lastKnown, ownerThen, proofThen, provenWithin } from '~/modules/stock/rules/then'
import type { Stretch } from '~/modules/stock/types'

/** An hour of one day. */
const hour = (hours: number): Instant => toInstant(new Date(Date.UTC(2026, 10, 24, hours)))
let lastId = 0
const stretch = (
  kind: Stretch['kind'],
  from: number,
  until: number | null,
  recorded: number,
  min: number | null = null,
  max: number | null = null,
) => ({
  id: ++lastId,
  kind,
  from: hour(from),
  until: until === null ? null : hour(until),
  min,
  max,
  recordedAt: hour(recorded),
})

describe('whether storage was proven then', () => {
  // A reading at 8 trusted to 20, one at 12 that was out of range, a logger file at 15 that tells 12 to 14.
  const rows = [
    stretch('measured', 6, 8, 8, -8000, -7900),
    stretch('due', 8, 20, 8),
    stretch('measured', 8, 12, 12, -7000, -5000),
    stretch('ended', 12, null, 12),
    stretch('measured', 12, 14, 15, -7800, -7600),
  ]
  const cases: [claim: string, at: number, knownAt: number, proven: boolean, why: string][] = [
    ['before any reading nothing is proven', 5, 20, false, 'none'],
    ['what was not recorded yet was not known', 7, 7, false, 'none'],
    ['a measured time is proven', 7, 8, true, 'measured'],
    ['a time until the next reading is trusted', 10, 11, true, 'due'],
    ['what was trusted is known better later', 10, 12, true, 'measured'],
    ['a proof that ended has no end', 19, 13, false, 'ended'],
    ['a file that comes late proves the time that it tells', 13, 15, true, 'measured'],
    ['and was not known before', 13, 14, false, 'ended'],
    ['and proves nothing after its end', 16, 16, false, 'ended'],
  ]
  test.each(cases)('%s', (_claim, at, knownAt, proven, why) => {
    expect(proofThen(rows, { at: hour(at), knownAt: hour(knownAt) })).toMatchObject({ proven, why })
  })

  test('the widest figures of all that measured a moment count', () => {
    const both = [stretch('measured', 0, 12, 12, -7000, -5000), stretch('measured', 6, 7, 13, -7800, -7600)]
    expect(proofThen(both, { at: hour(7), knownAt: hour(20) })).toEqual({
      proven: true,
      why: 'measured',
      min: -7800,
      max: -5000,
    })
  })

  test('a product’s own range decides: −61 °C is no proof for −80 °C ± 10', () => {
    const proof = proofThen([stretch('measured', 6, 8, 8, -8000, -6100)], { at: hour(7), knownAt: hour(9) })
    expect(provenWithin(proof, { min: -9000, max: -6000 })).toBe(true)
    expect(provenWithin(proof, { min: -9000, max: -7000 })).toBe(false)
    expect(provenWithin(proof, { min: -7900, max: null })).toBe(false)
    expect(provenWithin({ ...proof, proven: false }, { min: null, max: null })).toBe(false)
    const trusted = proofThen([stretch('due', 6, 8, 6)], { at: hour(7), knownAt: hour(9) })
    expect(provenWithin(trusted, { min: -9000, max: -7000 })).toBe(true)
  })
})

test('of rows that were known, the one recorded last counts; of one moment the last written', () => {
  const rows = [
    { id: 3, recordedAt: hour(9), says: 'b' },
    { id: 1, recordedAt: hour(8), says: 'a' },
    { id: 4, recordedAt: hour(9), says: 'c' },
  ]
  const at = hour(20)
  expect(lastKnown(rows, { at, knownAt: hour(10) })?.says).toBe('c')
  expect(lastKnown(rows, { at, knownAt: hour(8) })?.says).toBe('a')
  expect(lastKnown(rows, { at, knownAt: hour(7) })).toBeNull()
})

test('a unit is whose the last mark says, and a mark of nobody’s ends the one before', () => {
  const mark = (id: number, kind: 'patient' | 'nobody', ref: number, recorded: number) => ({
    id,
    unitId: 1,
    kind: 'owner' as const,
    ref: { kind, id: ref },
    at: hour(recorded),
    recordedAt: hour(recorded),
  })
  const marks = [mark(1, 'patient', 7, 8), mark(2, 'nobody', 0, 10), mark(3, 'patient', 9, 12)]
  const owner = (knownAt: number) => ownerThen(marks, { at: hour(1), knownAt: hour(knownAt) })
  expect([owner(7), owner(9), owner(11), owner(13)]).toEqual([null, 7, null, 9])
})

test('a hold stood from its placing to its release; one placed after is later, if it is known', () => {
  const hold = { placedAt: hour(8), releasedAt: hour(12) }
  const how = (at: number, knownAt: number) => holdThen(hold, { at: hour(at), knownAt: hour(knownAt) })
  expect(how(9, 9)).toBe('standing')
  expect(how(9, 20)).toBe('standing')
  expect(how(13, 20)).toBeNull()
  expect(how(12, 12)).toBeNull()
  expect(how(7, 7)).toBeNull()
  expect(how(7, 9)).toBe('later')
  expect(how(7, 13)).toBeNull()
  expect(how(13, 9)).toBe('standing')
})

describe('whether two units are of one donor', () => {
  const unit = (donor: string | null, donation: string | null, lotNumber = 'L1') => ({ donor, donation, lotNumber })
  const cases: [claim: string, ReturnType<typeof unit>, ReturnType<typeof unit>, boolean][] = [
    ['one donor behind two lots is one', unit('D1', null, 'L1'), unit('D1', null, 'L2'), true],
    ['two donors of one lot are two', unit('D1', null), unit('D2', null), false],
    ['two donations of one donor are one donor', unit('D1', 'W1', 'L1'), unit('D1', 'W2', 'L2'), true],
    ['two donations of unknown donors are two', unit(null, 'W1'), unit(null, 'W2'), false],
    ['one donation is one donor', unit('D1', 'W1', 'L1'), unit(null, 'W1', 'L2'), true],
    ['where nothing is known, a lot stands for its donor', unit(null, null, 'L1'), unit(null, null, 'L2'), false],
    ['a vial of the same lot without its donor is of that lot', unit('D1', null), unit(null, null), true],
    ['a known donor is not that of another lot without one', unit('D1', null, 'L1'), unit(null, null, 'L2'), false],
  ]
  test.each(cases)('%s', (_claim, one, other, same) => {
    expect([sameDonor(one, other), sameDonor(other, one)]).toEqual([same, same])
  })
  test('a donor number is folded as lots are; an empty one is none', () => {
    expect([donorKey(' donor-55 1'), donorKey('DONOR551'), donorKey('  '), donorKey(undefined)]).toEqual([
      'DONOR551',
      'DONOR551',
      null,
      null,
    ])
  })
})
