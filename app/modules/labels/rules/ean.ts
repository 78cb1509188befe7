/** Bare numbers: EAN-13, EAN-8, UPC-A, UPC-E, ITF-14, with NDC candidates out of UPC-A; and PZN-8 of Code 39. */
import type { LabelFields, LabelReading } from '../types'
import { readElementString } from './gs1'
import { hasCheckDigit } from './gs1-checks'
import { cutElements, refuseAt } from './gs1-elements'
import { addGtin, gs1Fields } from './gs1-fields'
import { accept, ask, type Ctx, noting, type Outcome, readingOf, refuse } from './outcome'

/** Reads what an EAN/UPC or ITF scanner sends; which of them, the symbology identifier says. */
export function readRetailCode(text: string, ctx: Ctx): Outcome {
  const [digits = '', composite] = text.split('|')
  const stranger = digits.search(/\D/)
  if (stranger >= 0) return refuse('CHARSET', 'N', stranger, digits)
  const [, family, modifier] = ctx.symbologyId!
  const { length } = digits
  if (composite !== undefined) return readComposite(digits, composite, ctx)
  if (family === 'I') return readGtin(digits, 14, 'itf-14', ctx)
  if (modifier === '4') return readGtin(digits, 8, 'ean-8', ctx)
  if (modifier === '0' && length === 8) return readUpcE(digits, ctx)
  const hasAddOn = modifier !== '0' && (length === 15 || length === 18)
  return readGtin(hasAddOn ? digits.slice(0, 13) : digits, 13, 'ean-13', ctx)
}

/** A GS1 Composite: the linear number, then the 2D part as an element string behind "|". */
function readComposite(digits: string, composite: string, ctx: Ctx): Outcome {
  const { length } = digits
  const linear = readGtin(digits, length, length === 8 ? 'ean-8' : 'ean-13', ctx)
  if (linear.kind !== 'read') return linear
  const rest = cutElements(composite.replace(/^\]e[0-3]/, ''), ctx.thisYear)
  if ('code' in rest) return refuseAt(rest, length + 1, composite)
  const fields = { ...gs1Fields(rest, ctx.thisYear), ...linear.reading.fields }
  return accept({ ...linear.reading, form: 'gs1-composite', elements: rest.elements, fields })
}

function wrongDigit(digits: string): Outcome {
  return refuse('CHECK_DIGIT', 'number', digits.length - 1, digits)
}

/** Reads so many digits with their check digit. */
function readGtin(digits: string, length: number, form: string, ctx: Ctx): Outcome {
  if (digits.length !== length || length < 8 || length > 14) return refuse('LENGTH', 'number', 0, digits)
  return hasCheckDigit(digits, 0, length) ? accept(gtinReading(digits, form, ctx)) : wrongDigit(digits)
}

function gtinReading(digits: string, form: string, ctx: Ctx, more: LabelFields = {}): LabelReading {
  const gtin = digits.padStart(14, '0')
  const fields = {}
  addGtin(fields, gtin)
  const symbology = 'ndc10' in fields ? 'ndc' : 'ean'
  return readingOf(symbology, form, [{ id: '01', value: gtin }], { ...fields, ...more }, ctx)
}

/** UPC-E: number system 0 or 1, six digits, check digit of the UPC-A that they stand for (GenSpecs 5.2.3.3). */
function readUpcE(digits: string, ctx: Ctx): Outcome {
  const reading = digits[0]! > '1' ? null : upcEReading(digits, ctx)
  return reading ? accept(reading) : wrongDigit(digits)
}

/** The reading of eight digits as UPC-E, or null where the check digit is wrong. */
function upcEReading(digits: string, ctx: Ctx): LabelReading | null {
  const last = digits[6]!
  // Where its zeros were left out, by the last of the six digits, which may itself stand before or behind them.
  const [at, zeros] = last < '3' ? [3, `${last}0000`] : last < '5' ? [Number(last) + 1, '00000'] : [6, `0000${last}`]
  const upcA = digits.slice(0, at) + zeros + digits.slice(at, 6) + digits[7]
  return hasCheckDigit(upcA, 0, 12) ? gtinReading(upcA, 'upc-e', ctx, { upcE: digits }) : null
}

