import { kitTable } from '~/modules/kits/rules/table'
import { countsAs, type FindingTable, weigh, weightsOf } from '~/modules/stock/rules/judge/weigh'
import type { BookingDetail, ReadinessFinding } from '../../types'

const wrong = { weights: countsAs('stop'), remedy: 'none' } as const
const asks = { weights: countsAs('ask'), remedy: 'answer' } as const
const toDo = { weights: countsAs('open'), remedy: 'none' } as const
const said = { weights: countsAs('check'), remedy: 'none' } as const

/**
 * Every finding about a booking that is not about one unit: what it weighs for whoever counts on the booking (READY, the
 * time-out, the light), and who may go on over it (docs/safety.md §4). What a person can answer, check or do right there is
 * nobody's to override: asking about allergies, a question, a seal, what went away.
 */
export const bookingTable: FindingTable<BookingDetail> = {
  NOT_BOUND: {
    // Missing while a good one is there is still to do; missing where somebody looked and none is, is wrong.
    weights: ({ looked, near }) => countsAs(looked && near === null ? 'stop' : 'open'),
    overriddenBy: 'clinician',
    remedy: 'another',
    shown: ['label', 'near', 'rejected', 'looked', 'measure'],
  },
  BOUND_GONE: { ...wrong, overriddenBy: 'nobody', remedy: 'another' },
  ALLERGIES_NOT_ASKED: { ...toDo, overriddenBy: 'nobody' },
  ALLERGY_NOT_CODED: { ...said, overriddenBy: 'nobody' },
  ALLERGY_QUESTION: { ...asks, overriddenBy: 'nobody' },
  NO_KIT: { ...wrong, overriddenBy: 'director' },
  KIT: {
    // What stands against the kit weighs for the booking what it weighs for the kit.
    weights: ({ finding }) => weightsOf(kitTable, finding),
    overriddenBy: ({ finding }) => (finding.code === 'SEAL_NOT_CHECKED' ? 'nobody' : 'director'),
    remedy: 'none',
    about: ({ kitId }) => `kit:${kitId}`,
    shown: ['kit'],
  },
  NOT_SCREENED: { ...toDo, overriddenBy: 'clinician' },
  SCREENED_ANOTHER_DAY: { ...toDo, overriddenBy: 'clinician' },
  SCREENED_OUT: { ...wrong, overriddenBy: 'director' },
  SCREENING_YES: { ...asks, overriddenBy: 'nobody' },
  SCREENING_ANSWERED: { ...said, overriddenBy: 'nobody' },
  NOT_CONSENTED: { ...toDo, overriddenBy: 'clinician' },
  STANDING_MISSING: { ...wrong, overriddenBy: 'nobody' },
  STANDING_UNAPPROVED: { ...said, overriddenBy: 'nobody' },
  NOT_LOOKED_AT: { ...wrong, overriddenBy: 'director' },
}

/** Findings about a booking with what they weigh for whoever counts on it. */
export const ofBooking = (found: readonly BookingDetail[]): ReadinessFinding[] => weigh(bookingTable, found, 'count-on')
