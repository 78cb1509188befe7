/**
 * What a station's scanner makes of three known symbols: whether the separator, the prefix and the keyboard layout
 * arrive (R6). Pure; the page scans, this decides, and the resulting profile is kept for the station.
 */
import type { ScannerProfile } from '../types'
import { layoutNames, typedOn } from './layouts'

/** The symbols of the check, in the order in which they are scanned. */
export type CheckSymbol = 'layout' | 'gs1' | 'hibc'

export const checkSymbols: readonly CheckSymbol[] = ['layout', 'gs1', 'hibc']

const gs1Before = '010950600013435210BCD12'
const gs1After = '21EGH34'

/** What is in each symbol. GTIN 09506000134352 is GS1's own example; the HIBC's check character is a space. */
export const checkTexts: Readonly<Record<CheckSymbol, string>> = {
  // Digits between the signs keep a dead key's sign from joining the next letter.
  layout:
    'QWERTYUIOPASDFGHJKLZXCVBNM0qwertyuiopasdfghjklzxcvbnm' +
    '1!2"3%4&5\'6(7)8*9+0,1-2.3/4:5;6<7=8>9?0_1#2$3@4[5\\6]7^8`9{0|1}2~3',
  gs1: `${gs1Before}\x1d${gs1After}`,
  hibc: '+V123KLB1/$$3270131SCD/SGH5 ',
}

/** The symbology identifier that each symbol has (ISO/IEC 15424), where the scanner sends it. */
export const checkIdentifiers: Readonly<Record<CheckSymbol, string>> = { layout: ']d1', gs1: ']d2', hibc: ']C0' }

/** What arrived of one symbol. Texts are as typed by the computer. */
export type Arrival = {
  readonly symbol: CheckSymbol
  /** Layouts under which the text would arrive so; null is the scanner's own (US). */
  readonly layouts: readonly (string | null)[]
  readonly hasIdentifier: boolean
  readonly prefix: string
  readonly suffix: string
  /** For `gs1`: what came in the separator's place. */
  readonly separator?: string
  /** For `hibc`: whether the space at its end came. */
  readonly keptSpace?: boolean
  readonly capsLock: boolean
}

/** What the check says; a sentence each in `ui/scanner-words.ts`. */
export type ScannerFinding =
  | { readonly code: 'LAYOUT_SAME' }
  | { readonly code: 'LAYOUT_OTHER'; readonly layout: string }
  | { readonly code: 'LAYOUT_UNKNOWN' }
  | { readonly code: 'CAPS_LOCK' }
  | { readonly code: 'SEPARATOR_ARRIVES' }
  | { readonly code: 'SEPARATOR_SUBSTITUTED'; readonly as: string }
  | { readonly code: 'SEPARATOR_DROPPED' }
  | { readonly code: 'IDENTIFIER_ARRIVES' }
  | { readonly code: 'IDENTIFIER_MISSING' }
  | { readonly code: 'IDENTIFIER_PARTLY'; readonly missing: readonly CheckSymbol[] }
  | { readonly code: 'SPACE_TRIMMED' }
  | { readonly code: 'AFFIXES'; readonly prefix: string; readonly suffix: string }

/** The outcome of the check so far. `profile` is null until all three symbols were scanned and understood. */
export type ScannerCheck = {
  readonly arrived: readonly CheckSymbol[]
  /** The latest scan is none of the symbols, whatever the layout. */
  readonly strange: boolean
  readonly findings: readonly ScannerFinding[]
  readonly profile: ScannerProfile | null
}

/** How the symbol's text arrives on a layout: what comes before a separator of unknown form, and after it. */
function image(symbol: CheckSymbol, layout: string | null): readonly [string, string] {
  const on = (text: string) => (layout === null ? text : typedOn(layout, text))
  return symbol === 'gs1' ? [on(gs1Before), on(gs1After)] : [on(checkTexts[symbol]), '']
}

type Match = { readonly before: string; readonly between: string; readonly after: string; readonly keptSpace: boolean }

function match(symbol: CheckSymbol, layout: string | null, typed: string): Match | null {
  const [first, second] = image(symbol, layout)
  const trimmed = symbol === 'hibc' && !typed.includes(first)
  const start = trimmed ? first.trimEnd() : first
  const from = typed.indexOf(start)
  if (from < 0) return null
  const end = from + start.length
  const to = typed.indexOf(second, end)
  // A separator that came as something else is short; whatever is longer is another label's text.
  if (to < 0 || to - end > 8) return null
  return {
    before: typed.slice(0, from),
    between: typed.slice(end, to),
    after: typed.slice(to + second.length),
    keptSpace: !trimmed,
  }
}

const otherCase = (text: string): string =>
  text.replace(/[A-Za-z]/g, (letter) => (letter > 'Z' ? letter.toUpperCase() : letter.toLowerCase()))

