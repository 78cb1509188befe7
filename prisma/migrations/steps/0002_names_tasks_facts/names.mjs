// Every name that anything goes by. The folding is a copy of the program's: a migration must not change when that does.

import { inSlices, inserter } from './rows.mjs'

const keyOf = (text) => text.toUpperCase().replace(/[\s‐-―-]+/g, '')
const lookAlikes = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' }
const skeletonOf = (text) => keyOf(text).replace(/[OILSBZ]/g, (letter) => lookAlikes[letter])

/** @param {import('../../../history.mjs').StepTools} tools */
export async function fillNames(tools) {
  const columns = 'kind scheme text key skeleton targetKind targetId relation siteId recordedAt actor endedAt'.split(
    ' ',
  )
  const names = inserter(tools, 'Name', columns)
  const add = async (name) => {
    const text = name.text === null || name.text === undefined ? '' : name.text.trim()
    const key = keyOf(text)
    if (key === '') return
    const { kind, scheme, target, id, relation, siteId, at, actor, endedAt } = name
    const rest = [relation ?? 'same', siteId ?? null, at, actor ?? null, endedAt ?? null]
    await names.add(kind, scheme ?? null, text, key, skeletonOf(text), target, id, ...rest)
  }
  await nameLots(tools, add)
  await nameUnits(tools, add)
  await nameProducts(tools, add)
  await namePlaces(tools, add)
  await nameSeals(tools, add)
  for await (const row of inSlices(tools, 'SELECT "id", "mrn", "createdAt" FROM "Patient" WHERE "id" > $1'))
    await add({ kind: 'mrn', text: row.mrn, target: 'patient', id: row.id, at: row.createdAt })
  await nameDeliveries(tools, add)
  await names.end()
}

const lotKinds = { manufacturer: 'lot', carton: 'carton', own: 'own', donor: 'donor', donation: 'donation' }

/** What has no lot carries the same text in the place of one, which is nobody's name. */
async function nameLots(tools, add) {
  const named = `SELECT n."id", n."lotId", n."kind", n."relation", n."text", l."createdAt" FROM "LotName" n
    JOIN "Lot" l ON l."id" = n."lotId" WHERE NOT (n."kind" = 'manufacturer' AND l."lotNumber" = 'NO-LOT') AND n."id" > $1`
  for await (const { kind, relation, text, lotId, createdAt } of inSlices(tools, named))
    await add({ kind: lotKinds[kind], text, target: 'lot', id: lotId, relation, at: createdAt })
  const unnamed = `SELECT l."id", l."lotNumber", l."createdAt" FROM "Lot" l WHERE l."lotNumber" <> 'NO-LOT'
    AND NOT EXISTS (SELECT 1 FROM "LotName" n WHERE n."lotId" = l."id" AND n."kind" = 'manufacturer') AND l."id" > $1`
  for await (const row of inSlices(tools, unnamed))
    await add({ kind: 'lot', text: row.lotNumber, target: 'lot', id: row.id, at: row.createdAt })
}

async function nameUnits(tools, add) {
  const units = `SELECT "id", "number", "donation", "createdAt" FROM "Unit"
    WHERE ("number" IS NOT NULL OR "donation" IS NOT NULL) AND "id" > $1`
  for await (const { id, number, donation, createdAt: at } of inSlices(tools, units)) {
    await add({ kind: 'unit', text: number, target: 'unit', id, at })
    await add({ kind: 'donation', text: donation, target: 'unit', id, relation: 'group', at })
  }
}

async function nameProducts(tools, add) {
  for await (const row of inSlices(tools, 'SELECT "id", "name", "createdAt" FROM "Product" WHERE "id" > $1'))
    await add({ kind: 'product', text: row.name, target: 'product', id: row.id, at: row.createdAt })
  const codes = 'SELECT "id", "productId", "scheme", "code", "linkedAt", "linkedBy" FROM "ProductCode" WHERE "id" > $1'
  for await (const { productId: id, scheme, code, linkedAt: at, linkedBy: actor } of inSlices(tools, codes))
    await add({ kind: 'product-code', scheme, text: code, target: 'product', id, at, actor })
}

async function namePlaces(tools, add) {
  const places = `SELECT "id", "siteId", "name", "endedAt" FROM "Place"
    WHERE "kind" IN ('storage', 'shelf', 'kit', 'preparation', 'room') AND "id" > $1`
  for await (const { id, siteId, name, endedAt } of inSlices(tools, places))
    await add({ kind: 'place', text: name, target: 'place', id, siteId, at: tools.at, endedAt })
}

/** Every seal that was ever seen on a kit, so that none is used again. Only a kit's unbroken seal of now is not ended. */
async function nameSeals({ query }, add) {
  const kits = await query(`SELECT k."id", k."sealNumber", k."sealedAt", k."sealBrokenAt", p."siteId" FROM "Kit" k
    JOIN "Place" p ON p."id" = k."placeId" ORDER BY k."id"`)
  const checks = await query(`SELECT "kitId", "sealSeen", "checkedAt", "actor" FROM "KitCheck"
    WHERE "sealSeen" IS NOT NULL ORDER BY "checkedAt", "id"`)
  for (const { id, siteId, sealNumber, sealedAt, sealBrokenAt } of kits) {
    const seals = new Map()
    const see = (text, at, actor) => {
      const seal = seals.get(keyOf(text))
      if (seal) seal.endedAt = at
      else seals.set(keyOf(text), { kind: 'seal', text, target: 'kit', id, siteId, at, actor, endedAt: at })
    }
    for (const check of checks) if (check.kitId === id) see(check.sealSeen, check.checkedAt, check.actor)
    if (sealNumber !== null) {
      if (!seals.has(keyOf(sealNumber))) see(sealNumber, sealedAt, null)
      seals.get(keyOf(sealNumber)).endedAt = sealBrokenAt
    }
    for (const seal of seals.values()) await add(seal)
  }
}

async function nameDeliveries(tools, add) {
  const deliveries =
    'SELECT "id", "siteId", "orderNumber", "packingSlip", "arrivedAt", "actor" FROM "Delivery" WHERE "id" > $1'
  for await (const { id, siteId, orderNumber, packingSlip, arrivedAt: at, actor } of inSlices(tools, deliveries)) {
    const delivery = { kind: 'delivery', target: 'delivery', id, siteId, at, actor }
    await add({ ...delivery, text: orderNumber, relation: 'group' })
    await add({ ...delivery, text: packingSlip })
  }
}
