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
import { readEnvelope } from './iso15434'
import { isLabelText, readLabelText } from './label-text'
import { type TypedNdc, typedNdc } from './ndc'
import { accept, ask, type Ctx, noting, type Outcome, readingOf, readingsOf, refuse } from './outcome'
import { isOwnCode, readOwnCode } from './own-code'

/** Reads a text without affixes, with its symbology identifier in front or in the context. Mends nothing. */
export function readText(text: string, ctx: Ctx): Outcome {
  if (text.charCodeAt(0) !== 93) return readBody(text, ctx)
  const symbologyId = symbologyIdOf(text)
  if (!symbologyId) return refuse('SYMBOLOGY_ID', '', 0, text.slice(0, 3))
  const { thisYear, warnings, scanner } = ctx
  const known = { thisYear, symbologyId, warnings, scanner }
  // Most labels of a clinic are these: their text is not copied first.
  const isPlainGs1 = isDigit(text.charCodeAt(3)) && !text.endsWith(' ') && carrierOf(symbologyId) === 'gs1'
  return isPlainGs1 ? readElementString(text, known, 3) : readBody(text.slice(3), known)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function readBody(text: string, ctx: Ctx): Outcome {
  const first = text.charCodeAt(0)
  // "+" and "*": HIBC, whose last character may be a space; "=", "&" and "\" begin ISBT 128.
  if (first === 43 || (first === 42 && text.charCodeAt(1) === 43)) return asked(readHibc(text, ctx))
  if (first === 61 || first === 38 || (first === 92 && text.startsWith('\\T\\'))) return readIsbt128(text, ctx)
  const carrier = carrierOf(ctx.symbologyId)
  const body = text.charCodeAt(text.length - 1) === 32 ? text.trimEnd() : text
  if (body === '') {
    const isOpen = carrier === 'unknown' || carrier === 'other'
    return refuse(isOpen ? 'EMPTY' : 'LENGTH', '', carrier === 'unknown' ? undefined : 0)
  }
  if (carrier === 'retail') return readRetailCode(body, ctx)
  // Parentheses or brackets lead a GS1 identifier, or the text is some code of its own.
  if (first === 40 || first === 91) {
    if (body.startsWith('[)>')) return readEnvelope(body, ctx)
    return carrier === 'other' && !/^.\d{2,4}[)\]]/.test(body) ? accept(plainReading(ctx)) : readHri(body, ctx)
  }
  if (carrier === 'gs1') return readElementString(body, ctx)
  const isFigures = isDigit(first)
  if (carrier === 'other' && (isFigures || first === 29)) return readOther(body, ctx)
  if (first === 29) return readElementString(body, ctx)
  return isFigures ? readFigures(body, ctx) : readWords(body, ctx)
}

/** HIBC whose check character the scanner swallowed, or in a barcode that announces GS1: nothing proves it, so it is asked. */
function asked(outcome: Outcome): Outcome {
  if (outcome.kind !== 'read') return outcome
  for (const { code } of outcome.reading.warnings) {
    if (code === 'CARRIER_MISMATCH' || code === 'CHECK_CHARACTER_STRIPPED_BY_SCANNER')
      return ask(code, [outcome.reading])
  }
  return outcome
}

/** What begins with a digit and of whose carrier nothing is known. */
function readFigures(text: string, ctx: Ctx): Outcome {
  if (!/\D/.test(text)) return readBareDigits(text, ctx)
  const ndc = readNdc(text, noting(ctx))
  const other = ndc ?? readIsbtText(text, noting(ctx))
  if (!other) return readElementString(text, ctx)
  const outcome = readElementString(text, { ...ctx, warnings: [] })
  if (outcome.kind !== 'read') return other
  return other.kind === 'read' ? ask(ndc ? 'ndc' : 'donation', [other.reading, outcome.reading]) : outcome
}

/** An NDC as packages print it, with its dashes or behind its name; null where the text has no such shape. */
function readNdc(text: string, ctx: Ctx): Outcome | null {
  const ndc = typedNdc(text)
  return ndc ? accept(ndcReading(text, ndc, ctx)) : null
}

/** The reading of a typed NDC: like a code of a package, without anything that proves it. */
export function ndcReading(text: string, { ndc10, ndc11 }: TypedNdc, ctx: Ctx): LabelReading {
  const fields = { ndc11Candidates: ndc11, ...(ndc10 === null ? {} : { ndc10 }) }
  return readingOf('ndc', 'ndc-typed', [{ id: 'NDC', value: text }], fields, noting(ctx, 'NO_MACHINE_CODE'))
}

/**
 * What stood in a barcode that is not marked as GS1's. A product number is one anywhere; what reads as a GS1 element
 * string may be an unmarked GS1 label or any company's own code, so it is asked (GenSpecs 5.1.2).
 */
function readOther(text: string, ctx: Ctx): Outcome {
  if (/^(\d{8}|\d{12,14})$/.test(text) && hasCheckDigit(text, 0, text.length)) return readBareDigits(text, ctx)
  const readings = readingsOf(readElementString(text, noting(ctx, 'NOT_GS1_CARRIER')))
  const plain = plainReading(ctx)
  return readings.length === 0 ? accept(plain) : ask('NOT_GS1_CARRIER', [...readings, plain])
}

/** What begins with a letter or a sign. */
function readWords(text: string, ctx: Ctx): Outcome {
  if (isLink(text)) return readLink(text, ctx)
  if (isOwnCode(text)) return readOwnCode(text, ctx)
  if (/^(PZN\s*[-–:]?\s*|-)\d{7,8}$/.test(text)) return readPzn(text, ctx)
  const ndc = readNdc(text, ctx)
  if (ndc) return ndc
  const donation = readIsbtText(text, ctx)
  if (donation) return donation
  if (carrierOf(ctx.symbologyId) === 'other') return accept(plainReading(ctx))
  if (isLabelText(text)) return readLabelText(text, ctx)
  return refuse('UNKNOWN_LABEL', /[^\x1d\x20-\x7e]/.test(text) ? 'letters' : '', 0, text.slice(0, 20))
}

/** A code of no standard: it says nothing by itself, but a product may be linked to it. */
function plainReading(ctx: Ctx): LabelReading {
  return readingOf('plain', 'plain', [], {}, ctx)
}
