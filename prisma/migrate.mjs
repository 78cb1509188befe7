// Applies the migrations at start-up. Prisma's own command would fetch an engine from the internet first; its table
// `_prisma_migrations` is kept the same, so that `prisma migrate status` and `deploy` understand the history.

import { pathToFileURL } from 'node:url'
import { providerOf, readMigrations } from './history.mjs'
import { migratePostgresql } from './migrate-postgresql.mjs'
import { migrateSqlite } from './migrate-sqlite.mjs'

/**
 * Brings a database up to date: creates it where it is missing (SQLite), then applies each migration that it lacks, in
 * order, each in a transaction of its own. Two processes that start at once apply each migration once. Refuses (with a
 * MigrationError) an edited, half-applied, unknown or out-of-order migration, and a database that holds other tables.
 * @param {string} databaseUrl `file:…` or `postgresql://…`
 * Before the first of them, a database that holds rows is backed up into the folder `backups` (without it: beside a SQLite
 * file, or data/backups), and is not touched when that fails.
 * @param {{ log?: (sentence: string) => void, migrations?: import('./history.mjs').Migration[], backups?: string }} [options] `migrations` instead of those of the project
 * @returns {Promise<string[]>} the names of the migrations applied by this call
 */
export async function migrate(databaseUrl, { log = () => {}, migrations, backups } = {}) {
  const provider = providerOf(databaseUrl)
  const list = migrations ?? readMigrations(provider)
  return provider === 'sqlite'
    ? migrateSqlite(databaseUrl, list, { log, backups })
    : migratePostgresql(databaseUrl, list, { log, backups })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const say = (sentence) => process.stdout.write(`${sentence}\n`)
  try {
    const { DATABASE_URL, BACKUP_DIR } = process.env
    const applied = await migrate(DATABASE_URL || 'file:./data/vialkeep.db', { log: say, backups: BACKUP_DIR })
    if (applied.length === 0) say('The database is up to date.')
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
