/** Labels as SVG, for the preview: the same places as on paper. */
import type { PlacedLabel } from './layout'
import { perSheet, placeOnSheet, type Sheet } from './stocks'
import type { ModuleGrid } from './symbol'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
const short = (length: number): string => String(Number(length.toFixed(3)))

/** Dark modules of one row that touch, from `column` on for `length`. */
export type Run = { readonly row: number; readonly column: number; readonly length: number }

/** The dark modules of a symbol in runs: what every way of printing draws. */
export function darkRuns({ size, dark }: ModuleGrid): Run[] {
  const runs: Run[] = []
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!dark[row * size + column]) continue
      const from = column
      while (column < size && dark[row * size + column]) column++
      runs.push({ row, column: from, length: column - from })
    }
  }
  return runs
}

function symbolPath({ x, y, side, grid }: PlacedLabel['symbol']): string {
  const module = side / grid.size
  const d = darkRuns(grid)
    .map(({ row, column, length }) => `M${column} ${row}h${length}v1h-${length}z`)
    .join('')
  return `<path transform="translate(${short(x)} ${short(y)}) scale(${short(module)})" shape-rendering="crispEdges" d="${d}"/>`
}

/** One label's content, in millimeters from its upper left corner. */
function labelContent({ symbol, texts }: PlacedLabel): string {
  const lines = texts.map(
    ({ x, y, size, text, bold }) =>
      `<text x="${short(x)}" y="${short(y)}" font-size="${short(size)}"${bold ? ' font-weight="700"' : ''}>${escaped(text)}</text>`,
  )
  return symbolPath(symbol) + lines.join('')
}

function drawing(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${short(width)} ${short(height)}" width="${short(width)}mm" height="${short(height)}mm" font-family="Helvetica, Arial, sans-serif"><rect width="100%" height="100%" fill="#fff"/>${content}</svg>`
}

/** One label of a roll. */
export const labelSvg = (label: PlacedLabel): string => drawing(label.width, label.height, labelContent(label))

/** The sheets that the labels fill, the first label on the place with the number `start` (1 is the first). */
export function sheetSvgs(labels: readonly PlacedLabel[], sheet: Sheet, start: number): string[] {
  const pages: string[][] = []
  const outline = `<rect width="${short(sheet.label.width)}" height="${short(sheet.label.height)}" rx="1.5" fill="none" stroke="#ccc" stroke-width="0.2"/>`
  for (let index = 0; index < start - 1 + labels.length; index++) {
    const { page, x, y } = placeOnSheet(sheet, index)
    const label = labels[index - start + 1]
    pages[page] ??= []
    // A drawing of its own cuts off at the label's edge: where a browser has only a wide font, words must not run into the
    // next label's symbol.
    pages[page].push(
      `<svg x="${short(x)}" y="${short(y)}" width="${short(sheet.label.width)}" height="${short(sheet.label.height)}">${outline}${label ? labelContent(label) : ''}</svg>`,
    )
  }
  return pages.map((content) => drawing(sheet.page.width, sheet.page.height, content.join('')))
}

/** How many sheets are needed. */
export const sheetsNeeded = (count: number, sheet: Sheet, start: number): number =>
  Math.ceil((start - 1 + count) / perSheet(sheet))
