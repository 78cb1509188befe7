import type { Instant } from '~/lib/day'
import { type Reader, sql } from '~/lib/db.server'
import { bool, day, instant, int, json, nullable, oneOf, type Row, read, row, text } from '~/lib/rows.server'
import { storedFindings } from '../rules/stored-findings'

const columns = {
  id: int,
  movement: text,
  unitId: int,
  unitNumber: nullable(text),
  lotId: int,
  lotNumber: text,
  expiry: nullable(day),
  productName: text,
  baseUnit: text,
  containerQuantity: int,
  isBiologic: bool,
  isEmergency: bool,
  quantity: int,
  wasted: int,
  givenAt: instant,
  basis: oneOf('scan', 'typed', 'room'),
  recordedLate: bool,
  findings: json(storedFindings),
  undone: bool,
}

/** What was used on a patient, as a procedure's page and note show it. Quantities in base units. */
export type UseRow = Row<typeof columns> & {
  /** Lots that a late record may have been of instead (R41). */
  readonly otherLots: readonly { readonly lotId: number; readonly lotNumber: string }[]
}

const otherLotsOfProcedure = read(
  'procedures.other-lots',
  row({ useId: int, lotId: int, lotNumber: text }),
  (procedureId: number) => sql`
    SELECT o."useId", o."lotId", l."lotNumber" FROM "ProcedureUse" e JOIN "UseOtherLot" o ON o."useId" = e."id"
      JOIN "Lot" l ON l."id" = o."lotId" WHERE e."procedureId" = ${procedureId} ORDER BY o."id"`,
  [1],
)

const usesOfProcedure = read(
  'procedures.uses',
  row(columns),
  (procedureId: number) => sql`
    SELECT e."id", e."movement", e."unitId", u."number" AS "unitNumber", e."lotId", l."lotNumber", l."expiry",
      d."name" AS "productName", d."baseUnit", d."containerQuantity", c."isBiologic", c."isEmergency", e."quantity", e."wasted",
      e."givenAt", e."basis", e."recordedLate", e."findings",
      CASE WHEN EXISTS (
        SELECT 1 FROM "Posting" p JOIN "Posting" r ON r."reversesId" = p."id"
        WHERE p."movement" = e."movement" AND p."unitId" = e."unitId"
      ) THEN 1 ELSE 0 END AS "undone"
    FROM "ProcedureUse" e JOIN "Unit" u ON u."id" = e."unitId" JOIN "Lot" l ON l."id" = e."lotId"
      JOIN "Product" d ON d."id" = u."productId" JOIN "Category" c ON c."id" = d."categoryId"
    WHERE e."procedureId" = ${procedureId} ORDER BY e."id"`,
  [1],
)

/** Everything used in a procedure, biologics first; what was undone stays and says so (R35). */
export async function usesOf(reader: Reader, procedureId: number): Promise<UseRow[]> {
  const rows = await usesOfProcedure(reader, procedureId)
  const others = rows.some(({ recordedLate }) => recordedLate) ? await otherLotsOfProcedure(reader, procedureId) : []
  const uses = rows.map((use) => ({ ...use, otherLots: others.filter(({ useId }) => useId === use.id) }))
  return [...uses.filter((use) => use.isBiologic), ...uses.filter((use) => !use.isBiologic)]
}

const lastGiven = read(
  'procedures.last-given',
  row({ at: nullable(instant) }),
  (patientId: number) => sql`
    SELECT MAX(e."givenAt") AS "at" FROM "ProcedureUse" e JOIN "Procedure" f ON f."id" = e."procedureId"
      JOIN "Unit" u ON u."id" = e."unitId" JOIN "Product" d ON d."id" = u."productId"
      JOIN "Category" c ON c."id" = d."categoryId"
    WHERE f."patientId" = ${patientId} AND c."isBiologic" = ${true} AND f."status" IN ('given', 'observed', 'closed')`,
  [1],
)

/** When a patient was last given a biologic, not undone; null when never (R28: the interval between treatments). */
export const lastGivenAt = async (reader: Reader, patientId: number): Promise<Instant | null> =>
  (await lastGiven.one(reader, patientId))?.at ?? null
