// The questions of the floor: the same as ours (stock/queries/look-up, recalls/queries/trace, receiving/queries/facts,
// stock/commands/ledger, audit/commands), written out for one lot. Change them with those.

const lotColumns = `l."id" AS "lotId", l."lotNumber", l."expiry", d."id" AS "productId", d."name" AS "productName", d."manufacturer"`
const standing = (column, value) =>
  `EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" x ON x."holdId" = h."id" WHERE h."${column}" = ${value} AND x."holdId" IS NULL)`

const names = `SELECT ${lotColumns}, n."kind", n."text", n."key", n."relation" FROM "Name" n
  LEFT JOIN "Unit" u ON n."targetKind" = 'unit' AND u."id" = n."targetId"
  JOIN "Lot" l ON l."id" = CASE WHEN n."targetKind" = 'lot' THEN n."targetId" ELSE u."lotId" END JOIN "Product" d ON d."id" = l."productId"
  WHERE n."skeleton" = ? AND (n."targetKind" = 'lot' OR (n."targetKind" = 'unit' AND n."key" = ?))`

const here = `SELECT u."lotId", u."id" AS "unitId", u."number" AS "unitNumber", p."id" AS "placeId", p."name" AS "placeName", p."kind" AS "placeKind",
    s."name" AS "siteName", b."quantity", b."reserved", EXISTS (SELECT 1 FROM "Opening" o WHERE o."unitId" = u."id") AS "opened",
    (${standing('lotId', 'u."lotId"')} OR ${standing('unitId', 'u."id"')} OR ${standing('productId', 'u."productId"')} OR ${standing('placeId', 'p."id"')}) AS "held"
  FROM "Unit" u JOIN "Balance" b ON b."unitId" = u."id" JOIN "Place" p ON p."id" = b."placeId" JOIN "Site" s ON s."id" = p."siteId"
  WHERE u."lotId" IN (?) AND b."quantity" > 0 ORDER BY p."name", u."id"`

const moved = `SELECT p."lotId", p."unitId", u."number" AS "unitNumber", p."quantity", p."occurredAt", p."reason", f."kind" AS "fromKind", t."kind" AS "toKind",
    r."id" AS "reversed", c."id" AS "procedureId", a."id" AS "patientId", a."mrn", a."name", e."basis", e."recordedLate"
  FROM "Posting" p JOIN "Unit" u ON u."id" = p."unitId" JOIN "Place" f ON f."id" = p."fromPlaceId" JOIN "Place" t ON t."id" = p."toPlaceId"
    LEFT JOIN "Posting" r ON r."reversesId" = p."id" LEFT JOIN "Procedure" c ON c."placeId" = p."toPlaceId"
    LEFT JOIN "Patient" a ON a."id" = c."patientId"
    LEFT JOIN "ProcedureUse" e ON e."procedureId" = c."id" AND e."movement" = p."movement" AND e."unitId" = p."unitId"
  WHERE p."lotId" IN (?) AND COALESCE(p."reversesId", 0) = 0 AND (NOT t."inside" OR NOT f."inside") ORDER BY p."occurredAt", p."id"`

const patientLots = `SELECT c."id" AS "procedureId", l."id" AS "lotId", l."lotNumber", l."expiry", d."name" AS "productName", d."baseUnit", d."containerQuantity",
    u."number" AS "unitNumber", p."quantity", p."occurredAt" AS "givenAt", COALESCE(e."basis", 'scan') AS "basis", r."id" AS "reversed",
    (${standing('lotId', 'u."lotId"')} OR ${standing('productId', 'u."productId"')}) AS "held"
  FROM "Procedure" c JOIN "Posting" p ON p."toPlaceId" = c."placeId" JOIN "Unit" u ON u."id" = p."unitId" JOIN "Lot" l ON l."id" = p."lotId"
    JOIN "Product" d ON d."id" = l."productId" LEFT JOIN "Posting" r ON r."reversesId" = p."id"
    LEFT JOIN "ProcedureUse" e ON e."procedureId" = c."id" AND e."movement" = p."movement" AND e."unitId" = p."unitId"
  WHERE c."patientId" = ? AND COALESCE(p."reversesId", 0) = 0 ORDER BY p."occurredAt" DESC, p."id" DESC`

