import type { Day, Instant } from '~/lib/day'
import { query, type Reader, sql, toBoolean } from '~/lib/db.server'
import type { LateFinding } from '../types'

/** What was used on a patient, as a procedure's page and note show it. Quantities in base units. */
export type UseRow = {
  readonly id: number
  readonly movement: string
  readonly unitId: number
  readonly unitNumber: string | null
  readonly lotId: number
  readonly lotNumber: string
  readonly expiry: Day | null
  readonly productName: string
  readonly baseUnit: string
  readonly containerQuantity: number
  readonly isBiologic: boolean
  readonly quantity: number
  readonly wasted: number
  readonly givenAt: Instant
  readonly basis: 'scan' | 'typed' | 'room'
  readonly recordedLate: boolean
  readonly findings: readonly LateFinding[]
  readonly undone: boolean
}

type Row = Omit<UseRow, 'isBiologic' | 'recordedLate' | 'findings' | 'undone'> & {
  isBiologic: unknown
  recordedLate: unknown
  findings: string
  undone: unknown
}

function findingsOf(text: string): LateFinding[] {
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) ? (value as LateFinding[]) : []
}

/** Everything used in a procedure, biologics first; what was undone stays and says so (R35). */
export async function usesOf(reader: Reader, procedureId: number): Promise<UseRow[]> {
  const rows = await query<Row>(
    reader,
    sql`SELECT e."id", e."movement", e."unitId", u."number" AS "unitNumber", e."lotId", l."lotNumber", l."expiry", d."name" AS "productName",
          d."baseUnit", d."containerQuantity", c."isBiologic", e."quantity", e."wasted", e."givenAt", e."basis", e."recordedLate", e."findings",
          CASE WHEN EXISTS (SELECT 1 FROM "Posting" p JOIN "Posting" r ON r."reversesId" = p."id" WHERE p."movement" = e."movement" AND p."unitId" = e."unitId")
            THEN 1 ELSE 0 END AS "undone"
        FROM "ProcedureUse" e JOIN "Unit" u ON u."id" = e."unitId" JOIN "Lot" l ON l."id" = e."lotId" JOIN "Product" d ON d."id" = u."productId"
          JOIN "Category" c ON c."id" = d."categoryId" WHERE e."procedureId" = ${procedureId} ORDER BY e."id"`,
  )
  const uses = rows.map((row) => ({
    ...row,
    isBiologic: toBoolean(row.isBiologic),
    recordedLate: toBoolean(row.recordedLate),
    undone: toBoolean(row.undone),
    findings: findingsOf(row.findings),
  }))
  return [...uses.filter((use) => use.isBiologic), ...uses.filter((use) => !use.isBiologic)]
}

/** When a patient was last given a biologic, not undone; null when never (R28: the interval between treatments). */
export async function lastGivenAt(reader: Reader, patientId: number): Promise<Instant | null> {
  const [row] = await query<{ at: Instant | null }>(
    reader,
    sql`SELECT MAX(e."givenAt") AS "at" FROM "ProcedureUse" e JOIN "Procedure" f ON f."id" = e."procedureId" JOIN "Unit" u ON u."id" = e."unitId"
        JOIN "Product" d ON d."id" = u."productId" JOIN "Category" c ON c."id" = d."categoryId"
        WHERE f."patientId" = ${patientId} AND c."isBiologic" = ${true} AND f."status" IN ('given', 'observed', 'closed')`,
  )
  return row?.at ?? null
}
