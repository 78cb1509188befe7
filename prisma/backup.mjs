// npm run backup -- FILE
//
// Writes the whole database into one new file while the server runs, opens the file and compares it with the database.
// SQLite gives a database file. PostgreSQL gives an SQL script, compressed where FILE ends in .gz, which
// `psql --single-transaction --file=FILE` (unpacked) restores into an empty database.

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { BackupError, reasonOf } from './backup-errors.mjs'
import { backupPostgresql } from './backup-postgresql.mjs'
import { backupSqlite } from './backup-sqlite.mjs'
import { MigrationError, providerOf, sqliteFile } from './history.mjs'

/**
 * Writes a verified backup into a new file, readable by its owner only, and makes the folder. Refuses a name that is
 * taken. What could not be finished or checked leaves no file behind.
 * @param {string} databaseUrl
 * @param {string} file
 * @returns {Promise<{ file: string, rows: number, tables: number }>}
 */
export async function backup(databaseUrl, file) {
  const unfinished = `${file}.unfinished-${process.pid}`
  if (existsSync(file)) throw new BackupError('there is a file of that name already, which is never overwritten')
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 })
  try {
    const counts =
      providerOf(databaseUrl) === 'sqlite'
        ? await backupSqlite(sqliteFile(databaseUrl), unfinished)
        : await backupPostgresql(databaseUrl, unfinished, { compress: file.endsWith('.gz') })
    renameSync(unfinished, file)
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    return { file, rows, tables: Object.keys(counts).length }
  } finally {
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${unfinished}${ending}`, { force: true })
  }
}

/** Where backups before a migration go if no folder was chosen: beside a SQLite file, else below the working folder. */
export const backupFolder = (databaseUrl) =>
  providerOf(databaseUrl) === 'sqlite'
    ? path.join(path.dirname(sqliteFile(databaseUrl)), 'backups')
    : path.resolve('data/backups')

/**
 * Makes the backup without which no migration is applied to a database that holds anything.
 * @param {string} databaseUrl
 * @param {string} migration the migration that is about to be applied
 * @param {string | undefined} folder
 * @param {(sentence: string) => void} log
 */
export async function backupBefore(databaseUrl, migration, folder, log) {
  const into = folder || backupFolder(databaseUrl)
  const ending = providerOf(databaseUrl) === 'sqlite' ? 'db' : 'sql.gz'
  const moment = new Date().toISOString().replaceAll(/[:.]/g, '-')
  try {
    const made = await backup(databaseUrl, path.join(into, `before-${migration}-${moment}-${process.pid}.${ending}`))
    log(`Backup made and checked: ${made.file} (${made.rows} rows).`)
  } catch (cause) {
    throw new MigrationError(
      `No backup could be made in ${into} before the migration ${migration}: ${reasonOf(cause)}. Nothing was changed. Make room there, or name another folder in BACKUP_DIR, and start again.`,
      { cause },
    )
  }
}

async function main(given) {
  const [file] = given
  if (given.length !== 1 || file.startsWith('-')) throw new Error('Usage: npm run backup -- FILE')
  try {
    const made = await backup(process.env.DATABASE_URL || 'file:./data/vialkeep.db', file)
    return `Backup made and checked: ${made.file} (${made.rows} rows in ${made.tables} tables).`
  } catch (cause) {
    throw new Error(`No backup was made in ${file}: ${reasonOf(cause)}.`, { cause })
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    process.stdout.write(`${await main(process.argv.slice(2))}\n`)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
