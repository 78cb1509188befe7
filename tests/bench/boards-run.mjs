// npm run bench:boards: what readiness, a board and a recall cost as stock grows, next to the floor. `npm run bench` does it, too.
//   npm run bench:boards                    20,000 lots on hand
//   npm run bench:boards -- --large         the same, then 1,000,000 lots on hand, and the growth between them
//   npm run bench:boards -- --postgres      on a PostgreSQL server of its own
//   npm run bench:boards -- --lots N --rounds N --seed N --json FILE

import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { generateClients, root, say } from '../../app/server/prepare.mjs'
import { benchBoards, fewestLots } from './boards-bench.mjs'

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
  if (![small, rounds, seed].every(Number.isSafeInteger) || small < fewestLots || rounds < 4)
    throw new Error(`--lots takes a whole number from ${fewestLots}, --rounds one from 4, --seed any.`)
  process.chdir(root)
  await generateClients()
  const lots = values.large ? [small, 1_000_000] : [small]
  const { figures, text } = await benchBoards({ lots, rounds, seed, postgres: values.postgres ?? false, say })
  process.stdout.write(`${text}\n`)
  if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`)
}

try {
  await bench()
} catch (error) {
  process.stderr.write(`\n${error.stack ?? error}\n`)
  process.exitCode = 1
}
