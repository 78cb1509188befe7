/** Bare numbers: EAN-13, EAN-8, UPC-A, UPC-E, ITF-14, with NDC candidates out of UPC-A; and PZN-8 of Code 39. */
import type { LabelElement, LabelReading, Symbology } from '../types'
import { readElementString } from './gs1'
import { hasCheckDigit } from './gs1-checks'
import { cutElements } from './gs1-elements'
import { addNdc, gs1Fields } from './gs1-fields'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

/** Reads what an EAN/UPC or ITF scanner sends: `family` is E (EAN/UPC) or I (ITF), from the symbology identifier. */
export function readRetailCode(text: string, family: 'E' | 'I', ctx: Ctx): Outcome {
  const [digits = '', composite] = text.split('|')
  if (/\D/.test(digits)) return refuse('CHARSET', 'A code of this kind is digits only.', digits.search(/\D/), digits)
  const modifier = ctx.symbologyId?.[2]
  if (composite !== undefined) return readComposite(digits, composite, ctx)
  if (family === 'I') return digits.length === 14 ? readGtin(digits, 'itf-14', ctx) : lengthRefusal(digits, '14')
  if (modifier === '4') return digits.length === 8 ? readGtin(digits, 'ean-8', ctx) : lengthRefusal(digits, '8')
  if (modifier === '0' && digits.length === 8) return readUpcE(digits, ctx)
  const main = digits.slice(0, 13)
  const addOn = digits.length - 13
  if (modifier === '0' ? addOn !== 0 : addOn !== 0 && addOn !== 2 && addOn !== 5) return lengthRefusal(digits, '13')
  return readGtin(main, 'ean-13', ctx)
}

/** A GS1 Composite: the linear number, then the 2D part as an element string behind "|". */
function readComposite(digits: string, composite: string, ctx: Ctx): Outcome {
  const linear = readGtin(digits, digits.length === 8 ? 'ean-8' : 'ean-13', ctx)
  if (linear.kind !== 'read') return linear
  const rest = cutElements(composite.replace(/^\]e[0-3]/, ''), ctx.now)
  if ('code' in rest) return refuse(rest.code, rest.detail, digits.length + 1 + rest.at, composite)
  const fields = { ...gs1Fields(rest.elements, ctx.now), ...linear.reading.fields }
  return accept({ ...linear.reading, form: 'gs1-composite', elements: rest.elements, fields })
}

function lengthRefusal(digits: string, wanted: string): Outcome {
  return refuse('LENGTH', `This has ${digits.length} digits, not ${wanted}.`, 0, digits)
}

function checkDigitRefusal(digits: string): Outcome {
  const detail = 'The check digit is wrong: a digit was misread or mistyped.'
  return refuse('CHECK_DIGIT', detail, digits.length - 1, digits)
}

/** Reads 8, 12, 13 or 14 digits with their check digit. */
function readGtin(digits: string, form: string, ctx: Ctx): Outcome {
  if (digits.length === 0) return lengthRefusal(digits, '8 to 14')
  if (!hasCheckDigit(digits, 0, digits.length)) {
    return refuse(
      'CHECK_DIGIT',
      'The check digit is wrong: a digit was misread or mistyped.',
      digits.length - 1,
      digits,
    )
  }
  return accept(gtinReading(digits, form, ctx))
}

function gtinReading(digits: string, form: string, ctx: Ctx): LabelReading {
  const gtin = digits.padStart(14, '0')
  const fields: Record<string, string | readonly string[]> = { gtin, di: gtin }
  addNdc(fields, gtin)
  const symbology: Symbology = gtin.startsWith('003') ? 'ndc' : 'ean'
  const elements: LabelElement[] = [{ id: '01', value: gtin }]
  return { symbology, form, elements, fields, warnings: ctx.warnings }
}

/** UPC-E: number system 0 or 1, six digits, check digit of the UPC-A that they stand for (GenSpecs 5.2.3.3). */
function readUpcE(digits: string, ctx: Ctx): Outcome {
  const upcA = expandUpcE(digits.slice(0, 7)) + digits[7]
  if (digits[0]! > '1' || !hasCheckDigit(upcA, 0, 12)) {
    return checkDigitRefusal(digits)
  }
  return accept(upcEReading(digits, upcA, ctx))
}

function upcEReading(digits: string, upcA: string, ctx: Ctx): LabelReading {
  const reading = gtinReading(upcA, 'upc-e', ctx)
  return { ...reading, fields: { ...reading.fields, upcE: digits } }
}

/** The first eleven digits of the UPC-A behind the number system and six digits of a UPC-E. */
function expandUpcE(digits: string): string {
  const [system, a, b, c, d, e, last] = digits as unknown as string[]
  if (last! <= '2') return `${system}${a}${b}${last}0000${c}${d}${e}`
  if (last === '3') return `${system}${a}${b}${c}00000${d}${e}`
  if (last === '4') return `${system}${a}${b}${c}${d}00000${e}`
  return `${system}${a}${b}${c}${d}${e}0000${last}`
}

