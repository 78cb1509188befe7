import { addDays, type Day, dayOf, daysBetween, type Instant } from '~/lib/day'
import { judge } from '~/modules/stock/rules/judge/judge'
import { blocks, weigh } from '~/modules/stock/rules/judge/weigh'
import type { StockFinding, UnitFacts } from '~/modules/stock/types'
import type { KitDetail, KitFacts, KitItem, KitLine, KitVerdict } from '../types'
import { kitTable } from './table'

/** Days before an expiry at which a kit warns (R24). */
export const warnDays = [60, 30, 7] as const

const folded = (text: string): string => text.toLowerCase().replace(/\s+/g, '')

/** Two seal numbers are the same when they differ in case, spaces and hyphens only. */
export const sameSeal = (a: string, b: string): boolean => foldSeal(a) === foldSeal(b)
export const foldSeal = (text: string): string => text.toUpperCase().replace(/[\s-]+/g, '')

/** Whether a product's strength is the one asked for: 0.1 mg/mL and 11 mg/mL are not 1 mg/mL. */
function isStrength(strength: string | null, asked: string): boolean {
  if (strength === null) return false
  const text = folded(strength)
  const at = text.indexOf(folded(asked))
  return at >= 0 && !/[\d.,]/.test(text.charAt(at - 1))
}

const belongs = (unit: UnitFacts, item: KitItem): boolean =>
  unit.categoryId === item.categoryId && (item.strength === null || isStrength(unit.strength, item.strength))

/** Pieces of a unit: containers of what is counted in microliters. */
export const pieces = (unit: UnitFacts): number =>
  unit.baseUnit === 'uL' ? Math.floor(unit.quantity / unit.containerQuantity) : unit.quantity

/** The seal: on, whole, the right one, and looked at today in the site's time zone (R24). */
function sealFindings(facts: KitFacts, at: Instant): KitDetail[] {
  const { sealNumber, lastSealCheck } = facts
  if (facts.sealBrokenAt !== null && facts.sealBrokenAt <= at)
    return [{ code: 'SEAL_BROKEN', since: facts.sealBrokenAt }]
  if (sealNumber === null) return [{ code: 'NOT_SEALED' }]
  const since = facts.sealedAt ?? ''
  const check = lastSealCheck !== null && lastSealCheck.checkedAt >= since ? lastSealCheck : null
  if (check !== null && !check.inOrder) return [{ code: 'SEAL_DIFFERS', expected: sealNumber, seen: check.sealSeen }]
  const today = dayOf(at, facts.timeZone)
  if (check === null || dayOf(check.checkedAt, facts.timeZone) !== today)
    return [{ code: 'SEAL_NOT_CHECKED', sealNumber, last: check?.checkedAt ?? null }]
  return []
}

/** The full count: done within its days, and in order when it was done. */
function countFindings(facts: KitFacts, at: Instant): KitDetail[] {
  const { lastCount, countDueDays } = facts
  if (lastCount === null) return [{ code: 'COUNT_OVERDUE', last: null, dueDays: countDueDays }]
  const due = addDays(dayOf(lastCount.checkedAt, facts.timeZone), countDueDays)
  if (dayOf(at, facts.timeZone) > due)
    return [{ code: 'COUNT_OVERDUE', last: lastCount.checkedAt, dueDays: countDueDays }]
  return lastCount.inOrder ? [] : [{ code: 'COUNT_NOT_IN_ORDER', at: lastCount.checkedAt }]
}

const earliest = (units: readonly UnitFacts[]): Day | null =>
  units
    .map((unit) => unit.expiry)
    .filter((day) => day !== null)
    .sort()[0] ?? null

type Counted = { readonly item: KitItem; readonly there: number; readonly usable: readonly UnitFacts[] }

/** Lines by their codes that can't be filled without what is recalled and kept until it is replaced (R24). */
type Keeping = ReadonlySet<string>

const counts = (unit: UnitFacts, at: Instant, intent: 'count-on' | 'stand-by'): boolean =>
  !judge(unit, { intent }, at).some(blocks)

/** Whether the unit counts for nothing but this kit: recalled, and kept until it is replaced. */
const isOnlyKept = (unit: UnitFacts, at: Instant): boolean =>
  !counts(unit, at, 'count-on') && counts(unit, at, 'stand-by')

function countUsable(item: KitItem, facts: KitFacts, at: Instant, keeping: Keeping): Counted {
  const intent = keeping.has(item.countsFor ?? item.code) ? 'stand-by' : 'count-on'
  const usable = facts.units.filter((unit) => belongs(unit, item) && counts(unit, at, intent))
  return { item, usable, there: usable.reduce((sum, unit) => sum + pieces(unit), 0) }
}

/**
 * How many of each item count. Items are paired in par-list order, so the first one that needs a syringe gets it: one
 * syringe never serves two ampoules.
 */
