/**
 * What keyboards and scanners do to a label's text, undone (R6): affixes, separators sent as other characters, digits of
 * other scripts, doubled scans, caps lock, foreign keyboard layouts. Each says in a warning what it mended, and what
 * could have been meant otherwise becomes a question.
 */
import type { ScannerProfile } from '../types'
import { carrierOf, symbologyIdOf } from './carriers'
import type { Layouts } from './layouts'
import { ask, type Ctx, distinct, noting, type Outcome, readingsOf, warn } from './outcome'
import { readText } from './read-text'

// How programs and scanners write out the separator. All but the first group hold characters that no value may have. “~1”
// is one only where the scanner check found it: elsewhere it would cut a lot short in silence.
const TOKENS =
  /<GS>|<FNC1>|<0x1D>|<U\+001D>|\{GS\}|\{FNC1\}|\[GS\]|\[FNC1\]|\\x1d|\\u001d|\\F|\\G|\\029|\^\]|~d029|&#29;|␝/gi
const SPELLED = /<GS>|<FNC1>|<0x1D>|<U\+001D>/gi

// What comes with copying and pasting, digits and letters of other scripts: no scanner sends these for a separator, and a
// lot that holds one was changed on its way.
const noSeparator = /[\p{Cf}\p{M}\p{N}\u00a0\u2000-\u200b\u202f\u3000]|(?!\p{Script=Latin})\p{L}/u

const NO_AFFIXES: ScannerProfile = {}

/** Longer texts are not tried on the layouts: no label has so many characters, and each layout costs its length. */
const LONGEST_SUSPECTED = 400

/** More texts than these are not tried: they help nobody to choose. */
const MOST_ATTEMPTS = 24

/** The text without what stands around it: byte order mark, zero-width and control characters, configured affixes. */
export function trimEnds(raw: string, ctx: Ctx): string {
  const { prefix = '', suffix = '' } = ctx.scanner ?? NO_AFFIXES
  let text = prefix && raw.startsWith(prefix) ? raw.slice(prefix.length) : raw
  if (!isInk(text, 0) || !isInk(text, text.length - 1)) {
    // Never part of a label at its ends: not GS, RS, EOT; spaces only in front (HIBC may end in one).
    const whole = text.replace(/^[\0-\x03\x05-\x1c\x1f \xa0\u200b-\u200f\u2060\ufeff]+/, '')
    let to = whole.length
    while (to > 0 && /[\0-\x03\x05-\x1c\x1f\u200b-\u200f\u2060\ufeff]/.test(whole[to - 1]!)) to--
    if (whole !== text || /[^\r\n\t]/.test(whole.slice(to))) warn(ctx, 'AFFIX_REMOVED')
    text = whole.slice(0, to)
  }
  return suffix && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text
}

function isInk(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code > 32 && code < 127
}

/**
 * Puts the separator where the scanner is known to send another character, or where it is spelled out in characters that
 * a lot could have, "<GS>".
 */
export function substituteTokens(text: string, ctx: Ctx): string {
  const configured = ctx.scanner?.groupSeparator
  const isSent = configured && configured !== '\x1d' && /^[\d\]([]/.test(text) && text.includes(configured)
  const seen = isSent ? configured : '<GS>'
  const replaced = isSent
    ? text.split(configured).join('\x1d')
    : text.includes('<') && /^[\d\]]/.test(text)
      ? text.replace(SPELLED, '\x1d')
      : text
  if (replaced !== text) warn(ctx, 'GS_SUBSTITUTED', seen)
  return replaced
}

/** Tries one mend after the other on a text that does not read as it stands; gives the first outcome back where none helps. */
export function mend(text: string, ctx: Ctx, layouts: Layouts, outcome: Outcome): Outcome {
  const doubled = halve(text, ctx, outcome)
  if (doubled || outcome.kind !== 'refused') return doubled ?? outcome
  return (
    inAscii(text, ctx) ??
    withSeparators(text, ctx) ??
    inOtherCase(text, ctx) ??
    onSuspectedLayout(text, ctx, layouts) ??
    outcome
  )
}

/** The outcome of a mended text, or null where it is refused too. */
function attempt(text: string, ctx: Ctx): Outcome | null {
  const outcome = readText(text, ctx)
  return outcome.kind === 'refused' ? null : outcome
}

/** A text that is twice the same, one after the other or on two lines: scanned twice into one field. */
function halve(text: string, ctx: Ctx, whole: Outcome): Outcome | null {
  const once = firstHalf(text)
  const half = once && attempt(once, noting(ctx, 'DOUBLED_SCAN'))
  if (!half || whole.kind === 'refused' || half.kind === 'ambiguous') return half || null
  const readings = [...readingsOf(half), ...readingsOf(whole)]
  const [one, other] = readings.map(({ fields }) => JSON.stringify(fields))
  return one === other ? half : ask('DOUBLED_SCAN', readings)
}

