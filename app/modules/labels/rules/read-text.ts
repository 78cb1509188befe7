/** Which standard a text is written in, by its carrier and its first characters; then that standard's reader. */
import type { LabelReading } from '../types'
import { carrierOf, symbologyIdOf } from './carriers'
import { readBareDigits, readPzn, readRetailCode } from './ean'
import { readElementString } from './gs1'
import { hasCheckDigit } from './gs1-checks'
import { readHri } from './gs1-hri'
import { isLink, readLink } from './gs1-link'
import { readHibc } from './hibc'
import { readIsbt128 } from './isbt128'
import { readIsbtText } from './isbt128-text'
import { isEnvelope, readEnvelope } from './iso15434'
import { isLabelText, readLabelText } from './label-text'
import { accept, type Ctx, type Outcome, refuse } from './outcome'
import { isOwnCode, readOwnCode } from './own-code'

/** Reads a text without affixes, with its symbology identifier in front or in the context. Mends nothing. */
export function readText(text: string, ctx: Ctx): Outcome {
  if (text.charCodeAt(0) !== 93) return readBody(text, ctx)
  const symbologyId = symbologyIdOf(text)
  if (!symbologyId) {
    const detail = 'The text begins with “]” but not with the mark of any kind of barcode.'
    return refuse('SYMBOLOGY_ID', detail, 0, text.slice(0, 3))
  }
  return readBody(text.slice(3), { ...ctx, symbologyId })
}

function readBody(text: string, ctx: Ctx): Outcome {
  const first = text.charCodeAt(0)
  // "+" and "*": HIBC, whose last character may be a space; "=", "&" and "\" begin ISBT 128.
  if (first === 43 || (first === 42 && text.charCodeAt(1) === 43)) return asked(readHibc(text, ctx))
  if (first === 61 || first === 38 || text.startsWith('\\T\\')) return readIsbt128(text, ctx)
  const carrier = carrierOf(ctx.symbologyId)
  const body = text.charCodeAt(text.length - 1) === 32 ? text.trimEnd() : text
  if (body === '') {
    if (ctx.symbologyId === null) return refuse('EMPTY', 'Nothing was scanned.')
    return refuse(carrier === 'other' ? 'EMPTY' : 'LENGTH', 'The barcode holds nothing.', 0)
  }
  if (carrier === 'retail' || carrier === 'itf') return readRetailCode(body, carrier === 'itf' ? 'I' : 'E', ctx)
  if (isEnvelope(body)) return readEnvelope(body, ctx)
  if (first === 40 || first === 91) return readBracketed(body, ctx)
  if (carrier === 'gs1') return readElementString(body, ctx)
  if (first >= 48 && first <= 57) return carrier === 'other' ? readOther(body, ctx) : readFigures(body, ctx)
  if (first === 29) return carrier === 'other' ? readOther(body, ctx) : readElementString(body, ctx)
  return readWords(body, ctx)
}

/** HIBC whose check character the scanner swallowed, or in a barcode that announces GS1: nothing proves it, so it is asked. */
function asked(outcome: Outcome): Outcome {
  if (outcome.kind !== 'read' || outcome.reading.warnings.length === 0) return outcome
  const { reading } = outcome
  const doubt = reading.warnings.find(
    ({ code }) => code === 'CARRIER_MISMATCH' || code === 'CHECK_CHARACTER_STRIPPED_BY_SCANNER',
  )
  return doubt ? { kind: 'ambiguous', reason: 'OTHER', detail: doubt.detail, readings: [reading] } : outcome
}

/** What begins with a digit and of whose carrier nothing is known. */
function readFigures(text: string, ctx: Ctx): Outcome {
  if (/^\d+$/.test(text)) return readBareDigits(text, ctx)
  const donation = text.length === 14 || text.charCodeAt(5) === 32 ? readIsbtText(text, ctx) : null
  if (!donation) return readElementString(text, ctx)
  const outcome = readElementString(text, { ...ctx, warnings: [] })
  if (outcome.kind !== 'read' || donation.kind !== 'read') return outcome.kind === 'read' ? outcome : donation
  const detail = 'This may be a typed donation number or a GS1 barcode.'
  return { kind: 'ambiguous', reason: 'OTHER', detail, readings: [donation.reading, outcome.reading] }
}

/**
 * What stood in a barcode that is not marked as GS1's. A product number is one anywhere; what reads as a GS1 element
 * string may be an unmarked GS1 label or any company's own code, so it is asked (GenSpecs 5.1.2).
 */
function readOther(text: string, ctx: Ctx): Outcome {
  if (/^(\d{8}|\d{12,14})$/.test(text) && hasCheckDigit(text, 0, text.length)) return readBareDigits(text, ctx)
  const detail = 'This reads as a GS1 label, but its barcode is not marked as one.'
  const marked: Ctx = { ...ctx, warnings: [...ctx.warnings, { code: 'NOT_GS1_CARRIER', detail }] }
  const outcome = readElementString(text, marked)
  if (outcome.kind === 'refused') return accept(plainReading(ctx))
  const readings = outcome.kind === 'read' ? [outcome.reading] : outcome.readings
  return { kind: 'ambiguous', reason: 'OTHER', detail, readings: [...readings, plainReading(ctx)] }
}

/** Parentheses or brackets lead a GS1 identifier, or the text is some code of its own. */
function readBracketed(text: string, ctx: Ctx): Outcome {
  if (carrierOf(ctx.symbologyId) === 'other' && !/^[([]\d{2,4}[)\]]/.test(text)) return accept(plainReading(ctx))
  return readHri(text, ctx)
}

/** What begins with a letter or a sign. */
function readWords(text: string, ctx: Ctx): Outcome {
  if (isLink(text)) return readLink(text, ctx)
  if (isOwnCode(text)) return readOwnCode(text, ctx)
  if (/^(PZN\s*[-–:]?\s*|-)\d{7,8}$/.test(text)) return readPzn(text, ctx)
  const donation = readIsbtText(text, ctx)
  if (donation) return donation
  if (carrierOf(ctx.symbologyId) === 'other') return accept(plainReading(ctx))
  if (isLabelText(text)) return readLabelText(text, ctx)
  const foreign = /[^\x1d\x20-\x7e]/.test(text)
  const cause = foreign
    ? ' It holds letters that no label has: the computer’s keyboard layout may not be the scanner’s.'
    : ''
  return refuse('UNKNOWN_LABEL', `This is no label of a kind that Vialkeep knows.${cause}`, 0, text.slice(0, 20))
}

/** A code of no standard: it says nothing by itself, but a product may be linked to it. */
function plainReading(ctx: Ctx): LabelReading {
  return { symbology: 'plain', form: 'plain', elements: [], fields: {}, warnings: ctx.warnings }
}
