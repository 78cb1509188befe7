// node tests/database/releases/make.mjs: writes the demo clinic, as the code of this moment fills it, into the folder of
// the newest migration: one file for each kind of database. Done once for each release, before its models change.
// It starts a PostgreSQL of its own, or uses the server of TEST_POSTGRES_URL.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { build } from 'esbuild'
import pg from 'pg'
import { dumpPostgresql } from '../../../prisma/dump-postgresql.mjs'
import { readMigrations, sqliteFile } from '../../../prisma/history.mjs'
import { migrate } from '../../../prisma/migrate.mjs'
import { withScratchDatabase } from '../../../prisma/scratch.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')
/** The moment around which the demo clinic's story is told. */
const at = new Date('2026-11-30T15:00:00.000Z')

const outfile = path.join(root, 'node_modules/.cache/vialkeep', `release-${process.pid}.mjs`)
await build({
  stdin: {
    contents: `export { fillDatabase } from '~/server/demo/fill'
      export { openDatabase } from '~/lib/db.server'
      export { sealAudit } from '~/modules/audit/commands/reads.server'`,
    resolveDir: root,
  },
  bundle: true,
  outfile,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  alias: { '~': path.join(root, 'app'), '#prisma': path.join(root, 'prisma/generated') },
  logLevel: 'error',
})
const { fillDatabase, openDatabase, sealAudit } = await import(pathToFileURL(outfile).href)
rmSync(outfile)

const release = readMigrations('sqlite').at(-1)?.name.slice(0, 4)
const folder = path.join(root, 'tests/database/releases', release)
mkdirSync(folder, { recursive: true })

const filled = (provider, save) =>
  withScratchDatabase(provider, async (url) => {
    await migrate(url)
    const db = await openDatabase(url)
    try {
      if (!(await fillDatabase(db, at))) throw new Error('The demo clinic was not filled in.')
      // As the server's job does: several seals, and some rows that none has reached yet.
      for (let seal = 0; seal < 3; seal++) await sealAudit(db, at.toISOString(), 100)
    } finally {
      await db.close()
    }
    await save(url)
  })

await filled('sqlite', async (url) => {
  const db = new Database(sqliteFile(url))
  db.exec('VACUUM')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  writeFileSync(path.join(folder, 'sqlite.db.gz'), gzipSync(readFileSync(sqliteFile(url)), { level: 9 }))
})

await filled('postgresql', async (url) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const parts = []
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  for await (const part of dumpPostgresql(client)) parts.push(part)
  await client.query('COMMIT')
  await client.end()
  writeFileSync(path.join(folder, 'postgresql.sql.gz'), gzipSync(parts.join(''), { level: 9 }))
})
process.stdout.write(`Written: ${path.relative(root, folder)}\n`)
process.exit()
