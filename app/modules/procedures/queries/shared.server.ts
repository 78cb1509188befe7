import { type Reader, type Sql, sql } from '~/lib/db.server'
import { bool, instant, int, read, row, text } from '~/lib/rows.server'

/** A use whose movement was not posted back. */
const stands = (use: Sql): Sql => sql`NOT EXISTS (SELECT 1 FROM "Posting" p JOIN "Posting" r ON r."reversesId" = p."id"
  WHERE p."movement" = ${use}."movement" AND p."unitId" = ${use}."unitId")`

const forOnePatient = sql`u."bulkOfLotId" IS NULL AND d."multiDose" = ${false} AND d."baseUnit" = 'uL'`

/**
 * The procedures of other patients in which a container that is for one patient only was used, not undone: the whole record is
 * asked, since by the ledger such a container is empty.
 */
export const usedOnOthers = read(
  'procedures.used-on-others',
  row({ procedureId: int, siteId: int, at: instant }),
  (unitId: number, patientId: number) => sql`
    SELECT f."id" AS "procedureId", f."siteId", MIN(e."givenAt") AS "at" FROM "ProcedureUse" e
      JOIN "Procedure" f ON f."id" = e."procedureId" JOIN "Unit" u ON u."id" = e."unitId"
      JOIN "Product" d ON d."id" = u."productId"
    WHERE e."unitId" = ${unitId} AND f."patientId" <> ${patientId} AND ${forOnePatient} AND ${stands(sql`e`)}
    GROUP BY f."id", f."siteId" ORDER BY f."id"`,
  [1, 1],
)

const sharing = read(
  'procedures.sharing',
  row({ procedureId: int }),
  (procedureId: number) => sql`
    SELECT DISTINCT g."id" AS "procedureId" FROM "ProcedureUse" e JOIN "Procedure" f ON f."id" = e."procedureId"
      JOIN "Unit" u ON u."id" = e."unitId" JOIN "Product" d ON d."id" = u."productId"
      JOIN "ProcedureUse" o ON o."unitId" = e."unitId" JOIN "Procedure" g ON g."id" = o."procedureId"
    WHERE e."procedureId" = ${procedureId} AND g."patientId" <> f."patientId" AND ${forOnePatient}
      AND ${stands(sql`e`)} AND ${stands(sql`o`)} ORDER BY 1`,
  [1],
)

/** The procedures of other patients whose records name a container that this one's names, too. */
export const sharingWith = async (reader: Reader, procedureId: number): Promise<number[]> =>
  (await sharing(reader, procedureId)).map((each) => each.procedureId)

/** What one container of a unit's product holds, with what it may hold beyond its label. Microliters; of any place or none. */
export const containerSize = read(
  'procedures.container-size',
  row({ holds: int, overfill: int, isBiologic: bool }),
  (unitId: number) => sql`
    SELECT d."containerQuantity" AS "holds", d."overfillMicroliters" AS "overfill", c."isBiologic" FROM "Unit" u
      JOIN "Product" d ON d."id" = u."productId" JOIN "Category" c ON c."id" = d."categoryId" WHERE u."id" = ${unitId}`,
  [1],
)

/** The reviews of containers that two patients' records name, open at a site, with the procedure that each is about. */
export const sharedReviews = read(
  'procedures.shared-reviews',
  row({ taskId: int, procedureId: int, since: instant, actor: text }),
  (siteId: number) => sql`
    SELECT t."id" AS "taskId", f."id" AS "procedureId", t."createdAt" AS "since", t."actor" FROM "Task" t
      JOIN "Procedure" f ON f."id" = t."aboutId"
    WHERE t."aboutKind" = 'procedure' AND t."doneAt" IS NULL AND t."siteId" = ${siteId} AND t."kind" = 'vial.shared'
    ORDER BY t."id"`,
  [1],
)
