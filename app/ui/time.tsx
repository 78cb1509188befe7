import { DateTime, IANAZone } from 'luxon'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** An instant in any of the ways it travels: an `Instant` of `lib/day` or another ISO 8601 text with its offset, milliseconds since 1970, a Date. */
export type At = string | number | Date

function millis(at: At): number {
  if (typeof at === 'number') return at
  return typeof at === 'string' ? Date.parse(at) : at.getTime()
}

const dayMs = 86_400_000
const offsets = new Map<string, number | null>()

/**
 * A zone's distance from UTC in minutes. Asked anew for each cell of a table it would cost more than the table, so the
 * answer for a day of UTC that begins and ends with the same one is kept.
 */
function offsetOf(utc: number, zone: string): number {
  const day = Math.floor(utc / dayMs)
  const key = `${zone} ${day}`
  let ofDay = offsets.get(key)
  if (ofDay === undefined) {
    const [first, last] = [day, day + 1].map((each) => IANAZone.create(zone).offset(each * dayMs))
    ofDay = first !== undefined && first === last ? first : null
    if (offsets.size >= 5_000) offsets.clear()
    offsets.set(key, ofDay)
  }
  return ofDay ?? IANAZone.create(zone).offset(utc)
}

function wall(at: At, zone: string): Date {
  const utc = millis(at)
  return new Date(utc + offsetOf(utc, zone) * 60_000)
}

const two = (value: number) => String(value).padStart(2, '0')

/** The clock time of an instant in a site's time zone (IANA name), 24 hours: `09:12`. */
export function clock(at: At, zone: string): string {
  const here = wall(at, zone)
  return `${two(here.getUTCHours())}:${two(here.getUTCMinutes())}`
}

/** The day of an instant in a site's time zone: `2026-11-24`. */
export function dayAt(at: At, zone: string): string {
  return wall(at, zone).toISOString().slice(0, 10)
}

/** A day (`YYYY-MM-DD`) in short: `Nov 24`. The year is added when it is not that of `today`. */
export function shortDay(day: string, today?: string): string {
  const month = MONTHS[Number(day.slice(5, 7)) - 1] ?? ''
  const year = today !== undefined && today.slice(0, 4) !== day.slice(0, 4) ? `, ${day.slice(0, 4)}` : ''
  return `${month} ${Number(day.slice(8, 10))}${year}`
}

/** A day (`YYYY-MM-DD`) in full: `Tuesday, November 24, 2026`. */
export function longDay(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc', locale: 'en-US' }).toFormat('EEEE, MMMM d, yyyy')
}

/** An instant as day and clock in a site's time zone: `Nov 24, 09:12`, with the year when it is not that of `today`. */
export function instant(at: At, zone: string, today?: string): string {
  return `${shortDay(dayAt(at, zone), today)}, ${clock(at, zone)}`
}

/** A length of time in the two largest words that matter, rounded down: `14 min`, `3 h 20 min`, `5 days`. Negative lengths count as nothing. */
export function span(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000))
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  return `${Math.floor(hours / 24)} days`
}

const SHOWN = { clock, day: dayAt, instant }

/** An instant for people and machines alike, in the site's time zone. `show` says how much of it. */
export function Time({ at, zone, show = 'instant' }: { at: At; zone: string; show?: 'clock' | 'day' | 'instant' }) {
  return <time dateTime={new Date(millis(at)).toISOString()}>{SHOWN[show](at, zone)}</time>
}