/** Finds out which symbol was scanned, and what became of it; null where it is none of them on any layout. */
export function recognize(typed: string): Arrival | null {
  const raw = typed.replace(/[\r\n\t]+$/, '')
  return arrivalOf(raw, false) ?? arrivalOf(otherCase(raw), true)
}

function arrivalOf(typed: string, capsLock: boolean): Arrival | null {
  const layouts = [null, ...layoutNames()]
  for (const symbol of checkSymbols) {
    const fitting = layouts.filter((layout) => match(symbol, layout, typed) !== null)
    if (fitting.length === 0) continue
    const found = match(symbol, fitting[0]!, typed)!
    const identifiers = fitting.map((layout) =>
      layout === null ? checkIdentifiers[symbol] : typedOn(layout, checkIdentifiers[symbol]),
    )
    const identifier = identifiers.find((each) => found.before.endsWith(each))
    return {
      symbol,
      layouts: fitting,
      hasIdentifier: identifier !== undefined,
      prefix: identifier === undefined ? found.before : found.before.slice(0, -identifier.length),
      suffix: found.after,
      ...(symbol === 'gs1' ? { separator: found.between } : {}),
      ...(symbol === 'hibc' ? { keptSpace: found.keptSpace } : {}),
      capsLock,
    }
  }
  return null
}

/** The layout that explains all that arrived; undefined where none does, or the layout symbol was not scanned. */
function layoutOf(arrivals: readonly Arrival[]): string | null | undefined {
  const probe = arrivals.find(({ symbol }) => symbol === 'layout')
  return probe?.layouts.find((layout) => arrivals.every(({ layouts }) => layouts.includes(layout)))
}

function layoutFinding(arrivals: readonly Arrival[]): ScannerFinding[] {
  if (arrivals.some(({ capsLock }) => capsLock)) return [{ code: 'CAPS_LOCK' }]
  if (!arrivals.some(({ symbol }) => symbol === 'layout')) return []
  const layout = layoutOf(arrivals)
  if (layout === undefined) return [{ code: 'LAYOUT_UNKNOWN' }]
  return [layout === null ? { code: 'LAYOUT_SAME' } : { code: 'LAYOUT_OTHER', layout }]
}

function separatorFinding(separator: string | undefined): ScannerFinding[] {
  if (separator === undefined) return []
  if (separator === '\x1d') return [{ code: 'SEPARATOR_ARRIVES' }]
  return [separator === '' ? { code: 'SEPARATOR_DROPPED' } : { code: 'SEPARATOR_SUBSTITUTED', as: separator }]
}

function identifierFinding(arrivals: readonly Arrival[]): ScannerFinding[] {
  const missing = arrivals.filter(({ hasIdentifier }) => !hasIdentifier).map(({ symbol }) => symbol)
  if (arrivals.length === 0) return []
  if (missing.length === 0) return [{ code: 'IDENTIFIER_ARRIVES' }]
  return [missing.length === arrivals.length ? { code: 'IDENTIFIER_MISSING' } : { code: 'IDENTIFIER_PARTLY', missing }]
}

function profileOf(arrivals: readonly Arrival[], layout: string | null): ScannerProfile {
  const separator = arrivals.find(({ symbol }) => symbol === 'gs1')?.separator
  const [first] = arrivals
  return {
    layout,
    groupSeparator: separator || null,
    dropsSeparator: separator === '',
    ...(first?.prefix ? { prefix: first.prefix } : {}),
    ...(first?.suffix ? { suffix: first.suffix } : {}),
  }
}

/**
 * Judges the scanner by what it typed so far, the latest scan of each symbol counting.
 * @param scans texts as the scan field got them, in their order
 */
export function checkScanner(scans: readonly string[]): ScannerCheck {
  const recognized = scans.map(recognize)
  const latest = new Map<CheckSymbol, Arrival>()
  for (const arrival of recognized) if (arrival) latest.set(arrival.symbol, arrival)
  const arrivals = checkSymbols.flatMap((symbol) => latest.get(symbol) ?? [])
  const [first] = arrivals
  const layout = layoutOf(arrivals)
  const trimmed = latest.get('hibc')?.keptSpace === false
  const affixes = first && (first.prefix || first.suffix) ? { prefix: first.prefix, suffix: first.suffix } : null
  const understood = arrivals.length === checkSymbols.length && layout !== undefined
  return {
    arrived: arrivals.map(({ symbol }) => symbol),
    strange: scans.length > 0 && recognized.at(-1) === null,
    findings: [
      ...layoutFinding(arrivals),
      ...separatorFinding(latest.get('gs1')?.separator),
      ...identifierFinding(arrivals),
      ...(trimmed ? [{ code: 'SPACE_TRIMMED' } as const] : []),
      ...(affixes ? [{ code: 'AFFIXES', ...affixes } as const] : []),
    ],
    profile: understood && !arrivals.some(({ capsLock }) => capsLock) ? profileOf(arrivals, layout) : null,
  }
}
