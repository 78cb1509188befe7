// `npm test`: everything, from a fresh clone; `npm run check` (--fast): what needs no database, no build and no browser.
// Every step runs, whatever failed before it; the table at the end says all, and the last line is for machines.

import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { buildApp, checkNode, generateClients, installPackages, root, run, say } from '../app/server/prepare.mjs'
import { countPlaywright, countVitest } from './support/count.mjs'
import { sharedIsHere } from './support/shared.mjs'

/** @typedef {{ passed: number, failed: number, failures: string[] }} Count */

const output = path.join(root, 'tests/output')
const tool = (file) => path.join(root, 'node_modules', file)
const biome = tool('@biomejs/biome/bin/biome')
const tsc = tool('typescript/bin/tsc')
const vitest = tool('vitest/vitest.mjs')
const playwright = tool('@playwright/test/cli.js')

/** @type {{ name: string, count: Count, seconds: number }[]} */
const done = []

/** Runs one step and keeps its count; a step that throws has failed once, with its message. */
async function step(name, work) {
  say(`${name} …`)
  const began = Date.now()
  let count
  try {
    count = await work()
  } catch (error) {
    count = { passed: 0, failed: 1, failures: [error.message] }
  }
  done.push({ name, count, seconds: (Date.now() - began) / 1000 })
  for (const failure of count.failures) process.stdout.write(`\n✗ ${failure}\n`)
}

/** A tool that says yes or no. */
async function verdict(...command) {
  const { code, output: said } = await run(process.execPath, command, { doing: 'checking' })
  return code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [said.trim()] }
}

async function vitestCount(name, parameters, env = {}) {
  const report = path.join(output, `${name}.json`)
  // The report is counted; what the other reporter says of failures, with their differences, is for people.
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const settings = { env: { ...env, NO_COLOR: '1' }, doing: 'testing' }
  const { output: said } = await run(process.execPath, [vitest, 'run', ...reports, ...parameters], settings)
  return countVitest(report, said)
}

async function playwrightCount(project, env) {
  const report = path.join(output, `journeys-${project}.json`)
  const settings = { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }, doing: `walking the journeys on ${project}` }
  const { output: said } = await run(
    process.execPath,
    [playwright, 'test', `--project=${project}`, '--reporter=json'],
    settings,
  )
  return countPlaywright(report, said)
}

async function checks() {
  await step('format and lint', () => verdict(biome, 'check', '--error-on-warnings', '.'))
  await step('types', () => verdict(tsc, '--noEmit'))
}

async function fast() {
  await checks()
  const pure = ['--exclude', '**/*.db.test.ts', '--exclude', 'tests/database/**']
  await step('rules and architecture', () => vitestCount('unit', pure))
}

async function everything() {
  const { startPostgres } = await import('./support/postgres.mjs')
  const { ensureChromium } = await import('./support/chromium.mjs')
  let postgres
  let built = false
  const yes = { passed: 1, failed: 0, failures: [] }
  // The compiler and the build each keep one processor busy, so they go side by side.
  await Promise.all([
    checks(),
    step('PostgreSQL starts', async () => {
      postgres = await startPostgres()
      return yes
    }),
    step('build', async () => {
      await buildApp()
      built = true
      return yes
    }),
  ])
  const server = { TEST_POSTGRES_URL: postgres?.url ?? '' }
  await step('tests, databases on SQLite', () => vitestCount('sqlite', [], { ...server, TEST_DATABASE: 'sqlite' }))
  await step('database tests on PostgreSQL', () =>
    vitestCount('postgresql', ['.db.test.ts'], { ...server, TEST_DATABASE: 'postgresql' }),
  )
  for (const project of ['sqlite', 'postgresql']) {
    await step(`journeys on ${project === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`, () => {
      if (!built) throw new Error('The journeys were not walked, because the build failed.')
      return playwrightCount(project, { ...server, CHROMIUM: ensureChromium(say) })
    })
  }
  await postgres?.stop()
}

function summary() {
  const shared = sharedIsHere ? 'registered' : 'not registered, because it is absent'
  const row = (name, passed, failed, seconds) =>
    `${name.padEnd(32)}${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.padStart(10)}`
  const sum = (key) => done.reduce((total, { count }) => total + count[key], 0)
  const lines = [
    '',
    row('step', 'passed', 'failed', 'seconds'),
    '-'.repeat(58),
    ...done.map(({ name, count, seconds }) => row(name, count.passed, count.failed, seconds.toFixed(1))),
    '-'.repeat(58),
    `suites over ../shared: ${shared}`,
    `${sum('passed')} passed, ${sum('failed')} failed`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return sum('failed') === 0
}

try {
  process.chdir(root)
  checkNode()
  await installPackages()
  await generateClients()
  mkdirSync(output, { recursive: true })
  await (process.argv.includes('--fast') ? fast() : everything())
} catch (error) {
  // Without packages or clients no step can run.
  done.push({ name: 'preparation', count: { passed: 0, failed: 1, failures: [] }, seconds: 0 })
  process.stdout.write(`\n✗ ${error.name === 'PrepareError' ? error.message : (error.stack ?? error)}\n`)
}
process.exitCode = summary() ? 0 : 1
