import type { Instant } from '~/lib/day'
import { countsAs, type FindingTable, type Weighed, weigh } from '~/modules/stock/rules/judge/weigh'
import type { PlaceDetail } from '../types'

/** How long before a reading is due we start asking for it. */
const soonMilliseconds = 4 * 3_600_000

/** Every finding about a storage location, weighed for whoever counts on what stands there (R20, R21). */
export const placeTable: FindingTable<PlaceDetail> = {
  EXCURSION_OPEN: { weights: countsAs('stop'), overriddenBy: 'nobody', remedy: 'answer' },
  PLACE_NOT_PROVEN: { weights: countsAs('stop'), overriddenBy: 'nobody', remedy: 'answer' },
  READING_DUE: { weights: countsAs('check'), overriddenBy: 'nobody', remedy: 'answer' },
}

type Location = { readonly provenUntil: string | null; readonly excursionId: number | null }

/**
 * What stands against a storage location at an instant: out of range while an excursion is open, not proven when its last reading
 * reaches no farther, due when it soon won't. What stands in it is judged unit by unit (`stock/rules/judge`).
 */
export function judgePlace({ provenUntil, excursionId }: Location, at: Instant | string): Weighed<PlaceDetail>[] {
  const found: PlaceDetail[] = excursionId === null ? [] : [{ code: 'EXCURSION_OPEN', excursionId }]
  if (provenUntil === null || at > provenUntil) found.push({ code: 'PLACE_NOT_PROVEN', provenUntil })
  else if (Date.parse(provenUntil) - Date.parse(at) < soonMilliseconds) found.push({ code: 'READING_DUE', provenUntil })
  return weigh(placeTable, found, 'count-on')
}

/** How a storage location stands, as pages mark it. */
export type LocationStanding = { readonly state: 'ready' | 'check' | 'stop' | 'not-proven'; readonly word: string }

const words: Readonly<Record<PlaceDetail['code'], LocationStanding>> = {
  EXCURSION_OPEN: { state: 'stop', word: 'excursion open' },
  PLACE_NOT_PROVEN: { state: 'not-proven', word: 'not proven' },
  READING_DUE: { state: 'check', word: 'reading due' },
}

/** The mark of a storage location: that of its first finding, an excursion before all. */
export function locationStanding(location: Location, at: Instant | string): LocationStanding {
  const [first] = judgePlace(location, at)
  return first ? words[first.code] : { state: 'ready', word: 'proven' }
}