function countLines(facts: KitFacts, at: Instant, keeping: Keeping): { lines: KitLine[]; alone: KitDetail[] } {
  const counted = facts.items.map((item) => countUsable(item, facts, at, keeping))
  const left = new Map(counted.map(({ item, there }) => [item.code, there]))
  const label = (code: string) => facts.items.find((item) => item.code === code)?.label ?? code
  const alone: KitDetail[] = []
  const paired = counted.map(({ item, there, usable }) => {
    const have = Math.min(there, ...item.needsWith.map((code) => left.get(code) ?? 0))
    for (const code of item.needsWith) left.set(code, (left.get(code) ?? 0) - Math.min(have, item.minQuantity))
    if (have < there && have < item.minQuantity && item.countsFor === null)
      alone.push({
        code: 'ITEM_ALONE',
        label: item.label,
        needs: item.needsWith.map(label),
        wanted: Math.min(there, item.minQuantity),
        have,
      })
    return { item, have, usable }
  })
  const lines = paired
    .filter(({ item }) => item.countsFor === null)
    .map(({ item, have, usable }): KitLine => {
      const others = paired.filter((other) => other.item.countsFor === item.code)
      const total = others.reduce((sum, other) => sum + other.have, have)
      return {
        code: item.code,
        label: item.label,
        wanted: item.minQuantity,
        have: total,
        enough: total >= item.minQuantity,
        earliestExpiry: earliest([...usable, ...others.flatMap((other) => other.usable)]),
      }
    })
  return {
    lines,
    alone: alone.filter((finding) =>
      lines.some((line) => 'label' in finding && line.label === finding.label && !line.enough),
    ),
  }
}

const whyOf: Partial<Record<StockFinding['code'], Extract<KitDetail, { code: 'ITEM_UNUSABLE' }>['why']>> = {
  EXPIRED: 'expired',
  ON_HOLD: 'held',
  MAY_BE_RECALLED: 'may-be-recalled',
}

/** It would belong to a line, if anybody had recorded how strong it is. */
function unknownStrength(unit: UnitFacts, items: readonly KitItem[]): KitDetail[] {
  if (unit.strength !== null) return []
  const item = items.find((each) => each.categoryId === unit.categoryId)
  return item?.strength
    ? [{ code: 'ITEM_STRENGTH_UNKNOWN', label: item.label, lotNumber: unit.lotNumber, strength: item.strength }]
    : []
}

function unitFindings(facts: KitFacts, at: Instant, keeping: Keeping): KitDetail[] {
  const today = dayOf(at, facts.timeZone)
  const findings: KitDetail[] = []
  for (const unit of facts.units) {
    const item = facts.items.find((each) => belongs(unit, each))
    if (!item) {
      findings.push(...unknownStrength(unit, facts.items))
      continue
    }
    const stop = judge(unit, { intent: 'count-on' }, at).find(blocks)
    const lotNumber = unit.lotNumber
    if (isOnlyKept(unit, at)) {
      const code = keeping.has(item.countsFor ?? item.code) ? 'ITEM_KEPT_RECALLED' : 'ITEM_REPLACED'
      const note = unit.holds.find(({ untilReplaced }) => untilReplaced)?.note ?? ''
      findings.push({ code, label: item.label, lotNumber, note })
    } else if (stop) {
      findings.push({ code: 'ITEM_UNUSABLE', label: item.label, lotNumber, why: whyOf[stop.code] ?? 'other' })
    } else if (unit.expiry !== null && daysBetween(today, unit.expiry) <= warnDays[0])
      findings.push({
        code: 'ITEM_EXPIRES',
        label: item.label,
        lotNumber,
        expiry: unit.expiry,
        days: daysBetween(today, unit.expiry),
      })
  }
  return findings
}

/**
 * Whether a kit is in order at an instant, with every finding (R24). Only usable units count: an expired or held
 * ampoule is as good as none; a month-end expiry takes effect at the site's midnight. An ampoule counts only with the
 * syringe and filter needle that it needs. Kit medicines are never disqualified for an allergy, emergency epinephrine
 * above all (R30). What is recalled and kept until it is replaced by its notice counts only as long as there is too little
 * that is good, and the finding says so.
 */
export function kitVerdict(facts: KitFacts, at: Instant): KitVerdict {
  const good = countLines(facts, at, new Set())
  const keeping: Keeping = new Set(good.lines.filter(({ enough }) => !enough).map(({ code }) => code))
  const { lines, alone } = keeping.size === 0 ? good : countLines(facts, at, keeping)
  const short = lines
    .filter((line) => !line.enough && !alone.some((finding) => 'label' in finding && finding.label === line.label))
    .map(
      (line): KitDetail => ({
        code: 'ITEM_SHORT',
        label: line.label,
        wanted: line.wanted,
        have: line.have,
      }),
    )
  const nothing: KitDetail[] = facts.items.length === 0 ? [{ code: 'NOTHING_LISTED' }] : []
  const found = [
    ...nothing,
    ...sealFindings(facts, at),
    ...countFindings(facts, at),
    ...alone,
    ...short,
    ...unitFindings(facts, at, keeping),
  ]
  const findings = weigh(kitTable, found, 'count-on')
  return {
    inOrder: !findings.some(blocks),
    findings,
    lines,
    earliestExpiry: earliest(facts.units),
  }
}
