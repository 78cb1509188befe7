import type { Instant } from '~/lib/day'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import type { KitFacts } from '~/modules/kits/types'
import type { BookingDetail, Check, ReadinessFacts } from '../../types'
import { ofBooking } from '../judge/booking-table'
import { askedFor } from '../requirement-line'

/**
 * The kit that serves a booking: one in order before one that is not, the room's own before the others. Null when the
 * site has none.
 */
export function servingKit(facts: ReadinessFacts, at: Instant): KitFacts | null {
  const room = facts.booking.roomPlaceId
  const rank = (kit: KitFacts): number => (kitVerdict(kit, at).inOrder ? 0 : 2) + (kit.parentPlaceId === room ? 0 : 1)
  return [...facts.kits].sort((a, b) => rank(a) - rank(b) || a.kitId - b.kitId)[0] ?? null
}

/** What stands against the kit, as the booking says it. What it weighs, the kit's own table says. */
function findings(kit: KitFacts | null, at: Instant): BookingDetail[] {
  if (kit === null) return [{ code: 'NO_KIT' }]
  return kitVerdict(kit, at).findings.map((finding) => ({ code: 'KIT', kitId: kit.kitId, kit: kit.name, finding }))
}

/**
 * The emergency kit, with epinephrine and antihistamines: sealed, in date, checked today (R24, R30). The patient's
 * allergies don't count against it: emergency epinephrine is never disqualified, not even by sulfite.
 */
export const kitCheck: Check = (facts, at) =>
  askedFor(facts)
    .filter((requirement) => requirement.bind === 'kit')
    .map((requirement) => ({
      code: requirement.code,
      label: requirement.label,
      bound: [],
      findings: ofBooking(findings(servingKit(facts, at), at)),
    }))
