import type { Booking, BookingDetail, ScreeningYes } from '../types'

/** The questions that the screening answered with yes and that count: not those of one that stopped, unless that is overridden. */
export function yesesOf({ screening, overrides }: Booking): readonly ScreeningYes[] {
  if (screening === null) return []
  return screening.outcome === 'stop' && !overrides.some(({ code }) => code === 'SCREENED_OUT') ? [] : screening.yes
}

/**
 * Each yes of the screening is a finding of the booking (R26): a clinician answers it by name at READY, and from then on it is
 * said with the answer. A new screening asks again. An override of the screening answers none of them.
 */
export const screeningFindings = (booking: Booking): BookingDetail[] =>
  yesesOf(booking).map(
    ({ question, text, reason, answer }): BookingDetail =>
      answer === null
        ? { code: 'SCREENING_YES', question, text, reason }
        : { code: 'SCREENING_ANSWERED', text, answer: answer.reason, by: answer.by },
  )
