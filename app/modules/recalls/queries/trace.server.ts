import { among, empty, type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, read, row, text } from '~/lib/rows.server'
import { placeKindColumn } from '~/modules/stock/queries/columns.server'
import type { GoneRow, PatientRow, Trace } from '../types'

/** Whether a hold stands on what a column names, as SQL. Built once from fixed names. */
export const standing = (column: string, value: string) =>
  `EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" x ON x."holdId" = h."id" WHERE h."${column}" = ${value} AND x."holdId" IS NULL)`

// Built once from fixed names, so the database's statement stays the same text for every look-up.
const heldColumn = sql([
  [
    standing('lotId', 'u."lotId"'),
    standing('unitId', 'u."id"'),
    standing('productId', 'u."productId"'),
    standing('placeId', 'p."id"'),
    // A hold on a place covers its shelves, as it does for whoever wants to use what is there.
    standing('placeId', 'p."parentId"'),
  ].join(' OR '),
])

/** A posting that reverses nothing, as SQL. */
// Nearly every posting is one. Asked with IS NULL, SQLite would read them all through that column's unique index.
export const original = sql`COALESCE(p."reversesId", 0) = 0`

/** What stands of these lots, and whether a hold covers it. Nothing of a patient. */
export const hereRows = read(
  'recalls.here',
  row({
    lotId: int,
    unitId: int,
    unitNumber: nullable(text),
    placeId: int,
    placeName: text,
    placeKind: placeKindColumn,
    siteName: text,
    quantity: int,
    reserved: int,
    opened: bool,
    held: bool,
  }),
  (lotIds: readonly number[]) =>
    sql`SELECT u."lotId", u."id" AS "unitId", u."number" AS "unitNumber", p."id" AS "placeId", p."name" AS "placeName",
          p."kind" AS "placeKind", s."name" AS "siteName", b."quantity", b."reserved",
          EXISTS (SELECT 1 FROM "Opening" o LEFT JOIN "OpeningUndo" x ON x."openingId" = o."id"
            WHERE o."unitId" = u."id" AND x."openingId" IS NULL) AS "opened", (${heldColumn}) AS "held"
        FROM "Unit" u JOIN "Balance" b ON b."unitId" = u."id" JOIN "Place" p ON p."id" = b."placeId"
          JOIN "Site" s ON s."id" = p."siteId"
        WHERE u."lotId" IN ${among(lotIds)} AND b."quantity" > 0 ORDER BY p."name", u."id"`,
  [[1]],
)

/** Every posting of these lots that crosses the clinic's edge, with the patient where it went to a procedure. */
const movedColumns = {
  lotId: int,
  unitId: int,
  unitNumber: nullable(text),
  quantity: int,
  occurredAt: instant,
  reason: nullable(text),
  fromKind: placeKindColumn,
  toKind: placeKindColumn,
  reversed: nullable(int),
  procedureId: nullable(int),
  patientId: nullable(int),
  mrn: nullable(text),
  name: nullable(text),
  basis: nullable(text),
  recordedLate: nullable(bool),
}
const movedRow = row(movedColumns)
type MovedRow = ReturnType<typeof movedRow.decode>

const movedRows = read(
  'recalls.moved',
  movedRow,
  (lotIds: readonly number[], most: number | null) =>
    sql`SELECT p."lotId", p."unitId", u."number" AS "unitNumber", p."quantity", p."occurredAt", p."reason",
          f."kind" AS "fromKind", t."kind" AS "toKind", r."id" AS "reversed", c."id" AS "procedureId",
          a."id" AS "patientId", a."mrn", a."name", e."basis", e."recordedLate"
        FROM "Posting" p JOIN "Unit" u ON u."id" = p."unitId" JOIN "Place" f ON f."id" = p."fromPlaceId"
          JOIN "Place" t ON t."id" = p."toPlaceId" LEFT JOIN "Posting" r ON r."reversesId" = p."id"
          LEFT JOIN "Procedure" c ON c."placeId" = p."toPlaceId" LEFT JOIN "Patient" a ON a."id" = c."patientId"
          LEFT JOIN "ProcedureUse" e
            ON e."procedureId" = c."id" AND e."movement" = p."movement" AND e."unitId" = p."unitId"
        WHERE p."lotId" IN ${among(lotIds)} AND ${original} AND (NOT t."inside" OR NOT f."inside")
        ORDER BY p."occurredAt", p."id" ${most === null ? empty : sql`LIMIT ${most}`}`,
  [[1], null],
  [[1, 2], 10],
)

