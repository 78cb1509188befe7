/** Calendar arithmetic that all the standards share. Days are `YYYY-MM-DD`; no clock, no time zone, no `Date`. */

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The number of days in a month of the Gregorian calendar; 0 where the month is none (month 1–12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) return 29
  return DAYS[month - 1] ?? 0
}

/** Whether the year has 366 days. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/**
 * The full year of a two-digit year by the GS1 window (GenSpecs 7.12): 51 or more ahead is the last century, 50 or more
 * behind is the next. `now` is today as `YYYY-MM-DD`: in 2026, 76 is 2076 and 77 is 1977.
 */
export function fullYear(twoDigits: number, now: string): number {
  const current = Number(now.slice(0, 4))
  const century = current - (current % 100)
  const distance = twoDigits - (current % 100)
  if (distance >= 51) return century - 100 + twoDigits
  if (distance <= -50) return century + 100 + twoDigits
  return century + twoDigits
}

/** A day as `YYYY-MM-DD`, or null where the calendar has no such day. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (day < 1 || day > daysInMonth(year, month)) return null
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** The last day of a month as `YYYY-MM-DD` (R4), or null where the month is none. */
export function lastDayOfMonth(year: number, month: number): string | null {
  return isoDay(year, month, daysInMonth(year, month))
}

/** The day with this number in its year (1 is January 1), or null where the year has none: 366 only in leap years. */
export function julianDay(year: number, dayOfYear: number): string | null {
  let rest = dayOfYear
  if (!(rest >= 1)) return null
  for (let month = 1; month <= 12; month++) {
    const days = daysInMonth(year, month)
    if (rest <= days) return isoDay(year, month, rest)
    rest -= days
  }
  return null
}

/** `HH:mm`, or null where the clock has no such time; an absent minute is `00`. */
export function clockTime(hour: number, minute = 0): string | null {
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 ? `${two(hour)}:${two(minute)}` : null
}

/** The digits of `text` from `start`, `length` long, as a number; -1 where one of them is no ASCII digit or is missing. */
export function digitsAt(text: string, start: number, length: number): number {
  let value = 0
  for (let i = start; i < start + length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
