/**
 * Everything that a text may mean before anybody asks a database: the label's own readings, and the text itself as a name
 * of something. A text whose carrier is not known is not GS1 because it begins with a digit: lots are made of digits too.
 */
import type { LabelReading, LabelRefusal, LabelResult, ReadOptions } from '../types'
import { carrierOf, symbologyIdOf } from './carriers'
import { isLabelText, withLotWord } from './label-text'
import { bareNdc } from './ndc'
import { distinct } from './outcome'
import { readLabel } from './read-label'
import { ndcReading } from './read-text'
import { cleanTyped, type TypedText } from './typed-text'

export type Readings = {
  readonly raw: string
  /** What the text says as a label, the likeliest first. */
  readonly label: readonly LabelReading[]
  /** The label's reading is beyond doubt: its barcode says so, or it is complete and its checks are right. */
  readonly proven: boolean
  /** The text as a name of its own; null where it can only be a label. */
  readonly typed: TypedText | null
  /** Why it can't be read as a label; it matters only where the text names nothing either. */
  readonly refusal: LabelRefusal | null
  /** The reader's own question, where it has one. */
  readonly question: Extract<LabelResult, { kind: 'ambiguous' }> | null
}

/** A text longer than this is no name that anybody typed. */
const LONGEST_NAME = 80

/** What begins like a label of a standard is one, right or wrong: no lot is called so. */
const LABEL_LIKE = /^(\]|[+=&]|\*\+|\\T\\|\(\d{2,4}\)|\[\d{2,4}\]|\[\)>|https?:\/\/|0[0-3]\d{14}|\x1d)/i

/** A group separator or another control character between two parts: only a label has those. */
const SEPARATED = /[^\s\x00-\x1f][\x00-\x08\x0e-\x1f\x7f]+[^\s\x00-\x1f]/

/** What a spreadsheet keeps of a text so that it stays one (`="NB-2402"`): the text, as it was put in. */
const FORMULA = /^\s*="([^"]+)"\s*$/

/**
 * Reads a text in every way that it may be meant.
 * @param raw as scanned, pasted or typed
 * @param options as `readLabel` takes them; a symbology identifier that says GS1 or a retail code leaves no other reading
 */
export function readAll(given: string, options: ReadOptions): Readings {
  const raw = FORMULA.exec(given)?.[1] ?? given
  const result = withoutConflict(readLabel(raw, options))
  const symbologyId = options.symbologyId ?? symbologyIdOf(raw.trimStart())
  const carrier = carrierOf(symbologyId)
  const isCarried = carrier === 'gs1' || carrier === 'retail'
  const first = readingsOf(result)
  const proven = first.length > 0 && (isCarried || first.every(isProven))
  // A scanner may say that a text stood in a barcode of no standard: then the text behind that is the name.
  const text = carrier === 'other' && raw.trimStart().startsWith(']') ? raw.trimStart().slice(3) : raw
  const isLabel = LABEL_LIKE.test(text.trim()) || SEPARATED.test(text)
  const typed = proven || isCarried || isLabel || text.length > LONGEST_NAME ? null : cleanTyped(text)
  const more = typed && carrier !== 'other' ? typedReadings(typed, raw, options) : []
  return {
    raw,
    label: distinct([...first, ...more]).filter(({ symbology }) => symbology !== 'plain'),
    proven,
    typed,
    refusal: result.kind === 'refused' ? result.refusal : null,
    question: result.kind === 'ambiguous' ? result : null,
  }
}

/**
 * What a text says as a label, as the doors read it: where the reader alone makes nothing of it, the cleaned text may (an NDC without
 * dashes, a code in quotes or behind its name).
 */
export function readAsTyped(raw: string, options: ReadOptions): LabelResult {
  const result = readLabel(raw, options)
  const isNothing = result.kind === 'refused' || (result.kind === 'read' && result.reading.symbology === 'plain')
  const [first, ...others] = isNothing ? readAll(raw, options).label : []
  return first && others.length === 0 ? { kind: 'read', raw, reading: first } : result
}

function readingsOf(result: LabelResult): readonly LabelReading[] {
  if (result.kind === 'read') return [result.reading]
  return result.kind === 'ambiguous' ? result.readings : []
}

/**
 * A label whose identifiers exclude each other: (01) names the item itself, (02) with (37) what a carton holds. The
 * syntax allows it in one barcode, so the reader only warns; whoever acts on the label can't tell which it is.
 */
export function conflictOf({ symbology, warnings, elements }: LabelReading): LabelRefusal | null {
  const pairs = warnings.filter(({ code }) => code === 'CONFLICTING_PAIR').map(({ detail }) => detail)
  const pair = pairs.find((each) => /\(0[23]\)/.test(each)) ?? pairs.find((each) => /\((01|8006|8026)\)/.test(each))
  if (symbology !== 'gs1' || !pair) return null
  return {
    code: 'CONFLICTING_PAIR',
    detail: pair,
    seen: elements.map(({ id, value }) => `(${id})${value}`).join(''),
  }
}

/** The result, refused where its reading is a label that says two things at once. */
export function withoutConflict(result: LabelResult): LabelResult {
  if (result.kind !== 'read') return result
  const refusal = conflictOf(result.reading)
  return refusal ? { kind: 'refused', raw: result.raw, refusal, warnings: result.reading.warnings } : result
}

const NAMES_GOODS = /^(0[0-3]|80(0[1346]|1[078]|26)|253|255|40[12]|41\d)$/
const DATES = /^(1[1-7]|7003|7006|7007)$/

/** Whether the text itself shows that it is what it reads as: check digits and characters, or the form of a whole label. */
export function isProven({ symbology, form, elements, fields }: LabelReading): boolean {
  switch (symbology) {
    case 'gs1':
      if (form === 'gs1-hri' || form === 'gs1-digital-link' || form === 'gs1-composite') return true
      // A lot, serial or date alone is also what a lot made of digits looks like.
      return form === 'sscc'
        ? false
        : elements.some(({ id }) => NAMES_GOODS.test(id)) ||
            (elements.length > 1 && elements.some(({ id }) => DATES.test(id)))
    case 'isbt128':
      return form !== 'isbt128-keyed-din' || fields.checkCharacter !== undefined
    case 'hibc':
    case 'iso15434':
    case 'own':
      return true
    case 'ean':
    case 'ndc':
    case 'pzn':
    case 'text':
    case 'plain':
      return false
  }
}

/** Readings that only the cleaned text has: a code in quotes or behind its name, an NDC without dashes. */
function typedReadings(typed: TypedText, raw: string, options: ReadOptions): LabelReading[] {
  const { text, word } = typed
  const isCalledName = word !== null && word !== 'product' && word !== 'donation'
  const again = isCalledName || text === raw.trim() ? [] : readingsOf(withoutConflict(readLabel(text, options)))
  const donation = /^\w{5}-\w\w-\w{6}(-\w\w?){1,2}$/.test(text) ? readLabel(text.replaceAll('-', ' '), options) : null
  const labeled = isLabelText(raw.trim()) ? null : withLotWord(text)
  const sentence = labeled ? readLabel(labeled, options) : null
  const ndc = isCalledName ? null : bareNdc(text)
  const ctx = { thisYear: Number(options.now.slice(0, 4)), symbologyId: null, warnings: [] }
  return [
    ...again,
    ...(donation ? readingsOf(donation).filter(({ symbology }) => symbology === 'isbt128') : []),
    ...(sentence ? readingsOf(sentence) : []),
    ...(ndc ? [ndcReading(text, ndc, ctx)] : []),
  ]
}
