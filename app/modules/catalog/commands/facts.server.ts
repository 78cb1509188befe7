import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { controlledSubstance, productKey } from '../rules/products'
import { catalogStatuses } from '../rules/refusals'
import { microgramsPerMl } from '../rules/strength'
import { newStrength, newWait, sterileAnswer } from '../schema'
import type { AllergenAnswer } from '../types'

const { PRODUCT_UNKNOWN, PRODUCT_CONTROLLED, PRODUCT_EXISTS, STRENGTH_SAME } = catalogStatuses

/** Keeps a fact of a product that a person corrected or answered, with what stood there before. */
const keepChange = (
  tx: Tx,
  { at, actor }: Stamp,
  change: {
    readonly productId: number
    readonly fact: 'strength' | 'labeled-sterile'
    readonly before: string | null
    readonly after: string | null
    readonly reason: string | null
  },
) => tx.productChange.create({ data: { ...change, recordedAt: at, actor }, select: { id: true } })

/** Stores whether a product's label says sterile, inside a transaction; gives the answer that stood before (R57). */
export async function answerSterile(
  tx: Tx,
  stamp: Stamp,
  { productId, answer }: { readonly productId: number; readonly answer: AllergenAnswer },
): Promise<Result<{ before: string | null }, { readonly code: 'PRODUCT_UNKNOWN' }>> {
  const product = await tx.product.findUnique({ where: { id: productId }, select: { labeledSterile: true } })
  if (!product) return refuse({ code: 'PRODUCT_UNKNOWN' })
  const [before, after] = [product.labeledSterile, answer === 'unknown' ? null : answer]
  if (before === after) return ok({ before })
  await tx.product.update({ where: { id: productId }, data: { labeledSterile: after }, select: { id: true } })
  await keepChange(tx, stamp, { productId, fact: 'labeled-sterile', before, after, reason: null })
  return ok({ before })
}

/** A person answers whether a product's label says sterile; the answer holds for the product, for every patient (R57). */
export const setSterile = command({
  kind: 'catalog.set-sterile',
  what: 'Answers whether a product’s label says sterile.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'ask',
  input: sterileAnswer,
  refusals: { PRODUCT_UNKNOWN },
  audit: z.object({ answer: z.string(), before: z.string().nullable() }),
  run: async (work, input) => {
    const stored = await answerSterile(work.tx, work, input)
    if (!stored.ok) return stored
    work.note(`product:${input.productId}`, { answer: input.answer, before: stored.value.before })
    return ok(null)
  },
})

/**
 * A person says how long the label says to wait after it was applied: an antiseptic to dry, an anesthetic to act (R58). Minutes;
 * null: nobody has said it, and the seeded ones are taken. The audit keeps what stood there before.
 */
export const setWait = command({
  kind: 'catalog.set-wait',
  what: 'Says how many minutes to wait after a product was applied.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'ask',
  input: newWait,
  refusals: { PRODUCT_UNKNOWN },
  audit: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
  run: async (work, { productId, minutes }) => {
    const product = await work.tx.product.findUnique({ where: { id: productId }, select: { waitMinutes: true } })
    if (!product) return refuse({ code: 'PRODUCT_UNKNOWN' as const })
    await work.tx.product.update({ where: { id: productId }, data: { waitMinutes: minutes }, select: { id: true } })
    work.note(`product:${productId}`, { before: product.waitMinutes, after: minutes })
    return ok(null)
  },
})

/**
 * A person corrects a product's strength, as it is on its label; the earlier one stays in the history. Refuses the strength
 * that it has, one that makes it a controlled substance (R48), and one with which another product is there already.
 */
export const correctStrength = command({
  kind: 'catalog.correct-strength',
  what: 'Corrects a product’s strength; the earlier one stays in the history.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'ask',
  input: newStrength,
  refusals: { PRODUCT_UNKNOWN, PRODUCT_CONTROLLED, PRODUCT_EXISTS, STRENGTH_SAME },
  audit: z.object({ before: z.string().nullable(), after: z.string().nullable(), reason: z.string() }),
  run: async (work, { productId, strength, reason }) => {
    const { tx, note } = work
    const product = await tx.product.findUnique({ where: { id: productId } })
    if (!product) return refuse({ code: 'PRODUCT_UNKNOWN' as const })
    const { name, strength: before } = product
    if (before === strength) return refuse({ code: 'STRENGTH_SAME' as const, strength: strength ?? 'not named' })
    const scheduled = controlledSubstance(name, strength)
    if (scheduled) return refuse({ code: 'PRODUCT_CONTROLLED' as const, name, ...scheduled })
    const { manufacturer, categoryId, sizeMicroliters } = product
    const searchKey = productKey({ name, manufacturer, categoryId, sizeMicroliters, strength })
    const others = { searchKey, archivedAt: null, id: { not: productId } }
    const twin = await tx.product.findFirst({ where: others, select: { id: true, name: true } })
    if (twin) return refuse({ code: 'PRODUCT_EXISTS' as const, productId: twin.id, name: twin.name })
    // The figure belonged to the earlier strength: read again, or unknown.
    const figure = product.anestheticMicrogramsPerMl === null ? null : microgramsPerMl(strength)
    const data = { strength, searchKey, anestheticMicrogramsPerMl: figure }
    await tx.product.update({ where: { id: productId }, data, select: { id: true } })
    await keepChange(tx, work, { productId, fact: 'strength', before, after: strength, reason })
    note(`product:${productId}`, { before, after: strength, reason })
    return ok(null)
  },
})
