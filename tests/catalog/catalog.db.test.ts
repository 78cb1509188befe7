import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toInstant } from '~/lib/day'
import { type Database, openDatabase } from '~/lib/db.server'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Role, Visitor } from '~/modules/auth/types'
import { createCategory, createSupplier } from '~/modules/catalog/commands/lists.server'
import {
  answerAllergen,
  archiveProduct,
  createProduct,
  setStanding,
  unlinkCode,
} from '~/modules/catalog/commands/products.server'
import { insertBaseCatalog } from '~/modules/catalog/commands.server'
import { productFacts, productPage, products } from '~/modules/catalog/queries.server'
import { baseCategories } from '~/modules/catalog/rules/base-categories'
import { resolve } from '~/modules/names/queries/resolve.server'
import { linkCode } from '~/modules/stock/commands/link-code.server'
import { type TestDatabase, testDatabase } from '../support/database'
import { insertPerson, visitorOfPerson } from '../support/visitor'

let store: TestDatabase
let db: Database
let visitor: Visitor
let categories: Map<string, number>

beforeEach(async () => {
  store = await testDatabase()
  db = await openDatabase(store.url)
  categories = await db.write((tx) => insertBaseCatalog(tx))
  await db.write((tx) => tx.site.create({ data: { name: 'Hip Clinic', address: '', timeZone: 'America/New_York' } }))
  visitor = await visitorWith()
})
afterEach(async () => {
  await db.close()
  await store.close()
})

const key = () => randomUUID()
const at = toInstant(new Date('2026-11-24T15:00:00Z'))

async function visitorWith(roles?: readonly Role[]): Promise<Visitor> {
  const site = await db.read.site.findFirstOrThrow()
  const personId = await db.write((tx) => insertPerson(tx, site.id, at, roles))
  return visitorOfPerson(db, personId, site, at, roles)
}
/** The products whose codes are on this label. */
const claiming = async (raw: string) =>
  (await resolve(db.read, raw, { now: '2026-11-24' })).labels.flatMap((each) =>
    each.products.map(({ name }) => name.targetId),
  )
const vial = (name = 'Amnio flow') => ({
  name,
  manufacturer: 'Acme Bio',
  categoryId: categories.get('biologic-vial') ?? 0,
  sizeMicroliters: 2000,
  storageBand: 'ultra-low' as const,
})
async function added(name?: string): Promise<number> {
  const made = await perform(visitor, createProduct, vial(name), key())
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.productId
}

test('the base catalog is added once, however often it is asked for', async () => {
  await db.write((tx) => insertBaseCatalog(tx))
  expect(await db.read.category.count()).toBe(baseCategories.length)
})

test('a label is read to the product that its code is linked to, with the containers of its package', async () => {
  const productId = await added()
  await perform(visitor, linkCode, { scheme: 'gs1', code: '05901234123457', productId, packageQuantity: 10 }, key())
  expect(await claiming('010590123412345710MX2231')).toEqual([productId])
  expect(await productFacts(db.read, productId)).toMatchObject({ band: 'ultra-low', needsDonor: true })
  expect(await db.read.productCode.findFirst()).toMatchObject({ productId, packageQuantity: 10 })
})

test('a code that nobody has is unknown, and is given back to be linked', async () => {
  const [found] = (await resolve(db.read, '0105901234123457', { now: '2026-11-24' })).labels
  expect(found).toMatchObject({ products: [], codes: [{ scheme: 'gs1', code: '05901234123457' }] })
})

test('a code that two products claim gives both, never one of them', async () => {
  const [one, two] = [await added('Amnio flow'), await added('Amnio flow plus')]
  await perform(visitor, linkCode, { scheme: 'gs1', code: '5901234123457', productId: one, packageQuantity: 1 }, key())
  const refused = await perform(
    visitor,
    linkCode,
    {
      scheme: 'gs1',
      code: '5901234123457',
      productId: two,
      packageQuantity: 1,
    },
    key(),
  )
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'CODE_CLAIMED', by: ['Amnio flow'] } })
  await perform(
    visitor,
    linkCode,
    {
      scheme: 'gs1',
      code: '5901234123457',
      productId: two,
      packageQuantity: 1,
      also: true,
    },
    key(),
  )
  expect(await claiming('0105901234123457')).toEqual([one, two])
})

test('a wrong link is taken away and stays in the audit trail', async () => {
  const productId = await added()
  const linked = await perform(
    visitor,
    linkCode,
    { scheme: 'gs1', code: '5901234123457', productId, packageQuantity: 1 },
    key(),
  )
  const codeId = linked.ok ? linked.value.codeId : 0
  expect((await perform(visitor, unlinkCode, { productId, codeId }, key())).ok).toBe(true)
  expect(await claiming('0105901234123457')).toEqual([])
  const trail = await db.read.auditEntry.findFirst({ where: { action: 'catalog.unlink-code' } })
  expect(trail?.detail).toContain('05901234123457')
})