/** The first of two equal halves, with at most two line ends or blanks between them; empty where they differ. */
function firstHalf(text: string): string {
  return /^(.{4,})\s{0,2}\1$/s.exec(text)?.[1] ?? ''
}

/** Full-width characters and digits of other scripts as ASCII, and the control characters that decoders in display mode draw. */
function inAscii(text: string, ctx: Ctx): Outcome | null {
  const ascii = text.replace(/[^\0-\x7f]/gu, asciiOf)
  if (ascii === text) return null
  const isDrawn = /[\x04\x1d\x1e]/.test(ascii) && !/\p{Nd}/u.test(text.replace(/\d/g, ''))
  const noted = isDrawn ? noting(ctx, 'GS_SUBSTITUTED') : noting(ctx, 'FULL_WIDTH_DIGITS')
  const outcome = attempt(ascii, noted) ?? withSeparators(ascii, noted)
  // A text in one script was typed so; a single foreign digit among plain ones may stand in for another: that is asked.
  const isMixed = !isDrawn && /\d/.test(text) && /(?!\d)[\p{Nd}\uff21-\uff3a\uff41-\uff5a]/u.test(text)
  return outcome && isMixed ? ask('FULL_WIDTH_DIGITS', readingsOf(outcome)) : outcome
}

function asciiOf(character: string): string {
  const code = character.codePointAt(0)!
  if (/[␄␝␞]/.test(character)) return String.fromCharCode(code - 0x2400)
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  if (!/\p{Nd}/u.test(character)) return character
  // The mathematical digits are five sets in a row.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10)
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
  const symbologyId = symbologyIdOf(text)
  const body = symbologyId ? text.slice(3) : text
  const carrier = carrierOf(symbologyId ?? ctx.symbologyId)
  if ((carrier !== 'gs1' && carrier !== 'unknown') || !/^\d\d/.test(body)) return null
  const token = text.match(TOKENS)?.[0]
  if (token) return attempt(text.replace(TOKENS, '\x1d'), noting(ctx, 'GS_SUBSTITUTED', token))
  const strangers = body.replace(/[!"%-?A-Z_a-z]/g, '')
  const [stranger] = strangers
  if (!stranger || noSeparator.test(stranger) || body.includes('\x1d', 1) || text.endsWith(stranger)) return null
  if (strangers.split(stranger).join('') !== '') return null
  const outcome = attempt(
    (symbologyId ?? '') + body.split(stranger).join('\x1d'),
    noting(ctx, 'GS_SUBSTITUTED', stranger),
  )
  return outcome && readingsOf(outcome)[0]!.elements.some(({ id }) => /^0[0-2]$/.test(id)) ? outcome : null
}

/** Caps lock turns small letters into capitals and back. A lot has no check digit that shows it, so it is asked. */
function inOtherCase(text: string, ctx: Ctx): Outcome | null {
  // “]E0” and digits are an EAN that was cut short, not a DataBar's “]e0” in capitals.
  if (!/^[\]+*]/.test(text) || /^\]E\d+$/.test(text)) return null
  const other = text.replace(/[A-Za-z]/g, (letter) => (letter > 'Z' ? letter.toUpperCase() : letter.toLowerCase()))
  if (other === text) return null
  const readings = readingsOf(readText(other, noting(ctx, 'CAPS_LOCK_SUSPECTED')))
  // An unmarked code of no standard reads in any case, so it proves nothing.
  return readings.every(({ symbology }) => symbology === 'plain') ? null : ask('CAPS_LOCK_SUSPECTED', readings)
}

/** A beginning that is a symbology identifier on another keyboard layout: the readings, never one of them (R3). */
function onSuspectedLayout(text: string, ctx: Ctx, layouts: Layouts): Outcome | null {
  // Where the layout is known, the others have no say; and a label is never so long.
  if (ctx.scanner?.layout || text.length > LONGEST_SUSPECTED || /^[0-9A-Za-z]/.test(text)) return null
  const readings = layouts
    .suspectedLayouts(text)
    .slice(0, MOST_ATTEMPTS)
    .flatMap(({ name, text: meant, losesSeparator }) => {
      const scanner = { ...ctx.scanner, dropsSeparator: losesSeparator }
      return readingsOf(readText(meant, { ...noting(ctx, 'LAYOUT_MENDED', `${name}?`), scanner }))
    })
    .filter(({ symbology }) => symbology !== 'plain')
  return readings.length === 0 ? null : ask('LAYOUT_SUSPECTED', distinct(readings), 'LAYOUT')
}
