import { type Instant, toInstant } from './day'

/** Tells the time. A test or the demo's story passes its own. */
export type Clock = () => Instant

/** The only clock in `app/`: everything else is given the time, or is given a clock (docs/safety.md §9). */
export const clock: Clock = () => toInstant(new Date())

/** A clock that stands still, for a story that happens at a given time. */
export const stopped =
  (at: Instant): Clock =>
  () =>
    at
