import type { Instant } from '~/lib/day'
import { canonicalText } from '~/modules/audit/rules'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import type { Light, Line, ReadinessFacts, ReadinessFinding, Sign, Verdict } from '../types'
import { checkList } from './check-list'
import { servingKit } from './checks/kit'
import { ofBooking } from './judge/booking-table'
import { covered } from './overrides'
import { askedFor } from './requirement-line'
import { yesesOf } from './screening-answers'

const order: Record<ReadinessFinding['severity'], number> = { stop: 0, ask: 1, open: 2, check: 3 }

/** The findings that block, with what is wrong ahead of what is still to do. */
export const blocking = (verdict: Verdict): ReadinessFinding[] =>
  verdict.lines
    .flatMap((line) => line.findings)
    .filter(blocks)
    .sort((a, b) => order[a.severity] - order[b.severity])

/**
 * READY or NOT READY at an instant, with every line and finding (R30, R31). It fails closed: a protocol without
 * requirements, and a requirement that no check looks at, block. What a person overrode stays in its place and blocks nothing.
 */
export function verdict(facts: ReadinessFacts, at: Instant): Verdict {
  const lines = checkList.flatMap((check) => check(facts, at))
  const seen = new Set(lines.map((line) => line.code))
  const unseen = askedFor(facts)
    .filter((requirement) => !seen.has(requirement.code))
    .map(
      ({ code, label }): Line => ({
        code,
        label,
        bound: [],
        findings: ofBooking([{ code: 'NOT_LOOKED_AT', label }]),
      }),
    )
  const none: Line[] =
    facts.requirements.length > 0
      ? []
      : [
          {
            code: 'protocol',
            label: 'Protocol',
            bound: [],
            findings: ofBooking([{ code: 'NOT_LOOKED_AT', label: 'Protocol' }]),
          },
        ]
  const all = [...lines, ...unseen, ...none].map((line) => ({
    ...line,
    findings: line.findings.map((finding) => covered(finding, line.code, facts.booking, at)),
  }))
  const open = all.filter((line) => line.findings.some(blocks)).length
  return { ready: open === 0, lines: all, open }
}

/**
 * What a signature is about: the booking's essentials, each bound unit and quantity, the kit and its seal, the
 * allergies, what was overridden, what the screening said yes to. A change in any of them gives another fingerprint, so a signature never counts for anything else.
 */
export function fingerprint(facts: ReadinessFacts, at: Instant, known?: Verdict): string {
  const { booking } = facts
  const kit = servingKit(facts, at)
  const yeses = yesesOf(booking)
  const overridden = (known ?? verdict(facts, at)).lines.flatMap(({ findings }) =>
    findings.flatMap((finding) => finding.overridden?.id ?? []),
  )
  return canonicalText({
    patient: booking.patientId,
    product: booking.productId,
    dose: booking.doseMicroliters,
    side: booking.side,
    anesthesia: booking.anesthesia,
    room: booking.roomPlaceId,
    kit: kit ? [kit.kitId, kit.sealNumber] : null,
    ...(yeses.length > 0 && { screening: [booking.screening?.at, ...yeses.map(({ question }) => question)] }),
    ...(overridden.length > 0 && { overridden: [...new Set(overridden)].sort((a, b) => a - b) }),
    allergies: facts.allergies.map((allergy) => allergy.id).sort((a, b) => a - b),
    bound: facts.bound.map(({ binding }) => `${binding.requirement} ${binding.unitId} ${binding.quantity}`).sort(),
  })
}

/** The kit that a signature counted on, by its fingerprint; null where it counted on none. */
export function kitSigned(fingerprint: string): number | null {
  const kit: unknown = /"kit":\[(\d+),/.exec(fingerprint)?.[1]
  return kit === undefined ? null : Number(kit)
}

/**
 * What a board shows: the verdict as of now, and whether the signature still counts (R31). It no longer changes after
 * giving.
 */
export function lightOf(facts: ReadinessFacts, sign: Sign | null, at: Instant, known?: Verdict): Light {
  if (facts.booking.over) return { state: 'over' }
  const now = known ?? verdict(facts, at)
  if (!now.ready) {
    const [first] = blocking(now)
    return {
      state: 'not-ready',
      open: now.open,
      of: now.lines.length,
      first: first ?? null,
      wasSigned: sign !== null,
    }
  }
  if (sign === null) return { state: 'unsigned', because: 'never' }
  if (sign.fingerprint !== fingerprint(facts, at, now)) return { state: 'unsigned', because: 'changed' }
  // A booking that was changed and changed back is signed anew.
  const { changedAt } = facts.booking
  if (changedAt !== null && sign.signedAt < changedAt) return { state: 'unsigned', because: 'changed' }
  // A stop that came and went doesn't let READY come back by itself (docs/safety.md §3).
  if (sign.stopped !== null) return { state: 'unsigned', because: sign.stopped }
  if (at > sign.validUntil) return { state: 'unsigned', because: 'expired' }
  const { signedName, signedAt, validUntil } = sign
  return { state: 'ready', signedName, signedAt, validUntil }
}
