/**
 * A moment by both clocks of a browser, in milliseconds: the wall's, which goes on while a computer sleeps but may be set,
 * and the steady one, which nobody sets but which stands still in some computers' sleep.
 */
export type Moment = { readonly wall: number; readonly steady: number }

/** What an open page knows of its looks at the server. */
export type Looks = {
  /** Whether the browser has a network at all. */
  readonly online: boolean
  /** When the last good look was sent: what it said was true then. */
  readonly goodAt: Moment
  /** When the server was asked last. */
  readonly askedAt: Moment
  /** Whether the last look was no good one: no answer, an answer after five seconds, an error, a page that nobody knows. */
  readonly failed: boolean
}

/** How long a look may take, in milliseconds. A slower one counts as failed (docs/safety.md §8). */
export const patienceMs = 5_000
/** How long a good look counts, in milliseconds: green has to be gone within 30 s, the painting included. */
export const goodForMs = 28_000
const everyMs = 15_000
const afterFailureMs = 5_000

/** How much time passed at least, by whichever clock says more: a sleeping tab must not find its look fresh. */
export const elapsedMs = (from: Moment, to: Moment): number => Math.max(to.wall - from.wall, to.steady - from.steady)

/** Whether what the page shows is still known to be so. */
export const isKnown = ({ online, goodAt }: Looks, now: Moment): boolean => online && elapsedMs(goodAt, now) < goodForMs

/** Whether the page may say that it is connected. */
export const isConnected = (looks: Looks, now: Moment): boolean => !looks.failed && isKnown(looks, now)

/** Whether it is time to look again: every 15 s, and every 5 s after a look that failed. */
export const isDue = ({ askedAt, failed }: Looks, now: Moment): boolean =>
  elapsedMs(askedAt, now) >= (failed ? afterFailureMs : everyMs)
