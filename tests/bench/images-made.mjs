// Draws the distorted images: symbols of bwip-js on a label, as a camera sees them. The same seed gives the same images.

import bwipjs from 'bwip-js/node'
import sharp from 'sharp'
import { classes, frame, settingFor, vialRadius } from './images-classes.mjs'
import { carriers, contentFor, randomFrom } from './images-contents.mjs'

/**
 * The image of a number: its class, its carrier, the text that it holds, and two frames of it as PNG: other noise, and the
 * hand has moved a little. Numbers go through the classes first, so that any run of six has one of each.
 * @param {number} index from 0
 * @param {number} seed
 */
export async function distorted(index, seed) {
  const name = classes[index % classes.length]
  const carrier = carriers[Math.floor(index / classes.length) % carriers.length]
  const random = randomFrom(Math.imul(seed, 0x9e3779b1) + index)
  const content = contentFor(carrier, random)
  const symbol = symbolOf(content)
  const setting = settingFor(name, symbol, random)
  const label = labelOf(setting, random)
  const frames = []
  for (let number = 0; number < 2; number++) {
    const place = { x: setting.place.x + random() * 1.5, y: setting.place.y + random() * 1.5 }
    frames.push(await photograph(draw(symbol, label, { ...setting, place }), setting, random))
  }
  return { index, class: name, carrier, text: content.text, modulePixels: setting.modulePixels, frames }
}

function symbolOf({ bcid, source }) {
  const [raw] = bwipjs.raw({ bcid, text: source })
  if (raw.pixs) {
    return { columns: raw.pixx, rows: raw.pixy, linear: false, dark: (x, y) => raw.pixs[y * raw.pixx + x] === 1 }
  }
  const bars = raw.sbs.flatMap((width, index) => Array.from({ length: width }, () => index % 2 === 0))
  return { columns: bars.length, rows: 1, linear: true, dark: (x) => bars[x] }
}

// Strokes of print stand in cells this wide, in lines this far apart, in millimeters.
const cell = { width: 0.7, height: 2.4 }

/** The label around the symbol, with two lines of something like print below it: dark strokes. */
function labelOf({ module, width, height }, random) {
  const quiet = Math.max(10 * module, 2)
  const count = 2 * Math.floor(width / cell.width)
  const strokes = Array.from({ length: count }, () => ({ left: 0.3 * random(), right: 0.45 + 0.2 * random() }))
  const print = height / 2 + Math.max(4 * module, 1)
  return { right: width / 2 + quiet, top: -height / 2 - quiet, bottom: print + 2 * cell.height, print, strokes }
}

function printed({ print, strokes }, width, x, y) {
  const [line, column] = [Math.floor((y - print) / cell.height), Math.floor((x + width / 2) / cell.width)]
  const perLine = strokes.length / 2
  if (line < 0 || line > 1 || column < 0 || column >= perLine) return false
  const stroke = strokes[line * perLine + column]
  const [inX, inY] = [x + width / 2 - column * cell.width, y - print - line * cell.height]
  return inY < 1.7 && inX > stroke.left && inX < stroke.right
}

/** How light the label is at a place in millimeters from the symbol's middle: 0 ink, 1 paper; null beside the label. */
function paperAt(symbol, label, { width, height }, x, y) {
  if (Math.abs(x) > label.right || y < label.top || y > label.bottom) return null
  if (Math.abs(x) < width / 2 && Math.abs(y) < height / 2) {
    const column = Math.floor(((x + width / 2) / width) * symbol.columns)
    const row = Math.floor(((y + height / 2) / height) * symbol.rows)
    return symbol.dark(Math.min(column, symbol.columns - 1), Math.min(row, symbol.rows - 1)) ? 0 : 1
  }
  return printed(label, width, x, y) ? 0 : 1
}

/** From a pixel to the label: perspective, rotation, and around the vial. Null beside the vial; `light` falls off there. */
function toLabel({ place, angle, tilt, scale, curved }, linear, u, v) {
  const [du, dv] = [u - place.x, v - place.y]
  const depth = scale * (1 + tilt[0] * du + tilt[1] * dv)
  const x = (Math.cos(angle) * du + Math.sin(angle) * dv) / depth
  const y = (Math.cos(angle) * dv - Math.sin(angle) * du) / depth
  if (!curved) return { x, y, light: 1 }
  const across = linear ? y : x
  if (Math.abs(across) >= vialRadius) return null
  const arc = vialRadius * Math.asin(across / vialRadius)
  const light = 0.35 + 0.65 * Math.cos(arc / vialRadius)
  return linear ? { x, y: arc, light } : { x: arc, y, light }
}

