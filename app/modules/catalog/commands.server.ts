import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import type { Role } from '~/modules/auth/types'
import { endNames, registerNames } from '~/modules/names/commands.server'
import { claimsOf } from './queries.server'
import { allergens } from './rules/allergens'
import { baseCategories } from './rules/base-categories'
import { storedCode } from './rules/codes'
import { decideLink } from './rules/linking'
import { decideProduct, productKey, searchKey } from './rules/products'
import type {
  Allergen,
  AllergenAnswer,
  BandName,
  CatalogRefusal,
  CategoryTraits,
  NewCode,
  NewProduct,
  RegulatoryStanding,
} from './types'

type Answer<T> = Promise<Result<T, CatalogRefusal | CommandRefusal>>

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
  context: CommandContext,
  product: NewProduct,
): Promise<Result<{ productId: number }, CatalogRefusal>> {
  const plan = decideProduct(product, await groundOf(tx, product))
  if (!plan.ok) return plan
  const { contains, ...rest } = product
  const made = await tx.product.create({
    data: { ...rest, ...plan.value, createdAt: context.at },
    select: { id: true },
  })
  const answers = allergens.flatMap((allergen) => {
    const answer = contains?.[allergen]
    return answer ? [{ productId: made.id, allergen, answer, answeredBy: context.actor, answeredAt: context.at }] : []
  })
  if (answers.length > 0) await tx.productContains.createMany({ data: answers })
  await registerNames(tx, context, [{ kind: 'product', text: product.name, target: { kind: 'product', id: made.id } }])
  return ok({ productId: made.id })
}

/** Links a printed code to a product inside a transaction. Refuses a malformed code and, until confirmed, a claimed one. */
export async function addCode(
  tx: Tx,
  context: CommandContext,
  code: NewCode,
): Promise<Result<{ codeId: number }, CatalogRefusal>> {
  const product = await tx.product.findUnique({ where: { id: code.productId }, select: { id: true } })
  if (!product) return refuse({ code: 'PRODUCT_UNKNOWN' })
  const decided = decideLink(code, await claimsOf(tx, code.scheme, storedCode(code) ?? code.code))
  if (!decided.ok) return decided
  const made = await tx.productCode.create({
    data: {
      ...decided.value,
      productId: code.productId,
      packageQuantity: code.packageQuantity,
      linkedAt: context.at,
      linkedBy: context.actor,
    },
    select: { id: true },
  })
  const { scheme, code: printed } = decided.value
  const target = { kind: 'product', id: code.productId } as const
  await registerNames(tx, context, [{ kind: 'product-code', scheme, text: printed, target }])
  return ok({ codeId: made.id })
}

/** A person adds a product to the catalog. */
export const createProduct = (context: CommandContext, key: string, input: NewProduct): Answer<{ productId: number }> =>
  runCommand(context, { key, kind: 'catalog.create-product', input }, async (tx, note) => {
    const made = await addProduct(tx, context, input)
    if (made.ok) note({ subject: `product:${made.value.productId}`, detail: { name: input.name } })
    return made
  })

/** A person links a printed code, with the number of containers that one package with it holds. */
export const linkCode = (context: CommandContext, key: string, input: NewCode): Answer<{ codeId: number }> =>
  runCommand(context, { key, kind: 'catalog.link-code', input }, async (tx, note) => {
    const made = await addCode(tx, context, input)
    if (made.ok)
      note({
        subject: `product:${input.productId}`,
        detail: { scheme: input.scheme, code: input.code, of: input.packageQuantity },
      })
    return made
  })

/** A person takes a wrong link away, so that no further scan is booked to the wrong product; the audit trail keeps it. */
export const unlinkCode = (
  context: CommandContext,
  key: string,
  input: { productId: number; codeId: number },
): Answer<null> =>
  runCommand(context, { key, kind: 'catalog.unlink-code', input }, async (tx, note) => {
    const row = await tx.productCode.findUnique({ where: { id: input.codeId } })
    if (!row || row.productId !== input.productId) return refuse({ code: 'CODE_UNKNOWN' as const })
    await tx.productCode.delete({ where: { id: row.id } })
    await endNames(tx, context.at, {
      target: { kind: 'product', id: row.productId },
      kind: 'product-code',
      scheme: row.scheme,
      text: row.code,
    })
    note({
      subject: `product:${row.productId}`,
      detail: {
        scheme: row.scheme,
        code: row.code,
        of: row.packageQuantity,
        linkedAt: row.linkedAt,
        linkedBy: row.linkedBy,
      },
    })
    return ok(null)
  })

