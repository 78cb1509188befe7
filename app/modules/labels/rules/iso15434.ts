/** ISO/IEC 15434 envelopes: format 06 with MH10.8.2 identifiers (the PPN of German and Austrian packs), format 05 with GS1. */
import type { LabelFields } from '../types'
import { weightedSum } from './characters'
import { longDay } from './dates'
import { isPzn } from './ean'
import { readElementString } from './gs1'
import { checkValue, noElements, refuseAt } from './gs1-elements'
import { gs1Fields } from './gs1-fields'
import { specOf } from './gs1-table'
import { accept, type Ctx, type Outcome, readingOf, refuse } from './outcome'

/** MH10 identifiers, each with the GS1 one of the same format; 7250 is any YYYYMMDD, 91 any text. */
const AS_GS1: Readonly<Record<string, string>> = {
  '8P': '01',
  '1T': '10',
  S: '21',
  D: '17',
  Q: '37',
  '14D': '7250',
  '16D': '7250',
  '9N': '91',
  '27Q': '91', // price and the like: kept raw
  '8V': '91',
  '33L': '91',
}

/**
 * Reads an envelope, which begins with “[)>”. The record separator after the header and the trailer may be missing: keyboard scanners drop them.
 * Refuses other formats, unknown identifiers, empty parts, a PPN beside a GTIN.
 */
export function readEnvelope(text: string, ctx: Ctx): Outcome {
  const [, format, body = ''] = /^\[\)>\x1e?(0[56])\x1d([^\x04]*?)\x1e?\x04?$/.exec(text) ?? []
  if (!format) return refuse('FORMAT', 'envelope', 0, text.slice(0, 8))
  if (format === '05') return readElementString(body, ctx)
  const asGs1 = noElements()
  const own: Record<string, string> = {}
  let at = text.indexOf('\x1d') + 1
  for (const part of body.split('\x1d')) {
    const id = /^\d{0,3}[A-Z](?=.)/s.exec(part)?.[0]
    if (!id) return refuse('SYNTAX', 'part', at, part)
    const value = part.slice(id.length)
    const spec = specOf(AS_GS1[id] ?? '')
    if (!spec) return refuse('UNKNOWN_IDENTIFIER', id, at, id)
    const complaint = checkValue({ ...spec, ai: id }, value, at + id.length, ctx.thisYear)
    if (complaint) return refuseAt(complaint, 0, part)
    const date = id === '14D' ? 'expiry' : id === '16D' && 'productionDate'
    const day = date ? longDay(value, 0) : null
    if (date && day === null) return refuse('DATE', date, at + id.length, value)
    if (date && day !== null) {
      own[date] = day
      own[`${date}Precision`] = 'day'
    }
    if (id === '8P') own.ppnOrGtin = value
    const refusal = id === '9N' && addPpn(own, value, at)
    if (refusal) return refusal
    asGs1.elements.push({ id, value })
    asGs1.specs.push(spec)
    at += part.length + 1
  }
  const fields: LabelFields = { ...gs1Fields(asGs1, ctx.thisYear), ...own }
  if (fields.ppn && fields.gtin) return refuse('SYNTAX', 'PPN', 0, `${fields.ppn} ${fields.gtin}`)
  return accept(readingOf('iso15434', 'iso15434-06', asGs1.elements, fields, ctx))
}

/** A PPN: registration agency, national number, two check digits: character codes times 2, 3, …, modulo 97 (IFA). */
function addPpn(fields: Record<string, string>, value: string, at: number): Outcome | null {
  const length = value.length - 2
  if (length < 3 || length > 20) return refuse('LENGTH', 'PPN', at, value)
  if (Number(value.slice(length)) !== weightedSum(value.slice(0, -2)) % 97)
    return refuse('CHECK_DIGIT', 'PPN', at + 2 + length, value)
  fields.ppn = fields.ppnOrGtin = fields.di = value
  const pzn = value.slice(2, length)
  if (!value.startsWith('11')) return null
  fields.pzn = pzn
  return isPzn(pzn) ? null : refuse('CHECK_DIGIT', 'PZN', at, value)
}
