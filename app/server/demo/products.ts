import type { Tx } from '~/lib/db.server'
import { ok } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext } from '~/modules/audit/types'
import {
  addCode,
  addProduct as catalogProduct,
  createSupplier,
  insertBaseCatalog,
  setStanding,
} from '~/modules/catalog/commands.server'
import { allergens } from '~/modules/catalog/rules/allergens'
import type { Allergen, AllergenAnswer, NewProduct, PrintedCode, RegulatoryStanding } from '~/modules/catalog/types'
import { biologics } from './biologics'
import { gtin, type Printed } from './labels'
import { medicines } from './medicines'
import { supplies } from './supplies'
import { as, type Happening, keyOf, must, type World } from './world'

type Categories = Awaited<ReturnType<typeof insertBaseCatalog>>

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
  const context = as(world, 'manager', world.clock.ago(88, '09:00'))
  for (const name of new Set(products.map((product) => product.supplier))) {
    const made = await createSupplier(context, keyOf('supplier', name.replaceAll(' ', '-')), { name })
    world.suppliers.set(name, must(name, made).supplierId)
  }
}

async function addProduct(tx: Tx, world: World, context: CommandContext, categories: Categories, product: DemoProduct) {
  const { key, category, supplier, printed, has, unknown, touchesNobody, standing, ...rest } = product
  const categoryId = categories.get(category) ?? 0
  const supplierId = world.suppliers.get(supplier)
  const added = await catalogProduct(tx, context, { ...rest, categoryId, supplierId, contains: answers(product) })
  if (!added.ok) return added
  const { productId } = added.value
  for (const code of codes(product)) {
    const linked = await addCode(tx, context, { ...code, productId })
    if (!linked.ok) return linked
  }
  return added
}

async function addProducts(world: World): Promise<void> {
  const context = as(world, 'manager', world.clock.ago(88, '09:30'))
  const head = { key: keyOf('products'), kind: 'catalog.import', input: products.map(({ key }) => key) }
  const made = await runCommand(context, head, async (tx, note) => {
    const categories = await insertBaseCatalog(tx)
    const ids: [key: string, productId: number][] = []
    for (const product of products) {
      const added = await addProduct(tx, world, context, categories, product)
      if (!added.ok) return added
      ids.push([product.key, added.value.productId])
      note({ subject: `product:${added.value.productId}`, detail: { name: product.name } })
    }
    return ok(ids)
  })
  for (const [key, productId] of must('the products', made)) world.products.set(key, productId)
}

async function recordStandings(world: World): Promise<void> {
  const context = as(world, 'director', world.clock.ago(86, '12:00'))
  for (const { key, standing } of products) {
    if (!standing) continue
    const input = { productId: world.products.get(key), roles: ['director'] as const, ...standing }
    must(`the standing of ${key}`, await setStanding(context, keyOf('standing', key), input))
  }
}

/** Suppliers and products enter the catalog, and the medical director records the standing of the biologics (R10). */
export const catalog = (world: World): Happening[] => [
  { at: world.clock.ago(88, '09:00'), what: 'suppliers', tell: addSuppliers },
  { at: world.clock.ago(88, '09:30'), what: 'products', tell: addProducts },
  { at: world.clock.ago(86, '12:00'), what: 'standings', tell: recordStandings },
]