/**
 * Reads digits of which no symbology identifier says what they are. A number with a right check digit is a GTIN or
 * SSCC, else an element string; what may be two things is ambiguous (R3).
 */
export function readBareDigits(text: string, ctx: Ctx): Outcome {
  const { length } = text
  if (length === 8) return readEightDigits(text, ctx)
  if (length === 6) return readSixDigits(text, ctx)
  const isGtin = length >= 12 && length <= 14
  if ((isGtin || length === 18) && hasCheckDigit(text, 0, length)) {
    const reading = isGtin
      ? gtinReading(text, `gtin-${length}`, ctx)
      : readingOf('gs1', 'sscc', [{ id: '00', value: text }], { sscc: text }, ctx)
    // A lot or serial alone, "10…" or "21…", may by accident end in a right check digit.
    const other = /^(10|21)/.test(text) ? readElementString(text, { ...ctx, warnings: [] }) : null
    return other?.kind === 'read' ? ask('number', [reading, other.reading]) : accept(reading)
  }
  const outcome = readElementString(text, ctx)
  if (outcome.kind !== 'refused') return outcome
  const hasAddOn = (length === 15 || length === 18) && outcome.refusal.code === 'UNKNOWN_AI'
  if (hasAddOn && hasCheckDigit(text, 0, 13)) return accept(gtinReading(text.slice(0, 13), 'ean-13-add-on', ctx))
  return isGtin ? wrongDigit(text) : outcome
}

/**
 * Eight digits: a date element of a label of several barcodes, EAN-8 or UPC-E. What begins as a date does is a date,
 * right or wrong: a clinic's labels have those, and a shop's EAN-8 with such a beginning comes with its symbology.
 */
function readEightDigits(text: string, ctx: Ctx): Outcome {
  if (/^1[1-35-7]\d\d(0[1-9]|1[0-2])[0-3]\d$/.test(text)) return readElementString(text, ctx)
  const upcE = text[0] === '0' ? upcEReading(text, ctx) : null
  const ean8 = hasCheckDigit(text, 0, 8) ? gtinReading(text, 'ean-8', ctx) : null
  if (ean8 && upcE) return ask('ean-8', [ean8, upcE], 'UPC_E_OR_EAN_8')
  const reading = ean8 ?? upcE
  if (reading) return accept(reading)
  const outcome = readElementString(text, ctx)
  return outcome.kind === 'read' ? outcome : wrongDigit(text)
}

/** Six digits: an element string, else a UPC-E without number system and check digit, which nothing proves. */
function readSixDigits(text: string, ctx: Ctx): Outcome {
  const outcome = readElementString(text, noting(ctx))
  if (outcome.kind === 'read') return outcome
  for (const check of '0123456789') {
    const reading = upcEReading(`0${text}${check}`, ctx)
    if (reading) return ask('upc-e', [{ ...reading, fields: { ...reading.fields, upcE: text } }], 'UPC_E_OR_EAN_8')
  }
  return outcome
}

/** PZN-8, the German medicine number: weights 1 to 7, modulo 11; a remainder of 10 is never given out. */
export function isPzn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < 7; i++) sum += (digits.charCodeAt(i) - 48) * (i + 1)
  return digits.length === 8 && sum % 11 === digits.charCodeAt(7) - 48
}

/** Reads "-" and eight digits, as Code 39 carries a PZN, or "PZN" and eight digits, as it is printed. */
export function readPzn(text: string, ctx: Ctx): Outcome {
  const digits = text.replace(/\D/g, '')
  if (digits.length !== 8) return refuse('LENGTH', 'PZN', 0, text)
  if (!isPzn(digits)) return refuse('CHECK_DIGIT', 'PZN', text.length - 1, text)
  return accept(readingOf('pzn', 'pzn-8', [{ id: 'PZN', value: digits }], { pzn: digits }, ctx))
}
