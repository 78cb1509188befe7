// What readiness, a board and a recall cost as stock grows, next to the floor: measured, and said in tables.

import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { root } from '../../app/server/prepare.mjs'
import { namedIn, now, openToday } from './boards-clinic.mjs'
import { floorOf } from './boards-floor.mjs'
import { openStore } from './boards-stores.mjs'
import { preparedData } from './data.mjs'

/** Fewer lots are not enough for all notices of a run. */
export const fewestLots = 10_000
/** The most that a piece of work may take at the large size, in milliseconds, and the most that it may grow beside the floor. */
const goals = [10, undefined, 100, undefined]
const growthGoal = 1.2

async function program() {
  const outfile = `${root}/node_modules/.cache/vialkeep/boards-${process.pid}.mjs`
  const migrations = {
    name: 'migrations',
    setup: ({ onResolve }) =>
      onResolve({ filter: /\/prisma\/[a-z]+\.mjs$/ }, ({ path: file, resolveDir }) => ({
        path: pathToFileURL(path.resolve(resolveDir, file)).href,
        external: true,
      })),
  }
  await build({
    ...{ entryPoints: [`${root}/tests/bench/boards.ts`], bundle: true, outfile, platform: 'node', format: 'esm' },
    ...{ target: 'node20', charset: 'utf8', packages: 'external', plugins: [migrations], logLevel: 'error' },
    alias: { '~': `${root}/app`, '#prisma': `${root}/prisma/generated` },
  })
  try {
    return await import(pathToFileURL(outfile).href)
  } finally {
    await rm(outfile, { force: true })
  }
}

const ms = (value) => value.toFixed(2).padStart(9)
const verdict = (reached) => (reached ? 'reached' : 'NOT REACHED')

function tables(sizes) {
  const width = Math.max(...sizes[0].rows.map(({ name }) => name.length))
  const lines = []
  for (const { lots, rows } of sizes) {
    lines.push(
      '',
      `${lots.toLocaleString('en-US')} lots on hand`,
      `${'milliseconds, median'.padEnd(width)}     ours    floor    ratio  |  of the processor: ours    floor    ratio`,
    )
    for (const [index, { name, ours, floor }] of rows.entries()) {
      const goal = goals[index] ? `  under ${goals[index]}: ${verdict(ours.clock < goals[index])}` : ''
      const both = (kind, gap) =>
        `${gap}${ms(ours[kind])}${ms(floor[kind])}${(ours[kind] / floor[kind]).toFixed(2).padStart(9)}`
      lines.push(`${name.padEnd(width)}${both('clock', '')}  |${both('processor', ' '.repeat(14))}${goal}`)
    }
  }
  if (sizes.length === 2) {
    lines.push('', 'growth from small to large')
    for (const [index, { name, ours, floor }] of sizes[0].rows.entries()) {
      const then = sizes[1].rows[index]
      for (const kind of ['clock', 'processor']) {
        const [own, bare] = [then.ours[kind] / ours[kind], then.floor[kind] / floor[kind]]
        lines.push(
          `${name}, by the ${kind}: ours ${own.toFixed(2)}, floor ${bare.toFixed(2)}: ${(own / bare).toFixed(2)}, at most ${growthGoal}: ${verdict(own / bare <= growthGoal)}`,
        )
      }
    }
  }
  return lines.join('\n')
}

/**
 * Measures boards at each size, in turns.
 * @param {{ lots: number[], rounds: number, seed: number, postgres: boolean, say: (line: string) => void }} wanted
 * @returns {Promise<{ figures: object[], text: string }>} the clients are generated before
 */
export async function benchBoards({ lots: all, rounds, seed, postgres, say }) {
  const { measureBoards } = await program()
  const sizes = []
  const opened = []
  try {
    for (const lots of all) {
      const data = await preparedData({ lots, seed, say })
      const { url, store, remove } = await openStore(data, { postgres, say })
      opened.push(remove)
      const today = await store.transaction(() => openToday(store))
      await store.run('ANALYZE')
      const texts = (round, ours) => namedIn(lots, round, ours)
      sizes.push({ lots, url, floor: floorOf(store), today, namedIn: texts })
    }
    const figures = await measureBoards(sizes, now, rounds, say)
    return { figures, text: tables(figures) }
  } finally {
    for (const remove of opened) await remove()
  }
}
