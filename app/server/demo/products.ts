import { perform } from '~/modules/auth/commands/perform.server'
import type { Visitor } from '~/modules/auth/types'
import { createSupplier } from '~/modules/catalog/commands/lists.server'
import { createProduct, setStanding } from '~/modules/catalog/commands/products.server'
import { allergens } from '~/modules/catalog/rules/allergens'
import type { Allergen, AllergenAnswer, NewProduct, PrintedCode, RegulatoryStanding } from '~/modules/catalog/types'
import { linkCode } from '~/modules/stock/commands/link-code.server'
import { biologics } from './biologics'
import { gtin, type Printed } from './labels'
import { medicines } from './medicines'
import { supplies } from './supplies'
import { type Happening, keyOf, must, person, type World } from './world'

/** A product of the demo clinic. Volumes in microliters. Whatever is neither in `has` nor in `unknown` it does not contain. */
export type DemoProduct = Omit<NewProduct, 'categoryId' | 'supplierId' | 'contains'> & {
  readonly key: string
  readonly category: string
  readonly supplier: string
  readonly printed: Printed
  readonly has?: readonly Allergen[]
  readonly unknown?: readonly Allergen[]
  /** It never touches a patient, so nobody asked what it contains. */
  readonly touchesNobody?: boolean
  readonly standing?: { readonly standing: RegulatoryStanding; readonly basis: string }
}

/** The forty products of the demo clinic. */
export const products: readonly DemoProduct[] = [...biologics, ...medicines, ...supplies]

const byKey = new Map(products.map((product) => [product.key, product]))

/** A product by its key in the story. */
export function productOf(key: string): DemoProduct {
  const product = byKey.get(key)
  if (!product) throw new Error(`The demo story has no product ${key}.`)
  return product
}

function answers({ has = [], unknown = [], touchesNobody }: DemoProduct): Partial<Record<Allergen, AllergenAnswer>> {
  if (touchesNobody) return {}
  const answer = (allergen: Allergen) =>
    has.includes(allergen) ? 'yes' : unknown.includes(allergen) ? 'unknown' : 'no'
  return Object.fromEntries(allergens.map((allergen) => [allergen, answer(allergen)]))
}

/** The codes that a product's packages print, with the number of containers in each. */
function codes({ printed }: DemoProduct): (PrintedCode & { readonly packageQuantity: number })[] {
  const { scheme, code } = printed
  if (scheme !== 'gs1') return [{ scheme, code, packageQuantity: 1 }]
  const { box } = printed
  const own = { scheme, code: gtin(code), packageQuantity: 1 }
  return box ? [own, { scheme, code: gtin(box.code), packageQuantity: box.per }] : [own]
}

async function addSuppliers(world: World): Promise<void> {
  const manager = person(world, 'manager', world.clock.ago(88, '09:00'))
  for (const name of new Set(products.map((product) => product.supplier))) {
    const made = await perform(manager, createSupplier, { name }, keyOf('supplier', name.replaceAll(' ', '-')))
    world.suppliers.set(name, must(name, made).supplierId)
  }
}

async function addProduct(manager: Visitor, world: World, product: DemoProduct): Promise<void> {
  const { key, category, supplier, printed, has, unknown, touchesNobody, standing, ...rest } = product
  const categoryId = world.categories.get(category)
  const supplierId = world.suppliers.get(supplier)
  const labeledSterile = 'yes' as const
  const input = { ...rest, categoryId, supplierId, labeledSterile, contains: answers(product) }
  const { productId } = must(key, await perform(manager, createProduct, input, keyOf('product', key)))
  for (const code of codes(product))
    must(code.code, await perform(manager, linkCode, { ...code, productId }, keyOf('code', key, code.packageQuantity)))
  world.products.set(key, productId)
}

async function addProducts(world: World): Promise<void> {
  const manager = person(world, 'manager', world.clock.ago(88, '09:30'))
  const known = await world.db.read.category.findMany({ select: { id: true, code: true } })
  for (const { id, code } of known) world.categories.set(code, id)
  for (const product of products) await addProduct(manager, world, product)
}

async function recordStandings(world: World): Promise<void> {
  const director = person(world, 'director', world.clock.ago(86, '12:00'))
  for (const { key, standing } of products) {
    if (!standing) continue
    const input = { productId: world.products.get(key), ...standing }
    must(`the standing of ${key}`, await perform(director, setStanding, input, keyOf('standing', key)))
  }
}

/** Suppliers and products enter the catalog, and the medical director records the standing of the biologics (R10). */
export const catalog = (world: World): Happening[] => [
  { at: world.clock.ago(88, '09:00'), what: 'suppliers', tell: addSuppliers },
  { at: world.clock.ago(88, '09:30'), what: 'products', tell: addProducts },
  { at: world.clock.ago(86, '12:00'), what: 'standings', tell: recordStandings },
]
