// What was kept only as it is now becomes history, as far as the audit trail can tell it.

import { inSlices, inserter } from './rows.mjs'

/** A donor that was typed at receiving was kept only as a name of the lot: where a lot has one donor, its containers do. */
export async function giveDonors({ execute }) {
  const donors = `FROM "LotName" n WHERE n."lotId" = "Unit"."lotId" AND n."kind" = 'donor'`
  await execute(`UPDATE "Unit" SET "donor" = (SELECT MIN(n."key") ${donors})
    WHERE "bulkOfLotId" IS NULL AND (SELECT COUNT(DISTINCT n."key") ${donors}) = 1`)
}

const parsed = (detail) => {
  try {
    const value = JSON.parse(detail)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** Audit rows of one action, by the number in their subject, oldest first. */
async function actsBySubject({ query }, action) {
  const acts = new Map()
  const rows = await query(
    'SELECT "subject", "detail", "at", "actor" FROM "AuditEntry" WHERE "action" = $1 ORDER BY "id"',
    [action],
  )
  for (const { subject, detail, at, actor } of rows) {
    const id = Number(subject.split(':')[1])
    if (!acts.has(id)) acts.set(id, [])
    acts.get(id).push({ ...parsed(detail), at, actor })
  }
  return acts
}

/** The expiry that a lot was opened with, and each correction, which the audit trail has as was and is. */
export async function fillExpiries(tools) {
  const corrections = await actsBySubject(tools, 'stock.correct-expiry')
  const columns = 'lotId expiry expiryTime expiryPrecision reason recordedAt actor'.split(' ')
  const rows = inserter(tools, 'LotExpiry', columns)
  const lots = 'SELECT "id", "expiry", "expiryTime", "expiryPrecision", "createdAt" FROM "Lot" WHERE "id" > $1'
  for await (const { id, expiry, expiryTime, expiryPrecision, createdAt } of inSlices(tools, lots)) {
    const [first, ...later] = corrections.get(id) ?? []
    if (!first) {
      await rows.add(id, expiry, expiryTime, expiryPrecision, 'as received', createdAt, 'system')
      continue
    }
    await rows.add(id, first.was ?? null, null, 'day', 'as received', createdAt, 'system')
    for (const each of [first, ...later])
      await rows.add(id, each.expiry ?? null, null, 'day', each.reason || 'corrected', each.at, each.actor)
  }
  await rows.end()
}

export async function fillAnswers(tools) {
  const given = await actsBySubject(tools, 'catalog.answer-allergen')
  const rows = inserter(tools, 'ProductContainsAnswer', 'productId allergen answer recordedAt actor'.split(' '))
  const present =
    await tools.query(`SELECT c."productId", c."allergen", c."answer", c."answeredBy", c."answeredAt", d."createdAt"
    FROM "ProductContains" c JOIN "Product" d ON d."id" = c."productId" ORDER BY c."productId", c."allergen"`)
  for (const { productId, allergen, answer, answeredBy, answeredAt, createdAt } of present) {
    const answers = (given.get(productId) ?? []).filter((each) => each.allergen === allergen)
    const before = answers[0]?.before
    if (before) await rows.add(productId, allergen, before, createdAt, 'system')
    for (const each of answers) await rows.add(productId, allergen, each.answer, each.at, each.actor)
    if (answers.at(-1)?.answer !== answer)
      await rows.add(productId, allergen, answer, answeredAt ?? createdAt, answeredBy ?? 'system')
  }
  await rows.end()
}