const subpixels = [-1 / 3, 0, 1 / 3]

/** The light in each pixel before lens and sensor, paper in full light as 1. */
function draw(symbol, label, setting) {
  const ink = setting.black / setting.white
  const { width, height, module, table } = setting
  const lightAt = (point) => {
    if (!point) return table
    const paper = paperAt(symbol, label, setting, point.x, point.y)
    return point.light * (paper === null ? table : ink + paper * (1 - ink))
  }
  const at = (u, v) => toLabel(setting, symbol.linear, u, v)
  const light = new Float32Array(frame.width * frame.height)
  for (let v = 0, index = 0; v < frame.height; v++) {
    for (let u = 0; u < frame.width; u++, index++) {
      const point = at(u, v)
      // Only the symbol is worth nine looks a pixel.
      const inside = point && Math.abs(point.x) < width / 2 + module && Math.abs(point.y) < height / 2 + module
      if (!inside) light[index] = lightAt(point)
      else for (const dv of subpixels) for (const du of subpixels) light[index] += lightAt(at(u + du, v + dv)) / 9
    }
  }
  return light
}

/** How much of a spot of light lies on a pixel: 1 in its middle, 0 from its edge on, with a soft quarter between. */
function spotAt({ glare, place, scale, width, height, angle }, u, v) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [x, y] = [
    (cos * (u - place.x) + sin * (v - place.y)) / scale,
    (cos * (v - place.y) - sin * (u - place.x)) / scale,
  ]
  const [dx, dy] = [x - glare.x * width, y - glare.y * height]
  const along = Math.cos(glare.angle) * dx + Math.sin(glare.angle) * dy
  const across = Math.cos(glare.angle) * dy - Math.sin(glare.angle) * dx
  const distance = Math.hypot(along / glare.stretch, across) / (glare.radius * Math.min(width, height))
  return Math.min(1, Math.max(0, (1.25 - distance) / 0.5))
}

/** Lens and sensor: glare, blur, noise, eight bits; as PNG. */
async function photograph(light, setting, random) {
  const bytes = Buffer.alloc(light.length)
  for (let index = 0; index < light.length; index++) {
    const value = light[index] * setting.white
    const spot = setting.glare ? spotAt(setting, index % frame.width, Math.floor(index / frame.width)) : 0
    bytes[index] = clipped(value + spot * 255)
  }
  const raw = { raw: { ...frame, channels: 1 } }
  let image = sharp(bytes, raw)
  if (setting.motion) image = image.convolve(lineKernel(setting.motion))
  const blurred = await image.blur(setting.defocus).extractChannel(0).raw().toBuffer()
  for (let index = 0; index < blurred.length; index++) {
    blurred[index] = clipped(blurred[index] + setting.noise * gaussian(random))
  }
  return await sharp(blurred, raw).png({ compressionLevel: 1 }).toBuffer()
}

const clipped = (value) => Math.min(255, Math.max(0, Math.round(value)))

/** A normal deviate, near enough: the sum of four even ones. */
const gaussian = (random) => (random() + random() + random() + random() - 2) * Math.sqrt(3)

/** The kernel of a straight movement during the exposure. */
function lineKernel({ pixels, direction }) {
  const reach = Math.ceil(pixels / 2)
  const width = Math.max(3, 2 * reach + 1)
  const kernel = new Array(width * width).fill(0)
  const middle = (width - 1) / 2
  const steps = 64
  for (let step = 0; step < steps; step++) {
    const along = ((step + 0.5) / steps - 0.5) * pixels
    const [x, y] = [middle + Math.cos(direction) * along, middle + Math.sin(direction) * along]
    const [left, top] = [Math.floor(x), Math.floor(y)]
    for (const [column, row] of [
      [left, top],
      [left + 1, top],
      [left, top + 1],
      [left + 1, top + 1],
    ]) {
      if (column >= width || row >= width) continue
      kernel[row * width + column] += (1 - Math.abs(x - column)) * (1 - Math.abs(y - row))
    }
  }
  return { width, height: width, kernel: kernel.map((weight) => Math.round(weight * 1000)) }
}
