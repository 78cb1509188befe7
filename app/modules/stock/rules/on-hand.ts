import type { Day } from '~/lib/day'
import { isUsable, type Looked, type SaidFinding } from './looked'
import { isOnlyAsked, type Standing, standingOf } from './marks'
import { firstExpiringFirst } from './unit-facts'

/** The part of a lot at one place in the same state. Quantities in base units. */
export type OnHandPart = {
  readonly placeId: number
  readonly placeName: string
  readonly quantity: number
  readonly reserved: number
  readonly units: number
  readonly standing: Standing
  readonly findings: readonly SaidFinding[]
}

export type OnHandLot = {
  readonly lotId: number
  readonly lotNumber: string
  readonly expiry: Day | null
  readonly productId: number
  readonly productName: string
  readonly baseUnit: 'uL' | 'each'
  readonly containerQuantity: number
  readonly quantity: number
  /** What of it anybody may use: nothing stands against it, and no procedure keeps it. */
  readonly usable: number
  readonly parts: readonly OnHandPart[]
}

export type OnHandProduct = {
  readonly productId: number
  readonly productName: string
  readonly manufacturer: string
  readonly baseUnit: 'uL' | 'each'
  readonly containerQuantity: number
  readonly quantity: number
  readonly usable: number
  readonly lots: readonly OnHandLot[]
}

function partsOf(units: readonly Looked[]): OnHandPart[] {
  const parts = new Map<string, OnHandPart>()
  for (const { facts, findings } of units) {
    const standing = standingOf(findings)
    const key = `${facts.placeId}:${standing.word}`
    const had = parts.get(key)
    parts.set(key, {
      placeId: facts.placeId,
      placeName: facts.placeName,
      standing,
      findings: had?.findings ?? findings,
      quantity: (had?.quantity ?? 0) + facts.quantity,
      reserved: (had?.reserved ?? 0) + facts.reserved,
      units: (had?.units ?? 0) + 1,
    })
  }
  return [...parts.values()]
}

function grouped<T>(items: readonly T[], key: (item: T) => number): T[][] {
  const groups = new Map<number, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return [...groups.values()]
}

const sum = (units: readonly Looked[]): number => units.reduce((total, unit) => total + unit.facts.quantity, 0)

const free = (units: readonly Looked[]): number =>
  units.reduce((total, { facts }) => total + Math.max(0, facts.quantity - facts.reserved), 0)

function lotOf(units: readonly Looked[]): OnHandLot[] {
  const [first] = units
  if (!first) return []
  const { lotId, lotNumber, expiry, productId, productName, baseUnit, containerQuantity } = first.facts
  return [
    {
      lotId,
      lotNumber,
      expiry,
      productId,
      productName,
      baseUnit,
      containerQuantity,
      quantity: sum(units),
      usable: free(units.filter(isUsable)),
      parts: partsOf(units),
    },
  ]
}

/** The mark of a product: how much of it anybody may use; where it is none, whether all of it is only kept or somebody's own. */
export function productStanding(product: OnHandProduct, amount: string): Standing {
  if (product.usable > 0) return { state: 'ready', word: `${amount} usable` }
  const marks = product.lots.flatMap(({ parts }) => parts.map(({ standing }) => standing))
  return isOnlyAsked(marks) ? { state: 'check', word: 'none free' } : { state: 'stop', word: 'none usable' }
}

/**
 * What is on hand, by product and lot, first-expiring first, each part with why it is not offered (R13). What anything stands
 * against, and what a procedure keeps, counts as none in `usable`.
 */
export function onHandByProduct(looked: readonly Looked[]): OnHandProduct[] {
  const sorted = [...looked].sort((a, b) => firstExpiringFirst(a.facts, b.facts))
  return grouped(sorted, (unit) => unit.facts.productId)
    .flatMap((units) => {
      const [first] = units
      if (!first) return []
      const { productId, productName, manufacturer, baseUnit, containerQuantity } = first.facts
      const lots = grouped(units, (unit) => unit.facts.lotId).flatMap(lotOf)
      const usableQuantity = lots.reduce((total, lot) => total + lot.usable, 0)
      return [
        {
          productId,
          productName,
          manufacturer,
          baseUnit,
          containerQuantity,
          quantity: sum(units),
          usable: usableQuantity,
          lots,
        },
      ]
    })
    .sort((a, b) => a.productName.localeCompare(b.productName) || a.productId - b.productId)
}
