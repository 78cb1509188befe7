/** The other direction of a trace: what a patient received. */
import { type Reader, sql } from '~/lib/db.server'
import { bool, day, instant, int, nullable, read, row, text } from '~/lib/rows.server'
import type { ReceivedRow } from '../types'
import { original, standing } from './trace.server'

const receivedColumns = {
  procedureId: int,
  lotId: int,
  lotNumber: text,
  expiry: nullable(day),
  productName: text,
  baseUnit: text,
  containerQuantity: int,
  unitNumber: nullable(text),
  quantity: int,
  givenAt: instant,
  basis: text,
  reversed: bool,
  held: bool,
}

const receivedRows = read(
  'recalls.lots-of-patient',
  row(receivedColumns),
  (patientId: number) =>
    sql`SELECT c."id" AS "procedureId", l."id" AS "lotId", l."lotNumber", l."expiry", d."name" AS "productName",
          d."baseUnit", d."containerQuantity", u."number" AS "unitNumber", p."quantity", p."occurredAt" AS "givenAt",
          COALESCE(e."basis", 'scan') AS "basis", CASE WHEN r."id" IS NULL THEN 0 ELSE 1 END AS "reversed",
          (${sql([`${standing('lotId', 'u."lotId"')} OR ${standing('productId', 'u."productId"')}`])}) AS "held"
        FROM "Procedure" c JOIN "Posting" p ON p."toPlaceId" = c."placeId" JOIN "Unit" u ON u."id" = p."unitId"
          JOIN "Lot" l ON l."id" = p."lotId" JOIN "Product" d ON d."id" = l."productId"
          LEFT JOIN "Posting" r ON r."reversesId" = p."id" LEFT JOIN "ProcedureUse" e
            ON e."procedureId" = c."id" AND e."movement" = p."movement" AND e."unitId" = p."unitId"
        WHERE c."patientId" = ${patientId} AND ${original} ORDER BY p."occurredAt" DESC, p."id"`,
  [1],
)

/** The lots that late records may have been of instead. */
const insteadOfPatient = read(
  'recalls.instead-of-patient',
  row({ ...receivedColumns, insteadOf: text }),
  (patientId: number) =>
    sql`SELECT c."id" AS "procedureId", l."id" AS "lotId", l."lotNumber", l."expiry", d."name" AS "productName",
          d."baseUnit", d."containerQuantity", u."number" AS "unitNumber", p."quantity", p."occurredAt" AS "givenAt",
          e."basis", CASE WHEN r."id" IS NULL THEN 0 ELSE 1 END AS "reversed",
          (${sql([`${standing('lotId', 'l."id"')} OR ${standing('productId', 'l."productId"')}`])}) AS "held",
          k."lotNumber" AS "insteadOf"
        FROM "Procedure" c JOIN "ProcedureUse" e ON e."procedureId" = c."id" JOIN "UseOtherLot" o ON o."useId" = e."id"
          JOIN "Lot" k ON k."id" = e."lotId" JOIN "Lot" l ON l."id" = o."lotId" JOIN "Product" d ON d."id" = l."productId"
          JOIN "Unit" u ON u."id" = e."unitId"
          JOIN "Posting" p ON p."toPlaceId" = c."placeId" AND p."movement" = e."movement" AND p."unitId" = e."unitId"
          LEFT JOIN "Posting" r ON r."reversesId" = p."id"
        WHERE c."patientId" = ${patientId} AND ${original} ORDER BY p."occurredAt" DESC, p."id"`,
  [1],
)

/**
 * Everything that a patient received, newest first: the other direction of a trace (R35). A lot that a late record may have been of
 * instead is among it, and says so.
 */
export async function lotsOfPatient(reader: Reader, patientId: number): Promise<ReceivedRow[]> {
  const sure = (await receivedRows(reader, patientId)).map((each) => ({ ...each, insteadOf: null }))
  const all = [...sure, ...(await insteadOfPatient(reader, patientId))]
  return all.sort((a, b) => (a.givenAt < b.givenAt ? 1 : a.givenAt > b.givenAt ? -1 : 0))
}