/** What a late record may have been of instead: these lots, by the postings of the one that it is recorded under (R41). */
const insteadRows = read(
  'recalls.instead',
  row({ ...movedColumns, insteadOf: text }),
  (lotIds: readonly number[]) =>
    sql`SELECT o."lotId", e."unitId", u."number" AS "unitNumber", p."quantity", p."occurredAt", p."reason",
          f."kind" AS "fromKind", t."kind" AS "toKind", r."id" AS "reversed", c."id" AS "procedureId",
          a."id" AS "patientId", a."mrn", a."name", e."basis", e."recordedLate", l."lotNumber" AS "insteadOf"
        FROM "UseOtherLot" o JOIN "ProcedureUse" e ON e."id" = o."useId" JOIN "Procedure" c ON c."id" = e."procedureId"
          JOIN "Patient" a ON a."id" = c."patientId" JOIN "Unit" u ON u."id" = e."unitId" JOIN "Lot" l ON l."id" = e."lotId"
          JOIN "Posting" p ON p."toPlaceId" = c."placeId" AND p."movement" = e."movement" AND p."unitId" = e."unitId"
          JOIN "Place" f ON f."id" = p."fromPlaceId" JOIN "Place" t ON t."id" = p."toPlaceId"
          LEFT JOIN "Posting" r ON r."reversesId" = p."id"
        WHERE o."lotId" IN ${among(lotIds)} AND ${original} ORDER BY p."occurredAt", p."id"`,
  [[1]],
)

const bookingRows = read(
  'recalls.bookings',
  row({ lotId: int, unitId: int, procedureId: int, scheduledAt: instant, status: text }),
  (lotIds: readonly number[]) =>
    sql`SELECT DISTINCT u."lotId", r."unitId", c."id" AS "procedureId", c."scheduledAt", c."status" FROM "Unit" u
        JOIN "Reservation" r ON r."unitId" = u."id" JOIN "Procedure" c ON c."id" = r."procedureId"
        WHERE u."lotId" IN ${among(lotIds)} AND r."endedAt" IS NULL ORDER BY c."scheduledAt"`,
  [[1]],
)

const toPatient = (
  moved: MovedRow,
  procedureId: number,
  patientId: number,
  insteadOf: string | null = null,
): PatientRow => ({
  lotId: moved.lotId,
  unitId: moved.unitId,
  unitNumber: moved.unitNumber,
  procedureId,
  patientId,
  mrn: moved.mrn,
  name: moved.name,
  givenAt: moved.occurredAt,
  quantity: moved.quantity,
  basis: moved.basis ?? 'scan',
  recordedLate: moved.recordedLate ?? false,
  reversed: moved.reversed !== null,
  insteadOf,
})

const toGone = (moved: MovedRow): GoneRow => ({
  lotId: moved.lotId,
  unitId: moved.unitId,
  unitNumber: moved.unitNumber,
  kind: moved.toKind,
  quantity: moved.quantity,
  occurredAt: moved.occurredAt,
  reason: moved.reason,
  reversed: moved.reversed !== null,
})

/** A trace of more postings than this may take longer than 50 ms. */
const shortPostingsMax = 500

/** All postings of a trace. Where there is so much to read that nobody else should wait for it, it is given up as too long. */
async function movedOf(reader: Reader, lotIds: readonly number[], tooLong: (() => void) | null): Promise<MovedRow[]> {
  const moved = await movedRows(reader, lotIds, tooLong ? shortPostingsMax + 1 : null)
  if (!tooLong || moved.length <= shortPostingsMax) return moved
  tooLong()
  return movedRows(reader, lotIds, null)
}

/**
 * Where these lots went: what is here now, who got it, what is gone and why, and the bookings that count on it (R35).
 * Reversed records are shown as such, never left out. The caller writes the audit rows before patients leave the program.
 */
export async function traceLots(
  reader: Reader,
  lotIds: readonly number[],
  tooLong: (() => void) | null = null,
): Promise<Trace> {
  if (lotIds.length === 0) return { here: [], patients: [], gone: [], bookings: [], received: 0 }
  const [here, moved, instead] = await Promise.all([
    hereRows(reader, lotIds),
    movedOf(reader, lotIds, tooLong),
    insteadRows(reader, lotIds),
  ])
  const patients: PatientRow[] = []
  const gone: GoneRow[] = []
  let received = 0
  for (const each of moved) {
    if (each.procedureId !== null && each.patientId !== null)
      patients.push(toPatient(each, each.procedureId, each.patientId))
    else if (each.fromKind === 'supplier') received += each.reversed === null ? each.quantity : 0
    else if (each.toKind === 'discard' || each.toKind === 'return' || each.toKind === 'difference')
      gone.push(toGone(each))
  }
  for (const each of instead)
    if (each.procedureId !== null && each.patientId !== null)
      patients.push(toPatient(each, each.procedureId, each.patientId, each.insteadOf))
  const bookings = here.some(({ reserved }) => reserved > 0) ? await bookingRows(reader, lotIds) : []
  return { here, patients, gone, bookings, received }
}

const measures = read(
  'recalls.measures',
  row({ id: int, baseUnit: text, containerQuantity: int }),
  (productIds: readonly number[]) =>
    sql`SELECT "id", "baseUnit", "containerQuantity" FROM "Product" WHERE "id" IN ${among(productIds)}`,
  [[1]],
)

/** How to show quantities of these products: the base unit and what one container holds. */
export async function baseUnitsOf(
  reader: Reader,
  productIds: readonly number[],
): Promise<Record<number, { baseUnit: string; containerQuantity: number }>> {
  const found = await measures(reader, productIds)
  return Object.fromEntries(found.map(({ id, ...unit }) => [id, unit]))
}
