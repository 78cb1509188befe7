import type { OverriddenBy } from '~/modules/stock/rules/judge/weigh'
import type { FindingDetail, UnitFinding } from '../../types'

/** A finding of a booking that is not about one kept unit. */
export type BookingFinding = Exclude<FindingDetail, { readonly code: UnitFinding['code'] }>

type Row<F> = {
  readonly overriddenBy: OverriddenBy | ((finding: F) => OverriddenBy)
  /** What the finding is about, where it is more than its line. */
  readonly about?: (finding: F) => string
  /** Facts that are only shown: see `FindingRow`. */
  readonly shown?: readonly string[]
  readonly version?: number
}

type BookingTable = {
  readonly [Code in BookingFinding['code']]: Row<Extract<BookingFinding, { readonly code: Code }>>
}

/**
 * Who may go on over a finding of a booking (docs/safety.md §4), beside the table of units. What a person can answer, check or
 * do right there is nobody's to override: asking about allergies, a question, a seal, what went away.
 */
export const bookingTable: BookingTable = {
  NOT_BOUND: { overriddenBy: 'clinician', shown: ['label', 'near', 'rejected', 'looked', 'measure'] },
  BOUND_GONE: { overriddenBy: 'nobody' },
  ALLERGIES_NOT_ASKED: { overriddenBy: 'nobody' },
  ALLERGY_NOT_CODED: { overriddenBy: 'nobody' },
  ALLERGY_QUESTION: { overriddenBy: 'nobody' },
  NO_KIT: { overriddenBy: 'director' },
  KIT: {
    overriddenBy: ({ finding }) => (finding.code === 'SEAL_NOT_CHECKED' ? 'nobody' : 'director'),
    about: ({ kitId }) => `kit:${kitId}`,
    shown: ['kit'],
  },
  NOT_SCREENED: { overriddenBy: 'clinician' },
  SCREENED_ANOTHER_DAY: { overriddenBy: 'clinician' },
  SCREENED_OUT: { overriddenBy: 'director' },
  SCREENING_YES: { overriddenBy: 'nobody' },
  SCREENING_ANSWERED: { overriddenBy: 'nobody' },
  NOT_CONSENTED: { overriddenBy: 'clinician' },
  STANDING_MISSING: { overriddenBy: 'nobody' },
  STANDING_UNAPPROVED: { overriddenBy: 'nobody' },
  NOT_LOOKED_AT: { overriddenBy: 'director' },
}