/**
 * Reads digits of which no symbology identifier says what they are. A number with a right check digit is a GTIN or
 * SSCC, else an element string; what may be two things is ambiguous (R3).
 */
export function readBareDigits(text: string, ctx: Ctx): Outcome {
  const length = text.length
  if (length === 8) return readEightDigits(text, ctx)
  if (length === 6) return readSixDigits(text, ctx)
  const isNumber = (length >= 12 && length <= 14) || length === 18
  const numbered = isNumber && hasCheckDigit(text, 0, length)
  if (numbered) {
    const reading = length === 18 ? ssccReading(text, ctx) : gtinReading(text, `gtin-${length}`, ctx)
    // A lot or serial alone, "10…" or "21…", may by accident end in a right check digit.
    const other = /^(10|21)/.test(text) ? readElementString(text, { ...ctx, warnings: [] }) : null
    if (other?.kind !== 'read') return accept(reading)
    const detail = 'These digits are a product number or a lot or serial: the scanner doesn’t say which.'
    return { kind: 'ambiguous', reason: 'OTHER', detail, readings: [reading, other.reading] }
  }
  const outcome = readElementString(text, ctx)
  if (outcome.kind !== 'refused') return outcome
  const addOn = (length === 15 || length === 18) && outcome.refusal.code === 'UNKNOWN_AI'
  if (addOn && hasCheckDigit(text, 0, 13)) {
    return accept(gtinReading(text.slice(0, 13), 'ean-13-add-on', ctx))
  }
  if (length >= 12 && length <= 14) {
    return checkDigitRefusal(text)
  }
  return outcome
}

function ssccReading(text: string, ctx: Ctx): LabelReading {
  return {
    symbology: 'gs1',
    form: 'sscc',
    elements: [{ id: '00', value: text }],
    fields: { sscc: text },
    warnings: ctx.warnings,
  }
}

/**
 * Eight digits: a date element of a label of several barcodes, EAN-8 or UPC-E. What begins as a date does is a date,
 * right or wrong: a clinic's labels have those, and a shop's EAN-8 with such a beginning comes with its symbology.
 */
function readEightDigits(text: string, ctx: Ctx): Outcome {
  if (/^1[1-35-7]\d\d(0[1-9]|1[0-2])[0-3]\d$/.test(text)) return readElementString(text, ctx)
  const readings: LabelReading[] = []
  if (hasCheckDigit(text, 0, 8)) readings.push(gtinReading(text, 'ean-8', ctx))
  const upcA = expandUpcE(text.slice(0, 7)) + text[7]
  if (text[0] === '0' && hasCheckDigit(upcA, 0, 12)) readings.push(upcEReading(text, upcA, ctx))
  if (readings.length === 1) return accept(readings[0]!)
  if (readings.length === 0) {
    const outcome = readElementString(text, ctx)
    return outcome.kind === 'read' ? outcome : checkDigitRefusal(text)
  }
  const detail =
    'These eight digits are different numbers as EAN-8 and as UPC-E, and the scanner doesn’t say which it read.'
  return { kind: 'ambiguous', reason: 'UPC_E_OR_EAN_8', detail, readings }
}

/** Six digits: an element string, else a UPC-E without number system and check digit, which nothing proves. */
function readSixDigits(text: string, ctx: Ctx): Outcome {
  const outcome = readElementString(text, { ...ctx, warnings: [] })
  if (outcome.kind === 'read')
    return accept({ ...outcome.reading, warnings: [...ctx.warnings, ...outcome.reading.warnings] })
  const body = expandUpcE(`0${text}`)
  for (let check = 0; check <= 9; check++) {
    const upcA = `${body}${check}`
    if (!hasCheckDigit(upcA, 0, 12)) continue
    const reading = gtinReading(upcA, 'upc-e', ctx)
    const detail = 'Six digits may be a short UPC code, but nothing in them proves that they were read rightly.'
    const readings = [{ ...reading, fields: { ...reading.fields, upcE: text } }]
    return { kind: 'ambiguous', reason: 'UPC_E_OR_EAN_8', detail, readings }
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
  const digits = text.replace(/^(PZN)?\s*[-–:]?\s*/, '')
  if (!/^\d{8}$/.test(digits)) return refuse('LENGTH', 'A PZN has eight digits.', 0, text)
  if (!isPzn(digits)) return refuse('CHECK_DIGIT', 'The check digit of the PZN is wrong.', text.length - 1, text)
  return accept({
    symbology: 'pzn',
    form: 'pzn-8',
    elements: [{ id: 'PZN', value: digits }],
    fields: { pzn: digits },
    warnings: ctx.warnings,
  })
}
