// The floor of a board and of what is offered: the same rows by hand-written statements, with nothing judged. One
// statement for each product finds its first lots on hand; whatever does better than that has to keep a list of them.

import { createHash } from 'node:crypto'
import { fold } from './data-words.mjs'

const inHand = `SELECT l."id" AS "lotId", l."lotNumber", l."expiry", u."id" AS "unitId", d."id" AS "productId", d."name", p."id" AS "placeId",
    p."name" AS "placeName", b."quantity", b."reserved",
    EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" WHERE h."lotId" = l."id" AND r."holdId" IS NULL) AS "held"
  FROM "Lot" l JOIN "Unit" u ON u."lotId" = l."id" JOIN "Balance" b ON b."unitId" = u."id" JOIN "Place" p ON p."id" = b."placeId"
    JOIN "Product" d ON d."id" = l."productId"`

const texts = {
  kinds: `SELECT r."code", d."id" AS "productId" FROM "Procedure" c JOIN "Requirement" r ON r."versionId" = c."protocolVersionId"
      JOIN "RequirementAlternative" a ON a."requirementId" = r."id" JOIN "Product" d ON d."categoryId" = a."categoryId"
    WHERE c."id" = $1 AND (r."bind" <> 'unit' OR d."id" = c."productId")`,
  first: `${inHand} WHERE l."productId" = $1 AND l."expiry" >= $2 AND p."siteId" = $3 AND b."quantity" > b."reserved"
    ORDER BY l."expiry", l."id" LIMIT 6`,
  procedures: `SELECT c."id", c."scheduledAt", c."patientId", a."name", d."name" AS "productName" FROM "Procedure" c
      JOIN "Patient" a ON a."id" = c."patientId" JOIN "Product" d ON d."id" = c."productId"
    WHERE c."siteId" = $1 AND c."scheduledAt" >= $2 AND c."scheduledAt" < $3 ORDER BY c."scheduledAt", c."id"`,
  kept: `SELECT k."procedureId", k."requirement", k."quantity" AS "kept", l."id" AS "lotId", l."lotNumber", l."expiry", u."id" AS "unitId",
      d."name", p."name" AS "placeName", b."quantity", b."reserved",
      EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" WHERE h."lotId" = l."id" AND r."holdId" IS NULL) AS "held"
    FROM "Procedure" c JOIN "ReadinessBinding" k ON k."procedureId" = c."id" AND k."endedAt" IS NULL JOIN "Unit" u ON u."id" = k."unitId"
      JOIN "Lot" l ON l."id" = u."lotId" JOIN "Product" d ON d."id" = u."productId"
      JOIN "Balance" b ON b."unitId" = u."id" AND b."placeId" = k."placeId" JOIN "Place" p ON p."id" = k."placeId"
    WHERE c."siteId" = $1 AND c."scheduledAt" >= $2 AND c."scheduledAt" < $3`,
  requirements: `SELECT "versionId", "code", "label", "bind", "quantity" FROM "Requirement"`,
  named: `SELECT n."targetId" AS "lotId", l."productId", l."lotNumber" FROM "Name" n JOIN "Lot" l ON l."id" = n."targetId"
    WHERE n."key" = $1 AND n."targetKind" = 'lot'`,
  notice: `INSERT INTO "RecallNotice" ("kind", "class", "reference", "firm", "title", "text", "receivedAt", "dueAt", "actor")
    VALUES ('recall', 'II', $1, 'Maker', 'Floor', '', $2, $2, 'person:1') RETURNING "id"`,
  noticeLot: `INSERT INTO "RecallLot" ("noticeId", "productId", "lotId", "lotText", "lotKey") VALUES ($1, $2, $3, $4, $5)`,
  noticeName: `INSERT INTO "RecallName" ("noticeId", "text", "key", "isRead", "recordedAt", "actor") VALUES ($1, $2, $3, true, $4, 'person:1')`,
  hold: `INSERT INTO "Hold" ("reason", "note", "source", "lotId", "placedAt", "actor") VALUES ('recall', 'Floor', $1, $2, $3, 'person:1')`,
  watch: `INSERT INTO "Watch" ("lotKey", "source", "note", "armedAt") VALUES ($1, $2, 'Floor', $3)`,
  audit: `INSERT INTO "AuditEntry" ("at", "actor", "action", "subject", "detail") VALUES ($1, 'person:1', 'recalls.open', $2, $3)`,
}

/**
 * The floor's pieces of work on a store whose `all` prepares a statement once.
 * @param {import('./boards-clinic.mjs').Store & { transaction: (work: () => Promise<unknown>) => Promise<unknown> }} store
 */
export const floorOf = (store) => ({
  /** The first lots of everything that a procedure asks for. */
  async offered(procedureId, day) {
    const byCode = new Map()
    for (const { code, productId } of await store.all(texts.kinds, [procedureId]))
      byCode.set(code, [...(byCode.get(code) ?? []), ...(await store.all(texts.first, [productId, day, 1]))])
    return [...byCode.values()].map((rows) =>
      rows.sort((a, b) => (a.expiry < b.expiry ? -1 : a.expiry > b.expiry ? 1 : a.lotId - b.lotId)).slice(0, 6),
    )
  },
  /** A board's procedures with what is kept for them. */
  async board(from, to) {
    await store.all(texts.requirements)
    return [await store.all(texts.procedures, [1, from, to]), await store.all(texts.kept, [1, from, to])]
  },
  /** A notice with its lots on hold and their names watched for, in one durable transaction. */
  notice(numbers, at) {
    return store.transaction(async () => {
      const lots = []
      for (const number of numbers) lots.push(...(await store.all(texts.named, [fold(number)])))
      const reference = createHash('sha256').update(numbers.join(' ')).digest('hex').slice(0, 12)
      const [{ id }] = await store.all(texts.notice, [reference, at])
      for (const { lotId, productId, lotNumber } of lots) {
        await store.run(texts.noticeLot, [id, productId, lotId, lotNumber, fold(lotNumber)])
        await store.run(texts.noticeName, [id, lotNumber, fold(lotNumber), at])
        await store.run(texts.hold, [`recall:${id}`, lotId, at])
        await store.run(texts.watch, [fold(lotNumber), `recall:${id}`, at])
      }
      await store.run(texts.audit, [at, `recall:${id}`, JSON.stringify({ lots: lots.map(({ lotId }) => lotId) })])
      return lots.length
    })
  },
})
