import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { dayOf, parseDay, toInstant } from '~/lib/day'
import { dayAt, instant } from '~/ui/time'

/** Each quarter of an hour from one day to two days later, twice, so that remembered answers count too. */
const quarters = (day: string): number[] => {
  const first = Date.parse(day)
  const once = Array.from({ length: 2 * 24 * 4 }, (_, index) => first + index * 15 * 60_000 + 59_999)
  return [...once, ...once]
}

test.each([
  ['America/New_York', '2026-11-01'],
  ['America/New_York', '2026-03-08'],
  ['Australia/Lord_Howe', '2026-04-04'],
  ['Asia/Kathmandu', '2026-06-30'],
  ['UTC', '2026-12-31'],
])('on the days when clocks change and on all others, %s has its own day and clock', (zone, day) => {
  for (const at of quarters(day)) {
    const here = DateTime.fromMillis(at, { zone })
    expect(instant(at, zone, day)).toBe(
      here.setLocale('en-US').toFormat(here.year === 2026 ? 'MMM d, HH:mm' : 'MMM d, yyyy, HH:mm'),
    )
    expect(dayAt(at, zone)).toBe(here.toISODate())
    expect(dayOf(toInstant(new Date(at)), zone)).toBe(here.toISODate())
  }
})

test('a text is a day exactly when the calendar has it', () => {
  for (const year of ['0000', '1899', '1900', '2000', '2024', '2026', '2100', '9999'])
    for (let month = 0; month <= 13; month++)
      for (let day = 0; day <= 32; day++) {
        const text = [year, ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-')
        expect(parseDay(text)).toBe(DateTime.fromISO(text, { zone: 'utc' }).isValid ? text : null)
      }
  expect(['', '2026-1-1', '2026-01-01T00:00', ' 2026-01-01', '2026-01-01\n'].map(parseDay)).toEqual(Array(5).fill(null))
})
