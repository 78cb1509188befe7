import type { Instant } from '~/lib/day'
import { join, query, type Reader, sql, toBoolean } from '~/lib/db.server'
import type { PlaceKind } from '~/modules/stock/types'
import type { BookingRow, GoneRow, HereRow, PatientRow, ReceivedRow, Trace } from '../types'

type HereRaw = Omit<HereRow, 'opened' | 'held'> & { opened: unknown; held: unknown }

const standing = (column: string, value: string) =>
  `EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" x ON x."holdId" = h."id" WHERE h."${column}" = ${value} AND x."holdId" IS NULL)`

// Built once from fixed names, so the database's statement stays the same text for every look-up.
const heldColumn = sql([
  [
    standing('lotId', 'u."lotId"'),
    standing('unitId', 'u."id"'),
    standing('productId', 'u."productId"'),
    standing('placeId', 'p."id"'),
  ].join(' OR '),
])

// Nearly every posting reverses nothing. Asked with IS NULL, SQLite would read them all through that column's unique index.
const original = sql`COALESCE(p."reversesId", 0) = 0`

async function hereRows(reader: Reader, lotIds: readonly number[]): Promise<HereRow[]> {
  const rows = await query<HereRaw>(
    reader,
    sql`SELECT u."lotId", u."id" AS "unitId", u."number" AS "unitNumber", p."id" AS "placeId", p."name" AS "placeName", p."kind" AS "placeKind",
          s."name" AS "siteName", b."quantity", b."reserved",
          EXISTS (SELECT 1 FROM "Opening" o WHERE o."unitId" = u."id") AS "opened", (${heldColumn}) AS "held"
        FROM "Unit" u JOIN "Balance" b ON b."unitId" = u."id" JOIN "Place" p ON p."id" = b."placeId" JOIN "Site" s ON s."id" = p."siteId"
        WHERE u."lotId" IN (${join([...lotIds])}) AND b."quantity" > 0 ORDER BY p."name", u."id"`,
  )
  return rows.map((row) => ({ ...row, opened: toBoolean(row.opened), held: toBoolean(row.held) }))
}

type MovedRow = {
  lotId: number
  unitId: number
  unitNumber: string | null
  quantity: number
  occurredAt: Instant
  reason: string | null
  fromKind: PlaceKind
  toKind: PlaceKind
  reversed: number | null
  procedureId: number | null
  patientId: number | null
  mrn: string | null
  name: string | null
  basis: string | null
  recordedLate: unknown
}

/** Every posting of these lots that crosses the clinic's edge, with the patient where it went to a procedure. */
const movedRows = (reader: Reader, lotIds: readonly number[]): Promise<MovedRow[]> =>
  query<MovedRow>(
    reader,
    sql`SELECT p."lotId", p."unitId", u."number" AS "unitNumber", p."quantity", p."occurredAt", p."reason", f."kind" AS "fromKind", t."kind" AS "toKind",
          r."id" AS "reversed", c."id" AS "procedureId", a."id" AS "patientId", a."mrn", a."name", e."basis", e."recordedLate"
        FROM "Posting" p JOIN "Unit" u ON u."id" = p."unitId" JOIN "Place" f ON f."id" = p."fromPlaceId" JOIN "Place" t ON t."id" = p."toPlaceId"
          LEFT JOIN "Posting" r ON r."reversesId" = p."id" LEFT JOIN "Procedure" c ON c."placeId" = p."toPlaceId"
          LEFT JOIN "Patient" a ON a."id" = c."patientId"
          LEFT JOIN "ProcedureUse" e ON e."procedureId" = c."id" AND e."movement" = p."movement" AND e."unitId" = p."unitId"
        WHERE p."lotId" IN (${join([...lotIds])}) AND ${original} AND (NOT t."inside" OR NOT f."inside")
        ORDER BY p."occurredAt", p."id"`,
  )

const bookingRows = (reader: Reader, lotIds: readonly number[]): Promise<BookingRow[]> =>
  query<BookingRow>(
    reader,
    sql`SELECT DISTINCT u."lotId", r."unitId", c."id" AS "procedureId", c."scheduledAt", c."status" FROM "Unit" u
        JOIN "Reservation" r ON r."unitId" = u."id" JOIN "Procedure" c ON c."id" = r."procedureId"
        WHERE u."lotId" IN (${join([...lotIds])}) AND r."endedAt" IS NULL ORDER BY c."scheduledAt"`,
  )

