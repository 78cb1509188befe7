/** GS1 element strings: application identifiers and their values, as a scanner sends them (GenSpecs 7.8). */
import type { LabelElement, LabelFields, LabelReading } from '../types'
import { digitsAt, fullYear, isoDay, lastDayOfMonth } from './dates'
import { type Complaint, checkPart } from './gs1-checks'
import { AI_DIGITS, type AiSpec, aiSpec } from './gs1-table'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

const GS = '\x1d'

/** Reads an element string without symbology identifier; GS is the separator, a leading one is FNC1 in first position. */
export function readElementString(text: string, ctx: Ctx): Outcome {
  const elements: LabelElement[] = []
  let at = 0
  while (at < text.length && text[at] === GS) at++
  if (at >= text.length) return refuse('LENGTH', 'There is nothing on this label.', at)
  while (at < text.length) {
    const two = digitsAt(text, at, 2)
    const digits = two < 0 ? 0 : AI_DIGITS[two]!
    const spec = two < 0 ? undefined : aiSpec(digitsAt(text, at, digits))
    if (!spec) return refuse('UNKNOWN_AI', 'No GS1 identifier begins here.', at, text.slice(at, at + 4))
    const start = at + digits
    let end = text.indexOf(GS, start)
    if (end < 0) end = text.length
    if (spec.predefined > 0) end = Math.min(start + spec.predefined, text.length)
    const complaint = checkValue(spec, text, start, end, ctx.now)
    if (complaint) return refuse(complaint.code, complaint.detail, complaint.at, text.slice(start, end))
    elements.push({ id: spec.ai, value: text.slice(start, end) })
    at = end
    while (at < text.length && text[at] === GS) at++
  }
  return accept(gs1Reading('gs1-element-string', elements, ctx))
}

/** Checks one value from `start` to `end` against the format of its AI. */
export function checkValue(spec: AiSpec, text: string, start: number, end: number, now: string): Complaint | null {
  const length = end - start
  if (length < spec.min || length > spec.max) {
    return { code: 'LENGTH', detail: `The value of (${spec.ai}) has the wrong length.`, at: start }
  }
  let at = start
  for (const part of spec.parts) {
    if (part.optional && at === end) break
    const to = Math.min(at + part.max, end)
    if (to - at < part.min) return { code: 'LENGTH', detail: `The value of (${spec.ai}) is cut short.`, at }
    const complaint = checkPart(part, text, at, to, now)
    if (complaint) return complaint
    at = to
  }
  return null
}

/** The reading of checked elements. */
export function gs1Reading(form: string, elements: readonly LabelElement[], ctx: Ctx): LabelReading {
  return { symbology: 'gs1', form, elements, fields: gs1Fields(elements, ctx.now), warnings: ctx.warnings }
}

function gs1Fields(elements: readonly LabelElement[], now: string): LabelFields {
  const fields: Record<string, string | number> = {}
  for (const { id, value } of elements) {
    if (id === '01') fields.gtin = fields.di = value
    if (id === '10') fields.lot = value
    if (id === '21') fields.serial = value
    if (id === '17' || id === '11') {
      const name = id === '17' ? 'expiry' : 'productionDate'
      const year = fullYear(digitsAt(value, 0, 2), now)
      const month = digitsAt(value, 2, 2)
      const day = digitsAt(value, 4, 2)
      fields[name] = (day === 0 ? lastDayOfMonth(year, month) : isoDay(year, month, day)) ?? ''
      fields[`${name}Precision`] = day === 0 ? 'month' : 'day'
    }
  }
  return fields
}
