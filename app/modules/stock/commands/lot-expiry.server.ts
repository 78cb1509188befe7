import type { Day } from '~/lib/day'
import { sql, type Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'

/** A lot's expiry as it is known from now on, and where that came from. */
export type KnownExpiry = {
  readonly lotId: number
  readonly expiry: Day | null
  readonly expiryTime?: string | null
  readonly expiryPrecision?: 'day' | 'month'
  readonly reason: string
}

/** Keeps what a lot's expiry is said to be, beside `Lot` itself, so that what was known at a time can be asked later. */
export const keepExpiry = (tx: Tx, stamp: Stamp, known: KnownExpiry): Promise<number> =>
  tx.$executeRaw(
    sql`INSERT INTO "LotExpiry" ("lotId", "expiry", "expiryTime", "expiryPrecision", "reason", "recordedAt", "actor")
        VALUES (${known.lotId}, ${known.expiry}, ${known.expiryTime ?? null}, ${known.expiryPrecision ?? 'day'}, ${known.reason}, ${stamp.at}, ${stamp.actor})`,
  )
