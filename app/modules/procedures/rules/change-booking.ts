import { ok, type Result, refuse } from '~/lib/result'
import type { BookedPart, BookingChange, ProcedureRefusal, ProcedureState } from '../types'
import { type Booked, bookedParts } from './booked-parts'
import { isOver } from './state'

/** The parts that are not as they were. */
export const changedParts = (before: Booked, after: Booked): BookedPart[] =>
  bookedParts.filter(([, name]) => before[name] !== after[name]).map(([part]) => part)

/**
 * Whether a booking may be changed now. Refused once something was given, since then it is a record, and once it is over;
 * refused where somebody else changed it after the form was opened (`seen`: the last change that the form knew); and where
 * nothing is changed.
 */
export function decideChange(
  state: Pick<ProcedureState, 'status' | 'givenAt' | 'lastChangeId'>,
  changed: readonly BookedPart[],
  seen: number,
): Result<null, ProcedureRefusal> {
  if (state.givenAt !== null) return refuse({ code: 'CHANGE_AFTER_GIVEN', at: state.givenAt })
  if (isOver(state.status)) return refuse({ code: 'PROCEDURE_OVER', status: state.status })
  if (state.lastChangeId !== seen) return refuse({ code: 'CHANGED_MEANWHILE' })
  return changed.length > 0 ? ok(null) : refuse({ code: 'NOTHING_CHANGED' })
}

/** The changes as an event keeps them, in the words that a page shows. */
export const changesOf = (
  parts: readonly BookedPart[],
  before: Readonly<Record<BookedPart, string>>,
  after: Readonly<Record<BookedPart, string>>,
): BookingChange[] => parts.map((part) => ({ part, from: before[part], to: after[part] }))
