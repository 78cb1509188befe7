import { z } from 'zod'
import { wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { searchKey } from '../rules/products'
import { catalogStatuses } from '../rules/refusals'
import { categoryTraits } from '../schema'

const { SUPPLIER_EXISTS, CATEGORY_EXISTS } = catalogStatuses

/** A person adds a supplier. Refuses a name that is there, whatever its case. */
export const createSupplier = command({
  kind: 'catalog.create-supplier',
  what: 'Adds a supplier.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'send',
  input: z.object({ name: wordsIn(200) }),
  refusals: { SUPPLIER_EXISTS },
  audit: z.object({ name: z.string() }),
  run: async ({ tx, note }, { name }) => {
    const known = await tx.supplier.findMany({ select: { name: true } })
    const twin = known.find((supplier) => searchKey(supplier.name) === searchKey(name))
    if (twin) return refuse({ code: 'SUPPLIER_EXISTS' as const, name: twin.name })
    const made = await tx.supplier.create({ data: { name }, select: { id: true } })
    note(`supplier:${made.id}`, { name })
    return ok({ supplierId: made.id })
  },
})

/** A person adds a category: a row with its traits (docs/architecture.md §6). Refuses a code or name that is there. */
export const createCategory = command({
  kind: 'catalog.create-category',
  what: 'Adds a category of supplies with its traits.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'send',
  input: categoryTraits,
  refusals: { CATEGORY_EXISTS },
  audit: z.object({ code: z.string() }),
  run: async ({ tx, note }, input) => {
    const known = await tx.category.findMany({ select: { code: true, name: true } })
    const twin = known.find((row) => row.code === input.code || searchKey(row.name) === searchKey(input.name))
    if (twin) return refuse({ code: 'CATEGORY_EXISTS' as const, name: twin.name })
    const made = await tx.category.create({ data: { ...input }, select: { id: true } })
    note(`category:${made.id}`, { code: input.code })
    return ok({ categoryId: made.id })
  },
})
