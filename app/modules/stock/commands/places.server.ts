import type { Instant } from '~/lib/day'
import { sql, type Tx } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'
import type { Stamp } from '~/modules/audit/types'
import { endNames, registerNames } from '~/modules/names/commands.server'
import type { PlaceKind, StorageBand } from '../types'

export type PlaceInput = {
  readonly siteId: number
  readonly kind: PlaceKind
  readonly name: string
  readonly parentId?: number | null
  readonly storageBand?: StorageBand | null
}

const outsideKinds: ReadonlySet<PlaceKind> = new Set(['supplier', 'procedure', 'discard', 'return', 'difference'])

/** The kinds of places that people name and look for. */
const namedKinds: ReadonlySet<PlaceKind> = new Set(['storage', 'shelf', 'kit', 'preparation', 'room'])

/** Makes a place inside a transaction. Whether it has balances follows from its kind. The caller has checked name and parent. */
export async function createPlace(tx: Tx, stamp: Stamp, input: PlaceInput): Promise<{ placeId: number }> {
  const made = await tx.place.create({
    data: {
      siteId: input.siteId,
      kind: input.kind,
      name: input.name,
      parentId: input.parentId ?? null,
      storageBand: input.storageBand ?? null,
      inside: !outsideKinds.has(input.kind),
    },
    select: { id: true },
  })
  if (namedKinds.has(input.kind))
    await registerNames(tx, stamp, [
      { kind: 'place', text: input.name, target: { kind: 'place', id: made.id }, siteId: input.siteId },
    ])
  return { placeId: made.id }
}

/** Gives a place another name. The old one stays known as a former name, so that a label printed with it still leads here. */
export async function renamePlace(
  tx: Tx,
  stamp: Stamp,
  { placeId, siteId, name }: { placeId: number; siteId: number; name: string },
): Promise<void> {
  const target = { kind: 'place', id: placeId } as const
  await tx.place.update({ where: { id: placeId }, data: { name }, select: { id: true } })
  await endNames(tx, stamp.at, { target, kind: 'place' })
  await registerNames(tx, stamp, [{ kind: 'place', text: name, target, siteId }])
}

/** Sets until when a storage place is proven, as its readings say it: later or earlier than before (R20, R21). */
export async function setProven(tx: Tx, placeId: number, until: Instant): Promise<void> {
  await tx.$executeRaw(sql`UPDATE "Place" SET "provenUntil" = ${until} WHERE "id" = ${placeId}`)
}

const heldAt = read(
  'stock.held-at',
  row({ held: int }),
  (placeId: number) =>
    sql`SELECT COUNT(*) AS "held" FROM "Balance" b JOIN "Place" p ON p."id" = b."placeId"
        WHERE (p."id" = ${placeId} OR p."parentId" = ${placeId}) AND b."quantity" > 0`,
  [1],
)

/** Closes a place that stands empty; returns false when something still stands there. */
export async function closePlace(tx: Tx, placeId: number, at: Instant): Promise<boolean> {
  if ((await heldAt.one(tx, placeId))?.held !== 0) return false
  const where = { OR: [{ id: placeId }, { parentId: placeId }], endedAt: null }
  const closed = await tx.place.findMany({ where, select: { id: true } })
  await tx.place.updateMany({ where, data: { endedAt: at } })
  for (const { id } of closed) await endNames(tx, at, { target: { kind: 'place', id }, kind: 'place' })
  return true
}
