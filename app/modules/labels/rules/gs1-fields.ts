/** What the elements of a GS1 label mean: fields by the vectors' names, and what the label lacks by GS1's own rules. */
import type { LabelElement, LabelFields, LabelReading } from '../types'
import { digitsAt, fullYear, isoDay, lastDayOfMonth } from './dates'
import { type AiSpec, aiSpec } from './gs1-table'
import type { Ctx } from './outcome'

const FIELDS: Readonly<Record<string, string>> = {
  '00': 'sscc',
  '01': 'gtin',
  '02': 'contentGtin',
  '10': 'lot',
  '20': 'variant',
  '21': 'serial',
  '22': 'cpv',
  '235': 'tpx',
  '240': 'additionalId',
  '241': 'customerPart',
  '250': 'secondarySerial',
  '400': 'orderNumber',
  '414': 'gln',
  '710': 'nhrnPZN',
  '711': 'nhrnCIP',
  '712': 'nhrnCN',
  '713': 'nhrnDRN',
  '714': 'nhrnAIM',
  '715': 'nhrnNDC',
  '716': 'nhrnAIC',
  '717': 'nhrnSRN',
  '7004': 'potency',
  '8003': 'grai',
  '8004': 'giai',
  '8012': 'version',
  '8013': 'gmn',
  '8020': 'paymentRef',
}

const DAY_FIELDS: Readonly<Record<string, string>> = {
  '11': 'productionDate',
  '12': 'dueDate',
  '13': 'packagingDate',
  '15': 'bestBefore',
  '16': 'sellBy',
  '17': 'expiry',
}

type Fields = Record<string, string | number | readonly string[]>

/** The reading of checked elements; pushes warnings about companions that are missing or should not be there. */
export function gs1Reading(form: string, elements: readonly LabelElement[], ctx: Ctx): LabelReading {
  noteCompanions(elements, ctx)
  return { symbology: 'gs1', form, elements, fields: gs1Fields(elements, ctx.now), warnings: ctx.warnings }
}

/** The decoded fields of checked elements. Day 00 is the last day of the month, with precision `month` (R4). */
export function gs1Fields(elements: readonly LabelElement[], now: string): LabelFields {
  const fields: Fields = {}
  for (let i = 0; i < elements.length; i++) {
    const { id, value } = elements[i]!
    const name = FIELDS[id]
    if (name !== undefined) fields[name] = value
    else if (id.length === 2) addTwoDigitField(fields, id, value, now)
    else if (id === '7003') addExpiryTime(fields, value, now)
    if (id === '01') {
      fields.di = value
      addNdc(fields, value)
    }
  }
  return fields
}

function addTwoDigitField(fields: Fields, id: string, value: string, now: string): void {
  if (id === '30' || id === '37') {
    fields.count = fields.quantity = Number(value)
    return
  }
  const name = DAY_FIELDS[id]
  // An expiry with its time says more than the day beside it.
  if (name === undefined || (id === '17' && fields.expiryPrecision === 'minute')) return
  const year = fullYear(digitsAt(value, 0, 2), now)
  const month = digitsAt(value, 2, 2)
  const day = digitsAt(value, 4, 2)
  fields[name] = (day === 0 ? lastDayOfMonth(year, month) : isoDay(year, month, day))!
  fields[`${name}Precision`] = day === 0 ? 'month' : 'day'
}

function addExpiryTime(fields: Fields, value: string, now: string): void {
  const day = isoDay(fullYear(digitsAt(value, 0, 2), now), digitsAt(value, 2, 2), digitsAt(value, 4, 2))
  fields.expiry = `${day}T${value.slice(6, 8)}:${value.slice(8, 10)}`
  fields.expiryPrecision = 'minute'
}

/**
 * Adds the NDC-10 and its three possible NDC-11 to the fields of a GTIN that holds one: number system 3, so "003" leads.
 * The split 4-4-2, 5-3-2 or 5-4-1 is not in the code; the catalog must know.
 */
export function addNdc(fields: Fields, gtin: string): void {
  if (!gtin.startsWith('003')) return
  const ndc = gtin.slice(3, 13)
  fields.ndc10 = ndc
  fields.ndc11Candidates = [`0${ndc}`, `${ndc.slice(0, 5)}0${ndc.slice(5)}`, `${ndc.slice(0, 9)}0${ndc.slice(9)}`]
}

/** Requisites and exclusions are rules for the whole label (dictionary: req, ex), and one barcode may be half of it: warn. */
function noteCompanions(elements: readonly LabelElement[], ctx: Ctx): void {
  let missingProduct = false
  for (let i = 0; i < elements.length; i++) {
    const spec = aiSpec(Number(elements[i]!.id))!
    if (spec.excludes.length > 0 || spec.sameMeasure !== '') noteConflicts(spec, elements, ctx)
    if (spec.requires.length === 0 || isAccompanied(spec, elements)) continue
    if (spec.requires.some((group) => group[0] === '01')) missingProduct = true
    else {
      const wanted = spec.requires.map((group) => `(${group.join(')+(')})`).join(' or ')
      ctx.warnings.push({ code: 'REQUISITE_MISSING', detail: `(${spec.ai}) should come with ${wanted}.` })
    }
  }
  if (missingProduct && !hasAi(elements, '01')) {
    const detail = 'This barcode names no product: scan the other barcode of the label too.'
    ctx.warnings.push({ code: 'MISSING_GTIN', detail })
  }
}

function isAccompanied(spec: AiSpec, elements: readonly LabelElement[]): boolean {
  const groups = spec.requires
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i]!
    let found = 0
    while (found < group.length && hasAi(elements, group[found]!)) found++
    if (found === group.length) return true
  }
  return false
}

function noteConflicts(spec: AiSpec, elements: readonly LabelElement[], ctx: Ctx): void {
  for (let i = 0; i < spec.excludes.length; i++) {
    if (hasAi(elements, spec.excludes[i]!)) {
      const detail = `(${spec.ai}) and (${spec.excludes[i]}) don’t belong on one label.`
      ctx.warnings.push({ code: 'CONFLICTING_PAIR', detail })
    }
  }
  if (spec.sameMeasure === '') return
  for (let i = 0; i < elements.length; i++) {
    const { id } = elements[i]!
    if (id !== spec.ai && id.length === 4 && id.startsWith(spec.sameMeasure)) {
      const detail = `(${spec.ai}) and (${id}) say the same with different decimals.`
      ctx.warnings.push({ code: 'CONFLICTING_PAIR', detail })
    }
  }
}

/** Whether an AI is among the elements; "n" in it stands for any digit. */
function hasAi(elements: readonly LabelElement[], ai: string): boolean {
  for (let i = 0; i < elements.length; i++) if (elements[i]!.id === ai) return true
  if (ai.charCodeAt(ai.length - 1) !== 110) return false
  const stem = ai.slice(0, ai.indexOf('n'))
  return elements.some(({ id }) => id.length === 4 && id.startsWith(stem))
}
