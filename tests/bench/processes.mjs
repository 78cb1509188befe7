// The two servers that are measured, each a process of its own on a copy of the data.

import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { constants, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { root } from '../../app/server/prepare.mjs'
import { benchFolder } from './data.mjs'

/** Starts both servers on copies of a database; `stop` ends them and deletes the copies. */
export async function startServers(data) {
  const folder = mkdtempSync(path.join(benchFolder, 'run-'))
  const copy = (name) => {
    const file = path.join(folder, name)
    copyFileSync(data, file, constants.COPYFILE_FICLONE)
    return file
  }
  const files = { ours: copy('ours.db'), floor: copy('floor.db') }
  const keys = admit(files.ours)
  const processes = []
  try {
    const floor = await startFloor(files.floor, processes)
    const ours = await startOurs(files.ours, processes)
    return { ours, floor, files, keys, stop: () => stop(processes, folder) }
  } catch (error) {
    await stop(processes, folder)
    throw error
  }
}

async function stop(processes, folder) {
  await Promise.all(
    processes.map(async (child) => {
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    }),
  )
  rmSync(folder, { recursive: true, force: true })
}

/** Writes what lets the client in: a token and a session of the manager, and a token of supply staff. */
function admit(file) {
  const db = new Database(file)
  const hash = (secret) => createHash('sha256').update(secret).digest('hex')
  const keys = {
    manager: `vk_${randomBytes(24).toString('base64url')}`,
    supply: `vk_${randomBytes(24).toString('base64url')}`,
    session: randomBytes(32).toString('base64url'),
  }
  const now = new Date().toISOString()
  const token = db.prepare(
    'INSERT INTO "ApiToken" ("tokenHash", "name", "role", "siteId", "createdById", "createdAt") VALUES (?, ?, ?, 1, 1, ?)',
  )
  token.run(hash(keys.manager), 'bench', 'manager', now)
  token.run(hash(keys.supply), 'bench', 'supply', now)
  db.prepare(
    'INSERT INTO "Session" ("tokenHash", "personId", "siteId", "createdAt", "lastSeenAt") VALUES (?, 1, 1, ?, ?)',
  ).run(hash(keys.session), now, now)
  db.close()
  return keys
}

async function startFloor(file, processes) {
  const script = fileURLToPath(new URL('./floor.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  processes.push(child)
  const port = await new Promise((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(Number(String(text))))
    child.once('exit', () => reject(new Error('The floor did not start.')))
  })
  return { port, pid: child.pid }
}

/** Our server as it is started for real, except that its log goes nowhere. */
async function startOurs(file, processes) {
  const port = await freePort()
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: `file:${file}`,
    NODE_ENV: 'production',
  }
  const child = spawn(process.execPath, ['build/server/index.js'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  processes.push(child)
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error('The server did not start; what it said stands above.')
    const answers = await fetch(`http://127.0.0.1:${port}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (answers) return { port, pid: child.pid }
    await sleep(100)
  }
  throw new Error('The server did not answer within 30 seconds.')
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** What a process holds in memory, in MB; null where the system doesn't say. */
export function residentMegabytes(pid) {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
  } catch {
    return null
  }
}
