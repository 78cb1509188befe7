import { addHours, type Instant } from '~/lib/day'
import { isSameLot, type LotMatch } from '~/modules/stock/rules/match'
import type { HereRow, NoticeClass, Outcome, Trace } from './types'

/**
 * The lots that a look-up follows: those that are this very lot or were recorded under a text in which it stands, and others
 * only where a person asked for them (R34).
 */
export const chooseFollowed = (matches: readonly LotMatch[], also: readonly number[]): LotMatch[] =>
  matches.filter((match) => isSameLot(match) || match.how === 'inside' || also.includes(match.lotId))

/**
 * A trace for people who may see stock but not patients (R25). The rows stay, so that counts are true; the names go.
 */
export const hidePatients = (trace: Trace): Trace => ({
  ...trace,
  patients: numbered(trace.patients).map((row) => ({ ...row, mrn: null, name: null })),
})

/** Patients counted through instead of their ids, so that how many they are stays true and who they are is gone. */
function numbered(rows: Trace['patients']): Trace['patients'] {
  const ids = [...new Set(rows.map((row) => row.patientId))]
  return rows.map((row) => ({ ...row, patientId: ids.indexOf(row.patientId) + 1 }))
}

/**
 * When a notice's first work is due (R36, seeded targets): class I within 24 hours, II and III within five days; an
 * unclassified one counts as I.
 */
export const dueAt = (noticeClass: NoticeClass, receivedAt: Instant): Instant =>
  addHours(receivedAt, noticeClass === 'II' || noticeClass === 'III' ? 120 : 24)

/** Whether an outcome finishes the work for a patient. */
export const isDone = (outcome: Outcome): boolean =>
  outcome === 'reached' || outcome === 'letter' || outcome === 'signed-off'

/** What is at one place in one state, as a list shows it: the units of a lot together. */
export type HereGroup = Omit<HereRow, 'unitId' | 'unitNumber'> & {
  readonly units: readonly string[]
  readonly key: string
}

/** The rows of a trace by lot, place and state, so that forty vials of a shelf are one line that names them all. */
export function groupHere(rows: readonly HereRow[]): HereGroup[] {
  const groups = new Map<string, HereGroup>()
  for (const { unitId: _unit, unitNumber, ...row } of rows) {
    const key = [row.lotId, row.placeId, row.held, row.opened, row.reserved > 0].join(':')
    const known = groups.get(key)
    const units = [...(known?.units ?? []), ...(unitNumber === null ? [] : [unitNumber])]
    groups.set(key, {
      ...row,
      key,
      units,
      quantity: row.quantity + (known?.quantity ?? 0),
      reserved: row.reserved + (known?.reserved ?? 0),
    })
  }
  return [...groups.values()]
}
