/**
 * What keyboards and scanners do to a label's text, undone (R6): affixes, separators sent as other characters, digits of
 * other scripts, doubled scans, caps lock, foreign keyboard layouts. Each says in a warning what it mended, and what
 * could have been meant otherwise becomes a question.
 */
import type { LabelReading, LabelWarning } from '../types'
import { carrierOf, symbologyIdOf } from './carriers'
import { CHARACTER_SETS } from './gs1-checks'
import { suspectedLayouts } from './layouts'
import type { Ctx, Outcome } from './outcome'
import { readText } from './read-text'

// How programs and scanners write out the separator. All but the first group hold characters that no value may have.
const TOKENS =
  /<GS>|<FNC1>|<0x1D>|<U\+001D>|\{GS\}|\{FNC1\}|\[GS\]|\[FNC1\]|\\x1d|\\u001d|\\F|\\G|\\029|\^\]|~d029|~1|&#29;|␝/gi
const SPELLED = /<GS>|<FNC1>|<0x1D>|<U\+001D>/gi
// Decoders in display mode draw the control characters of an ISO 15434 envelope.
const PICTURES: Readonly<Record<string, string>> = { '␝': '\x1d', '␞': '\x1e', '␄': '\x04' }

/** The text without what stands around it: byte order mark, zero-width and control characters, configured affixes. */
export function trimEnds(raw: string, ctx: Ctx): string {
  let text = raw
  const { prefix, suffix } = ctx.scanner ?? {}
  if (prefix && text.startsWith(prefix)) text = text.slice(prefix.length)
  let from = 0
  let to = text.length
  while (from < to && isAround(text.charCodeAt(from), true)) from++
  while (to > from && isAround(text.charCodeAt(to - 1), false)) to--
  if (from > 0 || (to < text.length && /[^\r\n\t]/.test(text.slice(to)))) {
    ctx.warnings.push({ code: 'AFFIX_REMOVED', detail: 'Characters around the label’s text were left out.' })
  }
  text = from === 0 && to === text.length ? text : text.slice(from, to)
  return suffix && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text
}

/** Characters that are never part of a label at its ends: not GS, RS, EOT; spaces only in front (HIBC may end in one). */
function isAround(code: number, inFront: boolean): boolean {
  if (code > 32 && code < 127) return false
  if (code < 32) return code !== 29 && code !== 30 && code !== 4
  return (
    (code === 32 || code === 160 ? inFront : false) ||
    code === 0xfeff ||
    (code >= 0x200b && code <= 0x200f) ||
    code === 0x2060
  )
}

/**
 * Puts the separator where the scanner is known to send another character, or where it is spelled out in characters that
 * a lot could have, "<GS>".
 */
export function substituteTokens(text: string, ctx: Ctx): string {
  const configured = ctx.scanner?.groupSeparator
  if (configured && configured !== '\x1d' && /^[\d\]([]/.test(text) && text.includes(configured)) {
    return noteSubstitution(text.split(configured).join('\x1d'), configured, ctx)
  }
  if (!text.includes('<') || !/^[\d\]]/.test(text)) return text
  const replaced = text.replace(SPELLED, '\x1d')
  return replaced === text ? text : noteSubstitution(replaced, '<GS>', ctx)
}

function noteSubstitution(text: string, seen: string, ctx: Ctx): string {
  ctx.warnings.push({ code: 'GS_SUBSTITUTED', detail: `The scanner sends “${seen}” where the label has a separator.` })
  return text
}

/** Tries one mend after the other on a text that does not read as it stands; gives the first outcome back where none helps. */
export function mend(text: string, ctx: Ctx, outcome: Outcome): Outcome {
  const doubled = halve(text, ctx, outcome)
  if (doubled) return doubled
  if (outcome.kind !== 'refused') return outcome
  for (const attempt of [inAscii, withSeparators, inOtherCase, onSuspectedLayout]) {
    const mended = attempt(text, ctx)
    if (mended) return mended
  }
  return outcome
}

/** A text that is twice the same, one after the other or on two lines: scanned twice into one field. */
function halve(text: string, ctx: Ctx, whole: Outcome): Outcome | null {
  const once = firstHalf(text)
  if (once === null) return null
  const detail = 'The same label was scanned twice into the field.'
  const half = readText(once, noting(ctx, { code: 'DOUBLED_SCAN', detail }))
  if (half.kind === 'refused') return null
  if (whole.kind === 'refused' || half.kind === 'ambiguous') return half
  const readings = [half.reading, ...(whole.kind === 'read' ? [whole.reading] : whole.readings)]
  if (JSON.stringify(readings[0]!.fields) === JSON.stringify(readings[1]!.fields)) return half
  return { kind: 'ambiguous', reason: 'OTHER', detail: 'This may be one label scanned twice.', readings }
}

/** The first of two equal halves, with at most two line ends or blanks between them; null where they differ. */
function firstHalf(text: string): string | null {
  for (let gap = 0; gap <= 2; gap++) {
    const half = (text.length - gap) / 2
    if (!Number.isInteger(half) || half < 4 || !text.startsWith(text.slice(half + gap))) continue
    if (text.slice(half, half + gap).trim() === '') return text.slice(0, half)
  }
  return null
}

