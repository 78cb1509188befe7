import { describe, expect, test } from 'vitest'
import { describeError } from '~/ui/error-words'
import { newKey } from '~/ui/key'
import { themeAttribute, themeFromCookie } from '~/ui/theme'
import { clock, dayAt, instant, longDay, shortDay, span } from '~/ui/time'

describe('an instant in the site’s time zone', () => {
  test.each([
    ['2026-11-24T15:12:00.000Z', 'America/Chicago', '09:12', '2026-11-24'],
    ['2026-11-25T05:59:00.000Z', 'America/Chicago', '23:59', '2026-11-24'],
    ['2026-11-25T06:00:00.000Z', 'America/Chicago', '00:00', '2026-11-25'],
    // On 8 March 2026 the clock goes from 01:59 to 03:00, on 1 November 01:30 comes twice.
    ['2026-03-08T07:59:00.000Z', 'America/Chicago', '01:59', '2026-03-08'],
    ['2026-03-08T08:00:00.000Z', 'America/Chicago', '03:00', '2026-03-08'],
    ['2026-11-01T06:30:00.000Z', 'America/Chicago', '01:30', '2026-11-01'],
    ['2026-11-01T07:30:00.000Z', 'America/Chicago', '01:30', '2026-11-01'],
    ['2026-12-31T18:30:00.000Z', 'Asia/Kolkata', '00:00', '2027-01-01'],
    ['2026-11-24T15:12:00.000Z', 'UTC', '15:12', '2026-11-24'],
  ])('%s in %s is %s on %s', (at, zone, time, day) => {
    expect(clock(at, zone)).toBe(time)
    expect(dayAt(at, zone)).toBe(day)
  })

  test('text, milliseconds and a Date are the same instant', () => {
    const at = '2026-11-24T15:12:00.000Z'
    expect([Date.parse(at), new Date(at)].map((same) => clock(same, 'America/Denver'))).toEqual(['08:12', '08:12'])
  })

  test('the year is said only when it is another one', () => {
    expect(instant('2026-11-24T15:12:00.000Z', 'America/Chicago', '2026-11-30')).toBe('Nov 24, 09:12')
    expect(instant('2025-11-24T15:12:00.000Z', 'America/Chicago', '2026-11-30')).toBe('Nov 24, 2025, 09:12')
    expect(shortDay('2027-01-31', '2026-11-24')).toBe('Jan 31, 2027')
    expect(shortDay('2026-01-05')).toBe('Jan 5')
  })

  test('a day in full names the weekday', () => {
    expect(longDay('2026-11-24')).toBe('Tuesday, November 24, 2026')
  })
})

test.each([
  [-1, '0 min'],
  [59_999, '0 min'],
  [14 * 60_000, '14 min'],
  [60 * 60_000, '1 h'],
  [200 * 60_000, '3 h 20 min'],
  [47 * 3_600_000 + 59 * 60_000, '47 h 59 min'],
  [5 * 86_400_000 + 1, '5 days'],
])('%d ms are said as %s', (milliseconds, words) => {
  expect(span(milliseconds)).toBe(words)
})

test.each([
  ['vialkeep-theme=dark', 'dark'],
  ['a=1; vialkeep-theme=light; b=2', 'light'],
  ['vialkeep-theme=system', 'system'],
  ['not-vialkeep-theme=dark', 'system'],
  ['vialkeep-theme=purple', 'system'],
  ['vialkeep-theme="><script>', 'system'],
  ['', 'system'],
  [null, 'system'],
])('the cookie %j means the theme %s', (cookie, theme) => {
  expect(themeFromCookie(cookie)).toBe(theme)
})

test('the system’s theme leaves the document without a theme of its own', () => {
  expect([themeAttribute('system'), themeAttribute('light'), themeAttribute('dark')]).toEqual([
    undefined,
    'light',
    'dark',
  ])
})

test('a key is a UUID v4, and a thousand of them differ', () => {
  const keys = Array.from({ length: 1000 }, newKey)
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(keys).size).toBe(1000)
})

describe('an error screen', () => {
  test('carries the id of the fault', () => {
    expect(describeError(500, { faultId: 'K7QF-2MXD' }).faultId).toBe('K7QF-2MXD')
  })

  test('prefers the sentence that came with the answer', () => {
    expect(describeError(413, { message: 'The file has 12 MB; we take 1.' }).what).toBe(
      'The file has 12 MB; we take 1.',
    )
  })

  test('says what the page said that refused, and not what a router says of its routes', () => {
    expect(describeError(404, 'There is no such lot. Look it up in Stock.').what).toBe(
      'There is no such lot. Look it up in Stock.',
    )
    expect(describeError(404, 'Error: No route matches URL "/nowhere"').what).toBe('There is nothing at this address.')
    expect(describeError(500, 'Connection terminated.').what).not.toContain('terminated')
  })

  test('offers to sign in to whoever is not, and to nobody else', () => {
    expect([401, 403, 404, 500].map((status) => describeError(status, null).signIn)).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  test('offers another account to whoever may not, and to nobody else', () => {
    expect([401, 403, 404, 500].map((status) => describeError(status, null).switchAccount)).toEqual([
      false,
      true,
      false,
      false,
    ])
  })

  test.each([0, 400, 401, 403, 404, 409, 413, 418, 429, 500, 503])(
    'says for %d what happened and what to do',
    (status) => {
      const words = describeError(status, 'data of another shape')
      for (const sentence of [words.what, words.todo]) expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(words.faultId).toBeUndefined()
    },
  )
})
