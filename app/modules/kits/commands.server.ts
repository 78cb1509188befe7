import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal, Stamp } from '~/modules/audit/types'
import { endNames, registerNames } from '~/modules/names/commands.server'
import { wasNamed } from '~/modules/names/queries/was-named.server'
import { outsidePlace, post } from '~/modules/stock/commands/ledger.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import type { PostingLine, UnitFacts } from '~/modules/stock/types'
import { kitFacts } from './queries.server'
import { emergencyKit, type KitItemDraft } from './rules/emergency-kit'
import { kitVerdict, sameSeal } from './rules/verdict'
import type { KitFacts, KitRefusal } from './types'

async function kitAt(tx: Tx, siteId: number, kitId: number): Promise<Result<KitFacts, KitRefusal>> {
  const [facts] = await kitFacts(tx, { kitIds: [kitId] })
  return facts && facts.siteId === siteId ? ok(facts) : refuse({ code: 'KIT_UNKNOWN' })
}

const storeCheck = (
  tx: Tx,
  stamp: Stamp,
  check: { kitId: number; kind: 'seal' | 'count'; sealSeen: string | null; inOrder: boolean; note?: string | null },
): Promise<unknown> =>
  tx.kitCheck.create({ data: { ...check, checkedAt: stamp.at, actor: stamp.actor }, select: { id: true } })

/**
 * A seal was scanned, inside a transaction: records whether it is the kit's (R24). A wrong one is recorded too, and puts
 * the kit out of order until it is counted and sealed anew. Refuses an empty scan.
 */
export async function seeSeal(
  tx: Tx,
  stamp: Stamp,
  input: { siteId: number; kitId: number; sealSeen: string },
): Promise<Result<{ kitId: number; inOrder: boolean }, KitRefusal>> {
  const kit = await kitAt(tx, input.siteId, input.kitId)
  if (!kit.ok) return kit
  const sealSeen = input.sealSeen.trim()
  if (sealSeen === '') return refuse({ code: 'SEAL_EMPTY' })
  const { sealNumber, sealBrokenAt } = kit.value
  const inOrder = sealNumber !== null && sealBrokenAt === null && sameSeal(sealNumber, sealSeen)
  await storeCheck(tx, stamp, { kitId: input.kitId, kind: 'seal', sealSeen, inOrder })
  return ok({ kitId: input.kitId, inOrder })
}

/** A person scans the seal before a session. */
export const checkSeal = (
  context: CommandContext,
  key: string,
  input: { readonly siteId: number; readonly kitId: number; readonly sealSeen: string },
): Promise<Result<{ kitId: number; inOrder: boolean }, KitRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'kit.check-seal', input }, async (tx, note) => {
    const seen = await seeSeal(tx, context, input)
    if (seen.ok) note({ subject: `kit:${input.kitId}`, detail: { inOrder: seen.value.inOrder } })
    return seen
  })

/** The seal was broken, for an emergency or a refill, or found broken. The kit is out of order until it is counted and sealed. */
export const breakSeal = (
  context: CommandContext,
  key: string,
  input: { readonly siteId: number; readonly kitId: number; readonly reason: string },
): Promise<Result<null, KitRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'kit.break-seal', input }, async (tx, note) => {
    const kit = await kitAt(tx, input.siteId, input.kitId)
    if (!kit.ok) return kit
    if (kit.value.sealBrokenAt !== null)
      return refuse({ code: 'SEAL_ALREADY_BROKEN' as const, since: kit.value.sealBrokenAt })
    await tx.kit.update({ where: { id: input.kitId }, data: { sealBrokenAt: context.at }, select: { id: true } })
    await endNames(tx, context.at, { target: { kind: 'kit', id: input.kitId }, kind: 'seal' })
    note({ subject: `kit:${input.kitId}`, detail: { reason: input.reason } })
    return ok(null)
  })

const baseQuantity = (unit: UnitFacts, pieces: number): number =>
  unit.baseUnit === 'uL' ? pieces * unit.containerQuantity : pieces

async function postDifferences(
  tx: Tx,
  context: CommandContext,
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
  return post(tx, context, { movement, kind: 'count', lines, occurredAt: context.at, reason: `Count of ${kit.name}` })
}

export type KitCount = {
  readonly siteId: number
  readonly kitId: number
  readonly counted: readonly { readonly unitId: number; readonly pieces: number }[]
  readonly newSeal: string
  readonly note: string | null
}

/**
 * The full count of a kit, which ends with a new seal (R24). Differences are posted. Refuses a count that leaves out what
 * should lie in it, and a seal's number that any kit has ever had. A kit that is short is sealed and recorded as not in order.
 */
