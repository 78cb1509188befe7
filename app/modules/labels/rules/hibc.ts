/**
 * HIBC Supplier Labeling Standard (ANSI/HIBC 2.6): primary, secondary and combined symbols, and several symbols that a
 * scanner joined. Strict: every check character is verified, every link character compared, nothing is trimmed that
 * could be a check character (it may be a space, `$`, `/`, `+`, `%`, `-` or `.`).
 */
import type { LabelReading } from '../types'
import { basicUdiPair, expectedCheck, hibcValue } from './hibc-check'
import { readPrimary, readSegments } from './hibc-data'
import { type HibcParts, newParts } from './hibc-parts'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

/** Longer than any label: a combined symbol with every supplement has about 120 characters, a joined set under 300. */
const LONGEST = 500
/** Carriers that mark their data as GS1's, by their ISO/IEC 15424 identifiers; HIBC never travels in them (3.1–3.2). */
const GS1_CARRIERS = ']C1]d2]d5]Q3]Q4]e0]e1]e2]J1]z1'

/** A stretch of the text that holds one symbol: from its `+` to behind its check character. */
type Span = readonly [from: number, end: number]

/**
 * Reads the text of one HIBC symbol or of several joined ones, without its symbology identifier.
 * Code 39's start and stop asterisks and line ends around it are tolerated; `_` is a printed space (4.1).
 * @returns form `hibc-primary`, `hibc-secondary`, `hibc-combined`, `hibc-joined` or `hibc-basic-udi-di`; refuses wrong
 *   check characters and links, impossible dates, patients' labels (`+/`), everything that the standard does not know
 */
export function readHibc(text: string, ctx: Ctx): Outcome {
  let from = 0
  let end = text.length
  while (end > 0 && isBreak(text.charCodeAt(end - 1))) end--
  while (from < end && isBreak(text.charCodeAt(from))) from++
  if (end - from > 2 && text[from] === '*' && text[end - 1] === '*') {
    from++
    end--
  }
  if (text[from] !== '+') return refuse('NOT_HIBC', 'This is not a HIBC label: those begin with “+”.', from, text[from])
  if (end - from < 3) return refuse('LENGTH', 'This HIBC label ends right after its “+”.', end)
  if (end - from > LONGEST) return refuse('TOO_LONG', 'This text is too long to be a HIBC label.', LONGEST)
  const second = text[from + 1]
  if (second === '/')
    return refuse('HIBC_PAS', 'This is a HIBC code that a hospital prints for itself, not a supply.', 1, '+/')
  if (second === '+') return readBasicUdi(text, from, end, ctx)
  if (ctx.symbologyId && GS1_CARRIERS.includes(ctx.symbologyId)) {
    ctx.warnings.push({
      code: 'CARRIER_MISMATCH',
      detail: `HIBC data in a barcode that announces GS1 (${ctx.symbologyId}).`,
    })
  }
  return readSymbols(text, from, end, ctx)
}

function readSymbols(text: string, from: number, end: number, ctx: Ctx): Outcome {
  let sum = 0
  let broken = -1
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i)
    const value = hibcValue(code)
    if (value >= 0 && (code !== 95 || i >= end - 2)) sum += value
    else if (isBreak(code)) broken = i
    else return refuse('CHARSET', `“${text[i]}” does not occur in HIBC labels.`, i, text[i])
  }
  const last = hibcValue(text.charCodeAt(end - 1))
  const sound = broken < 0 && (sum - last) % 43 === last
  if (broken < 0 && (ctx.symbologyId === ']A3' || ctx.symbologyId === ']A7'))
    return readStripped(text, from, end, sound, ctx)
  let whole: Outcome | null = null
  if (sound) {
    whole = readOne(text, from, end, true, ctx)
    if (whole.kind === 'read') return whole
  }
  if (text.indexOf('+', from + 3) > 0) {
    const joined = readJoined(text, from, end, ctx)
    if (joined) return joined
  } else if (broken >= 0) return refuse('CHARSET', 'A HIBC label has no line break inside.', broken)
  if (whole) return whole
  const right = expectedCheck(sum - last)
  const trimmed =
    expectedCheck(sum) === ' ' ? ' It would be right with a space at its end, which some programs cut off.' : ''
  const detail = `The check character should be “${right}” but is “${text[end - 1]}”.${trimmed}`
  return refuse('CHECK_CHARACTER', detail, end - 1, text[end - 1])
}

/**
 * A Code 39 scanner that verifies and strips its optional check (]A3, ]A7) strips HIBC's own, which is the same. Where
 * the last character is a right check character by chance, both meanings stand and are asked about (R3).
 */
function readStripped(text: string, from: number, end: number, sound: boolean, ctx: Ctx): Outcome {
  const bare = readOne(text, from, end, false, ctx)
  const full = sound ? readOne(text, from, end, true, ctx) : null
  if (bare.kind !== 'read') return full?.kind === 'read' ? full : bare
  const detail = 'The scanner checked and removed the check character; set it to send Code 39 as it is.'
  ctx.warnings.push({ code: 'CHECK_CHARACTER_STRIPPED_BY_SCANNER', detail })
  if (full?.kind !== 'read') return bare
  const readings = [bare.reading, full.reading]
  return {
    kind: 'ambiguous',
    reason: 'OTHER',
    detail: 'The last character may be data or the check character.',
    readings,
  }
}

/** One symbol; `checked`: its last character is its (already verified) check character. */
function readOne(text: string, from: number, end: number, checked: boolean, ctx: Ctx): Outcome {
  const parts = newParts()
  const form = readInto(text, from, end, checked, parts, ctx)
  if (form === null) return parts.refused!
  if (form === 'hibc-secondary') {
    ctx.warnings.push({
      code: 'REQUISITE_MISSING',
      detail: 'Scan the other HIBC barcode too: this one does not name the product.',
    })
  }
  return accept(toReading(form, parts, ctx))
}

