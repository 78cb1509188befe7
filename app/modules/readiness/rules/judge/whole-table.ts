import { kitTable } from '~/modules/kits/rules/table'
import type { KitDetail } from '~/modules/kits/types'
import { arrivalTable } from '~/modules/receiving/rules/arrival'
import type { ArrivalDetail } from '~/modules/receiving/types'
import type { FindingTable } from '~/modules/stock/rules/judge/weigh'
import { placeTable } from '~/modules/storage/rules/standing'
import type { PlaceDetail } from '~/modules/storage/types'
import type { BookingDetail, UnitFinding } from '../../types'
import { bookingTable } from './booking-table'
import { unitTable } from './table'

/** Everything that can stand against anything: a container, a booking, a kit, a storage location, goods at the door. */
export type AnyFinding = UnitFinding | BookingDetail | KitDetail | PlaceDetail | ArrivalDetail

/**
 * The one table of findings (docs/safety.md §2). Each room has its own rows, which this room, the highest that judges, puts
 * together: the compiler knows that none is missing, and a test that no code stands twice.
 */
export const wholeTable: FindingTable<AnyFinding> = {
  ...unitTable,
  ...bookingTable,
  ...kitTable,
  ...placeTable,
  ...arrivalTable,
}
