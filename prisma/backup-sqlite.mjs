// A SQLite database copied while it is in use: SQLite's online backup of one moment, then opened and compared with it.

import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { BackupError } from './backup-errors.mjs'

/** How many pages are copied before others get their turn. */
const pagesAtOnce = 4_096

/**
 * Copies a database into a new file and checks the copy. The file is complete by itself: no write-ahead log belongs to it.
 * @param {string} source a database file, which may be in use
 * @param {string} target a file that is not there yet
 * @returns {Promise<Record<string, number>>} how many rows each table has
 */
export async function backupSqlite(source, target) {
  const db = new Database(source, { fileMustExist: true, readonly: true })
  try {
    // The copy is of this moment: others may go on writing, and it is not begun anew when they do.
    db.exec('BEGIN')
    const before = contentsOf(db)
    // Patients' data: made for its owner only, before anything is in it.
    closeSync(openSync(target, 'wx', 0o600))
    await db.backup(target, { progress: () => pagesAtOnce })
    db.exec('COMMIT')
    check(target, before)
    return before.counts
  } finally {
    db.close()
  }
}

const tablesSql = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`

function contentsOf(db) {
  const tables = db.prepare(tablesSql).pluck().all()
  const counts = Object.fromEntries(
    tables.map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()]),
  )
  const migrations = tables.includes('_prisma_migrations')
    ? db.prepare('SELECT migration_name FROM _prisma_migrations ORDER BY migration_name').pluck().all()
    : []
  return { counts, migrations }
}

function check(target, before) {
  const copy = new Database(target)
  try {
    copy.pragma('journal_mode = DELETE')
    const [whole] = copy.pragma('integrity_check')
    if (whole.integrity_check !== 'ok') throw new BackupError(`the copy is damaged (${whole.integrity_check})`)
    const [broken] = copy.pragma('foreign_key_check')
    if (broken) throw new BackupError(`rows of ${broken.table} point at rows of ${broken.parent} that are not there`)
    if (JSON.stringify(contentsOf(copy)) !== JSON.stringify(before))
      throw new BackupError('the copy has other rows than the database had')
  } finally {
    copy.close()
  }
}
