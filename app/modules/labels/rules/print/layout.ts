/** Where everything is on a label: the symbol on the left, as large as the height allows, the words to its right. */
import type { ModuleGrid } from './symbol'
import { textWidth } from './text-width'
import type { LabelLine, LabelWords } from './words'

/** A line of text. `y` is its baseline, `size` its height from line to line of type, both in millimeters from the top. */
export type PlacedText = {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly text: string
  readonly bold: boolean
}

/** A label with everything in its place, in millimeters. The symbol's `side` is without its quiet zone. */
export type PlacedLabel = {
  readonly width: number
  readonly height: number
  readonly symbol: { readonly x: number; readonly y: number; readonly side: number; readonly grid: ModuleGrid }
  readonly texts: readonly PlacedText[]
}

const ranks: Readonly<Record<LabelLine['rank'], number>> = { largest: 2, large: 1.5, normal: 1, small: 0.75 }

/** The smallest type, in millimeters: less is not readable at arm's length. */
const smallestType = 1.6
/** Type beyond this, in millimeters, is no easier to read. */
const largestType: Readonly<Record<LabelLine['rank'], number>> = { largest: 12, large: 9, normal: 5, small: 2.6 }
/** No symbol needs more, and a vial shows no more of it at once. */
const largestSymbol = 16
const lineHeight = 1.15

const heightOf = (lines: readonly LabelLine[], sizes: readonly number[]): number =>
  lines.reduce((sum, _, index) => sum + sizes[index]! * lineHeight, 0)

/** Sizes by rank, no line wider than the space; what narrow lines leave is given to the others. */
function sizesFor(lines: readonly LabelLine[], width: number, height: number): number[] {
  const widest = lines.map(({ text, yields }) => {
    const fitting = width / Math.max(textWidth(text), 0.1)
    return yields === 'end' ? Math.max(fitting, smallestType) : fitting
  })
  let low = 0
  let high = largestType.largest
  const at = (base: number): number[] => {
    const sizes = lines.map(({ rank }, index) => Math.min(base * ranks[rank], widest[index]!, largestType[rank]))
    // A long line that had to shrink stays larger than what ranks below it.
    return lines.map(({ rank }, index) => {
      const above = sizes.filter((_, other) => ranks[lines[other]!.rank] > ranks[rank])
      return Math.min(sizes[index]!, ...above)
    })
  }
  for (let step = 0; step < 24; step++) {
    const base = (low + high) / 2
    if (heightOf(lines, at(base)) > height) high = base
    else low = base
  }
  return at(low)
}

/** The longest beginning of a text that fits, with an ellipsis. */
function shortened(text: string, size: number, width: number): string {
  if (textWidth(text) * size <= width) return text
  let kept = text
  while (kept.length > 1 && textWidth(`${kept}…`) * size > width) kept = kept.slice(0, -1)
  return `${kept.trimEnd()}…`
}

/** Lines that may be left out give way, the last first, while the type would be too small to read. */
function choose(words: LabelWords, width: number, height: number): { lines: LabelLine[]; sizes: number[] } {
  let lines = [...words.lines]
  for (;;) {
    const sizes = sizesFor(lines, width, height)
    const drop = lines.findLastIndex(({ yields }) => yields === 'whole')
    if (drop < 0 || sizes.every((size) => size >= smallestType)) return { lines, sizes }
    lines = lines.filter((_, index) => index !== drop)
  }
}

/** Lays a label out. Sizes in millimeters. */
export function layOut(words: LabelWords, grid: ModuleGrid, size: { width: number; height: number }): PlacedLabel {
  const margin = Math.min(2.5, Math.max(1, Math.min(size.width, size.height) * 0.07))
  const side = Math.min(size.height - 2 * margin, size.width * 0.36, largestSymbol)
  const quiet = (2 * side) / grid.size
  const x = margin + side + quiet + 0.5
  const [width, height] = [size.width - x - margin, size.height - 2 * margin]
  const { lines, sizes } = choose(words, width, height)
  let top = margin + (height - heightOf(lines, sizes)) / 2
  const texts = lines.map(({ text, bold, yields }, index) => {
    const type = sizes[index]!
    const placed = {
      x,
      y: top + type * 0.92,
      size: type,
      text: yields === 'end' ? shortened(text, type, width) : text,
      bold,
    }
    top += type * lineHeight
    return placed
  })
  const symbol = { x: margin, y: (size.height - side) / 2, side, grid }
  return { width: size.width, height: size.height, symbol, texts }
}
