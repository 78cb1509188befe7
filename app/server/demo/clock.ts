import { addDays, addMinutes, type Day, dayOf, earlier, type Instant, localTime, toInstant } from '~/lib/day'

/** The demo clinic's time zone. */
export const zone = 'America/New_York'

/**
 * The times of the story. Everything before today lies at fixed times of fixed days, so that two runs on one day tell the
 * same; what happened today lies before the hour in which the demo is filled, and what is booked today after it.
 */
export type Clock = {
  readonly at: Instant
  readonly today: Day
  /** The day so many days from today; negative numbers count back. */
  day(offset: number): Day
  /** A local time (`HH:mm`) so many days ago; of today, at the latest the beginning of the hour of `at`. */
  ago(days: number, time: string): Instant
  /** So many minutes after the beginning of the hour of `at`, but today, at `latest` (`HH:mm`). */
  ahead(minutes: number, latest: string): Instant
}

/** The clock of a story that is told at `at`. */
export function clockAt(at: Date): Clock {
  const now = toInstant(at)
  const today = dayOf(now, zone)
  // New York is whole hours away from UTC, so the hours of both begin together.
  const hour = `${now.slice(0, 13)}:00:00.000Z` as Instant
  const day = (offset: number) => addDays(today, offset)
  return {
    at: now,
    today,
    day,
    ago: (days, time) => {
      const planned = localTime(day(-days), time, zone)
      return days > 0 ? planned : earlier(planned, hour)
    },
    ahead: (minutes, latest) => earlier(addMinutes(hour, minutes), localTime(today, latest, zone)),
  }
}
