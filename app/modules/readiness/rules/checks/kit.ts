import type { Instant } from '~/lib/day'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import type { KitFacts } from '~/modules/kits/types'
import type { Check, ReadinessFacts, ReadinessFinding } from '../../types'
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

function findings(kit: KitFacts | null, at: Instant): ReadinessFinding[] {
  if (kit === null) return [{ code: 'NO_KIT', severity: 'stop' }]
  const verdict = kitVerdict(kit, at)
  const found = verdict.findings.map((finding): ReadinessFinding => {
    const severity = finding.severity === 'check' ? 'check' : finding.code === 'SEAL_NOT_CHECKED' ? 'open' : 'stop'
    return { code: 'KIT', severity, kitId: kit.kitId, kit: kit.name, finding }
  })
  const blocks = found.some((finding) => finding.severity !== 'check')
  return verdict.inOrder || blocks ? found : [...found, { code: 'NO_KIT', severity: 'stop' }]
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
      findings: findings(servingKit(facts, at), at),
    }))
