import { dayOf, daysBetween, type Instant } from '~/lib/day'
import type { StockFinding, UnitFacts } from '../../types'
import { goodUntil, isCold, isSingleDose, soonDays } from '../unit-facts'
import { stockTable } from './table'
import { type Intent, type Weighed, weigh } from './weigh'

function expiryFindings(facts: UnitFacts, at: Instant): StockFinding[] {
  const until = goodUntil(facts)
  if (facts.expiry === null || until === null) return facts.expires ? [{ code: 'EXPIRY_UNKNOWN' }] : []
  if (at > until) return [{ code: 'EXPIRED', expiry: facts.expiry }]
  const days = daysBetween(dayOf(at, facts.timeZone), facts.expiry)
  return days <= soonDays ? [{ code: 'EXPIRES_SOON', expiry: facts.expiry, days }] : []
}

function clockFindings(facts: UnitFacts, at: Instant): StockFinding[] {
  const findings: StockFinding[] = []
  // Whose it was opened for, this room can't know; who used it on that patient drops this finding.
  const opened = isSingleDose(facts) ? facts.openedAt : null
  if (opened !== null) findings.push({ code: 'OPENED_FOR_OTHER', openedAt: opened })
  if (facts.discardAt !== null) {
    if (at > facts.discardAt) findings.push({ code: 'OPENED_TOO_LONG', discardAt: facts.discardAt })
    else if (opened === null) findings.push({ code: 'OPENED', discardAt: facts.discardAt })
  }
  if (facts.thawLimitAt !== null) {
    if (at > facts.thawLimitAt) findings.push({ code: 'THAWED_TOO_LONG', limitAt: facts.thawLimitAt })
    else findings.push({ code: 'THAWING', limitAt: facts.thawLimitAt })
  }
  return findings
}

/**
 * Findings about the place. Storage with a band must be proven up to now (R21), and a product with a cold band must be
 * in its band unless a clock runs against it (R16, R19). A place that can't be proven is not usable: fail closed.
 */
function storageFindings(facts: UnitFacts, at: Instant): StockFinding[] {
  if (facts.placeBand !== null) {
    const findings: StockFinding[] = []
    if (facts.band !== null && facts.band !== facts.placeBand && facts.thawLimitAt === null)
      findings.push({ code: 'WRONG_STORAGE', place: facts.placeName, band: facts.band })
    if (facts.provenUntil === null || at > facts.provenUntil)
      findings.push({
        code: 'STORAGE_NOT_PROVEN',
        place: facts.placeName,
        provenUntil: facts.provenUntil,
      })
    return findings
  }
  return facts.band !== null && isCold(facts.band) && facts.thawLimitAt === null
    ? [{ code: 'WRONG_STORAGE', place: facts.placeName, band: facts.band }]
    : []
}

/** Everything that this room knows for and against a unit where it stands, before it is weighed. */
function stockFindings(facts: UnitFacts, at: Instant): StockFinding[] {
  const holds = facts.holds.map(
    (hold): StockFinding => ({ code: 'ON_HOLD', reason: hold.reason, note: hold.note, since: hold.placedAt }),
  )
  const none: StockFinding[] = facts.quantity <= 0 ? [{ code: 'NONE_LEFT' }] : []
  return [...holds, ...expiryFindings(facts, at), ...clockFindings(facts, at), ...storageFindings(facts, at), ...none]
}

/**
 * What stands for and against a unit, where it stands, at an instant, weighed for an intent (docs/safety.md §2; R13, R15,
 * R16, R19, R21). The one place in the program that decides it: every door filters this answer, and a higher room adds
 * what only it can know.
 */
export const judge = (
  facts: UnitFacts,
  { intent }: { readonly intent: Intent },
  at: Instant,
): Weighed<StockFinding>[] => weigh(stockTable, stockFindings(facts, at), intent)
