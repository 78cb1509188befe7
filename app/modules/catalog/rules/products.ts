import { ok, type Result, refuse } from '~/lib/result'
import type { CategoryTraits, NewProduct, ProductPlan, ProductRefusal } from '../types'

/** Scheduled substances that a clinic of this kind may come across (21 CFR 1308, by schedule). */
const controlled: Record<string, readonly string[]> = {
  II: [
    'fentanyl',
    'sufentanil',
    'remifentanil',
    'morphine',
    'hydromorphone',
    'meperidine',
    'oxycodone',
    'hydrocodone',
    'methadone',
    'cocaine',
    'amphetamine',
    'methylphenidate',
    'pentobarbital',
  ],
  III: ['ketamine', 'esketamine', 'testosterone', 'nandrolone', 'buprenorphine', 'thiopental', 'dronabinol'],
  IV: [
    'midazolam',
    'diazepam',
    'lorazepam',
    'alprazolam',
    'clonazepam',
    'remimazolam',
    'zolpidem',
    'tramadol',
    'butorphanol',
    'phenobarbital',
  ],
  V: ['pregabalin', 'lacosamide', 'brivaracetam'],
}

/** Text folded for search: lower case, without accents, single spaces. */
export const searchKey = (...parts: readonly (string | null | undefined)[]): string =>
  parts
    .filter((part): part is string => Boolean(part))
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()

/** The scheduled substance that a product's name or strength names, if any (R48). */
export function controlledSubstance(
  ...texts: readonly (string | null | undefined)[]
): { substance: string; schedule: string } | null {
  const words = searchKey(...texts).split(/[^a-z0-9]+/)
  for (const [schedule, substances] of Object.entries(controlled)) {
    const substance = substances.find((name) => words.includes(name))
    if (substance) return { substance, schedule }
  }
  return null
}

/** What decides about a new product besides its description. */
export type ProductGround = {
  readonly category: CategoryTraits | null
  readonly supplierKnown: boolean
  /** A product of the same search key that is not archived. */
  readonly twin: { readonly id: number; readonly name: string } | null
}

/** The search key of a product: name, manufacturer, strength and size, so that two sizes of one thing are two products. */
export const productKey = (product: NewProduct): string =>
  searchKey(
    product.name,
    product.manufacturer,
    product.strength,
    product.sizeMicroliters ? `${product.sizeMicroliters / 1000} ml` : null,
  )

/**
 * Decides whether a product may enter the catalog, and what follows: whatever is drawn from is counted in µL and needs
 * its size (docs/architecture.md §6). Refuses controlled substances with the reason (R48) and a product that is there
 * already.
 */
export function decideProduct(product: NewProduct, ground: ProductGround): Result<ProductPlan, ProductRefusal> {
  const scheduled = controlledSubstance(product.name, product.strength)
  if (scheduled) return refuse({ code: 'PRODUCT_CONTROLLED', name: product.name, ...scheduled })
  if (!ground.category) return refuse({ code: 'CATEGORY_UNKNOWN' })
  if (!ground.supplierKnown) return refuse({ code: 'SUPPLIER_UNKNOWN' })
  if (ground.twin) return refuse({ code: 'PRODUCT_EXISTS', productId: ground.twin.id, name: ground.twin.name })
  const drawn = ground.category.drawnFrom
  if (drawn && !product.sizeMicroliters) return refuse({ code: 'PRODUCT_SIZE_MISSING', category: ground.category.name })
  return ok({
    baseUnit: drawn ? 'uL' : 'each',
    containerQuantity: drawn ? (product.sizeMicroliters ?? 1) : 1,
    searchKey: productKey(product),
  })
}
