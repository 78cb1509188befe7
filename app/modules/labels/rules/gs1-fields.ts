/** What the elements of a GS1 label mean: fields by the vectors' names, and what the label lacks by GS1's own rules. */
import type { LabelFields, LabelReading } from '../types'
import { daysInMonth, isoDay, pairAt, yearAt } from './dates'
import type { Elements } from './gs1-elements'
import type { AiSpec } from './gs1-table'
import { type Ctx, readingOf, warn } from './outcome'

type Fields = Record<string, string | number | readonly string[]>

/** The reading of checked elements; pushes warnings about companions that are missing or should not be there. */
export function gs1Reading(form: string, all: Elements, ctx: Ctx): LabelReading {
  noteCompanions(all.specs, ctx)
  return readingOf('gs1', form, all.elements, gs1Fields(all, ctx.now), ctx)
}

/** The decoded fields of checked elements. Day 00 is the last day of the month, with precision `month` (R4). */
export function gs1Fields({ elements, specs }: Elements, now: string): LabelFields {
  const fields: Fields = {}
  for (let i = 0; i < specs.length; i++) {
    const { value } = elements[i]!
    const { number, field, precisionField } = specs[i]!
    switch (number) {
      case 1:
        addGtin(fields, value)
        break
      // The usual ones by name: a name that the engine knows beforehand is stored ten times as fast.
      case 10:
        fields.lot = value
        break
      case 21:
        fields.serial = value
        break
      case 17:
        // An expiry with its time says more than the day beside it.
        if (fields.expiryPrecision === 'minute') break
        fields.expiry = dayOf(value, now)
        fields.expiryPrecision = precisionOf(value)
        break
      case 7003:
        fields.expiry = `${dayOf(value, now)}T${value.slice(6, 8)}:${value.slice(8, 10)}`
        fields.expiryPrecision = 'minute'
        break
      case 30:
      case 37:
        fields.count = fields.quantity = Number(value)
        break
      default:
        if (field !== '') fields[field] = precisionField === '' ? value : dayOf(value, now)
        if (precisionField !== '') fields[precisionField] = precisionOf(value)
    }
  }
  return fields
}

function precisionOf(value: string): string {
  return pairAt(value, 4) === 0 ? 'month' : 'day'
}

function dayOf(value: string, now: string): string {
  const year = yearAt(value, 0, now)
  const month = pairAt(value, 2)
  return isoDay(year, month, pairAt(value, 4) || daysInMonth(year, month))!
}

/**
 * Adds a GTIN, and where it holds an NDC (number system 3, so "003" leads) the NDC-10 and its three possible NDC-11:
 * the split 4-4-2, 5-3-2 or 5-4-1 is not in the code; the catalog must know.
 */
export function addGtin(fields: Fields, gtin: string): void {
  fields.gtin = fields.di = gtin
  if (!gtin.startsWith('003')) return
  const ndc = gtin.slice(3, 13)
  fields.ndc10 = ndc
  fields.ndc11Candidates = [`0${ndc}`, `${ndc.slice(0, 5)}0${ndc.slice(5)}`, `${ndc.slice(0, 9)}0${ndc.slice(9)}`]
}

/** Requisites and exclusions are rules for the whole label (dictionary: req, ex), and one barcode may be half of it: warn. */
function noteCompanions(specs: readonly AiSpec[], ctx: Ctx): void {
  let missingProduct = false
  const hasGtin = hasAi(specs, '01')
  let bits = 0
  for (let i = 0; i < specs.length; i++) bits |= specs[i]!.bit
  for (let i = 0; i < specs.length; i++) {
    const { ai, requires, goesWithGtin, excludes, excludedBits, sameMeasure } = specs[i]!
    for (let e = 0; (bits & excludedBits) !== 0 && e < excludes.length; e++) {
      if (hasAi(specs, excludes[e]!)) warn(ctx, 'CONFLICTING_PAIR', `(${ai}) (${excludes[e]})`)
    }
    if (sameMeasure !== '') {
      for (const other of specs) {
        if (other.ai !== ai && other.sameMeasure === sameMeasure) warn(ctx, 'CONFLICTING_PAIR', `(${ai}) (${other.ai})`)
      }
    }
    if (requires.length === 0 || (hasGtin && goesWithGtin) || isAccompanied(requires, specs)) continue
    if (requires.some((group) => group[0] === '01')) missingProduct = true
    else warn(ctx, 'REQUISITE_MISSING', `(${ai}) ${requires.map((group) => group.join('+')).join(' ')}`)
  }
  if (missingProduct && !hasGtin) warn(ctx, 'MISSING_GTIN')
}

function isAccompanied(requires: AiSpec['requires'], specs: readonly AiSpec[]): boolean {
  for (let i = 0; i < requires.length; i++) {
    const group = requires[i]!
    let found = 0
    while (found < group.length && hasAi(specs, group[found]!)) found++
    if (found === group.length) return true
  }
  return false
}

/** Whether an AI is among the elements; "n" in it stands for any digit. */
function hasAi(specs: readonly AiSpec[], wanted: string): boolean {
  for (let i = 0; i < specs.length; i++) if (specs[i]!.ai === wanted) return true
  if (wanted.charCodeAt(wanted.length - 1) !== 110) return false
  const stem = wanted.slice(0, wanted.indexOf('n'))
  return specs.some(({ ai }) => ai.length === 4 && ai.startsWith(stem))
}
