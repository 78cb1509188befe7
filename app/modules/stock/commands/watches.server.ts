import type { Day } from '~/lib/day'
import { among, sql, type Tx } from '~/lib/db.server'
import { int, read, row, text } from '~/lib/rows.server'
import type { Stamp } from '~/modules/audit/types'
import { looksLike } from '../queries/look-alikes.server'
import { lotsOfProduct } from '../queries/look-up.server'
import { meansLot } from '../queries/watched.server'
import { lotSkeleton } from '../rules/lot-key'
import { placeHolds } from './holds.server'

/**
 * Arms a watch: whatever comes to bear this name is put on hold by the notice. A lot that is opened, a name that a known lot
 * gets, a serial or donation of a container, a code that is linked to a product.
 */
export async function armWatch(
  tx: Tx,
  stamp: Stamp,
  watch: { productId: number | null; lotKey: string; source: string; note: string },
): Promise<void> {
  await tx.watch.create({
    data: { ...watch, skeleton: lotSkeleton(watch.lotKey), armedAt: stamp.at },
    select: { id: true },
  })
}

/** Says of the watches of a source that its case was closed, and on which day. They go on: the goods are still recalled. */
export const noteCaseClosed = (tx: Tx, source: string, caseClosedOn: Day): Promise<unknown> =>
  tx.watch.updateMany({ where: { source, endedAt: null }, data: { caseClosedOn } })

/** Ends the watches that a source armed. A decision of its own: the close of a case ends none. */
export const endWatches = (tx: Tx, stamp: Stamp, source: string): Promise<unknown> =>
  tx.watch.updateMany({ where: { source, endedAt: null }, data: { endedAt: stamp.at } })

/** Somebody has answered in the case of a source that a lot is another one than those whose names it looks like now. */
export async function answerLookAlike(tx: Tx, stamp: Stamp, source: string, lotId: number): Promise<void> {
  const keys = (await looksLike(tx, [lotId])).filter((each) => each.source === source).map(({ name }) => name)
  await tx.watchAnswer.createMany({
    data: keys.map((lotKey) => ({ source, lotId, lotKey, recordedAt: stamp.at, actor: stamp.actor })),
  })
}

/** The armed watches that mean these lots by one of these keys, or by a name of its product. */
const firedWatches = read(
  'stock.fired-watches',
  row({ lotId: int, source: text, note: text }),
  (lotIds: readonly number[], keys: readonly string[]) =>
    sql`SELECT DISTINCT l."id" AS "lotId", w."source", w."note" FROM "Watch" w JOIN "Lot" l ON l."id" IN ${among(lotIds)}
        WHERE ${meansLot(keys)}`,
  [[1, 2], ['MX2231']],
)

async function holdFired(tx: Tx, stamp: Stamp, lotIds: readonly number[], keys: readonly string[]): Promise<boolean> {
  const watches = await firedWatches(tx, lotIds, keys)
  await placeHolds(
    tx,
    stamp,
    watches.map((watch) => ({ ...watch, reason: 'recall' })),
  )
  return watches.length > 0
}

/**
 * Puts a lot on hold for every notice that watches for one of these keys. Called before the names are registered, in the
 * transaction that registers them; true when it placed a hold.
 */
export const holdWatched = (tx: Tx, stamp: Stamp, lotId: number, keys: readonly string[]): Promise<boolean> =>
  holdFired(tx, stamp, [lotId], keys)

/** The same for codes that a product gets: all its lots bear them. */
export async function holdWatchedProduct(tx: Tx, stamp: Stamp, productId: number, keys: readonly string[]) {
  const lots = await lotsOfProduct(tx, productId)
  await holdFired(
    tx,
    stamp,
    lots.map(({ lotId }) => lotId),
    keys,
  )
}
