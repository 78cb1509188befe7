/** Calendar arithmetic that all the standards share. Days are `YYYY-MM-DD`; no clock, no time zone, no `Date`. */

/** 00 to 59: dates are written so often that looking it up pays. */
const TWO = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The number of days in a month of the Gregorian calendar; 0 where the month is none (month 1–12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29
  return month > 0 && month < 13 ? DAYS[month - 1]! : 0
}

/**
 * The full year of a two-digit year by the GS1 window (GenSpecs 7.12): 51 or more ahead is the last century, 50 or more
 * behind is the next: in 2026, 76 is 2076 and 77 is 1977.
 */
export function fullYear(twoDigits: number, thisYear: number): number {
  const ahead = twoDigits - (thisYear % 100)
  return thisYear + ahead - (ahead > 50 ? 100 : ahead < -49 ? -100 : 0)
}

/** A day as `YYYY-MM-DD`, or null where the calendar has no such day; no label has one before 1900 or after 2199. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (day < 1 || day > daysInMonth(year, month) || !isLabelYear(year)) return null
  return `${year}-${TWO[month]}-${TWO[day]}`
}

/** Whether a label can mean this year: 0000 and 9999 mean “none” and are not dates. */
export function isLabelYear(year: number): boolean {
  return year >= 1900 && year < 2200
}

/** The last day of a month as `YYYY-MM-DD` (R4), or null where the month is none. */
export function lastDayOfMonth(year: number, month: number): string | null {
  return isoDay(year, month, daysInMonth(year, month))
}

/** The day of this year whose month and day are written MMDD at a position; null where there is none. */
export function dayAt(text: string, year: number, at: number): string | null {
  return isoDay(year, pairAt(text, at), pairAt(text, at + 2))
}

/** The day written YYYYMMDD at a position, or null. */
export function longDay(text: string, at: number): string | null {
  return dayAt(text, digitsAt(text, at, 4), at + 4)
}

/** The year whose last two digits are written at a position. */
export function yearAt(text: string, at: number, thisYear: number): number {
  return fullYear(pairAt(text, at), thisYear)
}

/** The day with this number in its year (1 is January 1), or null where the year has none: 366 only in leap years. */
export function julianDay(year: number, dayOfYear: number): string | null {
  let rest = dayOfYear
  for (let month = 1; rest > 0 && month <= 12; month++) {
    const days = daysInMonth(year, month)
    if (rest <= days) return isoDay(year, month, rest)
    rest -= days
  }
  return null
}

/** `HH:mm`, or null where the clock has no such time. */
export function clockTime(hour: number, minute: number): string | null {
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 ? `${TWO[hour]}:${TWO[minute]}` : null
}

/** The two digits at a position as a number; -1 where one of them is no ASCII digit or is missing. */
export function pairAt(text: string, at: number): number {
  if (at + 2 > text.length) return -1
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

/** The digits of `text` from `start`, `length` long, as a number; -1 where one of them is no ASCII digit or is missing. */
export function digitsAt(text: string, start: number, length: number): number {
  const end = start + length
  if (end > text.length) return -1
  let value = 0
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}