/** A person answers whether a product contains an allergen; the answer holds for the product, for every patient (R30). */
export const answerAllergen = (
  context: CommandContext,
  key: string,
  input: { productId: number; allergen: Allergen; answer: AllergenAnswer },
): Answer<null> =>
  runCommand(context, { key, kind: 'catalog.answer-allergen', input }, async (tx, note) => {
    const { productId, allergen, answer } = input
    const product = await tx.product.findUnique({ where: { id: productId }, select: { id: true } })
    if (!product) return refuse({ code: 'PRODUCT_UNKNOWN' as const })
    const given = { answer, answeredBy: context.actor, answeredAt: context.at }
    const before = await tx.productContains.findUnique({ where: { productId_allergen: { productId, allergen } } })
    await tx.productContains.upsert({
      where: { productId_allergen: { productId, allergen } },
      create: { productId, allergen, ...given },
      update: given,
    })
    note({ subject: `product:${productId}`, detail: { allergen, answer, before: before?.answer ?? null } })
    return ok(null)
  })

/** The medical director records the regulatory standing of a product and its legal basis (R10). Refuses everybody else. */
export const setStanding = (
  context: CommandContext,
  key: string,
  input: { productId: number; standing: RegulatoryStanding; basis: string; roles: readonly Role[] },
): Answer<null> =>
  runCommand(context, { key, kind: 'catalog.set-standing', input }, async (tx, note) => {
    if (!input.roles.includes('director')) return refuse({ code: 'STANDING_NOT_DIRECTOR' as const })
    const changed = await tx.product.updateMany({
      where: { id: input.productId },
      data: {
        regulatoryStanding: input.standing,
        regulatoryBasis: input.basis,
        standingSetBy: context.actor,
        standingSetAt: context.at,
      },
    })
    if (changed.count === 0) return refuse({ code: 'PRODUCT_UNKNOWN' as const })
    note({ subject: `product:${input.productId}`, detail: { standing: input.standing, basis: input.basis } })
    return ok(null)
  })

/** A product is no longer bought: it leaves the lists, what is on hand stays, and its codes are still read. */
export const archiveProduct = (context: CommandContext, key: string, input: { productId: number }): Answer<null> =>
  runCommand(context, { key, kind: 'catalog.archive-product', input }, async (tx, note) => {
    const changed = await tx.product.updateMany({
      where: { id: input.productId, archivedAt: null },
      data: { archivedAt: context.at },
    })
    if (changed.count === 0) return refuse({ code: 'PRODUCT_UNKNOWN' as const })
    note({ subject: `product:${input.productId}` })
    return ok(null)
  })

/** A person adds a supplier. Refuses a name that is there, whatever its case. */
export const createSupplier = (
  context: CommandContext,
  key: string,
  input: { name: string },
): Answer<{ supplierId: number }> =>
  runCommand(context, { key, kind: 'catalog.create-supplier', input }, async (tx, note) => {
    const known = await tx.supplier.findMany({ select: { name: true } })
    const twin = known.find((supplier) => searchKey(supplier.name) === searchKey(input.name))
    if (twin) return refuse({ code: 'SUPPLIER_EXISTS' as const, name: twin.name })
    const made = await tx.supplier.create({ data: { name: input.name }, select: { id: true } })
    note({ subject: `supplier:${made.id}`, detail: { name: input.name } })
    return ok({ supplierId: made.id })
  })

/** A person adds a category: a row with its traits (docs/architecture.md §6). Refuses a code or name that is there. */
export const createCategory = (
  context: CommandContext,
  key: string,
  input: CategoryTraits,
): Answer<{ categoryId: number }> =>
  runCommand(context, { key, kind: 'catalog.create-category', input }, async (tx, note) => {
    const known = await tx.category.findMany({ select: { code: true, name: true } })
    const twin = known.find((row) => row.code === input.code || searchKey(row.name) === searchKey(input.name))
    if (twin) return refuse({ code: 'CATEGORY_EXISTS' as const, name: twin.name })
    const made = await tx.category.create({ data: { ...input }, select: { id: true } })
    note({ subject: `category:${made.id}`, detail: { code: input.code } })
    return ok({ categoryId: made.id })
  })
