import { endOfDay, type Instant, localTime } from '~/lib/day'
import type { StorageBand, UnitFacts } from '../types'

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

/** Whether a unit is one container that serves one patient only (R15): it is drawn from, and not multi-dose. */
export const isSingleDose = (facts: Pick<UnitFacts, 'bulk' | 'multiDose' | 'baseUnit'>): boolean =>
  !facts.bulk && !facts.multiDose && facts.baseUnit === 'uL'

/** Where something that has no expiry stands in the order: after everything that has one. */
export const noExpiry = '9999-12-31'

/**
 * First-expiring first, opened before unopened of the same date, then by lot, unit and place (R13). SQL reads lots in this order
 * (`queries/first-expiring.server.ts`), so that a page of them is the beginning of it.
 */
export function firstExpiringFirst(a: UnitFacts, b: UnitFacts): number {
  const expiry = (a.expiry ?? noExpiry).localeCompare(b.expiry ?? noExpiry)
  if (expiry !== 0) return expiry
  if ((a.openedAt === null) !== (b.openedAt === null)) return a.openedAt === null ? 1 : -1
  return a.lotId - b.lotId || a.unitId - b.unitId || a.placeId - b.placeId
}
