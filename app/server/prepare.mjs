// What has to be there before the server or the tests can run: packages, generated clients, a build. Each step looks
// first whether it is needed, so that a second start takes seconds. No dependencies: this runs before they are installed.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The folder of the project. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

const started = Date.now()

/** Says one line of progress, with the seconds since the start. */
export function say(line) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  process.stdout.write(`${seconds.padStart(7)} s  ${line}\n`)
}

/** A step that can't be done; its message is one sentence for the person who started it. */
export class PrepareError extends Error {
  name = 'PrepareError'
}

/** Refuses a Node that is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new PrepareError(
    `Vialkeep needs Node 20.19 or later, and this is Node ${process.versions.node}; install a newer one from nodejs.org.`,
  )
}

/**
 * Runs a command in the project's folder and collects what it says. Says that it is still at work every 20 seconds.
 * @param {string} command
 * @param {string[]} parameters
 * @param {{ env?: Record<string, string | undefined>, doing?: string, show?: boolean }} [options] `show`: its output is
 *   passed on as it comes
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(command, parameters, { env = {}, doing, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const chunks = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        chunks.push(chunk)
        if (show) process.stdout.write(chunk)
      })
    }
    const heartbeat = doing && setInterval(() => say(`… still ${doing}`), 20_000)
    const end = (code, extra = '') => {
      clearInterval(heartbeat)
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') + extra })
    }
    child.once('error', (error) => end(null, error.message))
    child.once('close', (code) => end(code))
  })
}

/** Runs npm: the one that started us, so that its settings apply, otherwise the one next to this Node. */
function npm(parameters, doing) {
  const beside = path.join(
    path.dirname(process.execPath),
    process.platform === 'win32' ? '' : '../lib',
    'node_modules/npm/bin/npm-cli.js',
  )
  const script = [process.env.npm_execpath, beside].find(
    (file) => file && /npm-cli\.js$/.test(file) && existsSync(file),
  )
  return script ? run(process.execPath, [script, ...parameters], { doing }) : run('npm', parameters, { doing })
}

/** Installs the packages of package-lock.json where they are missing or others; makes sure that SQLite's driver loads. */
export async function installPackages() {
  if (!packagesMatch()) {
    const count = Object.keys(lockedPackages('package-lock.json')).length
    say(`Installing the ${count} packages of package-lock.json (a minute or two, the first time only).`)
    const { code, output } = await npm(['ci', '--include=dev', '--no-audit', '--no-fund'], 'installing packages')
    if (code !== 0) throw new PrepareError(whyNotInstalled(output))
  }
  if (await sqliteLoads()) return
  say('Compiling the SQLite driver for this Node.')
  const { output } = await npm(['rebuild', 'better-sqlite3'], 'compiling')
  if (!(await sqliteLoads())) throw new PrepareError(whyNotInstalled(`better-sqlite3\n${output}`))
}

/** npm writes what it installed into a lock file of its own. Every package that we need must be in it unchanged. */
function packagesMatch() {
  const installedFile = 'node_modules/.package-lock.json'
  if (!existsSync(path.join(root, installedFile))) return false
  const installed = lockedPackages(installedFile)
  return Object.entries(lockedPackages('package-lock.json')).every(([place, wanted]) => {
    const found = installed[place]
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional === true
  })
}

function lockedPackages(file) {
  const { packages } = JSON.parse(readFileSync(path.join(root, file), 'utf8'))
  return Object.fromEntries(Object.entries(packages).filter(([place]) => place !== ''))
}

async function sqliteLoads() {
  const { code } = await run(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:').close()"])
  return code === 0
}

/** Why npm failed, as one sentence that says what to do. */
function whyNotInstalled(output) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network/i.test(output) &&
    !/gyp ERR!/.test(output)
  ) {
    return "The packages can't be installed: npm's registry can't be reached; connect this computer to the internet (or set npm's registry or proxy) and start again."
  }
  if (/gyp|better-sqlite3|make: |prebuild/.test(output)) {
    return 'The SQLite driver better-sqlite3 could not be compiled; install python3, make and a C++ compiler (on Debian and Ubuntu: apt-get install python3 make g++) and start again.'
  }
  if (/ENOSPC/.test(output)) return "The packages can't be installed: the disk is full."
  if (/EACCES|EPERM/.test(output)) return `The packages can't be installed: this user may not write into ${root}.`
  return `The packages can't be installed; npm said: ${output.trim().split('\n').slice(-12).join('\n')}`
}

/** Generates the database clients where the models changed. */
export async function generateClients() {
  const { generate } = await import(pathToFileURL(path.join(root, 'prisma/generate.mjs')).href)
  await generate({ log: say })
}

const sources = [
  'app',
  'public',
  'prisma/generated',
  'package-lock.json',
  'remix.config.js',
  'vite.config.ts',
  'tsconfig.json',
]

/** Builds the pages and the server where anything that goes into them changed. */
export async function buildApp() {
  const stampFile = path.join(root, 'build/stamp')
  const stamp = sourcesHash()
  const built = existsSync(path.join(root, 'build/server/index.js')) && existsSync(stampFile)
  if (built && readFileSync(stampFile, 'utf8') === stamp) return
  say('Building the pages and the server.')
  const remix = createRequire(path.join(root, 'package.json')).resolve('@remix-run/dev/dist/cli.js')
  const { code, output } = await run(process.execPath, [remix, 'vite:build'], {
    env: { NODE_ENV: 'production' },
    doing: 'building',
  })
  if (code !== 0) throw new PrepareError(`The build failed:\n${output.trim().split('\n').slice(-30).join('\n')}`)
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}

function sourcesHash() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0])
  for (const file of sources.flatMap(filesBelow)) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

function filesBelow(name) {
  const place = path.join(root, name)
  if (!existsSync(place)) return []
  try {
    const entries = readdirSync(place, { withFileTypes: true, recursive: true })
    const files = entries.filter((entry) => entry.isFile() && !/\.(md|mjs)$/.test(entry.name))
    return files.map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name))).sort()
  } catch (error) {
    if (error.code === 'ENOTDIR') return [name]
    throw error
  }
}
