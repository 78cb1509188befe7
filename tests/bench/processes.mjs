// The two servers that are measured, each a process of its own on a database of its own.

import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../app/server/prepare.mjs'

/**
 * Starts both servers on the databases of a run; `stop` ends them and removes those.
 * @param {import('./stores.mjs').Stores} stores
 */
export async function startServers(stores) {
  const keys = await admit(stores)
  const processes = []
  try {
    const floor = await startFloor(stores, processes)
    const ours = await startOurs(stores.urls.ours, processes)
    return { ours, floor, stores, keys, stop: () => stop(processes, stores) }
  } catch (error) {
    await stop(processes, stores)
    throw error
  }
}

async function stop(processes, stores) {
  await Promise.all(
    processes.map(async (child) => {
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    }),
  )
  await stores.remove()
}

/** Writes what lets the client in: a token and a session of the manager, and a token of supply staff. */
async function admit(stores) {
  const hash = (secret) => createHash('sha256').update(secret).digest('hex')
  const keys = {
    manager: `vk_${randomBytes(24).toString('base64url')}`,
    supply: `vk_${randomBytes(24).toString('base64url')}`,
    session: randomBytes(32).toString('base64url'),
  }
  const now = new Date().toISOString()
  const token =
    'INSERT INTO "ApiToken" ("tokenHash", "name", "role", "siteId", "createdById", "createdAt") VALUES ($1, $2, $3, 1, 1, $4)'
  const session =
    'INSERT INTO "Session" ("tokenHash", "personId", "siteId", "createdAt", "lastSeenAt") VALUES ($1, 1, 1, $2, $3)'
  await stores.run([
    [token, [hash(keys.manager), 'bench', 'manager', now]],
    [token, [hash(keys.supply), 'bench', 'supply', now]],
    [session, [hash(keys.session), now, now]],
  ])
  return keys
}

async function startFloor({ floorScript, urls }, processes) {
  const child = spawn(process.execPath, [floorScript, urls.floor], { stdio: ['ignore', 'pipe', 'inherit'] })
  processes.push(child)
  const port = await new Promise((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(Number(String(text))))
    child.once('exit', () => reject(new Error('The floor did not start.')))
  })
  return { port, pid: child.pid }
}

/** Our server as it is started for real, except that its log goes nowhere. */
async function startOurs(url, processes) {
  const port = await freePort()
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: url,
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
