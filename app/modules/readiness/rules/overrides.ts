import { type Day, dayOf, type Instant } from '~/lib/day'
import { canonicalText } from '~/modules/audit/rules'
import {
  type FindingRow,
  type FindingTable,
  mayOverride,
  type OverriddenBy,
  type Severity,
  type Weights,
  weightsOf,
} from '~/modules/stock/rules/judge/weigh'
import type { Booking, BookingDetail, FindingOverride, Overridden, ReadinessFinding } from '../types'
import { bookingTable } from './judge/booking-table'
import { isAboutUnit, unitTable } from './judge/table'

/** A finding as an override names it: what was found, about what, and a fingerprint of what was judged. */
export type FindingKey = {
  readonly code: string
  readonly subject: string
  readonly fingerprint: string
  readonly ruleVersion: number
  readonly severity: Severity
}

const rank: Record<Severity, number> = { check: 0, open: 1, ask: 2, stop: 3 }

/** How many overrides one booking may have before only the director adds another. */
export const overridesWithoutDirector = 3

const never: ReadonlySet<string> = new Set(['code', 'severity', 'overridden', 'unit', 'near'])

type Row = { readonly shown?: readonly string[]; readonly version?: number }

function named(finding: { readonly code: string }, subject: string, severity: Severity, row: Row): FindingKey {
  const shown = new Set(row.shown ?? [])
  const judged = Object.entries(finding).filter(([name]) => !never.has(name) && !shown.has(name))
  const { code } = finding
  const fingerprint = canonicalText(Object.fromEntries(judged))
  return { code, subject, fingerprint, ruleVersion: row.version ?? 1, severity }
}

/** The heaviest that a finding weighs on the way into a patient: an override counts at every door there. */
function gravity(weights: Weights): Severity {
  const weighed = [weights['count-on'], weights.enter].filter((each) => each !== null)
  return weighed.sort((a, b) => rank[b] - rank[a])[0] ?? 'check'
}

/** A finding of a table, about a unit or what `subject` says, as an override names it. */
export function keyInTable<F extends { readonly code: string }>(
  table: FindingTable<F>,
  finding: F,
  subject: string,
): FindingKey {
  const row = table[finding.code as F['code']] as unknown as FindingRow<never>
  return named(finding, subject, gravity(weightsOf(table, finding)), row)
}

const bookingRow = (finding: BookingDetail) => bookingTable[finding.code] as FindingRow<BookingDetail>

/** A finding of a line as an override names it. */
export function keyOfFinding(finding: ReadinessFinding, line: string): FindingKey {
  if (isAboutUnit(finding)) return keyInTable(unitTable, finding, `unit:${finding.unit.unitId}`)
  const row = bookingRow(finding)
  return named(finding, row.about?.(finding) ?? `line:${line}`, finding.severity, row)
}

/** Who may override a finding of a line. */
export function overriderOf(finding: ReadinessFinding): OverriddenBy {
  if (isAboutUnit(finding)) return mayOverride(unitTable, finding)
  return mayOverride(bookingTable, finding)
}

/** The day on which overrides of a booking count. */
export const overrideDay = (booking: Pick<Booking, 'scheduledAt' | 'timeZone'>): Day =>
  dayOf(booking.scheduledAt, booking.timeZone)

type Whose = Pick<Booking, 'scheduledAt' | 'timeZone' | 'patientId'>

/** Whether an override still counts for its booking at an instant: that patient, that day, and not a day later (R52). */
export const stands = (override: FindingOverride, booking: Whose, at: Instant): boolean =>
  override.patientId === booking.patientId &&
  override.day === overrideDay(booking) &&
  dayOf(at, booking.timeZone) <= override.day

/**
 * The override that covers a finding (docs/safety.md §4): of this very finding, while what was judged is the same, by the rule
 * of then, and while it weighs no more than then. Null where none does, and where nobody may override it.
 */
export function coverOf(
  booking: Whose & Pick<Booking, 'overrides'>,
  key: FindingKey,
  by: OverriddenBy,
  at: Instant,
): Overridden | null {
  if (by === 'nobody') return null
  const found = booking.overrides
    .filter(
      (each) =>
        each.code === key.code &&
        each.subject === key.subject &&
        each.fingerprint === key.fingerprint &&
        each.ruleVersion === key.ruleVersion &&
        rank[key.severity] <= rank[each.severity] &&
        (by === 'clinician' || each.role === 'director') &&
        stands(each, booking, at),
    )
    .at(-1)
  if (!found) return null
  const { id, name, role, reason, at: since } = found
  return { id, name, role, reason, at: since }
}

/** A finding of a line, lighter where a person overrode it: it is said with who and why, and blocks nothing. */
export function covered(finding: ReadinessFinding, line: string, booking: Booking, at: Instant): ReadinessFinding {
  if (finding.severity === 'check') return finding
  const overridden = coverOf(booking, keyOfFinding(finding, line), overriderOf(finding), at)
  return overridden === null ? finding : { ...finding, severity: 'check', overridden }
}