/** Full-width characters and digits of other scripts as ASCII. */
function inAscii(text: string, ctx: Ctx): Outcome | null {
  const ascii = text.replace(/[^\0-\x7f]/gu, asciiOf)
  if (ascii === text) return null
  const code =
    /[\u{1d}\u{1e}\u{4}]/u.test(ascii) && !/\p{Nd}/u.test(text.replace(/\d/g, ''))
      ? 'GS_SUBSTITUTED'
      : 'FULL_WIDTH_DIGITS'
  const detail =
    code === 'GS_SUBSTITUTED'
      ? 'The control characters came as pictures.'
      : 'Digits or letters came in another script and were put into plain ones.'
  const noted = noting(ctx, { code, detail })
  const outcome = readText(ascii, noted)
  return outcome.kind === 'refused' ? withSeparators(ascii, noted) : outcome
}

function asciiOf(character: string): string {
  const picture = PICTURES[character]
  if (picture) return picture
  const code = character.codePointAt(0)!
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  if (!/\p{Nd}/u.test(character)) return character
  // The digits of every script stand together, 0 first: nine steps back at most.
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}

/**
 * Separators that came as something else: spelled out, or one and the same character that no value may hold. Believed
 * only where no real separator came, and, for a single character, where the whole then reads with its product.
 */
function withSeparators(text: string, ctx: Ctx): Outcome | null {
  const start = symbologyIdOf(text) ? 3 : 0
  const carrier = carrierOf(start > 0 ? text.slice(0, 3) : ctx.symbologyId)
  if ((carrier !== 'gs1' && carrier !== 'unknown') || !/^\d\d/.test(text.slice(start))) return null
  const replaced = text.replace(TOKENS, '\x1d')
  if (replaced !== text) return attempt(replaced, text.match(TOKENS)![0]!, ctx)
  if (text.indexOf('\x1d', start + 1) > 0) return null
  let foreign = ''
  for (const character of text.slice(start)) {
    const code = character.codePointAt(0)!
    if (code < 128 && (CHARACTER_SETS[code]! & 2) !== 0) continue
    if (foreign !== '' && foreign !== character) return null
    foreign = character
  }
  if (foreign === '' || text.endsWith(foreign)) return null
  const mended = text.slice(0, start) + text.slice(start).split(foreign).join('\x1d')
  const outcome = attempt(mended, foreign, ctx)
  const reading =
    outcome?.kind === 'read' ? outcome.reading : outcome?.kind === 'ambiguous' ? outcome.readings[0] : null
  return reading?.elements.some(({ id }) => id === '01' || id === '00' || id === '02') ? outcome : null
}

function attempt(text: string, seen: string, ctx: Ctx): Outcome | null {
  const shown = seen === ' ' ? 'a space' : seen < ' ' ? 'a control character' : `“${seen}”`
  const detail = `The scanner sends ${shown} where the label has a separator.`
  const outcome = readText(text, noting(ctx, { code: 'GS_SUBSTITUTED', detail }))
  return outcome.kind === 'refused' ? null : outcome
}

/** Caps lock turns small letters into capitals and back. A lot has no check digit that shows it, so it is asked. */
function inOtherCase(text: string, ctx: Ctx): Outcome | null {
  // “]E0” and digits are an EAN that was cut short, not a DataBar's “]e0” in capitals.
  if (!/^[\]+*]/.test(text) || /^\]E\d+$/.test(text)) return null
  const other = text.replace(/[A-Za-z]/g, (letter) => (letter > 'Z' ? letter.toUpperCase() : letter.toLowerCase()))
  if (other === text) return null
  const detail = 'Capitals and small letters are exchanged: Caps Lock seems to be on. Turn it off and scan again.'
  const outcome = readText(other, noting(ctx, { code: 'CAPS_LOCK_SUSPECTED', detail }))
  if (outcome.kind === 'refused') return null
  const readings = outcome.kind === 'read' ? [outcome.reading] : outcome.readings
  // An unmarked code of no standard reads in any case, so it proves nothing.
  if (readings.every(({ symbology }) => symbology === 'plain')) return null
  return { kind: 'ambiguous', reason: 'OTHER', detail, readings }
}

/** A beginning that is a symbology identifier on another keyboard layout: the readings, never one of them (R3). */
function onSuspectedLayout(text: string, ctx: Ctx): Outcome | null {
  // Where the layout is known, the others have no say.
  if (ctx.scanner?.layout || /^[0-9A-Za-z]/.test(text)) return null
  const readings: LabelReading[] = []
  const seen = new Set<string>()
  for (const { name, texts, losesSeparator } of suspectedLayouts(text)) {
    const detail = `This would be right if the computer’s keyboard layout were ${name}.`
    const noted = noting(ctx, { code: 'LAYOUT_MENDED', detail })
    for (const each of texts) {
      const outcome = readText(each, { ...noted, scanner: { ...ctx.scanner, dropsSeparator: losesSeparator } })
      const found = outcome.kind === 'read' ? [outcome.reading] : outcome.kind === 'ambiguous' ? outcome.readings : []
      for (const reading of found) {
        const key = JSON.stringify(reading.elements)
        if (reading.symbology !== 'plain' && !seen.has(key)) readings.push(reading)
        seen.add(key)
      }
    }
  }
  if (readings.length === 0) return null
  const detail = 'The computer’s keyboard layout is not the scanner’s. Do the scanner check, then scan again.'
  return { kind: 'ambiguous', reason: 'LAYOUT', detail, readings }
}

function noting(ctx: Ctx, warning: LabelWarning): Ctx {
  return { ...ctx, warnings: [...ctx.warnings, warning] }
}
