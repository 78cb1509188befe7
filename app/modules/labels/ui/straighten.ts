/**
 * Lays bars straight: a strip that is cut out of a picture along the line that crosses them, so that its rows cross every
 * bar. Light is averaged along the bars, where it is the same but for the sensor's noise, and stretched from the darkest
 * bar to the lightest gap nearby, so that a dim label, or one half in the shade, decodes as a clean one does. Pure.
 */
import type { Point } from '../rules/symbol-gate'
import type { BarPlace, Gray } from './bars'

/** A strip of bars as it is, the same with its blur taken out, and where its pixels stand in the picture. */
export type Strip = {
  readonly image: () => ImageData
  readonly inFocus: () => ImageData
  readonly toPicture: (point: Point) => Point
}

// Pixels of the strip for each of the picture along the line: the finest bars have two, and edges stand between pixels.
const zoom = 2
const mostColumns = 1_200
// Rows of the strip: as many independent looks at the same bars.
const wantedRows = 16
const mostAveraged = 8
// How far around a place its darkest and lightest are looked for, in pixels: four characters of fine bars.
const nearby = 48
const leastShare = 0.3
// The blur that is taken out, in pixels, and how often: as much as fine bars bear that a hand holds out of focus.
const blur = 2
const sharpenings = 10

/** Averages in the rows and columns of the strip, one pixel of the picture apart; beside the picture its edge goes on. */
function averaged({ light, width, height }: Gray, place: BarPlace, columns: number, rows: number, step: number) {
  const [cos, sin] = [Math.cos(place.angle), Math.sin(place.angle)]
  const means = new Float32Array(columns * rows)
  for (let row = 0, to = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, to++) {
      const along = column - (columns - 1) / 2
      let sum = 0
      for (let part = 0; part < step; part++) {
        const across = row * step + part - (rows * step - 1) / 2
        const x = Math.min(width - 2, Math.max(0, place.x + cos * along - sin * across))
        const y = Math.min(height - 2, Math.max(0, place.y + sin * along + cos * across))
        const [left, top] = [x | 0, y | 0]
        const [right, low] = [x - left, y - top]
        const at = top * width + left
        const above = light[at]! + right * (light[at + 1]! - light[at]!)
        const below = light[at + width]! + right * (light[at + width + 1]! - light[at + width]!)
        sum += above + low * (below - above)
      }
      means[to] = sum / step
    }
  }
  return means
}

/** The least (`sign` 1) or the greatest (-1) value within `nearby` of each place of a row. */
function extremes(values: Float32Array, sign: 1 | -1): Float32Array {
  const found = new Float32Array(values.length)
  const queue: number[] = []
  for (let at = 0, first = 0; at < values.length + nearby; at++) {
    if (at < values.length) {
      while (queue.length > first && sign * values[queue.at(-1)!]! >= sign * values[at]!) queue.pop()
      queue.push(at)
    }
    const middle = at - nearby
    if (middle < 0) continue
    while (queue[first]! < middle - nearby) first++
    found[middle] = values[queue[first]!]!
  }
  return found
}

/** Stretches a row from its darkest to its lightest nearby; where there are no bars it stays as light as it is. */
function stretched(row: Float32Array): Float32Array {
  const [least, most] = [extremes(row, 1), extremes(row, -1)]
  const whole = Math.max(...most) - Math.min(...least)
  return row.map((value, at) => {
    const range = Math.max(most[at]! - least[at]!, leastShare * whole, 4)
    return 255 - (255 * (most[at]! - value)) / range
  })
}

/** A row between black and white from which a blur of so many pixels is taken back: the row that, blurred, is the one seen (Van Cittert). */
function sharpened(row: Float32Array, blur: number): Float32Array {
  const reach = Math.ceil(2.5 * blur)
  const curve = Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * blur * blur)))
  const sum = curve.reduce((total, weight) => total + weight, 0)
  const weights = Float32Array.from(curve, (weight) => weight / sum)
  let [sharp, next] = [row.slice(), row.slice()]
  for (let pass = 0; pass < sharpenings; pass++) {
    // The ends are paper, and stay as they are.
    for (let at = reach; at < row.length - reach; at++) {
      let blurred = 0
      for (let part = 0; part < weights.length; part++) blurred += weights[part]! * sharp[at - reach + part]!
      next[at] = Math.min(255, Math.max(0, sharp[at]! + row[at]! - blurred))
    }
    ;[sharp, next] = [next, sharp]
  }
  return sharp
}

/** Light in rows as gray pixels, `zoom` of them for each value, with the values between. */
function imageOf(lines: readonly Float32Array[]): ImageData {
  const columns = lines[0]!.length
  const width = columns * zoom
  const data = new Uint8ClampedArray(4 * width * lines.length)
  let to = 0
  for (const line of lines) {
    for (let column = 0; column < width; column++, to += 4) {
      const x = Math.min(columns - 1, Math.max(0, (column + 0.5) / zoom - 0.5))
      const left = Math.min(columns - 2, Math.floor(x))
      const value = line[left]! + (x - left) * (line[left + 1]! - line[left]!)
      data.fill(value, to, to + 3)
      data[to + 3] = 255
    }
  }
  return { data, width, height: lines.length, colorSpace: 'srgb' }
}

/** Cuts out a place with bars and lays it straight, with room for the quiet zones beside it. */
export function straighten(gray: Gray, place: BarPlace): Strip {
  const columns = Math.min(mostColumns, Math.round(place.length * 1.2 + 48))
  const step = Math.min(mostAveraged, Math.max(1, Math.round(place.height / wantedRows)))
  const rows = Math.max(3, Math.ceil(place.height / step))
  const means = averaged(gray, place, columns, rows, step)
  const lines = Array.from({ length: rows }, (_, row) => stretched(means.subarray(row * columns, (row + 1) * columns)))
  const [cos, sin] = [Math.cos(place.angle), Math.sin(place.angle)]
  return {
    image: () => imageOf(lines),
    inFocus: () => imageOf(lines.map((line) => sharpened(line, blur))),
    toPicture: ({ x, y }) => {
      const along = (x + 0.5) / zoom - 0.5 - (columns - 1) / 2
      const across = (y + 0.5) * step - 0.5 - (rows * step - 1) / 2
      return { x: place.x + cos * along - sin * across, y: place.y + sin * along + cos * across }
    },
  }
}