function readInto(
  text: string,
  from: number,
  end: number,
  checked: boolean,
  parts: HibcParts,
  ctx: Ctx,
): string | null {
  const dataEnd = checked ? end - 1 : end
  const check = checked ? text[end - 1] : undefined
  const second = text.charCodeAt(from + 1)
  if (second >= 65 && second <= 90) {
    // The search for “/” stops before the check character, which may itself be one.
    let slash = from + 1
    while (slash < dataEnd && text.charCodeAt(slash) !== 47) slash++
    if (!readPrimary(text, from + 1, slash, parts)) return null
    if (slash < dataEnd)
      return readSegments(text, slash + 1, dataEnd, parts, ctx.now) ? finish(parts, 'hibc-combined', check) : null
    parts.link = printed(check)
    return finish(parts, 'hibc-primary', check)
  }
  if (second !== 36 && !(second >= 48 && second <= 57)) {
    parts.refused = refuse('FORMAT', 'After “+” a HIBC label has a letter, a digit or “$”.', from + 1, text[from + 1])
    return null
  }
  if (!readLinked(text, from, dataEnd, parts, ctx)) return null
  parts.fields.link = parts.link
  return finish(parts, 'hibc-secondary', check)
}

/** A secondary (or supplement) symbol: data, then the link character, which is the primary's check character (E1.3). */
function readLinked(text: string, from: number, dataEnd: number, parts: HibcParts, ctx: Ctx): boolean {
  if (!readSegments(text, from + 1, dataEnd - 1, parts, ctx.now)) return false
  parts.link = printed(text[dataEnd - 1])
  parts.elements.push({ id: 'LINK', value: parts.link! })
  return true
}

/**
 * Several symbols one after the other, with or without line ends between: one primary, and secondaries whose link is
 * its check character, in any order. Null where the text can't be cut so that every check character is right.
 */
function readJoined(text: string, from: number, end: number, ctx: Ctx): Outcome | null {
  const spans = cut(text, from, end, new Set())
  if (!spans || spans.length < 2) return null
  let mismatch: Outcome | null = null
  for (const primary of spans) {
    const parts = newParts()
    if (readInto(text, primary[0], primary[1], true, parts, ctx) !== 'hibc-primary') continue
    const other = spans.find((span) => span !== primary && printed(text[span[1] - 2]) !== parts.link)
    if (other) {
      const detail =
        'These two HIBC barcodes do not belong together: the link character of one is not the check character of the other.'
      mismatch ??= refuse('LINK_CHARACTER', detail, other[1] - 2, text[other[1] - 2])
      continue
    }
    for (const span of spans) {
      if (span === primary) continue
      if (!readLinked(text, span[0], span[1] - 1, parts, ctx)) return parts.refused
      finish(parts, '', text[span[1] - 1])
    }
    return accept(toReading('hibc-joined', parts, ctx))
  }
  return mismatch
}

/**
 * Cuts a text at `+` characters into symbols whose check characters are right; null where that is impossible. `dead`
 * remembers where no cut succeeds, so that a hostile text costs its length squared and no more.
 */
function cut(text: string, from: number, end: number, dead: Set<number>): Span[] | null {
  if (dead.has(from)) return null
  let sum = 0
  for (let i = from; i <= end; i++) {
    if (i === end || (i > from + 2 && text.charCodeAt(i) === 43)) {
      let stop = i
      while (isBreak(text.charCodeAt(stop - 1))) stop--
      const last = hibcValue(text.charCodeAt(stop - 1))
      if ((sum - last) % 43 === last && stop - from > 2) {
        const rest = i === end ? [] : cut(text, i, end, dead)
        if (rest) return [[from, stop], ...rest]
      }
    }
    if (i < end) sum += Math.max(0, hibcValue(text.charCodeAt(i)))
  }
  dead.add(from)
  return null
}

/**
 * `++`: a Basic UDI-DI names a device family in the European register (LIC, 1–17 characters, two check characters by
 * modulo 1021) and stands on no package: it is read by that name and gives neither product nor lot.
 */
function readBasicUdi(text: string, from: number, end: number, ctx: Ctx): Outcome {
  const value = text.slice(from, end)
  if (!/^\+\+[A-Z][A-Z0-9]{4,20}[A-Z2-9]{2}$/.test(value)) {
    return refuse(
      'HIBC_BASIC_UDI',
      '“++” begins a Basic UDI-DI, which stands on no package; this one is malformed too.',
      from,
      '++',
    )
  }
  const pair = basicUdiPair(value.slice(0, -2))
  if (!value.endsWith(pair)) {
    return refuse('CHECK_CHARACTER', `The two check characters should be “${pair}”.`, end - 2, value.slice(-2))
  }
  const elements = [{ id: '++', value: value.slice(2) }]
  return accept({
    symbology: 'hibc',
    form: 'hibc-basic-udi-di',
    elements,
    fields: { basicUdiDi: value },
    warnings: ctx.warnings,
  })
}

function finish(parts: HibcParts, form: string, check: string | undefined): string {
  if (check !== undefined) parts.elements.push({ id: 'CHECK', value: printed(check)! })
  return form
}

function toReading(form: string, parts: HibcParts, ctx: Ctx): LabelReading {
  const link = form === 'hibc-joined' ? undefined : parts.link
  return { symbology: 'hibc', form, elements: parts.elements, fields: parts.fields, warnings: ctx.warnings, link }
}

/** A check or link character: the printed `_` is a space. */
function printed(character: string | undefined): string | undefined {
  return character === '_' ? ' ' : character
}

function isBreak(code: number): boolean {
  return code === 13 || code === 10 || code === 9
}
