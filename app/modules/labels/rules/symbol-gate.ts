/**
 * Decides which of the symbols that a camera sees count as scanned, and when. Pure: frames and their times enter as
 * arguments.
 */

export type Point = { readonly x: number; readonly y: number }

/** A symbol in one frame: its text, its symbology identifier (ISO/IEC 15424), and its corners in pixels, clockwise. */
export type SeenSymbol = {
  readonly text: string
  readonly symbologyId: string
  /** Bars only: its check characters do not show every misreading. */
  readonly linear: boolean
  readonly corners: readonly [Point, Point, Point, Point]
}

/**
 * A symbol counts again after it was out of sight for this long, in milliseconds: ten boxes of the same thing are ten
 * scans.
 */
export const goneMs = 1_200

/** How long, in milliseconds, the gate waits for more symbols of the same label to become readable. */
export const gatherMs = 400

type Tracked = {
  readonly symbol: SeenSymbol
  readonly reads: number
  readonly lastAt: number
  readonly counted: boolean
}

/** What the gate remembers between frames. */
export type Gate = {
  readonly tracked: readonly Tracked[]
  /** Since when a symbol has been ready while others were awaited; null when none is. */
  readonly readySince: number | null
  /** Frames in a row that showed nothing that is not ready. */
  readonly calmFrames: number
}

export const closedGate: Gate = { tracked: [], readySince: null, calmFrames: 0 }

const sameText = (a: SeenSymbol, b: SeenSymbol): boolean => a.text === b.text && a.symbologyId === b.symbologyId

function middle({ corners }: SeenSymbol): Point {
  const sum = corners.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 })
  return { x: sum.x / 4, y: sum.y / 4 }
}

/** Whether two symbols are in the same place, so that two texts are two readings of one code. */
function overlap(a: SeenSymbol, b: SeenSymbol): boolean {
  const at = middle(b)
  const xs = a.corners.map(({ x }) => x)
  const ys = a.corners.map(({ y }) => y)
  // A linear code may be read along a single line, whose corners span no height.
  const slack = Math.max(8, (Math.max(...xs) - Math.min(...xs)) / 8)
  return (
    at.x >= Math.min(...xs) - slack &&
    at.x <= Math.max(...xs) + slack &&
    at.y >= Math.min(...ys) - slack &&
    at.y <= Math.max(...ys) + slack
  )
}

/** A code of bars counts after two equal reads, and two more than any other reading of the same place. */
function isReady(each: Tracked, all: readonly Tracked[]): boolean {
  if (!each.symbol.linear) return true
  const rivals = all.filter((other) => other !== each && other.symbol.linear && overlap(each.symbol, other.symbol))
  return each.reads >= 2 + Math.max(0, ...rivals.map(({ reads }) => reads))
}

/** Reading order of a label: rows from the top, each from the left. */
export function inReadingOrder(symbols: readonly SeenSymbol[]): SeenSymbol[] {
  const rows: SeenSymbol[][] = []
  for (const symbol of [...symbols].sort((a, b) => middle(a).y - middle(b).y)) {
    const row = rows.at(-1)
    const height = row ? Math.abs(row[0]!.corners[3].y - row[0]!.corners[0].y) : 0
    if (row && middle(symbol).y - middle(row[0]!).y <= Math.max(8, height / 2)) row.push(symbol)
    else rows.push([symbol])
  }
  return rows.flatMap((row) => row.sort((a, b) => middle(a).x - middle(b).x))
}

function track(tracked: readonly Tracked[], symbols: readonly SeenSymbol[], at: number): Tracked[] {
  const alive = tracked.filter(({ lastAt }) => at - lastAt < goneMs)
  const old = alive.filter(({ symbol }) => !symbols.some((seen) => sameText(seen, symbol)))
  const seen = symbols.filter((symbol, index) => symbols.findIndex((other) => sameText(other, symbol)) === index)
  const now = seen.map((symbol) => {
    const known = alive.find((each) => sameText(each.symbol, symbol))
    return { symbol, reads: (known?.reads ?? 0) + 1, lastAt: at, counted: known?.counted ?? false }
  })
  return [...old, ...now]
}

/**
 * Takes one frame at a time in milliseconds. Returns the gate for the next one and the symbols that count now, in reading
 * order: all of one label together, once two frames show nothing that is still in doubt, or `gatherMs` have passed.
 */
export function seeFrame(
  gate: Gate,
  symbols: readonly SeenSymbol[],
  at: number,
): { gate: Gate; counted: SeenSymbol[] } {
  const tracked = track(gate.tracked, symbols, at)
  const open = tracked.filter(({ counted }) => !counted)
  const ready = open.filter((each) => isReady(each, tracked))
  if (ready.length === 0) return { gate: { tracked, readySince: null, calmFrames: 0 }, counted: [] }
  const known = gate.tracked.filter(({ counted }) => !counted).length
  const inDoubt = open.filter(
    (each) => !ready.includes(each) && !ready.some(({ symbol }) => overlap(symbol, each.symbol)),
  )
  const calmFrames = inDoubt.length === 0 && open.length <= known ? gate.calmFrames + 1 : 0
  const readySince = gate.readySince ?? at
  if (calmFrames < 1 && at - readySince < gatherMs) return { gate: { tracked, readySince, calmFrames }, counted: [] }
  const marked = tracked.map((each) => (ready.includes(each) ? { ...each, counted: true } : each))
  return {
    gate: { tracked: marked, readySince: null, calmFrames: 0 },
    counted: inReadingOrder(ready.map(({ symbol }) => symbol)),
  }
}

/** The symbols of one picture that was decoded several times at different sizes: a code of bars must have been read twice alike, and otherwise at no time. */
export function agreeing(passes: readonly (readonly SeenSymbol[])[]): SeenSymbol[] {
  const tracked = passes.reduce<Tracked[]>((all, symbols) => track(all, symbols, 0), [])
  return inReadingOrder(tracked.filter((each) => isReady(each, tracked)).map(({ symbol }) => symbol))
}
