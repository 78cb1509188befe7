import { z } from 'zod'
import type { Lock, Tx } from '~/lib/db.server'
import { id, quantityOrNone, textIn, wordsIn } from '~/lib/inputs'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { scanned } from '~/modules/labels/schema'
import { endNames, registerNames } from '~/modules/names/commands.server'
import { wasNamed } from '~/modules/names/queries/was-named.server'
import { outsidePlace, post } from '~/modules/stock/commands/ledger.server'
import type { PostingLine, UnitFacts } from '~/modules/stock/types'
import { newestInKit } from '../queries.server'
import { checkCount } from '../rules/count'
import { kitRefusals } from '../rules/refusals'
import { kitVerdict } from '../rules/verdict'
import type { KitFacts, KitRefusal } from '../types'
import { kitAt, openSeal, otherThanSeal, sealOf, seeSeal, storeCheck } from './kit.server'

/** Two people at one kit: a count, a seal that is seen and one that is broken don't pass each other. */
const locks = ({ kitId }: { readonly kitId: number }): Lock[] => [{ kind: 'kit', key: kitId }]

/** A person scans the seal before a session. Refuses an empty scan, and a label that is no seal: it puts no kit out of order. */
export const checkSeal = command({
  kind: 'kit.check-seal',
  what: 'Records which seal was seen on a kit.',
  right: 'kit.check',
  by: 'anyone',
  whenLate: 'ask',
  input: z.object({ kitId: id, ...scanned.shape }),
  locks,
  refusals: kitRefusals,
  audit: z.object({ inOrder: z.boolean() }),
  run: async (work, { kitId, ...scan }) => {
    const { tx, site } = work
    const other = await otherThanSeal(tx, work, { raw: scan.raw, timeZone: site.timeZone, siteId: site.id })
    if (other) return refuse(other)
    const seal = await sealOf(tx, work, kitId, scan)
    if (!seal.ok) return seal
    const seen = await seeSeal(tx, work, { siteId: site.id, kitId, sealSeen: seal.value })
    if (!seen.ok) return seen
    work.note(`kit:${kitId}`, { inOrder: seen.value.inOrder })
    return ok({ ...seen.value, sealSeen: seal.value, at: work.at, zone: work.site.timeZone })
  },
})

/** The seal was broken, for an emergency or a refill, or found broken. The kit is out of order until it is counted and sealed. */
export const breakSeal = command({
  kind: 'kit.break-seal',
  what: 'Records that the seal of a kit was broken.',
  right: 'kit.check',
  by: 'anyone',
  whenLate: 'send',
  input: z.object({ kitId: id, reason: wordsIn(300) }),
  locks,
  refusals: kitRefusals,
  audit: z.object({ reason: z.string() }),
  run: async ({ tx, at, site, note }, { kitId, reason }) => {
    const kit = await kitAt(tx, site.id, kitId)
    if (!kit.ok) return kit
    const { sealBrokenAt } = kit.value
    if (sealBrokenAt !== null) return refuse({ code: 'SEAL_ALREADY_BROKEN' as const, since: sealBrokenAt })
    await openSeal(tx, at, kitId)
    note(`kit:${kitId}`, { reason })
    return ok(null)
  },
})

const baseQuantity = (unit: UnitFacts, pieces: number): number =>
  unit.baseUnit === 'uL' ? pieces * unit.containerQuantity : pieces

async function postDifferences(
  tx: Tx,
  stamp: Stamp,
  movement: string,
  kit: KitFacts,
  counted: ReadonlyMap<number, number>,
): Promise<Result<{ movement: string }, KitRefusal>> {
  const away = await outsidePlace(tx, kit.siteId, 'difference')
  const here = { id: kit.placeId, inside: true }
  const lines = kit.units.flatMap((unit): PostingLine[] => {
    const difference = baseQuantity(unit, counted.get(unit.unitId) ?? 0) - unit.quantity
    if (difference === 0) return []
    const [from, to] = difference > 0 ? [away, here] : [here, away]
    return [{ unitId: unit.unitId, lotId: unit.lotId, from, to, quantity: Math.abs(difference) }]
  })
  return post(tx, stamp, { movement, kind: 'count', lines, occurredAt: stamp.at, reason: `Count of ${kit.name}` })
}

/**
 * The full count of a kit, which ends with a new seal (R24). Differences are posted. Refuses a count that leaves out what
 * should lie in it, asks where things in it have moved since the form was seen, and refuses a seal's number that any kit has
 * ever had. A kit that is short is sealed and recorded as not in order.
 */
export const countKit = command({
  kind: 'kit.count',
  what: 'Counts a kit in full and closes it with a new seal.',
  right: 'kit.check',
  by: 'anyone',
  whenLate: 'ask',
  input: z.object({
    kitId: id,
    counted: z
      .array(
        z.object({ unitId: id, pieces: quantityOrNone, seenQuantity: quantityOrNone, seenPostingId: quantityOrNone }),
      )
      .max(5000),
    newSeal: textIn(40),
    note: textIn(300).nullable(),
  }),
  locks,
  refusals: kitRefusals,
  audit: z.object({ inOrder: z.boolean() }),
  run: async (work, { kitId, counted, newSeal, note }) => {
    const { tx, at } = work
    const siteId = work.site.id
    const kit = await kitAt(tx, siteId, kitId)
    if (!kit.ok) return kit
    if (newSeal === '') return refuse({ code: 'SEAL_EMPTY' as const })
    if (await wasNamed(tx, 'seal', newSeal)) return refuse({ code: 'SEAL_USED_BEFORE' as const, seal: newSeal })
    const other = await otherThanSeal(tx, work, { raw: newSeal, timeZone: work.site.timeZone, siteId })
    if (other) return refuse(other)
    const refusal = checkCount(kit.value.units, counted, await newestInKit(tx, kit.value.placeId))
    if (refusal) return refuse(refusal)
    const pieces = new Map(counted.map((line) => [line.unitId, line.pieces]))
    const posted = await postDifferences(tx, work, work.movement, kit.value, pieces)
    if (!posted.ok) return posted
    const sealed = { sealNumber: newSeal, sealedAt: at, sealBrokenAt: null }
    await tx.kit.update({ where: { id: kitId }, data: sealed, select: { id: true } })
    const target = { kind: 'kit', id: kitId } as const
    await endNames(tx, at, { target, kind: 'seal' })
    await registerNames(tx, work, [{ kind: 'seal', text: newSeal, target, siteId }])
    const after = await kitAt(tx, siteId, kitId)
    if (!after.ok) return after
    const inOrder = kitVerdict(after.value, at).lines.every((line) => line.enough)
    await storeCheck(tx, work, { kitId, kind: 'count', sealSeen: newSeal, inOrder, note })
    await storeCheck(tx, work, { kitId, kind: 'seal', sealSeen: newSeal, inOrder: true })
    work.note(`kit:${kitId}`, { inOrder })
    return ok({ inOrder })
  },
})
