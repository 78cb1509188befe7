// What counts as read rightly and wrongly in the image bench, and the two runs that find out.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { distorted } from './images-made.mjs'

// html5-qrcode drops the group separators of GS1-128 and puts one before the others; that counts as read all the same.
const withoutSeparators = (text) => text.replaceAll('\x1d', '')
// UPC-A is EAN-13 with a zero before it, and both ways of giving it are right.
const withoutUpcZero = (text) => (/^0\d{12}$/.test(text) ? text.slice(1) : text)

const exact = (text, expected) => withoutUpcZero(text) === withoutUpcZero(expected)
const lenient = (text, expected) => exact(withoutSeparators(text), withoutSeparators(expected))

/** Right: the text is among those found. Wrong: something else is among them. Both may hold. */
function judged({ texts, milliseconds }, expected, same) {
  const wrong = texts.filter((text) => !same(text, expected))
  return { right: texts.some((text) => same(text, expected)), wrong, milliseconds }
}

/**
 * Draws images from the seed and has both read them, two frames each. Theirs may read either frame, by either of
 * its ways.
 * @param {{ scene: Function }} browser
 * @param {{ count: number, seed: number, onEach?: (done: number, row: object, frames: Buffer[]) => void }} options
 */
export async function measureDistorted(browser, { count, seed, onEach }) {
  const rows = []
  for (let index = 0; index < count; index++) {
    const { frames, ...made } = await distorted(index, seed)
    const read = await browser.scene(frames.map((bytes) => ({ type: '.png', bytes })))
    const theirs = judged(read.theirs, made.text, lenient)
    const separators = theirs.right && read.theirs.texts.some((text) => exact(text.replace(/^\x1d/, ''), made.text))
    const row = { ...made, ours: judged(read.ours, made.text, exact), theirs: { ...theirs, separators } }
    rows.push(row)
    onEach?.(index + 1, row, frames)
  }
  return rows
}

const imageTypes = ['.png', '.webp', '.jpg']

/**
 * Has both read the pictures of a folder; a picture's text stands beside it as `.txt`. Pictures without one are rows whose
 * `text` is null: they show only whether both read the same.
 * @param {{ picture: Function }} browser
 * @param {string} folder
 */
export async function measureFolder(browser, folder) {
  const names = readdirSync(folder).sort()
  const rows = []
  for (const name of names) {
    const type = path.extname(name)
    if (!imageTypes.includes(type)) continue
    const base = name.slice(0, -type.length)
    const text = names.includes(`${base}.txt`) ? readFileSync(path.join(folder, `${base}.txt`), 'utf8') : null
    const read = await browser.picture({ type, bytes: readFileSync(path.join(folder, name)) })
    const ways = Object.entries(read).map(([way, answer]) => [
      way,
      text === null
        ? { texts: answer.texts, milliseconds: answer.milliseconds }
        : judged(answer, text, way.startsWith('their') ? lenient : exact),
    ])
    rows.push({ name: base, family: base.replace(/(-\d+)?__.*$/, ''), text, ...Object.fromEntries(ways) })
  }
  return rows
}
