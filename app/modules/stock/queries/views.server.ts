import { type Instant, minutesBetween } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import { namesOf } from '~/modules/names/queries/names-of.server'
import { hereOf, partsSaid } from '../rules/looked'
import { standingOf, standingOfAll } from '../rules/marks'
import { quantityText } from '../rules/quantity'
import { type Ender, type Ending, endingOf, type HoldToEnd } from '../rules/release'
import { firstExpiringFirst } from '../rules/unit-facts'
import type { HoldRow, LotMovement, UnitFacts } from '../types'
import { standingHoldColumns } from './columns.server'
import { unitFacts } from './facts.server'
import {
  lotCorrections,
  lotHead,
  lotHolds,
  lotMovements,
  lotNumbers,
  lotOpenings,
  newestPostings,
  unitHead,
} from './lot-story.server'
import { type LookAt, onHandAt } from './on-hand.server'
import { placeFacts } from './places.server'

const stood = (hold: HoldRow): boolean => hold.releasedAt === null

const nameOf = (facts: Pick<UnitFacts, 'unitNumber' | 'bulk' | 'unitId'>): string =>
  facts.unitNumber ?? (facts.bulk ? 'Loose, by count' : `Unit ${facts.unitId}`)

/** A lot's story as its page shows it; null when there is no such lot. Units at every site, since a hold counts at all (R45). */
export async function lotView(reader: Reader, lotId: number, at: Instant, lookAt: LookAt) {
  const lot = await lotHead(reader, lotId)
  if (!lot) return null
  const [names, facts, numbers, holds, movements, openings, corrections] = await Promise.all([
    namesOf(reader, { kind: 'lot', id: lotId }),
    unitFacts(reader, { lotIds: [lotId] }),
    lotNumbers(reader, lotId),
    lotHolds(reader, lotId),
    lotMovements(reader, { lotId }),
    lotOpenings(reader, lotId),
    lotCorrections(reader, lotId),
  ])
  const judged = await lookAt(reader, [...facts].sort(firstExpiringFirst), at)
  return {
    lot: { ...lot, names },
    numbers,
    holds: holds.filter(stood),
    told: { movements, holds, openings, corrections },
    standing: standingOfAll(judged.map(({ findings }) => findings)),
    units: judged.map(({ facts: each, findings }) => ({
      unitId: each.unitId,
      name: nameOf(each),
      placeId: each.placeId,
      placeName: each.placeName,
      amount: quantityText(each.quantity, each),
      reserved: each.reserved > 0 ? quantityText(each.reserved, each) : null,
      standing: standingOf(findings),
      findings,
    })),
  }
}

/**
 * The last movement, if it is recent enough to be a mistake: within a day, and not to a patient (that is undone in the
 * procedure).
 */
function undoable(last: LotMovement | undefined, at: Instant): LotMovement | null {
  if (!last || last.undone > 0 || last.kind === 'undo' || last.kind === 'give') return null
  return minutesBetween(last.recordedAt, at) < 24 * 60 ? last : null
}

/** A unit as its page shows it; null when there is no such unit. */
export async function unitView(reader: Reader, unitId: number, at: Instant, lookAt: LookAt) {
  const unit = await unitHead(reader, unitId)
  if (!unit) return null
  // Asked before the balances: a posting in between makes a count ask once more, never once too little.
  const newest = await newestPostings(reader, unit.lot.id, unitId)
  const [ever, holds, movements, openings, corrections] = await Promise.all([
    unitFacts(reader, { unitIds: [unitId], includeEmpty: true }),
    lotHolds(reader, unit.lot.id),
    lotMovements(reader, { lotId: unit.lot.id, unitId }),
    lotOpenings(reader, unit.lot.id),
    lotCorrections(reader, unit.lot.id),
  ])
  const facts = ever.filter(({ quantity }) => quantity > 0)
  // Of what is gone the page says what a scan of the empty container says.
  const looked = hereOf(await lookAt(reader, ever, at))
  const name = nameOf({ unitNumber: unit.number, bulk: unit.bulkOfLotId !== null, unitId })
  const mine = (row: { unitNumber: string | null }) => row.unitNumber === unit.number
  const concerns = holds.filter((hold) => hold.scope !== 'unit' || (unit.number !== null && mine(hold)))
  const last = undoable(movements[0], at)
  return {
    unit: { ...unit, name, bulk: unit.bulkOfLotId !== null },
    at: facts.map((each) => ({
      id: each.placeId,
      name: each.placeName,
      amount: quantityText(each.quantity, each),
      quantity: each.quantity,
      postingId: newest.get(each.placeId) ?? 0,
    })),
    siteIds: facts.map((each) => each.siteId),
    standing: standingOfAll(looked.map(({ findings }) => findings)),
    said: partsSaid(looked),
    isOpened: ever.some(({ openedAt }) => openedAt !== null),
    holds: concerns.filter(stood),
    told: { movements, holds: concerns, openings: openings.filter(mine), corrections },
    last: last
      ? { movement: last.movement, kind: last.kind, title: `${last.kind}, ${last.fromName} → ${last.toName}` }
      : null,
  }
}

/** The holds of a page, each with how it can end for the person who looks at it. A token counts as its maker. */
export async function withEndings<Hold extends Omit<HoldToEnd, 'human'> & { readonly actor: string }>(
  reader: Reader,
  holds: readonly Hold[],
  who: Ender,
): Promise<(Hold & { readonly ending: Ending })[]> {
  const humans = new Map<string, number | null>()
  for (const { actor } of holds) if (!humans.has(actor)) humans.set(actor, await humanOf(reader, actor))
  return holds.map((hold) => {
    const human = humans.get(hold.actor) ?? null
    return { ...hold, ending: endingOf({ ...hold, human }, who) }
  })
}

const placeHolds = read(
  'stock.place-holds',
  row(standingHoldColumns),
  (placeIds: readonly number[]) =>
    sql`SELECT h."id", h."reason", h."note", h."source", h."actor", h."placedAt"
        FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."placeId" IN ${among(placeIds)} AND r."holdId" IS NULL ORDER BY h."id" DESC`,
  [[1, 2]],
)

const shelvesOf = read(
  'stock.shelves-of',
  row({ id: int }),
  (placeId: number) => sql`SELECT "id" FROM "Place" WHERE "parentId" = ${placeId} AND "endedAt" IS NULL`,
  [1],
)

/** A place of the site with what is there and on its shelves; null when it isn't one of ours. */
export async function placeView(reader: Reader, siteId: number, placeId: number, at: Instant, lookAt: LookAt) {
  const place = await placeFacts(reader, placeId)
  if (!place || place.siteId !== siteId || !place.inside) return null
  const shelves = await shelvesOf(reader, placeId)
  const [products, holds] = await Promise.all([
    onHandAt(reader, [placeId, ...shelves.map((shelf) => shelf.id)], at, lookAt),
    placeHolds(reader, [placeId, ...(place.parentId === null ? [] : [place.parentId])]),
  ])
  return {
    place: {
      id: placeId,
      name: place.name,
      kind: place.kind,
      band: place.band,
      provenUntil: place.provenUntil,
      storageId: place.kind === 'storage' ? placeId : place.parentId,
    },
    products,
    holds: holds.map((hold) => ({ ...hold, scope: 'place', unitNumber: null })),
  }
}