test('the same product twice is refused and names the first', async () => {
  const productId = await added()
  expect(await perform(visitor, createProduct, vial(), key())).toMatchObject({
    ok: false,
    refusal: { code: 'PRODUCT_EXISTS', productId },
  })
  expect(await db.read.product.count()).toBe(1)
})

test('the same form sent twice adds one product', async () => {
  const sent = key()
  const [first, again] = [
    await perform(visitor, createProduct, vial(), sent),
    await perform(visitor, createProduct, vial(), sent),
  ]
  expect(again).toEqual(first)
  expect(await db.read.product.count()).toBe(1)
})

test('a controlled substance is refused and nothing is stored', async () => {
  const refused = await perform(visitor, createProduct, { ...vial('Midazolam 5 mg/mL'), storageBand: null }, key())
  expect(refused).toMatchObject({
    ok: false,
    refusal: { code: 'PRODUCT_CONTROLLED', substance: 'midazolam', schedule: 'IV' },
  })
  expect(await db.read.product.count()).toBe(0)
})

test('an allergen is answered once for the product, and the answer can be corrected', async () => {
  const productId = await added()
  await perform(visitor, answerAllergen, { productId, allergen: 'dmso', answer: 'no' }, key())
  await perform(visitor, answerAllergen, { productId, allergen: 'dmso', answer: 'yes' }, key())
  const page = await productPage(db.read, productId)
  expect(page?.contains).toMatchObject([{ allergen: 'dmso', answer: 'yes' }])
})

test('only the medical director records a standing', async () => {
  const productId = await added()
  const input = { productId, standing: 'hctp-361' as const, basis: '21 CFR 1271.10(a)' }
  const manager = await visitorWith(['manager'])
  expect(await perform(manager, setStanding, input, key())).toMatchObject({
    ok: false,
    refusal: { code: 'STANDING_NOT_DIRECTOR' },
  })
  expect((await perform(visitor, setStanding, input, key())).ok).toBe(true)
  expect(await productPage(db.read, productId)).toMatchObject({
    regulatoryStanding: 'hctp-361',
    standingSetBy: 'person:1',
  })
})

test('an archived product leaves the list, and its code is still read', async () => {
  const productId = await added()
  await perform(visitor, linkCode, { scheme: 'gs1', code: '5901234123457', productId, packageQuantity: 1 }, key())
  await perform(visitor, archiveProduct, { productId }, key())
  expect(await products(db.read)).toEqual([])
  expect(await claiming('0105901234123457')).toEqual([productId])
  expect(await productFacts(db.read, productId)).toMatchObject({ archived: true })
})

test('products are found by words in any order and case', async () => {
  await added('Amnio flow')
  await added('Exosome clear')
  expect((await products(db.read, 'ACME amnio')).map((product) => product.name)).toEqual(['Amnio flow'])
})

test('a new supply category is a row: a product of it takes its traits', async () => {
  const base = baseCategories.find((category) => category.code === 'syringe')
  const made = await perform(
    visitor,
    createCategory,
    { ...base!, code: 'cannula', name: 'Cannula', needsRecords: true },
    key(),
  )
  const categoryId = made.ok ? made.value.categoryId : 0
  const product = await perform(
    visitor,
    createProduct,
    { name: 'Cannula 18 G', manufacturer: 'Acme', categoryId },
    key(),
  )
  expect(product.ok && (await productFacts(db.read, product.value.productId))).toMatchObject({
    categoryCode: 'cannula',
    needsRecords: true,
  })
  expect(await perform(visitor, createCategory, { ...base!, code: 'cannula-2', name: 'CANNULA' }, key())).toMatchObject(
    {
      ok: false,
      refusal: { code: 'CATEGORY_EXISTS' },
    },
  )
})

test('a supplier of the same name in other letters is refused', async () => {
  await perform(visitor, createSupplier, { name: 'Acme Bio' }, key())
  expect(await perform(visitor, createSupplier, { name: 'ACME  bio' }, key())).toMatchObject({
    ok: false,
    refusal: { code: 'SUPPLIER_EXISTS', name: 'Acme Bio' },
  })
})

test('a clinician may not change the catalog', async () => {
  const clinician = await visitorWith(['clinician'])
  expect(await perform(clinician, createProduct, vial(), key())).toMatchObject({
    ok: false,
    refusal: { code: 'FORBIDDEN', permission: 'catalog.change' },
  })
  expect(await db.read.product.count()).toBe(0)
})
