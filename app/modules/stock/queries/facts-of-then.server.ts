import type { Day, Instant } from '~/lib/day'
import type { Reader } from '~/lib/db.server'
import { holdThen, type KnownRow, lastKnown, ownerThen, type Proof, proofThen, type Then } from '../rules/then'
import type { HoldFact, UnitMark } from '../types'
import {
  answersKnown,
  balancesThen,
  clocksThen,
  expiriesKnown,
  holdsKnown,
  marksKnown,
  rangesKnown,
  stretchesThen,
  unitsAsked,
} from './then-reads.server'

/** What a product's label said of its storage. Temperatures in hundredths of a degree Celsius; a null end is open. */
export type RangeThen = Omit<Awaited<ReturnType<typeof rangesKnown>>[number], 'id' | 'productId'>

/** How much of a unit stood at a place; `proof` is null where there is nothing to prove: a room, a kit. Base units. */
export type StandThen = { readonly placeId: number; readonly quantity: number; readonly proof: Proof | null }

/** What was true and known of a unit, as later judgments of that moment need it (docs/safety.md §2, R41). */
export type FactsThen = {
  readonly unitId: number
  readonly lotId: number
  readonly productId: number
  /** Null when nothing was known of the lot yet. */
  readonly expiry: {
    readonly expiry: Day | null
    readonly expiryTime: string | null
    readonly expiryPrecision: 'day' | 'month'
    readonly reason: string
    readonly recordedAt: Instant
  } | null
  /** In force at the moment. */
  readonly holds: readonly HoldFact[]
  /** Placed after the moment, and known: shown as later, not judged by. */
  readonly laterHolds: readonly HoldFact[]
  /** Where it stood; none for a unit that was not in the ledger then. */
  readonly stands: readonly StandThen[]
  /** By allergen; an allergen that is missing had no answer. */
  readonly contains: ReadonlyMap<string, 'yes' | 'no' | 'unknown'>
  readonly range: RangeThen | null
  /** The patient whose own unit it was known to be. */
  readonly ownerId: number | null
  /** What it had become by the moment. */
  readonly marks: readonly UnitMark[]
  readonly openedAt: Instant | null
  readonly discardAt: Instant | null
  readonly thawLimitAt: Instant | null
}

const distinct = (ids: readonly (number | null)[]): number[] => [
  ...new Set(ids.filter((id): id is number => id !== null)),
]

async function gather(reader: Reader, unitIds: readonly number[], then: Then) {
  const units = await unitsAsked(reader, unitIds)
  const lotIds = distinct(units.map((unit) => unit.lotId))
  const productIds = distinct(units.map((unit) => unit.productId))
  const balances = await balancesThen(reader, { unitIds, lotIds }, then)
  const placeIds = distinct(balances.flatMap((row) => [row.placeId, row.parentId]))
  return {
    units,
    balances,
    expiries: await expiriesKnown(reader, lotIds, then),
    stretches: await stretchesThen(reader, distinct(balances.map((row) => row.storageId)), then),
    holds: await holdsKnown(reader, { unitIds, lotIds, productIds, placeIds }, then),
    answers: await answersKnown(reader, productIds, then),
    ranges: await rangesKnown(reader, productIds, then),
    marks: (await marksKnown(reader, unitIds, then)).map(asMark),
    clocks: await clocksThen(reader, unitIds, then),
  }
}

type Gathered = Awaited<ReturnType<typeof gather>>
type Asked = Gathered['units'][number]

const asMark = (row: Awaited<ReturnType<typeof marksKnown>>[number]): UnitMark & KnownRow => {
  const { refKind, refId, quantity, ...rest } = row
  return { ...rest, ref: { kind: refKind, id: refId }, ...(quantity === null ? {} : { quantity }) }
}

/** What had happened to it by the moment; whose it is, is no event and counts whenever it was found out. */
const marksOf = (all: Gathered, { unitId }: Asked, then: Then): UnitMark[] =>
  all.marks.filter((mark) => mark.unitId === unitId && mark.at <= then.at)

