/**
 * HIBC Supplier Labeling Standard (ANSI/HIBC 2.6): primary, secondary and combined symbols, and several symbols that a
 * scanner joined. Strict: every check character is verified, every link character compared, nothing is trimmed that
 * could be a check character (it may be a space, `$`, `/`, `+`, `%`, `-` or `.`).
 */
import { checkPair } from './gs1-checks'
import { readPrimary, readSegments } from './hibc-data'
import { ask, type Ctx, type Outcome, refuse, warn } from './outcome'
import { conclude, fail, newStatement, put, type Statement, warnCarrier } from './statements'

/** The 43 characters in the order of their values (Appendix B). The human-readable line prints a space as an underscore (4.1). */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'
const VALUES = new Int8Array(128).map((_, code) => ALPHABET.indexOf(code === 95 ? ' ' : String.fromCharCode(code)))

/** More than any label's symbols have together: one has about 120 characters at most. */
const LONGEST_JOINED = 500

type Form = 'hibc-primary' | 'hibc-secondary' | 'hibc-combined'
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
  if (text[from] !== '+') return refuse('NOT_HIBC', '', from, text[from])
  if (end - from < 3) return refuse('LENGTH', '', end)
  const second = text[from + 1]
  if (second === '/') return refuse('HIBC_PAS', '', from, '+/')
  if (second === '+') return readBasicUdi(text.slice(from, end), ctx)
  warnCarrier(ctx)
  return readSymbols(text, from, end, ctx)
}

/** The value of a character in the modulo 43 sum; −1 for one that HIBC does not have. `_` counts as the space it prints. */
function valueAt(text: string, at: number): number {
  return VALUES[text.charCodeAt(at)] ?? -1
}

function readSymbols(text: string, from: number, end: number, ctx: Ctx): Outcome {
  let sum = 0
  let broken = false
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i)
    const value = valueAt(text, i)
    if (value >= 0 && (code !== 95 || i >= end - 2)) sum += value
    else if (isBreak(code) && text.indexOf('+', i) > 0) broken = true
    else return refuse('CHARSET', '', i, text[i])
  }
  const last = valueAt(text, end - 1)
  const sound = !broken && (sum - last) % 43 === last
  if (!broken && (ctx.symbologyId === ']A3' || ctx.symbologyId === ']A7'))
    return readStripped(text, from, end, sound, ctx)
  const whole = sound ? readOne(text, from, end, 1, ctx) : null
  if (whole?.kind === 'read') return whole
  const outcome = (text.indexOf('+', from + 3) > 0 && readJoined(text, from, end, ctx)) || whole
  if (outcome) return outcome
  // Where all but a last space is there, some program may have cut it off.
  const cutOff = sum % 43 === ALPHABET.indexOf(' ') ? ' ' : ''
  return refuse('CHECK_CHARACTER', ALPHABET[(sum - last) % 43] + cutOff, end - 1, text[end - 1])
}

/**
 * A Code 39 scanner that verifies and strips its optional check (]A3, ]A7) strips HIBC's own, which is the same. Where
 * the last character is a right check character by chance, both meanings stand and are asked about (R3).
 */
function readStripped(text: string, from: number, end: number, sound: boolean, ctx: Ctx): Outcome {
  const bare = readOne(text, from, end, 0, ctx)
  const full = sound ? readOne(text, from, end, 1, ctx) : bare
  if (bare.kind !== 'read') return full
  warn(ctx, 'CHECK_CHARACTER_STRIPPED_BY_SCANNER')
  return full === bare || full.kind !== 'read' ? bare : ask('check', [bare.reading, full.reading])
}

/** One symbol; `checks`: how many (verified) check characters end it, 1 or 0. */
function readOne(text: string, from: number, end: number, checks: number, ctx: Ctx): Outcome {
  const s = newStatement(text, ctx)
  const form = readInto(s, from, end, checks)
  if (form === 'hibc-secondary') {
    s.fields.link = s.link
    warn(ctx, 'REQUISITE_MISSING')
  }
  return conclude('hibc', form ?? '', s, ctx)
}

