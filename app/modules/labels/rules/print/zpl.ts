/** Labels for label printers that speak ZPL II. The symbol goes as a picture: printers then can't draw it otherwise. */
import type { PlacedLabel } from './layout'

/** Dots an inch of the printer's head. */
export type Dpi = 203 | 300

/** The symbol as a picture of whole dots for each module: `^GFA` with its bytes, rows padded to whole bytes. */
function picture({ grid, side }: PlacedLabel['symbol'], dotsPerMm: number): { command: string; dots: number } {
  const module = Math.max(2, Math.floor((side * dotsPerMm) / grid.size))
  const dots = module * grid.size
  const bytesPerRow = Math.ceil(dots / 8)
  let data = ''
  for (let row = 0; row < grid.size; row++) {
    let bits = ''
    for (let column = 0; column < grid.size; column++)
      bits += (grid.dark[row * grid.size + column] ? '1' : '0').repeat(module)
    const bytes = bits.padEnd(bytesPerRow * 8, '0').match(/.{8}/g) ?? []
    data += bytes
      .map((byte) => Number.parseInt(byte, 2).toString(16).toUpperCase().padStart(2, '0'))
      .join('')
      .repeat(module)
  }
  const total = bytesPerRow * dots
  return { command: `^GFA,${total},${total},${bytesPerRow},${data}`, dots }
}

/** A field's text with what ZPL takes for commands written as hexadecimal (`^FH_`). */
const fieldText = (text: string): string =>
  text.replace(/[\^~_\\]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** One label as ZPL: a format of its own, in dots. */
export function labelZpl(label: PlacedLabel, dpi: Dpi): string {
  const dotsPerMm = dpi / 25.4
  const at = (length: number) => Math.round(length * dotsPerMm)
  const { symbol } = label
  const { command, dots } = picture(symbol, dotsPerMm)
  // What whole modules leave of the side is shared out to both ends.
  const rest = Math.max(0, at(symbol.side) - dots) >> 1
  const lines = label.texts.map(({ x, y, size, text }) => {
    const height = at(size)
    return `^FO${at(x)},${Math.max(0, at(y - size * 0.8))}^A0N,${height},${height}^FH_^FD${fieldText(text)}^FS`
  })
  return [
    '^XA^CI28',
    `^PW${at(label.width)}^LL${at(label.height)}^LH0,0`,
    `^FO${at(symbol.x) + rest},${at(symbol.y) + rest}${command}^FS`,
    ...lines,
    '^PQ1^XZ',
    '',
  ].join('\n')
}
