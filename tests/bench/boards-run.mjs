// npm run bench:boards: what readiness, a board and a recall cost as stock grows, next to the floor.
//   npm run bench:boards                    20,000 lots on hand
//   npm run bench:boards -- --large         the same, then 1,000,000 lots on hand, and the growth between them
//   npm run bench:boards -- --postgres      on a PostgreSQL server of its own
//   npm run bench:boards -- --lots N --rounds N --seed N --json FILE

import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { generateClients, root, say } from '../../app/server/prepare.mjs'
import { namedIn, now, openToday } from './boards-clinic.mjs'
import { floorOf } from './boards-floor.mjs'
import { openStore } from './boards-stores.mjs'
import { preparedData } from './data.mjs'

const large = 1_000_000
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

async function bench() {
  const { values } = parseArgs({
    options: {
      ...{ large: { type: 'boolean' }, postgres: { type: 'boolean' }, json: { type: 'string' } },
      lots: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '40' },
      seed: { type: 'string', default: '7' },
    },
  })
  const [small, rounds, seed] = [values.lots, values.rounds, values.seed].map(Number)
  if (![small, rounds, seed].every(Number.isSafeInteger) || small < 10_000 || rounds < 4)
    throw new Error('--lots takes a whole number from 10000, --rounds one from 4, --seed any.')
  process.chdir(root)
  await generateClients()
  const { measureBoards } = await program()
  const sizes = []
  const opened = []
  try {
    for (const lots of values.large ? [small, large] : [small]) {
      const data = await preparedData({ lots, seed, say })
      const { url, store, remove } = await openStore(data, { postgres: values.postgres ?? false, say })
      opened.push(remove)
      const today = await store.transaction(() => openToday(store))
      await store.run('ANALYZE')
      const texts = (round, ours) => namedIn(lots, round, ours)
      sizes.push({ lots, url, floor: floorOf(store), today, namedIn: texts })
    }
    const figures = await measureBoards(sizes, now, rounds, say)
    process.stdout.write(`${tables(figures)}\n`)
    if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`)
  } finally {
    for (const remove of opened) await remove()
  }
}

try {
  await bench()
} catch (error) {
  process.stderr.write(`\n${error.stack ?? error}\n`)
  process.exitCode = 1
}
