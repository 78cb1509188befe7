/**
 * Finds where bars stand in a picture, whatever way they are turned: places whose light changes in one direction only.
 * The decoder's own search follows rows and columns of pixels, and crosses bars that are turned by 15 degrees or more in
 * no row from their first to their last. Pure.
 */

/** Light of 0 to 255, row by row. */
export type Gray = { readonly light: Uint8Array; readonly width: number; readonly height: number }

/** A place with bars, in pixels: its middle, the angle in radians of the line that crosses all bars, its length along that line and across it. */
export type BarPlace = {
  readonly x: number
  readonly y: number
  readonly angle: number
  readonly length: number
  readonly height: number
}

/** The light of RGBA pixels (ITU-R BT.601 weights). */
export function grayOf({ data, width, height }: ImageData): Gray {
  const light = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < light.length; at++, from += 4) {
    light[at] = (77 * data[from]! + 150 * data[from + 1]! + 29 * data[from + 2]!) >> 8
  }
  return { light, width, height }
}

// Cells of the search, in pixels. Bars of 3 mm are three cells high where a millimeter has twelve pixels.
const cellSide = 12
// Light that changes in one direction only has 1, noise and printed words have next to nothing.
const leastCoherence = 0.45
/** What a cell's changes must come to at least, in squared steps of light a pixel: below lies the noise of a sensor. */
const leastEnergy = 24
const mostTurn = Math.PI / 15
const leastLength = 3.5 * cellSide
const leastCells = 8

type Cells = {
  readonly columns: number
  readonly rows: number
  /** Sums of gx², gy² and gx·gy: the structure tensor. */
  readonly xx: Float32Array
  readonly yy: Float32Array
  readonly xy: Float32Array
}

function tensorsOf({ light, width, height }: Gray): Cells {
  const [columns, rows] = [Math.floor(width / cellSide), Math.floor(height / cellSide)]
  const [xx, yy, xy] = [0, 0, 0].map(() => new Float32Array(columns * rows)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  // Every second pixel of every second row is enough to tell a direction.
  for (let y = 1; y < rows * cellSide - 1; y += 2) {
    const row = Math.floor(y / cellSide) * columns
    for (let x = 1; x < columns * cellSide - 1; x += 2) {
      const at = y * width + x
      const gx = light[at + 1]! - light[at - 1]!
      const gy = light[at + width]! - light[at - width]!
      const cell = row + Math.floor(x / cellSide)
      xx[cell]! += gx * gx
      yy[cell]! += gy * gy
      xy[cell]! += gx * gy
    }
  }
  return { columns, rows, xx, yy, xy }
}

const angleOf = (xx: number, yy: number, xy: number): number => Math.atan2(2 * xy, xx - yy) / 2

/** The direction in each cell, or NaN where light changes in none or in several. */
function directionsOf({ xx, yy, xy }: Cells): Float32Array {
  const samples = (cellSide / 2) ** 2
  return xx.map((a, cell) => {
    const [b, c] = [yy[cell]!, xy[cell]!]
    const energy = a + b
    const oneWay = Math.hypot(a - b, 2 * c)
    return energy > leastEnergy * samples && oneWay > leastCoherence * energy ? angleOf(a, b, c) : Number.NaN
  })
}

/** Between two lines without a sense of direction, in radians from 0 to a right angle. */
function turn(a: number, b: number): number {
  const between = Math.abs(a - b) % Math.PI
  return Math.min(between, Math.PI - between)
}

/** The cells that hang together with this one and go the same way; takes them out of `directions`. */
function spread(first: number, directions: Float32Array, { columns, rows }: Cells): number[] {
  const found = [first]
  const ways = [directions[first]!]
  directions[first] = Number.NaN
  for (let next = 0; next < found.length; next++) {
    const [column, row] = [found[next]! % columns, Math.floor(found[next]! / columns)]
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        const cell = y * columns + x
        const way = directions[cell]!
        if (!(turn(way, ways[next]!) < mostTurn)) continue
        directions[cell] = Number.NaN
        found.push(cell)
        ways.push(way)
      }
    }
  }
  return found
}

function placeOf(found: readonly number[], { columns, xx, yy, xy }: Cells): BarPlace {
  let [a, b, c] = [0, 0, 0]
  for (const cell of found) {
    a += xx[cell]!
    b += yy[cell]!
    c += xy[cell]!
  }
  const angle = angleOf(a, b, c)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const cell of found) {
    const [x, y] = [((cell % columns) + 0.5) * cellSide, (Math.floor(cell / columns) + 0.5) * cellSide]
    const [along, across] = [cos * x + sin * y, cos * y - sin * x]
    left = Math.min(left, along)
    right = Math.max(right, along)
    top = Math.min(top, across)
    bottom = Math.max(bottom, across)
  }
  const [along, across] = [(left + right) / 2, (top + bottom) / 2]
  return {
    x: cos * along - sin * across,
    y: sin * along + cos * across,
    angle,
    length: right - left + cellSide,
    height: bottom - top + cellSide,
  }
}

// How far the angle of hard edges may be off, and in what steps it is put right, in radians.
const mostOff = 0.12
const turnStep = 0.024
const crossed = 24

/** How much the light changes along the line that crosses the bars, averaged over a few lines beside each other: most where they stand upright on it. */
function contrastAt({ light, width, height }: Gray, place: BarPlace, angle: number): number {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const half = Math.min(crossed, place.height / 2) / 2
  let [total, before] = [0, Number.NaN]
  for (let along = -place.length / 2; along < place.length / 2; along++) {
    let sum = 0
    for (let across = -half; across <= half; across += 2) {
      const x = Math.min(width - 1, Math.max(0, Math.round(place.x + cos * along - sin * across)))
      const y = Math.min(height - 1, Math.max(0, Math.round(place.y + sin * along + cos * across)))
      sum += light[y * width + x]!
    }
    if (!Number.isNaN(before)) total += (sum - before) ** 2
    before = sum
  }
  return total
}

/** The place with its angle put right: the direction in which hard edges change is told only roughly by single pixels. */
export function uprighted(gray: Gray, place: BarPlace): BarPlace {
  let [best, most] = [place.angle, 0]
  for (let off = -mostOff; off <= mostOff; off += turnStep) {
    const contrast = contrastAt(gray, place, place.angle + off)
    if (contrast > most) [best, most] = [place.angle + off, contrast]
  }
  return { ...place, angle: best }
}

/** The places with bars in a picture, the largest first; a single edge is none. */
export function findBars(gray: Gray): BarPlace[] {
  const cells = tensorsOf(gray)
  const directions = directionsOf(cells)
  const places: { place: BarPlace; area: number }[] = []
  for (let cell = 0; cell < directions.length; cell++) {
    if (Number.isNaN(directions[cell]!)) continue
    const found = spread(cell, directions, cells)
    if (found.length < leastCells) continue
    const place = placeOf(found, cells)
    const area = found.length * cellSide ** 2
    // The edge of a label is long across and has next to no length: its cells lie in a thin band.
    if (Math.min(place.length, area / place.height) >= leastLength) places.push({ place, area })
  }
  return places.sort((a, b) => b.area - a.area).map(({ place }) => place)
}