function readInto(s: Statement, from: number, end: number, checks: number): Form | null {
  const dataEnd = end - checks
  const second = s.text.charCodeAt(from + 1)
  let form: Form | null = null
  if (second > 64 && second < 91) {
    // The search for “/” stops before the check character, which may itself be one.
    let slash = from + 1
    while (slash < dataEnd && s.text.charCodeAt(slash) !== 47) slash++
    if (!readPrimary(s, from + 1, slash)) return null
    if (slash === dataEnd) form = 'hibc-primary'
    else if (readSegments(s, slash + 1, dataEnd)) form = 'hibc-combined'
    if (form === 'hibc-primary' && checks) s.link = printed(s.text, dataEnd)
  } else if (second === 36 || (second > 47 && second < 58)) {
    if (readLinked(s, from, dataEnd)) form = 'hibc-secondary'
  } else fail(s, 'FORMAT', 'beginning', from, from + 2)
  if (form && checks) s.elements.push({ id: 'CHECK', value: printed(s.text, dataEnd) })
  return form
}

/** A secondary (or supplement) symbol: data, then the link character, which is the primary's check character (E1.3). */
function readLinked(s: Statement, from: number, dataEnd: number): boolean {
  if (!readSegments(s, from + 1, dataEnd - 1)) return false
  s.link = printed(s.text, dataEnd - 1)
  s.elements.push({ id: 'LINK', value: s.link })
  return true
}

/**
 * Several symbols one after the other, with or without line ends between: one primary, and secondaries whose link is
 * its check character, in any order. Null where the text can't be cut so that every check character is right.
 */
function readJoined(text: string, from: number, end: number, ctx: Ctx): Outcome | null {
  const spans = end - from > LONGEST_JOINED ? null : cut(text, from, end, new Set())
  if (!spans || spans.length < 2) return null
  let mismatch: Outcome | null = null
  for (const primary of spans) {
    const s = newStatement(text, ctx)
    if (readInto(s, primary[0], primary[1], 1) !== 'hibc-primary') continue
    const others = spans.filter((span) => span !== primary)
    const stranger = others.find((span) => printed(text, span[1] - 2) !== s.link)
    if (stranger) {
      mismatch ??= refuse('LINK_CHARACTER', '', stranger[1] - 2, text[stranger[1] - 2])
      continue
    }
    others.every((span) => readLinked(s, span[0], span[1] - 1))
    s.link = undefined
    return conclude('hibc', 'hibc-joined', s, ctx)
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
    if (i > from + 2 && (i === end || text[i] === '+')) {
      let stop = i
      while (isBreak(text.charCodeAt(stop - 1))) stop--
      const last = valueAt(text, stop - 1)
      const rest = (sum - last) % 43 !== last ? null : i === end ? [] : cut(text, i, end, dead)
      if (rest) return [[from, stop], ...rest]
    }
    // Line ends count nothing.
    sum += Math.max(valueAt(text, i), 0)
  }
  dead.add(from)
  return null
}

/**
 * `++`: a Basic UDI-DI names a device family in the European register (LIC, 1–17 characters, the two check characters
 * of GS1's alphanumeric keys) and is on no package: it is read under that name and gives neither product nor lot.
 */
function readBasicUdi(value: string, ctx: Ctx): Outcome {
  const end = value.length
  if (!/^\+\+[A-Z][A-Z0-9]{4,20}[A-Z2-9]{2}$/.test(value)) return refuse('HIBC_BASIC_UDI', '', 0, '++')
  const s = newStatement(value, ctx)
  s.fields.basicUdiDi = value
  put(s, '++', 2, end)
  if (!checkPair(value)) fail(s, 'CHECK_CHARACTER', '', end - 2, end)
  return conclude('hibc', 'hibc-basic-udi-di', s, ctx)
}

/** A check or link character: the printed `_` is a space. */
function printed(text: string, at: number): string {
  return text[at] === '_' ? ' ' : text[at]!
}

function isBreak(code: number): boolean {
  return code === 13 || code === 10 || code === 9
}
