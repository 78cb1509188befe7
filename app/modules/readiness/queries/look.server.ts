import type { Instant } from '~/lib/day'
import type { Reader } from '~/lib/db.server'
import type { Looked } from '~/modules/stock/rules/looked'
import type { UnitFacts } from '~/modules/stock/types'
import { saidOfSeen } from '../rules/said'
import { seenUnits } from './prepared.server'

/**
 * Things as whoever scans them or asks for them sees them, with no procedure in mind: all that stands for and against each, in
 * sentences. The Scan page, the API, lists of stock, and the pages of lots, containers and places ask this, so that they say
 * the same.
 */
export async function lookAt(reader: Reader, units: readonly UnitFacts[], at: Instant): Promise<Looked[]> {
  return (await seenUnits(reader, units)).map((unit) => saidOfSeen(unit, at))
}
