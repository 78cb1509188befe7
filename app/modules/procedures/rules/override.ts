import { type Day, dayOf, type Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { Role } from '~/modules/auth/types'
import { overrideDay, overridesWithoutDirector, stands } from '~/modules/readiness/rules/overrides'
import type { Booking } from '~/modules/readiness/types'
import type { OverriddenBy } from '~/modules/stock/rules/judge/weigh'
import { saysWhy } from '~/modules/stock/rules/release'
import type { ProcedureRefusal } from '../types'

/** What decides whether a person may go on over a finding of a booking. */
export type OverrideFacts = {
  readonly booking: Booking
  /** Who the table says may override it. */
  readonly by: OverriddenBy
  readonly roles: readonly Role[]
  /** Whether this person caused it: placed the hold, screened the patient out. */
  readonly caused: boolean
  readonly reason: string
}

/**
 * In which role a person goes on over a finding (R52). Nobody overrides what is recalled, expired, another patient's or of two
 * donors, nor what they caused; what is the director's, and a fourth one of a booking, needs the director. A reason says
 * something, and the day of the booking is not over.
 */
export function decideOverride(facts: OverrideFacts, at: Instant): Result<'clinician' | 'director', ProcedureRefusal> {
  const { booking, by, roles, caused, reason } = facts
  const day: Day = overrideDay(booking)
  if (by === 'nobody') return refuse({ code: 'OVERRIDE_NEVER' })
  if (dayOf(at, booking.timeZone) > day) return refuse({ code: 'OVERRIDE_DAY_OVER', day })
  if (caused) return refuse({ code: 'OVERRIDE_OWN' })
  const isDirector = roles.includes('director')
  const standing = booking.overrides.filter((each) => each.severity !== 'ask' && stands(each, booking, at)).length
  if (by === 'director' && !isDirector) return refuse({ code: 'OVERRIDE_BY_DIRECTOR', because: 'finding' })
  if (standing >= overridesWithoutDirector && !isDirector)
    return refuse({ code: 'OVERRIDE_BY_DIRECTOR', because: 'count' })
  if (!saysWhy(reason)) return refuse({ code: 'REASON_TOO_THIN' })
  return ok(by === 'director' || !roles.includes('clinician') ? 'director' : 'clinician')
}
