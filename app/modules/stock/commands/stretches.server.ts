import { rowsOf, sql, type Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import type { Stretch } from '../types'

const columns = {
  placeId: 'INTEGER',
  kind: 'TEXT',
  fromAt: 'TEXT',
  untilAt: 'TEXT',
  temperatureCentiCelsiusMin: 'INTEGER',
  temperatureCentiCelsiusMax: 'INTEGER',
  readingId: 'INTEGER',
  recordedAt: 'TEXT',
  actor: 'TEXT',
} as const

/**
 * Keeps what a reading says of a place's temperature, stretch by stretch, as it was known when the reading came (R20). Rows are
 * never changed: a later reading that knows better adds its own, and of the rows that cover an instant the last one counts.
 */
export async function keepStretches(
  tx: Tx,
  stamp: Stamp,
  of: { readonly placeId: number; readonly readingId: number },
  stretches: readonly Stretch[],
): Promise<void> {
  if (stretches.length === 0) return
  const rows = stretches.map(({ kind, from, until, min, max }) => ({
    ...of,
    kind,
    fromAt: from,
    untilAt: until,
    temperatureCentiCelsiusMin: min,
    temperatureCentiCelsiusMax: max,
    recordedAt: stamp.at,
    actor: stamp.actor,
  }))
  await tx.$executeRaw(
    sql`INSERT INTO "ProvenStretch" ("placeId", "kind", "fromAt", "untilAt", "temperatureCentiCelsiusMin", "temperatureCentiCelsiusMax", "readingId", "recordedAt", "actor")
        ${rowsOf(columns, rows)}`,
  )
}
