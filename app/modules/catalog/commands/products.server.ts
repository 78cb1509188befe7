import { z } from 'zod'
import { id } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { endNames } from '~/modules/names/commands.server'
import { addProduct, answerContains } from '../commands.server'
import { catalogStatuses } from '../rules/refusals'
import { allergenAnswer, newProduct, newStanding } from '../schema'

const { PRODUCT_UNKNOWN, CODE_UNKNOWN, STANDING_NOT_DIRECTOR } = catalogStatuses

/** A person adds a product to the catalog. */
export const createProduct = command({
  kind: 'catalog.create-product',
  what: 'Adds a product to the catalog.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'send',
  input: newProduct,
  refusals: catalogStatuses,
  audit: z.object({ name: z.string() }),
  run: async (work, input) => {
    const made = await addProduct(work.tx, work, input)
    if (made.ok) work.note(`product:${made.value.productId}`, { name: input.name })
    return made
  },
})

/** A person takes a wrong link away, so that no further scan is booked to the wrong product; the audit trail keeps it. */
export const unlinkCode = command({
  kind: 'catalog.unlink-code',
  what: 'Takes a wrong link of a printed code away.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'send',
  input: z.object({ productId: id, codeId: id }),
  refusals: { CODE_UNKNOWN },
  audit: z.object({ scheme: z.string(), code: z.string(), of: z.int(), linkedAt: z.string(), linkedBy: z.string() }),
  run: async ({ tx, at, note }, { productId, codeId }) => {
    const row = await tx.productCode.findUnique({ where: { id: codeId } })
    if (!row || row.productId !== productId) return refuse({ code: 'CODE_UNKNOWN' as const })
    await tx.productCode.delete({ where: { id: row.id } })
    const { scheme, code, packageQuantity, linkedAt, linkedBy } = row
    const target = { kind: 'product', id: productId } as const
    await endNames(tx, at, { target, kind: 'product-code', scheme, text: code })
    note(`product:${productId}`, { scheme, code, of: packageQuantity, linkedAt, linkedBy })
    return ok(null)
  },
})

/** A person answers whether a product contains an allergen; the answer holds for the product, for every patient (R30). */
export const answerAllergen = command({
  kind: 'catalog.answer-allergen',
  what: 'Answers whether a product contains an allergen, for every patient.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'ask',
  input: allergenAnswer,
  refusals: { PRODUCT_UNKNOWN },
  audit: z.object({ allergen: z.string(), answer: z.string(), before: z.string().nullable() }),
  run: async (work, input) => {
    const { productId, allergen, answer } = input
    const stored = await answerContains(work.tx, work, input)
    if (!stored.ok) return stored
    work.note(`product:${productId}`, { allergen, answer, before: stored.value.before })
    return ok(null)
  },
})

/** The medical director records the regulatory standing of a product and its legal basis (R10). Refuses everybody else. */
export const setStanding = command({
  kind: 'catalog.set-standing',
  what: 'Records the regulatory standing of a product; the medical director alone.',
  right: 'catalog.change',
  by: 'person',
  whenLate: 'drop',
  input: newStanding,
  refusals: { PRODUCT_UNKNOWN, STANDING_NOT_DIRECTOR },
  audit: z.object({ standing: z.string(), basis: z.string() }),
  run: async ({ tx, at, actor, roles, note }, { productId, standing, basis }) => {
    if (!roles.includes('director')) return refuse({ code: 'STANDING_NOT_DIRECTOR' as const })
    const changed = await tx.product.updateMany({
      where: { id: productId },
      data: { regulatoryStanding: standing, regulatoryBasis: basis, standingSetBy: actor, standingSetAt: at },
    })
    if (changed.count === 0) return refuse({ code: 'PRODUCT_UNKNOWN' as const })
    note(`product:${productId}`, { standing, basis })
    return ok(null)
  },
})

/** A product is no longer bought: it leaves the lists, what is on hand stays, and its codes are still read. */
export const archiveProduct = command({
  kind: 'catalog.archive-product',
  what: 'Takes a product that is no longer bought out of the lists.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'drop',
  input: z.object({ productId: id }),
  refusals: { PRODUCT_UNKNOWN },
  audit: z.object({}),
  run: async ({ tx, at, note }, { productId }) => {
    const changed = await tx.product.updateMany({
      where: { id: productId, archivedAt: null },
      data: { archivedAt: at },
    })
    if (changed.count === 0) return refuse({ code: 'PRODUCT_UNKNOWN' as const })
    note(`product:${productId}`, {})
    return ok(null)
  },
})
