/** What the elements of a GS1 label mean: fields by the vectors' names, and what the label lacks by GS1's own rules. */
import type { LabelFields, LabelReading } from '../types'
import { daysInMonth, isoDay, pairAt, yearAt } from './dates'
import type { Elements } from './gs1-elements'
import { type AiSpec, aiSpec } from './gs1-table'
import { ndc11Of } from './ndc'
import { type Ctx, readingOf, warn } from './outcome'

type Fields = Record<string, string | number | readonly string[]>

/** The reading of checked elements; pushes warnings about companions that are missing or should not be there. */
export function gs1Reading(form: string, all: Elements, ctx: Ctx): LabelReading {
  noteCompanions(all.specs, ctx)
  return readingOf('gs1', form, all.elements, gs1Fields(all, ctx.thisYear), ctx)
}

/** The decoded fields of checked elements. Day 00 is the last day of the month, with precision `month` (R4). */
export function gs1Fields({ elements, specs }: Elements, thisYear: number): LabelFields {
  const fields: Fields = {}
  for (let i = 0; i < specs.length; i++) {
    const { value } = elements[i]!
    const { number, field, precisionField } = specs[i]!
    // The usual ones by name: a name that the engine knows beforehand is stored ten times as fast.
    if (number === 1) addGtin(fields, value)
    else if (number === 10) fields.lot = value
    else if (number === 21) fields.serial = value
    else if (number === 30 || number === 37) fields.count = fields.quantity = Number(value)
    else if (number === 7003) {
      fields.expiry = `${dayOf(value, thisYear)}T${value.slice(6, 8)}:${value.slice(8, 10)}`
      fields.expiryPrecision = 'minute'
    } else if (number === 17) {
      // An expiry with its time says more than the day beside it.
      if (fields.expiryPrecision === 'minute') continue
      fields.expiry = dayOf(value, thisYear)
      fields.expiryPrecision = precisionOf(value)
    } else if (number > 10 && number < 17) {
      fields[field] = dayOf(value, thisYear)
      fields[precisionField] = precisionOf(value)
    } else if (field !== '') fields[field] = value
  }
  return fields
}

function precisionOf(value: string): string {
  return pairAt(value, 4) === 0 ? 'month' : 'day'
}

function dayOf(value: string, thisYear: number): string {
  const year = yearAt(value, 0, thisYear)
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
  fields.ndc11Candidates = ndc11Of(ndc)
}

/** Requisites and exclusions are rules for the whole label (dictionary: req, ex), and one barcode may be half of it: warn. */
function noteCompanions(specs: readonly AiSpec[], ctx: Ctx): void {
  let missingProduct = false
  for (let i = 0; i < specs.length; i++) {
    const { ai, requisites, requires, excludes } = specs[i]!
    for (let e = 0; e < excludes.length; e++) {
      const other = excludes[e]!
      if (has(specs, other)) warn(ctx, 'CONFLICTING_PAIR', `(${ai}) (${aiSpec(other)!.ai})`)
    }
    if (requires.length === 0 || isAccompanied(requires, specs)) continue
    if (requires.some(([first]) => first === 1)) missingProduct = true
    else warn(ctx, 'REQUISITE_MISSING', `(${ai}) ${requisites}`)
  }
  if (missingProduct && !has(specs, 1)) warn(ctx, 'MISSING_GTIN')
}

function isAccompanied(requires: AiSpec['requires'], specs: readonly AiSpec[]): boolean {
  for (let i = 0; i < requires.length; i++) {
    const group = requires[i]!
    let found = 0
    while (found < group.length && has(specs, group[found]!)) found++
    if (found === group.length) return true
  }
  return false
}

function has(specs: readonly AiSpec[], number: number): boolean {
  for (let i = 0; i < specs.length; i++) if (specs[i]!.number === number) return true
  return false
}
