import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { addCode } from '~/modules/catalog/commands.server'
import { catalogStatuses } from '~/modules/catalog/rules/refusals'
import { newCode } from '~/modules/catalog/schema'
import { namesOf } from '~/modules/names/queries/names-of.server'
import { lotKey } from '../rules/lot-key'
import { holdWatchedProduct } from './watches.server'

/**
 * Links a code inside a transaction. Where an open notice watches for it, every lot of the product goes on hold: from now on
 * they all bear a name of that notice. Refuses what `addCode` refuses.
 */
export async function linkPrinted(tx: Tx, stamp: Stamp, code: z.output<typeof newCode>) {
  const target = { kind: 'product', id: code.productId } as const
  const before = new Set((await namesOf(tx, target)).map((name) => name.text))
  const made = await addCode(tx, stamp, code)
  if (!made.ok) return made
  const added = (await namesOf(tx, target)).filter(({ text }) => !before.has(text))
  if (added.length > 0)
    await holdWatchedProduct(
      tx,
      stamp,
      code.productId,
      added.map(({ text }) => lotKey(text)),
    )
  return made
}

/**
 * A person links a printed code, with the number of containers that one package with it holds. It is a command of stock and
 * not of the catalog, because a code that a notice watches for puts lots on hold.
 */
export const linkCode = command({
  kind: 'catalog.link-code',
  what: 'Links a printed code to a product; lots go on hold where a notice watches for that code.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'send',
  input: newCode,
  refusals: catalogStatuses,
  audit: z.object({ scheme: z.string(), code: z.string(), of: z.int() }),
  locks: () => [{ kind: 'notices', shared: true }],
  run: async (work, input) => {
    const made = await linkPrinted(work.tx, work, input)
    const { scheme, code, packageQuantity } = input
    if (made.ok) work.note(`product:${input.productId}`, { scheme, code, of: packageQuantity })
    return made
  },
})
