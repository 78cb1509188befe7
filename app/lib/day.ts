import { DateTime } from 'luxon'

declare const dayBrand: unique symbol
declare const instantBrand: unique symbol

/** A calendar day, `YYYY-MM-DD`. Days compare as text. */
export type Day = string & { readonly [dayBrand]: true }

/** A moment in UTC, always `YYYY-MM-DDTHH:mm:ss.sssZ`, so instants compare as text on both databases and in the browser. */
export type Instant = string & { readonly [instantBrand]: true }

const dayForm = /^\d{4}-\d{2}-\d{2}$/

/** Reads a day; null when the text is not a day of the calendar (2026-02-30 is none). */
export function parseDay(text: string): Day | null {
  if (!dayForm.test(text)) return null
  // JavaScript takes 30 February for 2 March: a day of the calendar is what comes back as it went in.
  const noon = new Date(`${text}T12:00:00.000Z`)
  return !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(text) ? (text as Day) : null
}

/** Reads any ISO 8601 instant with an offset; null when it is none. */
export function parseInstant(text: string): Instant | null {
  const time = DateTime.fromISO(text, { setZone: true })
  return time.isValid && /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? toInstant(time.toJSDate()) : null
}

/** Reads a local `YYYY-MM-DDTHH:mm` (as a form gives it) in a time zone; null when it is none. */
export function parseLocal(text: string, zone: string): Instant | null {
  const time = DateTime.fromISO(text, { zone })
  return time.isValid && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) ? toInstant(time.toJSDate()) : null
}

/** The instant of a JavaScript date. */
export const toInstant = (date: Date): Instant => date.toISOString() as Instant

/**
 * Remembers the answers of a pure function of two texts. Days and zones are few and asked for by the thousand: a board
 * asks for the end of the same expiry day for each unit, and the calendar is the slowest thing in it.
 */
function remembered<T extends string>(answer: (text: string, zone: string) => T): (text: string, zone: string) => T {
  const known = new Map<string, T>()
  return (text, zone) => {
    const key = `${text} ${zone}`
    let found = known.get(key)
    if (found === undefined) {
      if (known.size >= 5_000) known.clear()
      found = answer(text, zone)
      known.set(key, found)
    }
    return found
  }
}

const dayOfMinute = remembered(
  (minute, zone) => DateTime.fromISO(`${minute}:00.000Z`, { zone }).toFormat('yyyy-MM-dd') as Day,
)

/** The calendar day of an instant in a time zone. A whole minute has one day, because zones differ by whole minutes. */
export const dayOf = (at: Instant, zone: string): Day => dayOfMinute(at.slice(0, 'YYYY-MM-DDTHH:mm'.length), zone)

/** The first instant of a day in a time zone. */
export const startOfDay: (day: Day, zone: string) => Instant = remembered((day, zone) =>
  toInstant(DateTime.fromISO(day, { zone }).toJSDate()),
)

/** The last instant of a day in a time zone: a day is good through its last second (R4). */
export const endOfDay: (day: Day, zone: string) => Instant = remembered((day, zone) =>
  toInstant(DateTime.fromISO(day, { zone }).endOf('day').toJSDate()),
)

/** The instant of a local time (`HH:mm`) on a day. */
export const localTime = (day: Day, time: string, zone: string): Instant =>
  toInstant(DateTime.fromISO(`${day}T${time}`, { zone }).toJSDate())

export const addDays = (day: Day, days: number): Day =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd') as Day

export const addMinutes = (at: Instant, minutes: number): Instant =>
  toInstant(new Date(Date.parse(at) + minutes * 60_000))

export const addHours = (at: Instant, hours: number): Instant => addMinutes(at, hours * 60)

/** Whole days from one day to another, negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Minutes from one instant to another, rounded down. */
export const minutesBetween = (from: Instant, to: Instant): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / 60_000)

/** The later of two instants. */
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** The earlier of two instants. */
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)

/** `09:12` in a time zone. */
export const clockTime = (at: Instant, zone: string): string => DateTime.fromISO(at, { zone }).toFormat('HH:mm')

/** `Nov 24, 09:12` in a time zone; with the year where it is not the year of `now`. */
export function dateTime(at: Instant, zone: string, now?: Instant): string {
  const time = DateTime.fromISO(at, { zone })
  const sameYear = now !== undefined && DateTime.fromISO(now, { zone }).year === time.year
  return time.setLocale('en-US').toFormat(sameYear ? 'MMM d, HH:mm' : 'MMM d, yyyy, HH:mm')
}
