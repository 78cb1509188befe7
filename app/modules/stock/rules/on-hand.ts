import type { Day, Instant } from '~/lib/day'
import type { Finding, UnitFacts } from '../types'
import { blocks } from './judge/weigh'
import { firstExpiringFirst } from './unit-facts'
import { usability } from './usability'

/** How a thing stands, as pages mark it: word, shape and color. */
export type Standing = { readonly state: 'ready' | 'check' | 'stop' | 'hold' | 'not-proven'; readonly word: string }

const words: Record<Finding['code'], Standing> = {
  ON_HOLD: { state: 'hold', word: 'on hold' },
  MAY_BE_RECALLED: { state: 'stop', word: 'may be recalled' },
  KEPT_UNTIL_REPLACED: { state: 'hold', word: 'recalled, kept' },
  EXPIRED: { state: 'stop', word: 'expired' },
  EXPIRY_UNKNOWN: { state: 'stop', word: 'expiry not known' },
  OPENED_TOO_LONG: { state: 'stop', word: 'opened too long' },
  OPENED_FOR_OTHER: { state: 'stop', word: 'opened' },
  THAWED_TOO_LONG: { state: 'stop', word: 'out too long' },
  WRONG_STORAGE: { state: 'stop', word: 'wrong storage' },
  STORAGE_NOT_PROVEN: { state: 'not-proven', word: 'not proven' },
  NONE_LEFT: { state: 'not-proven', word: 'none left' },
  WRONG_BAND: { state: 'stop', word: 'wrong storage' },
  REFROZEN: { state: 'stop', word: 'thawed' },
  PART_OF_SEALED: { state: 'stop', word: 'sealed' },
  EXPIRES_SOON: { state: 'check', word: 'soon' },
  OPENED: { state: 'check', word: 'opened' },
  THAWING: { state: 'check', word: 'out of storage' },
}

const usable: Standing = { state: 'ready', word: 'usable' }

const weightOf = (finding: Finding): number => (finding.severity === 'stop' ? 2 : Number(blocks(finding)))

/** The one mark of a unit: its worst finding, holds first, else usable. */
export function standingOf(findings: readonly Finding[]): Standing {
  const [worst] = [...findings].sort((a, b) => weightOf(b) - weightOf(a))
  return worst ? words[worst.code] : usable
}

/** The part of a lot at one place in the same state. Quantities in base units. */
export type OnHandPart = {
  readonly placeId: number
  readonly placeName: string
  readonly quantity: number
  readonly reserved: number
  readonly units: number
  readonly standing: Standing
  readonly findings: readonly Finding[]
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

type Judged = { readonly facts: UnitFacts; readonly usable: boolean; readonly findings: readonly Finding[] }

function partsOf(units: readonly Judged[]): OnHandPart[] {
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

const sum = (units: readonly Judged[]): number => units.reduce((total, unit) => total + unit.facts.quantity, 0)

function lotOf(units: readonly Judged[]): OnHandLot[] {
  const [first] = units
  if (!first) return []
  const { lotId, lotNumber, expiry, productId, productName, baseUnit, containerQuantity } = first.facts
  const good = units.filter((unit) => unit.usable)
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
      usable: sum(good),
      parts: partsOf(units),
    },
  ]
}

/**
 * What is on hand, by product and lot, first-expiring first, each part with why it is not offered (R13). What is expired,
 * held or not proven counts as none in `usable`.
 */
export function onHandByProduct(facts: readonly UnitFacts[], at: Instant): OnHandProduct[] {
  const judged = [...facts].sort(firstExpiringFirst).map((each): Judged => ({ facts: each, ...usability(each, at) }))
  return grouped(judged, (unit) => unit.facts.productId)
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
