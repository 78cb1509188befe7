// A PostgreSQL database written into one SQL script, of one moment, while it is in use: by the pg_dump of the server's own
// version where there is one, else by our own dump. Either way psql restores it, and it is read again and counted.

import { execFile, spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { compose, PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { BackupError } from './backup-errors.mjs'
import { dumpPostgresql } from './dump-postgresql.mjs'

/**
 * Writes a database into a new file and checks it; compressed where `compress` says so.
 * @param {string} databaseUrl
 * @param {string} target a file that is not there yet
 * @param {{ compress: boolean }} options
 * @returns {Promise<Record<string, number>>} how many rows each table has
 */
export async function backupPostgresql(databaseUrl, target, { compress }) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const counts = await countsOf(client)
    const file = createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true })
    const packing = compress ? createGzip() : new PassThrough()
    const tool = await ownPgDump(client)
    if (tool) await dumpByTool(tool, client, databaseUrl, packing, file)
    else await pipeline(Readable.from(dumpPostgresql(client)), packing, file)
    await client.query('COMMIT')
    check(counts, await countsIn(target, compress))
    return counts
  } finally {
    await client.end()
  }
}

async function countsOf(client) {
  const tables = await client.query(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename',
  )
  const counts = {}
  for (const { name } of tables.rows) {
    const { rows } = await client.query(`SELECT count(*) AS count FROM "${name}"`)
    counts[name] = Number(rows[0].count)
  }
  return counts
}

/** The pg_dump on this machine, if it is of the server's version: an older one refuses, a newer one writes for its own. */
async function ownPgDump(client) {
  const { rows } = await client.query(`SELECT current_setting('server_version_num')::int / 10000 AS major`)
  const said = await new Promise((resolve) =>
    execFile('pg_dump', ['--version'], (error, out) => resolve(error ? '' : out)),
  )
  return Number(/(\d+)(?:\.|devel|beta|rc|\s|$)/.exec(said)?.[1]) === rows[0].major ? 'pg_dump' : null
}

/** The same snapshot as the counts. Who and where stand in the environment, which other users of the machine don't see. */
async function dumpByTool(tool, client, databaseUrl, packing, file) {
  const { rows } = await client.query('SELECT pg_export_snapshot() AS id')
  const child = spawn(tool, ['--format=plain', '--no-owner', '--no-privileges', `--snapshot=${rows[0].id}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...connectionOf(client, databaseUrl) },
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (chunk) => (said += chunk))
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [, code] = await Promise.all([pipeline(child.stdout, packing, file), ended])
  if (code !== 0) throw new BackupError(`pg_dump failed: ${said.trim().split('\n').at(-1)}`)
}

function connectionOf(client, databaseUrl) {
  const mode = new URL(databaseUrl).searchParams.get('sslmode')
  const { host, port, user, password, database } = client
  const given = {
    PGHOST: host,
    PGPORT: port,
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
    PGSSLMODE: mode,
  }
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])))
}

/** Lines end at a line feed and nowhere else: a text may hold what readline takes for a line's end. */
async function* linesOf(target, compress) {
  const parts = compress ? [createReadStream(target), createGunzip()] : [createReadStream(target)]
  const text = compose(...parts).setEncoding('utf8')
  let rest = ''
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()
    yield* lines
  }
  yield rest
}

/** The rows of each table in a script: lines of INSERT that begin with `(`, or lines of COPY up to `\.`. */
async function countsIn(target, compress) {
  const counts = {}
  let table = null
  let copies = false
  let ended = false
  for await (const line of linesOf(target, compress)) {
    const begun = /^(COPY|INSERT INTO|CREATE TABLE) (?:\w+\.)?"?(\w+)"? .*?(?:FROM stdin;|VALUES|\()$/.exec(line)
    if (table !== null && copies) {
      if (line === '\\.') table = null
      else counts[table]++
    } else if (begun) {
      counts[begun[2]] ??= 0
      table = begun[1] === 'CREATE TABLE' ? null : begun[2]
      copies = begun[1] === 'COPY'
    } else if (table !== null && line.startsWith('(')) {
      counts[table]++
    } else {
      table = null
    }
    if (line === 'COMMIT;' || line === '-- PostgreSQL database dump complete') ended = true
  }
  return ended ? counts : null
}

function check(wanted, found) {
  if (found === null) throw new BackupError('the file ends before the database does')
  const wrong = Object.keys(wanted).find((name) => wanted[name] !== found[name])
  if (wrong !== undefined)
    throw new BackupError(
      `the file has ${found[wrong] ?? 'no'} rows of ${wrong}, and the database had ${wanted[wrong]}`,
    )
}