function holdsOf(all: Gathered, unit: Asked, then: Then, how: 'standing' | 'later'): HoldFact[] {
  const places = all.balances.filter((row) => row.unitId === unit.unitId).flatMap((row) => [row.placeId, row.parentId])
  const scopeOf = (hold: Gathered['holds'][number]): HoldFact['scope'] | null => {
    if (hold.unitId !== null) return hold.unitId === unit.unitId ? 'unit' : null
    if (hold.lotId !== null) return hold.lotId === unit.lotId ? 'lot' : null
    if (hold.productId !== null) return hold.productId === unit.productId ? 'product' : null
    return hold.placeId !== null && places.includes(hold.placeId) ? 'place' : null
  }
  return all.holds.flatMap((hold) => {
    const scope = scopeOf(hold)
    if (scope === null || holdThen(hold, then) !== how) return []
    const { id, reason, note, source, placedAt } = hold
    return [{ id, reason, note, source, scope, placedAt }]
  })
}

function containsOf(all: Gathered, { productId }: Asked, then: Then): Map<string, 'yes' | 'no' | 'unknown'> {
  const own = all.answers.filter((row) => row.productId === productId)
  return new Map(
    [...new Set(own.map((row) => row.allergen))].flatMap((allergen) => {
      const last = lastKnown(
        own.filter((row) => row.allergen === allergen),
        then,
      )
      return last === null ? [] : [[allergen, last.answer] as const]
    }),
  )
}

function standsOf(all: Gathered, { unitId }: Asked, then: Then): StandThen[] {
  return all.balances
    .filter((row) => row.unitId === unitId)
    .map(({ placeId, storageId, quantity }) => ({
      placeId,
      quantity,
      proof:
        storageId === null
          ? null
          : proofThen(
              all.stretches.filter((stretch) => stretch.placeId === storageId),
              then,
            ),
    }))
}

function rangeOf(all: Gathered, { productId }: Asked, then: Then): RangeThen | null {
  const last = lastKnown(
    all.ranges.filter((row) => row.productId === productId),
    then,
  )
  if (last === null) return null
  const { id: _id, productId: _productId, ...range } = last
  return range
}

function expiryOf(all: Gathered, { lotId }: Asked, then: Then): FactsThen['expiry'] {
  const last = lastKnown(
    all.expiries.filter((row) => row.lotId === lotId),
    then,
  )
  if (last === null) return null
  const { id: _id, lotId: _lotId, ...expiry } = last
  return expiry
}

const earliest = (instants: readonly Instant[]): Instant | null => [...instants].sort()[0] ?? null

/**
 * The facts of these units at a moment, as they were known at another (docs/safety.md §2): for every unit, in the ledger then
 * or not. Its expiry, holds, stands with their proof, what it contains, its labeled range, owner, marks and clocks. A unit that
 * nobody has ever made is left out. The number of statements does not grow with the number of units.
 */
export async function factsOfThen(reader: Reader, unitIds: readonly number[], then: Then): Promise<FactsThen[]> {
  if (unitIds.length === 0) return []
  const all = await gather(reader, unitIds, then)
  return all.units.map((unit) => {
    const clocks = all.clocks.filter((clock) => clock.unitId === unit.unitId)
    const openings = clocks.filter((clock) => clock.kind === 'opening')
    return {
      ...unit,
      expiry: expiryOf(all, unit, then),
      holds: holdsOf(all, unit, then, 'standing'),
      laterHolds: holdsOf(all, unit, then, 'later'),
      stands: standsOf(all, unit, then),
      contains: containsOf(all, unit, then),
      range: rangeOf(all, unit, then),
      ownerId: ownerThen(
        all.marks.filter((mark) => mark.unitId === unit.unitId),
        then,
      ),
      marks: marksOf(all, unit, then),
      openedAt: earliest(openings.map((clock) => clock.from)),
      discardAt: earliest(openings.map((clock) => clock.until)),
      thawLimitAt: earliest(clocks.filter((clock) => clock.kind !== 'opening').map((clock) => clock.until)),
    }
  })
}
