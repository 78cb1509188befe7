/** ISO/IEC 15434 envelopes: format 06 with MH10.8.2 identifiers (the PPN of German and Austrian packs), format 05 with GS1. */
import type { LabelElement } from '../types'
import { daysInMonth, digitsAt, fullYear, isoDay, lastDayOfMonth } from './dates'
import { isPzn } from './ean'
import { readElementString } from './gs1'
import { CHARACTER_SETS, hasCheckDigit } from './gs1-checks'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

type Fields = Record<string, string | number>

/** Whether the text begins with the message header of ISO/IEC 15434. */
export function isEnvelope(text: string): boolean {
  return text.startsWith('[)>')
}

/**
 * Reads an envelope. The record separator after the header and the trailer may be missing: keyboard scanners drop them.
 * Refuses other formats, unknown identifiers, empty parts, a PPN beside a GTIN.
 */
export function readEnvelope(text: string, ctx: Ctx): Outcome {
  const match = /^\[\)>\x1e?(0[56])\x1d([^\x04]*?)\x1e?\x04?$/.exec(text)
  if (!match) return refuse('FORMAT', 'Only formats 05 and 06 of an ISO 15434 label can be read.', 0, text.slice(0, 8))
  const body = match[2]!
  if (match[1] === '05') return readElementString(body, ctx)
  const elements: LabelElement[] = []
  const fields: Fields = {}
  let at = text.indexOf(body, 4)
  for (const part of body.split('\x1d')) {
    const cut = /^(\d{0,3}[A-Z])(.+)$/s.exec(part)
    if (!cut) return refuse('SYNTAX', 'A part of this label is empty or has no identifier.', at, part)
    const [, id, value] = cut as unknown as [string, string, string]
    const refusal = addPart(id, value, fields, ctx, at)
    if (refusal) return refusal
    elements.push({ id, value })
    at += part.length + 1
  }
  if (fields.ppn !== undefined && fields.gtin !== undefined) {
    return refuse('SYNTAX', 'A label can’t carry a PPN and a GTIN together.', 0, `${fields.ppn} ${fields.gtin}`)
  }
  return accept({ symbology: 'iso15434', form: 'iso15434-06', elements, fields, warnings: ctx.warnings })
}

function addPart(id: string, value: string, fields: Fields, ctx: Ctx, at: number): Outcome | null {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code > 127 || (CHARACTER_SETS[code]! & 2) === 0) {
      return refuse('CHARSET', 'This character can’t stand here.', at + id.length + i, value)
    }
  }
  switch (id) {
    case '9N':
      return addPpn(value, fields, at)
    case '8P':
      if (!/^\d{14}$/.test(value)) return refuse('LENGTH', 'A GTIN has 14 digits.', at, value)
      if (!hasCheckDigit(value, 0, 14)) return refuse('CHECK_DIGIT', 'The check digit of the GTIN is wrong.', at, value)
      fields.gtin = fields.di = fields.ppnOrGtin = value
      return null
    case '1T':
      return addText('lot', value, fields, at)
    case 'S':
      return addText('serial', value, fields, at)
    case 'D':
      return addDay('expiry', value, fullYear(digitsAt(value, 0, 2), ctx.now), 2, fields, at)
    case '14D':
      return addDay('expiry', value, digitsAt(value, 0, 4), 4, fields, at)
    case '16D':
      return addDay('productionDate', value, digitsAt(value, 0, 4), 4, fields, at)
    case 'Q':
      if (!/^\d{1,8}$/.test(value)) return refuse('QUANTITY', 'The quantity is not a number.', at, value)
      fields.quantity = Number(value)
      return null
    case '27Q': // price and the like: kept raw
    case '8V':
    case '33L':
      return null
    default:
      return refuse('UNKNOWN_IDENTIFIER', `The identifier ${id} is not known here.`, at, id)
  }
}

/** A PPN: registration agency, national number, two check digits: character codes times 2, 3, …, modulo 97 (IFA). */
function addPpn(value: string, fields: Fields, at: number): Outcome | null {
  if (value.length < 5 || value.length > 22)
    return refuse('LENGTH', 'This is too short or too long for a PPN.', at, value)
  let sum = 0
  const length = value.length - 2
  for (let i = 0; i < length; i++) sum += value.charCodeAt(i) * (i + 2)
  if (String(sum % 97).padStart(2, '0') !== value.slice(length)) {
    return refuse('CHECK_DIGIT', 'The check digits of the PPN are wrong.', at + 2 + length, value)
  }
  const inner = value.slice(2, length)
  if (value.startsWith('11')) {
    if (!isPzn(inner)) return refuse('CHECK_DIGIT', 'The PZN in the PPN has a wrong check digit.', at, value)
    fields.pzn = inner
  }
  fields.ppn = fields.ppnOrGtin = fields.di = value
  return null
}

function addText(name: 'lot' | 'serial', value: string, fields: Fields, at: number): Outcome | null {
  if (value.length > 20) return refuse('LENGTH', `A ${name} has at most 20 characters.`, at, value)
  fields[name] = value
  return null
}

/** A date: the month stands at `month`, the day after it. Day 00 is allowed in the six-digit form only. */
function addDay(name: string, value: string, year: number, month: number, fields: Fields, at: number): Outcome | null {
  if (!/^\d+$/.test(value) || value.length !== month + 4) return refuse('DATE', 'This is not a date.', at, value)
  const monthNumber = digitsAt(value, month, 2)
  const day = digitsAt(value, month + 2, 2)
  const whole = day === 0 && month === 2
  const date = whole ? lastDayOfMonth(year, monthNumber) : isoDay(year, monthNumber, day)
  if (!date || daysInMonth(year, monthNumber) === 0) return refuse('DATE', 'The calendar has no such day.', at, value)
  fields[name] = date
  fields[`${name}Precision`] = whole ? 'month' : 'day'
  return null
}