const toPatient = (row: MovedRow, procedureId: number, patientId: number): PatientRow => ({
  lotId: row.lotId,
  unitId: row.unitId,
  unitNumber: row.unitNumber,
  procedureId,
  patientId,
  mrn: row.mrn,
  name: row.name,
  givenAt: row.occurredAt,
  quantity: row.quantity,
  basis: row.basis ?? 'scan',
  recordedLate: toBoolean(row.recordedLate),
  reversed: row.reversed !== null,
})

const toGone = (row: MovedRow): GoneRow => ({
  lotId: row.lotId,
  unitId: row.unitId,
  unitNumber: row.unitNumber,
  kind: row.toKind,
  quantity: row.quantity,
  occurredAt: row.occurredAt,
  reason: row.reason,
  reversed: row.reversed !== null,
})

/**
 * Where these lots went: what is here now, who got it, what is gone and why, and the bookings that count on it (R35).
 * Reversed records are shown as such, never left out. The caller writes the audit rows before patients leave the program.
 */
export async function traceLots(reader: Reader, lotIds: readonly number[]): Promise<Trace> {
  if (lotIds.length === 0) return { here: [], patients: [], gone: [], bookings: [], received: 0 }
  const here = await hereRows(reader, lotIds)
  const moved = await movedRows(reader, lotIds)
  const patients: PatientRow[] = []
  const gone: GoneRow[] = []
  let received = 0
  for (const row of moved) {
    if (row.procedureId !== null && row.patientId !== null)
      patients.push(toPatient(row, row.procedureId, row.patientId))
    else if (row.fromKind === 'supplier') received += row.reversed === null ? row.quantity : 0
    else if (row.toKind === 'discard' || row.toKind === 'return' || row.toKind === 'difference') gone.push(toGone(row))
  }
  const bookings = here.some((row) => row.reserved > 0) ? await bookingRows(reader, lotIds) : []
  return { here, patients, gone, bookings, received }
}

/** Everything that a patient received, newest first: the other direction of a trace (R35). */
export async function lotsOfPatient(reader: Reader, patientId: number): Promise<ReceivedRow[]> {
  const rows = await query<Omit<ReceivedRow, 'reversed' | 'held'> & { reversed: number | null; held: unknown }>(
    reader,
    sql`SELECT c."id" AS "procedureId", l."id" AS "lotId", l."lotNumber", l."expiry", d."name" AS "productName", d."baseUnit", d."containerQuantity",
          u."number" AS "unitNumber", p."quantity", p."occurredAt" AS "givenAt", COALESCE(e."basis", 'scan') AS "basis", r."id" AS "reversed",
          (${sql([`${standing('lotId', 'u."lotId"')} OR ${standing('productId', 'u."productId"')}`])}) AS "held"
        FROM "Procedure" c JOIN "Posting" p ON p."toPlaceId" = c."placeId" JOIN "Unit" u ON u."id" = p."unitId" JOIN "Lot" l ON l."id" = p."lotId"
          JOIN "Product" d ON d."id" = l."productId" LEFT JOIN "Posting" r ON r."reversesId" = p."id"
          LEFT JOIN "ProcedureUse" e ON e."procedureId" = c."id" AND e."movement" = p."movement" AND e."unitId" = p."unitId"
        WHERE c."patientId" = ${patientId} AND ${original} ORDER BY p."occurredAt" DESC, p."id"`,
  )
  return rows.map((row) => ({ ...row, reversed: row.reversed !== null, held: toBoolean(row.held) }))
}

/** How to show quantities of these products: the base unit and what one container holds. */
export async function baseUnitsOf(
  reader: Reader,
  productIds: readonly number[],
): Promise<Record<number, { baseUnit: string; containerQuantity: number }>> {
  if (productIds.length === 0) return {}
  const rows = await query<{ id: number; baseUnit: string; containerQuantity: number }>(
    reader,
    sql`SELECT "id", "baseUnit", "containerQuantity" FROM "Product" WHERE "id" IN (${join([...productIds])})`,
  )
  return Object.fromEntries(rows.map(({ id, ...unit }) => [id, unit]))
}
