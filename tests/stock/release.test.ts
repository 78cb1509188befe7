import { describe, expect, test } from 'vitest'
import type { Role } from '~/modules/auth/types'
import { endingOf, saysWhy } from '~/modules/stock/rules/release'

const hold = (source: string | null, reason: 'recall' | 'records' | 'temperature' = 'temperature') => ({
  source,
  reason,
  human: 1,
})
const ends = (source: string | null, human: number, roles: Role[]) => endingOf(hold(source), { human, roles })

describe('how a hold ends', () => {
  const everybody: Role[] = ['supply', 'clinician', 'manager', 'administrator', 'director']
  test.each([
    ['recall:12', '/recalls/12'],
    ['excursion:3', '/storage/excursions/3'],
  ])('%s ends for nobody but at %s', (source, to) => {
    expect(ends(source, 2, everybody)).toMatchObject({ how: 'not-here', to })
  })
  test.each([
    'delivery:4',
    'reading:5',
    'records:6',
    'procedure:7',
    'move:outside-band',
    'expiry:differs',
    'nobody knows this',
  ])('%s ends by the decision of a manager or the director who did not place it', (source) => {
    expect(ends(source, 2, ['manager'])).toEqual({ how: 'decide' })
    expect(ends(source, 2, ['director'])).toEqual({ how: 'decide' })
    expect(ends(source, 1, everybody).how).toBe('not-here')
    expect(ends(source, 2, ['supply', 'clinician']).how).toBe('not-here')
  })
  test('one placed by hand ends by who placed it, or by a manager', () => {
    expect(ends(null, 1, ['supply'])).toEqual({ how: 'release' })
    expect(ends(null, 2, ['supply', 'clinician'])).toMatchObject({ how: 'not-here', why: 'its-maker' })
    expect(ends(null, 2, ['manager'])).toEqual({ how: 'release' })
  })
  test('a date made later is compared by another person', () => {
    expect(ends('expiry:later', 1, everybody)).toMatchObject({ why: 'another-person' })
    expect(ends('expiry:later', 2, ['supply'])).toEqual({ how: 'release' })
  })
})

test.each([
  ['ok', false],
  ['okokokokokokok', false],
  ['..............', false],
  ['aaaaaaaaaaaaaa', false],
  ['', false],
  ['Label compared with the papers', true],
])('the reason %j says why: %s', (reason, says) => expect(saysWhy(reason)).toBe(says))
