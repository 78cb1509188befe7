import { dayOf, daysBetween, endOfDay, type Instant, localTime } from '~/lib/day'
import type { Finding, StorageBand, UnitFacts, Usability } from '../types'

/** How many days before its expiry a unit counts as expiring soon. */
export const soonDays = 30

const coldBands: ReadonlySet<StorageBand> = new Set(['vapor-ln2', 'ultra-low', 'freezer', 'fridge'])

/** Whether a band is cold. Products of a cold band get a unit for each container (docs/architecture.md §6). */
export const isCold = (band: StorageBand | null): boolean => band !== null && coldBands.has(band)

/** The last instant at which the lot is good, in the time zone of the place: a day through its last second (R4). */
export function goodUntil(facts: Pick<UnitFacts, 'expiry' | 'expiryTime' | 'timeZone'>): Instant | null {
  if (facts.expiry === null) return null
  return facts.expiryTime
    ? localTime(facts.expiry, facts.expiryTime, facts.timeZone)
    : endOfDay(facts.expiry, facts.timeZone)
}

function expiryFindings(facts: UnitFacts, at: Instant): Finding[] {
  const until = goodUntil(facts)
  if (facts.expiry === null || until === null)
    return facts.expires ? [{ code: 'EXPIRY_UNKNOWN', severity: 'stop' }] : []
  if (at > until) return [{ code: 'EXPIRED', severity: 'stop', expiry: facts.expiry }]
  const days = daysBetween(dayOf(at, facts.timeZone), facts.expiry)
  return days <= soonDays ? [{ code: 'EXPIRES_SOON', severity: 'check', expiry: facts.expiry, days }] : []
}

/** Whether a unit is one container that serves one patient only (R15): it is drawn from, and not multi-dose. */
export const isSingleDose = (facts: Pick<UnitFacts, 'bulk' | 'multiDose' | 'baseUnit'>): boolean =>
  !facts.bulk && !facts.multiDose && facts.baseUnit === 'uL'

function clockFindings(facts: UnitFacts, at: Instant): Finding[] {
  const findings: Finding[] = []
  // Whose it was opened for, this room can't know; who used it on that patient drops this finding.
  const opened = isSingleDose(facts) ? facts.openedAt : null
  if (opened !== null) findings.push({ code: 'OPENED_FOR_OTHER', severity: 'stop', openedAt: opened })
  if (facts.discardAt !== null) {
    if (at > facts.discardAt) findings.push({ code: 'OPENED_TOO_LONG', severity: 'stop', discardAt: facts.discardAt })
    else if (opened === null) findings.push({ code: 'OPENED', severity: 'check', discardAt: facts.discardAt })
  }
  if (facts.thawLimitAt !== null) {
    if (at > facts.thawLimitAt) findings.push({ code: 'THAWED_TOO_LONG', severity: 'stop', limitAt: facts.thawLimitAt })
    else findings.push({ code: 'THAWING', severity: 'check', limitAt: facts.thawLimitAt })
  }
  return findings
}

/**
 * Findings about the place. Storage with a band must be proven up to now (R21), and a product with a cold band must be
 * in its band unless a clock runs against it (R16, R19). A place that can't be proven is not usable: fail closed.
 */
function storageFindings(facts: UnitFacts, at: Instant): Finding[] {
  if (facts.placeBand !== null) {
    const findings: Finding[] = []
    if (facts.band !== null && facts.band !== facts.placeBand && facts.thawLimitAt === null)
      findings.push({ code: 'WRONG_STORAGE', severity: 'stop', place: facts.placeName, band: facts.band })
    if (facts.provenUntil === null || at > facts.provenUntil)
      findings.push({
        code: 'STORAGE_NOT_PROVEN',
        severity: 'stop',
        place: facts.placeName,
        provenUntil: facts.provenUntil,
      })
    return findings
  }
  return facts.band !== null && isCold(facts.band) && facts.thawLimitAt === null
    ? [{ code: 'WRONG_STORAGE', severity: 'stop', place: facts.placeName, band: facts.band }]
    : []
}

/**
 * Whether this unit, where it stands, may be used at an instant, with every finding for and against (R13, R15, R16, R19,
 * R21). The one place in the program that decides it. `usable` is false as soon as one finding stops.
 */
export function usability(facts: UnitFacts, at: Instant): Usability {
  const holds = facts.holds.map(
    (hold): Finding => ({
      code: 'ON_HOLD',
      severity: 'stop',
      reason: hold.reason,
      note: hold.note,
      since: hold.placedAt,
    }),
  )
  const none: Finding[] = facts.quantity <= 0 ? [{ code: 'NONE_LEFT', severity: 'stop' }] : []
  const findings = [
    ...holds,
    ...expiryFindings(facts, at),
    ...clockFindings(facts, at),
    ...storageFindings(facts, at),
    ...none,
  ]
  return { usable: findings.every((finding) => finding.severity !== 'stop'), findings }
}

/** First-expiring first, opened before unopened of the same date, then by place and unit (R13). */
export function firstExpiringFirst(a: UnitFacts, b: UnitFacts): number {
  const expiry = (a.expiry ?? '9999-12-31').localeCompare(b.expiry ?? '9999-12-31')
  if (expiry !== 0) return expiry
  if ((a.openedAt === null) !== (b.openedAt === null)) return a.openedAt === null ? 1 : -1
  return a.placeId - b.placeId || a.unitId - b.unitId
}
