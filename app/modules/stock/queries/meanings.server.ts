import { dayOf, type Instant } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { bool, day, int, nullable, read, row, text } from '~/lib/rows.server'
import type { ScannerProfile } from '~/modules/labels/types'
import { resolve } from '~/modules/names/queries/resolve.server'
import type { NameMatch, OpenLabel, Resolved, TargetKind } from '~/modules/names/types'
import { type MeaningKind, type Meanings, meaningsFrom } from '../rules/meanings'
import { namesContaining } from './containing.server'

/** A scan or a text as it came to a door. `scanner` is what is known of the station's scanner (R6). */
export type Asked = {
  readonly raw: string
  readonly symbologyId: string
  readonly scanner?: ScannerProfile | null
  readonly at: Instant
  readonly timeZone: string
  /** Whoever may not see patients is not told which texts are a patient's: to them these are nobody's names (R25). */
  readonly seesPatients: boolean
  /**
   * A label in hand whose barcodes were put together already (a delivery's label may have several), instead of `raw`; and
   * the product that a person named for it, so that only its lots and containers are meant.
   */
  readonly open?: { readonly label: OpenLabel; readonly productId: number | null }
  /** Whoever searches is also shown the names of what is here that contain a typed text, where nothing is called so. */
  readonly parts?: boolean
  /** What the door is waiting for: it orders the meanings, and hides none. */
  readonly expecting: readonly MeaningKind[]
}

const lotColumns = {
  lotId: int,
  lotNumber: text,
  expiry: nullable(day),
  productId: int,
  productName: text,
  manufacturer: text,
  bulk: bool,
}

const lotSelect = sql`l."id" AS "lotId", l."lotNumber", l."expiry", d."id" AS "productId", d."name" AS "productName", d."manufacturer",
  CASE WHEN EXISTS (SELECT 1 FROM "Unit" b WHERE b."bulkOfLotId" = l."id") THEN 1 ELSE 0 END AS "bulk"`

const lotRows = read(
  'stock.meant-lots',
  row(lotColumns),
  (ids: readonly number[]) =>
    sql`SELECT ${lotSelect} FROM "Lot" l JOIN "Product" d ON d."id" = l."productId" WHERE l."id" IN ${among(ids)}`,
  [[1, 2]],
)

const unitRows = read(
  'stock.meant-units',
  row({ ...lotColumns, unitId: int, number: nullable(text) }),
  (ids: readonly number[]) =>
    sql`SELECT ${lotSelect}, u."id" AS "unitId", u."number" FROM "Unit" u JOIN "Lot" l ON l."id" = u."lotId"
        JOIN "Product" d ON d."id" = l."productId" WHERE u."id" IN ${among(ids)}`,
  [[1, 2]],
)

const productRows = read(
  'stock.meant-products',
  row({ id: int, name: text }),
  (ids: readonly number[]) => sql`SELECT "id", "name" FROM "Product" WHERE "id" IN ${among(ids)}`,
  [[1, 2]],
)

const placeRows = read(
  'stock.meant-places',
  row({ id: int, name: text }),
  (ids: readonly number[]) => sql`SELECT "id", "name" FROM "Place" WHERE "id" IN ${among(ids)}`,
  [[1, 2]],
)

/** The places of our own labels: a typed name says itself which place it is. */
const ownPlaces = ({ labels }: Resolved): number[] =>
  labels.flatMap(({ reading: { symbology, fields } }) =>
    symbology === 'own' && fields.kind === 'place' ? [Number(fields.id)] : [],
  )

// COALESCE keeps SQLite from walking every posting through the index of reversals, where most are null.
const lotsTakenBack = read(
  'stock.lots-taken-back',
  row({ lotId: int }),
  (ids: readonly number[]) =>
    sql`SELECT l."id" AS "lotId" FROM "Lot" l WHERE l."id" IN ${among(ids)}
        AND EXISTS (SELECT 1 FROM "Posting" g WHERE g."lotId" = l."id")
        AND NOT EXISTS (SELECT 1 FROM "Posting" g LEFT JOIN "Posting" x ON x."reversesId" = g."id"
          WHERE g."lotId" = l."id" AND COALESCE(g."reversesId", 0) = 0 AND x."id" IS NULL)`,
  [[1, 2]],
)

/** Which of these lots were taken back whole. It tells several lots apart, so of one alone it isn't asked. */
async function takenBackOf(reader: Reader, lots: readonly { readonly lotId: number }[]): Promise<ReadonlySet<number>> {
  const ids = [...new Set(lots.map(({ lotId }) => lotId))]
  return new Set(ids.length > 1 ? (await lotsTakenBack(reader, ids)).map(({ lotId }) => lotId) : [])
}

function idsOf({ labels, typed }: Resolved, kind: TargetKind): number[] {
  const matches: NameMatch[] = [
    ...typed,
    ...labels.flatMap(({ products, lots, units, donations }) => [...products, ...lots, ...units, ...donations]),
  ]
  const own = labels.flatMap(({ reading: { symbology, fields } }) => {
    if (symbology !== 'own' || fields.kind === undefined) return []
    const ownKind =
      fields.kind === 'lot' ? 'lot' : ['unit', 'opened-vial', 'pack'].includes(String(fields.kind)) ? 'unit' : null
    return ownKind === kind ? [Number(fields.id)] : []
  })
  return [
    ...new Set([...matches.filter(({ name }) => name.targetKind === kind).map(({ name }) => name.targetId), ...own]),
  ]
}

/**
 * The one reading of a scan, for every door (docs/safety.md §5): all that the text or label means, best first, with how
 * label and record differ. Reads only; a door takes one meaning by `oneMeaning`, or shows them.
 */
export async function meaningsOf(reader: Reader, asked: Asked): Promise<Meanings> {
  const { raw, symbologyId, scanner = null, at, timeZone, expecting, seesPatients, open } = asked
  const options = {
    now: dayOf(at, timeZone),
    symbologyId: symbologyId || null,
    scanner: symbologyId ? null : scanner,
  }
  const all = await resolve(reader, raw, options, { open: open?.label, parts: asked.parts ? namesContaining : null })
  const resolved = seesPatients ? all : { ...all, typed: all.typed.filter(({ name }) => name.targetKind !== 'patient') }
  const named = open?.productId ?? null
  const [lotIds, unitIds] = [idsOf(resolved, 'lot'), idsOf(resolved, 'unit')]
  const productIds = named === null ? idsOf(resolved, 'product') : [named]
  const placeIds = ownPlaces(resolved)
  const [lots, units, products, places] = await Promise.all([
    lotIds.length > 0 ? lotRows(reader, lotIds) : [],
    unitIds.length > 0 ? unitRows(reader, unitIds) : [],
    productIds.length > 0 ? productRows(reader, productIds) : [],
    placeIds.length > 0 ? placeRows(reader, placeIds) : [],
  ])
  const back = await takenBackOf(reader, [...lots, ...units])
  const told = <Row extends { readonly lotId: number }>(each: Row) => ({ ...each, takenBack: back.has(each.lotId) })
  const rows = {
    lots: new Map(lots.map((each) => [each.lotId, told(each)])),
    units: new Map(units.map((each) => [each.unitId, told(each)])),
    products: new Map(products.map(({ id, name }) => [id, name])),
    places: new Map(places.map(({ id, name }) => [id, name])),
  }
  return meaningsFrom(resolved, rows, expecting, named)
}
