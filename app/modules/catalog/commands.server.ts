import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { registerNames } from '~/modules/names/commands.server'
import { keepAnswers } from './commands/answers.server'
import { claimsOf } from './queries.server'
import { allergens } from './rules/allergens'
import { baseCategories } from './rules/base-categories'
import { storedCode } from './rules/codes'
import { decideLink } from './rules/linking'
import { decideProduct, productKey } from './rules/products'
import type {
  Allergen,
  AllergenAnswer,
  BandName,
  CategoryTraits,
  LinkRefusal,
  NewCode,
  NewProduct,
  ProductRefusal,
} from './types'

/** Adds the categories that a clinic starts with; those that are there stay as they are. Returns the ids by code. */
export async function insertBaseCatalog(tx: Tx): Promise<Map<string, number>> {
  const known = await tx.category.findMany({ select: { code: true } })
  const codes = new Set(known.map((row) => row.code))
  const missing = baseCategories.filter((category) => !codes.has(category.code))
  if (missing.length > 0) await tx.category.createMany({ data: missing.map((category) => ({ ...category })) })
  const rows = await tx.category.findMany({ select: { id: true, code: true } })
  return new Map(rows.map((row) => [row.code, row.id]))
}

/** Adds a supplier inside a transaction, or finds the one of that name. */
export async function ensureSupplier(tx: Tx, name: string): Promise<number> {
  const row = await tx.supplier.upsert({ where: { name }, create: { name }, update: {}, select: { id: true } })
  return row.id
}

async function groundOf(tx: Tx, product: NewProduct) {
  const [category, supplier, twin] = await Promise.all([
    tx.category.findUnique({ where: { id: product.categoryId } }),
    product.supplierId ? tx.supplier.findUnique({ where: { id: product.supplierId }, select: { id: true } }) : null,
    tx.product.findFirst({
      where: { searchKey: productKey(product), archivedAt: null },
      select: { id: true, name: true },
    }),
  ])
  const traits: CategoryTraits | null = category && {
    ...category,
    storageBand: category.storageBand as BandName | null,
    capturedBy: category.capturedBy === 'scan' ? 'scan' : 'room',
  }
  return { category: traits, supplierKnown: !product.supplierId || supplier !== null, twin }
}

/**
 * Adds a product inside a transaction. Refuses controlled substances with the reason (R48), a product that is there
 * already, and one that is drawn from but has no size.
 */
export async function addProduct(
  tx: Tx,
  stamp: Stamp,
  product: NewProduct,
): Promise<Result<{ productId: number }, ProductRefusal>> {
  const plan = decideProduct(product, await groundOf(tx, product))
  if (!plan.ok) return plan
  const { contains, ...rest } = product
  const made = await tx.product.create({
    data: { ...rest, ...plan.value, createdAt: stamp.at },
    select: { id: true },
  })
  const answers = allergens.flatMap((allergen) => {
    const answer = contains?.[allergen]
    return answer ? [{ productId: made.id, allergen, answer, answeredBy: stamp.actor, answeredAt: stamp.at }] : []
  })
  if (answers.length > 0) await tx.productContains.createMany({ data: answers })
  await keepAnswers(tx, stamp, answers)
  await registerNames(tx, stamp, [{ kind: 'product', text: product.name, target: { kind: 'product', id: made.id } }])
  return ok({ productId: made.id })
}

/** Links a printed code to a product inside a transaction. Refuses a malformed code and, until confirmed, a claimed one. */
export async function addCode(tx: Tx, stamp: Stamp, code: NewCode): Promise<Result<{ codeId: number }, LinkRefusal>> {
  const product = await tx.product.findUnique({ where: { id: code.productId }, select: { id: true } })
  if (!product) return refuse({ code: 'PRODUCT_UNKNOWN' })
  const decided = decideLink(code, await claimsOf(tx, code.scheme, storedCode(code) ?? code.code))
  if (!decided.ok) return decided
  const made = await tx.productCode.create({
    data: {
      ...decided.value,
      productId: code.productId,
      packageQuantity: code.packageQuantity,
      linkedAt: stamp.at,
      linkedBy: stamp.actor,
    },
    select: { id: true },
  })
  const { scheme, code: printed } = decided.value
  const target = { kind: 'product', id: code.productId } as const
  await registerNames(tx, stamp, [{ kind: 'product-code', scheme, text: printed, target }])
  return ok({ codeId: made.id })
}

/** Stores whether a product contains an allergen, inside a transaction; gives the answer that stood before (R30). */
export async function answerContains(
  tx: Tx,
  stamp: Stamp,
  { productId, allergen, answer }: { productId: number; allergen: Allergen; answer: AllergenAnswer },
): Promise<Result<{ before: string | null }, { readonly code: 'PRODUCT_UNKNOWN' }>> {
  const product = await tx.product.findUnique({ where: { id: productId }, select: { id: true } })
  if (!product) return refuse({ code: 'PRODUCT_UNKNOWN' })
  const given = { answer, answeredBy: stamp.actor, answeredAt: stamp.at }
  const before = await tx.productContains.findUnique({ where: { productId_allergen: { productId, allergen } } })
  await tx.productContains.upsert({
    where: { productId_allergen: { productId, allergen } },
    create: { productId, allergen, ...given },
    update: given,
  })
  await keepAnswers(tx, stamp, [{ productId, allergen, answer }])
  return ok({ before: before?.answer ?? null })
}