const holdsOf = (
  column,
  id,
) => `(SELECT string_agg(h."reason", ',') FROM "Hold" h LEFT JOIN "HoldRelease" hr ON hr."holdId" = h."id"
    WHERE h."${column}" = ${id} AND hr."holdId" IS NULL)`

const ground = `SELECT v."id" AS "deliveryId", v."siteId", v."closedAt", v."shipperCondition", v."sealIntact",
    (SELECT MIN(o."id") FROM "Place" o WHERE o."siteId" = v."siteId" AND o."kind" = 'supplier') AS "supplierPlaceId",
    p."id" AS "placeId", p."name" AS "placeName", p."kind" AS "placeKind", COALESCE(p."storageBand", q."storageBand") AS "placeBand",
    EXISTS (SELECT 1 FROM "Excursion" e WHERE e."placeId" IN (p."id", p."parentId") AND e."closedAt" IS NULL) AS "excursion",
    k."packageQuantity", d."id" AS "productId", d."name", d."containerQuantity", c."tracksUnits", c."needsRecords", l."id" AS "lotId",
    (SELECT string_agg(r."kind", ',') FROM "LotRecord" r WHERE r."lotId" = l."id") AS "records",
    ${holdsOf('lotId', 'l."id"')} AS "lotHolds", ${holdsOf('productId', 'd."id"')} AS "productHolds"
  FROM "Delivery" v LEFT JOIN "Place" p ON p."id" = @placeId AND p."siteId" = v."siteId" AND p."inside" AND p."endedAt" IS NULL
    LEFT JOIN "Place" q ON q."id" = p."parentId" LEFT JOIN "ProductCode" k ON k."scheme" = 'gs1' AND k."code" = @gtin
    LEFT JOIN "Product" d ON d."id" = k."productId" LEFT JOIN "Category" c ON c."id" = d."categoryId"
    LEFT JOIN "Lot" l ON l."productId" = d."id" AND l."lotKey" = @lotKey
  WHERE v."id" = @deliveryId`

const insert = (table, columns, ending = '') => {
  const listed = columns.split(' ')
  return `INSERT INTO "${table}" (${listed.map((name) => `"${name}"`).join(', ')}) VALUES (${listed.map(() => '?').join(', ')})${ending}`
}

const texts = {
  names,
  here,
  moved,
  measure: `SELECT "id", "baseUnit", "containerQuantity" FROM "Product" WHERE "id" IN (?)`,
  patientLots,
  audit: insert('AuditEntry', 'at actor action subject detail commandKey'),
  command: `SELECT "kind", "inputHash", "answer" FROM "Command" WHERE "actor" = ? AND "key" = ?`,
  ground,
  lot: `SELECT "id", "lotNumber", "expiry" FROM "Lot" WHERE "productId" = ? AND "lotKey" = ?`,
  bulk: `SELECT "id" FROM "Unit" WHERE "bulkOfLotId" = ?`,
  addBalance: `${insert('Balance', 'unitId placeId quantity')} ON CONFLICT ("unitId", "placeId") DO UPDATE SET "quantity" = "Balance"."quantity" + ?`,
  posting: insert(
    'Posting',
    'movement kind unitId lotId fromPlaceId toPlaceId quantity occurredAt recordedAt actor reason reversesId',
  ),
  line: insert(
    'DeliveryLine',
    'deliveryId scanId raw symbology parts lotId unitId quantity verdict reason placeId receivedAt actor',
    ' RETURNING "id"',
  ),
  storeCommand: insert('Command', 'key kind actor inputHash answer at'),
}

/** The floor's prepared statements on SQLite. */
export const statementsOf = (db) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, db.prepare(text)]))

/** The same statements for PostgreSQL, by name: `$1` … in their order; named values in the order of `named`. */
export const postgresStatements = (named) =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      let count = 0
      const numbered = text
        .replaceAll(/\?/g, () => `$${++count}`)
        .replaceAll(/@(\w+)/g, (_, word) => `$${named.indexOf(word) + 1}`)
      return [name, { name, text: numbered }]
    }),
  )
