// npm run bench:images: what our camera's decoder reads beside html5-qrcode's own, both in Chromium.
//   npm run bench:images                    ../shared/images where they are, and 600 distorted images
//   npm run bench:images -- --count N       N distorted images; 0 for none
//   npm run bench:images -- --seed N        other distorted images
//   npm run bench:images -- --json FILE     also writes the figures
//   npm run bench:images -- --keep FOLDER   also writes the distorted images that ours does not read, or misreads

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { root, say } from '../../app/server/prepare.mjs'
import { startBrowser } from './images-browser.mjs'
import { measureDistorted, measureFolder } from './images-measure.mjs'
import { distortedTable, folderTable, grouped, isReached, summary } from './images-table.mjs'

const folder = path.join(root, '../shared/images')

function wholeNumber(name, text) {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number.`)
  return value
}

function readOptions() {
  const string = (value) => ({ type: 'string', ...(value && { default: value }) })
  const options = { count: string('600'), seed: string('7'), json: string(), keep: string() }
  const { values } = parseArgs({ options })
  return { ...values, count: wholeNumber('count', values.count), seed: wholeNumber('seed', values.seed) }
}

function follow({ count, keep }) {
  if (keep) mkdirSync(keep, { recursive: true })
  return (done, row, frames) => {
    if (done % 60 === 0) say(`${done} of ${count} distorted images`)
    if (!keep || (row.ours.right && row.ours.wrong.length === 0)) return
    const name = `${row.class}-${row.carrier.replace(' ', '-')}-${row.index}`
    for (const [number, bytes] of frames.entries()) writeFileSync(path.join(keep, `${name}-${number}.png`), bytes)
  }
}

const figures = (rows, key, ways) =>
  grouped(rows, key).map(([name, group]) => ({
    name,
    count: group.length,
    ...Object.fromEntries(ways.map((way) => [way, summary(group, way)])),
  }))

async function bench() {
  const options = readOptions()
  const browser = await startBrowser(say)
  try {
    const known = existsSync(folder) ? await measureFolder(browser, folder) : []
    process.stdout.write(known.length > 0 ? `\n${folderTable(known)}\n\n` : '\n../shared/images is not there.\n\n')
    const made = await measureDistorted(browser, { ...options, onEach: follow(options) })
    if (made.length > 0) process.stdout.write(`\n${distortedTable(made)}\n`)
    if (options.json) write(options, known, made)
    if (made.length > 0 && !isReached(made)) process.exitCode = 1
  } finally {
    await browser.stop()
  }
}

function write({ json, seed }, known, made) {
  const machine = { cpus: cpus().length, cpu: cpus()[0]?.model, node: process.version, platform: process.platform }
  const withText = known.filter(({ text }) => text !== null)
  const content = {
    at: new Date().toISOString(),
    seed,
    machine,
    folder: { families: figures(withText, 'family', ['ours', 'frame', 'theirs', 'theirFrame']), pictures: known },
    distorted: { classes: figures(made, 'class', ['ours', 'theirs']), images: made },
  }
  writeFileSync(json, `${JSON.stringify(content, null, 2)}\n`)
  say(`The figures are in ${json}.`)
}

try {
  await bench()
} catch (error) {
  process.stderr.write(`\n${error.stack ?? error}\n`)
  process.exitCode = 1
}