export const countKit = (
  context: CommandContext,
  key: string,
  input: KitCount,
): Promise<Result<{ inOrder: boolean }, KitRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'kit.count', input }, async (tx, note) => {
    const kit = await kitAt(tx, input.siteId, input.kitId)
    if (!kit.ok) return kit
    const newSeal = input.newSeal.trim()
    if (newSeal === '') return refuse({ code: 'SEAL_EMPTY' as const })
    if (await wasNamed(tx, 'seal', newSeal)) return refuse({ code: 'SEAL_USED_BEFORE' as const, seal: newSeal })
    const counted = new Map(input.counted.map((line) => [line.unitId, line.pieces]))
    const missing = kit.value.units.filter((unit) => !counted.has(unit.unitId)).length
    if (missing > 0) return refuse({ code: 'COUNT_INCOMPLETE' as const, missing })
    const posted = await postDifferences(tx, context, key, kit.value, counted)
    if (!posted.ok) return posted
    const sealed = { sealNumber: newSeal, sealedAt: context.at, sealBrokenAt: null }
    await tx.kit.update({ where: { id: input.kitId }, data: sealed, select: { id: true } })
    const target = { kind: 'kit', id: input.kitId } as const
    await endNames(tx, context.at, { target, kind: 'seal' })
    await registerNames(tx, context, [{ kind: 'seal', text: newSeal, target, siteId: input.siteId }])
    const after = await kitAt(tx, input.siteId, input.kitId)
    if (!after.ok) return after
    const inOrder = kitVerdict(after.value, context.at).lines.every((line) => line.enough)
    await storeCheck(tx, context, { kitId: input.kitId, kind: 'count', sealSeen: newSeal, inOrder, note: input.note })
    await storeCheck(tx, context, { kitId: input.kitId, kind: 'seal', sealSeen: newSeal, inOrder: true })
    note({ subject: `kit:${input.kitId}`, detail: { inOrder } })
    return ok({ inOrder })
  })

/**
 * Makes a kit at a place of kind `kit`, with its par list, inside a transaction: for a clinic's set-up and the demo. Sealed
 * and counted only when a seal is given. Refuses categories that the catalog lacks.
 */
export async function insertKit(
  tx: Tx,
  context: CommandContext,
  input: {
    readonly placeId: number
    readonly sealNumber?: string | null
    readonly sealedAt?: Instant
    readonly items?: readonly KitItemDraft[]
  },
): Promise<Result<{ kitId: number }, KitRefusal>> {
  const items = input.items ?? emergencyKit
  const rows = await tx.category.findMany({
    where: { code: { in: items.map((item) => item.category) } },
    select: { id: true, code: true },
  })
  const categories = new Map(rows.map((row) => [row.code, row.id]))
  const missing = items.map((item) => item.category).filter((code) => !categories.has(code))
  if (missing.length > 0) return refuse({ code: 'CATEGORIES_MISSING', categories: [...new Set(missing)] })
  const sealNumber = input.sealNumber ?? null
  if (sealNumber !== null && (await wasNamed(tx, 'seal', sealNumber)))
    return refuse({ code: 'SEAL_USED_BEFORE', seal: sealNumber })
  const sealedAt = sealNumber === null ? null : (input.sealedAt ?? context.at)
  const kit = await tx.kit.create({
    data: { placeId: input.placeId, sealNumber, sealedAt },
    select: { id: true, place: { select: { siteId: true } } },
  })
  if (sealNumber !== null)
    await registerNames(tx, context, [
      { kind: 'seal', text: sealNumber, target: { kind: 'kit', id: kit.id }, siteId: kit.place.siteId },
    ])
  for (const { category, needsWith, ...item } of items)
    await tx.kitItem.create({
      data: {
        ...item,
        kitId: kit.id,
        categoryId: categories.get(category) ?? 0,
        needsWith: needsWith ? needsWith.join(' ') : null,
      },
      select: { id: true },
    })
  if (sealedAt !== null)
    await storeCheck(
      tx,
      { ...context, at: sealedAt },
      { kitId: kit.id, kind: 'count', sealSeen: sealNumber, inOrder: true },
    )
  return ok({ kitId: kit.id })
}

/**
 * A person sets up an emergency kit: a place of its own, and the par list that the protocol starts with (R24). It has no
 * seal yet, so it is not in order until it is filled, counted and sealed. Refuses a name that is taken at the site, and
 * categories that the catalog lacks.
 */
export const makeKit = (
  context: CommandContext,
  key: string,
  input: { readonly siteId: number; readonly name: string },
): Promise<Result<{ kitId: number; placeId: number }, KitRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'kit.make', input }, async (tx, note) => {
    const { siteId, name } = input
    const taken = await tx.place.findFirst({
      where: { siteId, name, endedAt: null, inside: true },
      select: { id: true },
    })
    if (taken) return refuse({ code: 'KIT_NAME_TAKEN' as const, name })
    const { placeId } = await createPlace(tx, context, { siteId, kind: 'kit', name })
    const kit = await insertKit(tx, context, { placeId })
    if (!kit.ok) return kit
    note({ subject: `kit:${kit.value.kitId}`, detail: { name, place: placeId } })
    return ok({ kitId: kit.value.kitId, placeId })
  })
