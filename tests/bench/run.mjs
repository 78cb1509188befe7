// npm run bench: what Vialkeep's hot paths cost next to the floor, a bare server that does the same with nothing around it.
// Then what readiness, a board and a recall's notice cost as stock grows (npm run bench:boards does that alone).
//   npm run bench                    20,000 lots with 200,000 uses
//   npm run bench -- --large         the same, then 1,000,000 lots with 10,000,000 uses, and the growth between them
//   npm run bench -- --postgres      on a PostgreSQL server of its own, and 32 clients at once
//   npm run bench -- --lots N        another size
//   npm run bench -- --json FILE     also writes the figures
//   npm run bench -- --seed N        other data

import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { buildApp, generateClients, root, say } from '../../app/server/prepare.mjs'
import { benchBoards, fewestLots } from './boards-bench.mjs'
import { preparedData } from './data.mjs'
import { postgresStores, sqliteStores } from './stores.mjs'
import { growthTable, sizeTable } from './table.mjs'
import { measureAll } from './work.mjs'

const large = 1_000_000

async function bench() {
  const { values } = parseArgs({
    options: {
      large: { type: 'boolean' },
      postgres: { type: 'boolean' },
      lots: { type: 'string', default: '20000' },
      json: { type: 'string' },
      seed: { type: 'string', default: '7' },
    },
  })
  const small = Number(values.lots)
  if (!Number.isSafeInteger(small) || small < 400) throw new Error('--lots takes a whole number from 400.')
  const seed = Number(values.seed)
  if (!Number.isSafeInteger(seed)) throw new Error('--seed takes a whole number.')
  process.chdir(root)
  await generateClients()
  await buildApp()
  const prepared = []
  for (const lots of values.large ? [small, large] : [small]) {
    const data = await preparedData({ lots, seed, say })
    const open = () => (values.postgres ? postgresStores(data, say) : sqliteStores(data))
    prepared.push({ lots, open, postgres: values.postgres ?? false })
  }
  const sizes = await measureAll(prepared, seed, say)
  for (const size of sizes) process.stdout.write(`\n${sizeTable(size)}\n`)
  if (sizes.length === 2) process.stdout.write(`\n${growthTable(sizes)}\n`)
  const lots = prepared.map((size) => Math.max(size.lots, fewestLots))
  const boards = await benchBoards({ lots, rounds: 40, seed, postgres: values.postgres ?? false, say })
  process.stdout.write(`${boards.text}\n`)
  if (!values.json) return
  const machine = { cpus: cpus().length, cpu: cpus()[0]?.model, node: process.version, platform: process.platform }
  writeFileSync(
    values.json,
    `${JSON.stringify({ at: new Date().toISOString(), seed, machine, sizes, boards: boards.figures }, null, 2)}\n`,
  )
  say(`The figures are in ${values.json}.`)
}

try {
  await bench()
} catch (error) {
  process.stderr.write(`\n${error.stack ?? error}\n`)
  process.exitCode = 1
}
