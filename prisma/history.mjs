// The migrations of the project, and what a database's history of them says about it.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { prismaFolder } from './schema.mjs'

/** @typedef {import('./schema.mjs').Provider} Provider */
/**
 * What a step has to work with, inside the migration's transaction. `query` and `execute` take `$1`, `$2` … on both
 * databases; `at` is the moment of the migration.
 * @typedef {object} StepTools
 * @property {(sql: string, values?: (string | number | null)[]) => Promise<Record<string, any>[]>} query
 * @property {(sql: string, values?: (string | number | null)[]) => Promise<void>} execute
 * @property {Provider} dialect
 * @property {string} at
 */
/** @typedef {{ checksum: string, load: () => Promise<(tools: StepTools) => Promise<void>> }} Step what a migration does in code, after its SQL */
/** @typedef {{ name: string, sql: string, checksum: string, step?: Step }} Migration */

/** A database that can't be brought up to date; its message is one sentence for the person who starts Vialkeep. */
export class MigrationError extends Error {
  name = 'MigrationError'
}

/** How long one process waits for another that is backing up and migrating the same database. */
export const patienceMilliseconds = 600_000

/**
 * Which kind of database an address means. Throws a MigrationError for any other kind.
 * @param {string} databaseUrl
 * @returns {Provider}
 */
export function providerOf(databaseUrl) {
  if (databaseUrl.startsWith('file:')) return 'sqlite'
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return 'postgresql'
  throw new MigrationError('DATABASE_URL must begin with file: (SQLite) or postgresql:// (PostgreSQL).')
}

/**
 * The file that a `file:` address means, relative to the working folder, as Prisma's adapter reads it.
 * @param {string} databaseUrl
 */
export function sqliteFile(databaseUrl) {
  return path.resolve(databaseUrl.replace(/^file:(\/\/(?=\/))?/, '').replace(/\?.*$/, ''))
}

/**
 * The migrations of a database, in the order in which they are applied.
 * @param {Provider} provider
 * @param {string} [folder] the folder that holds one folder for each kind of database
 * @returns {Migration[]}
 */
export function readMigrations(provider, folder = path.join(prismaFolder, 'migrations')) {
  const own = path.join(folder, provider)
  if (!existsSync(own)) return []
  const names = readdirSync(own, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return names
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const entry = migration(name, textOf(path.join(own, name, 'migration.sql')))
      // One step for both databases: it lies beside their folders, under the migration's name.
      const steps = path.join(folder, 'steps', name)
      return existsSync(steps) ? { ...entry, step: stepIn(steps) } : entry
    })
}

/** Git on Windows may check files out with CRLF: the checksum is that of the text. */
const textOf = (file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n')

const checksumOf = (text) => createHash('sha256').update(text).digest('hex')

/**
 * `step.mjs` of a folder, with the files that it imports from there; the checksum is that of all of them.
 * @returns {Step}
 */
function stepIn(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.mjs'))
  const texts = files.sort().map((name) => `${name}\n${textOf(path.join(folder, name))}`)
  const entry = pathToFileURL(path.join(folder, 'step.mjs')).href
  return { checksum: checksumOf(texts.join('\n')), load: async () => (await import(entry)).step }
}

/**
 * A migration with its checksum.
 * @param {string} name
 * @param {string} sql
 * @returns {Migration}
 */
export function migration(name, sql) {
  return { name, sql, checksum: checksumOf(sql) }
}

/** What the history's column `logs`, which Prisma uses for failures only, says of a migration that had a step. */
export const stepMark = (step) => (step ? `step ${step.checksum}` : null)

/**
 * The migrations that a history lacks. Refuses a history that doesn't fit the list.
 * @param {{ migration_name: string, checksum: string, finished: boolean, logs: string | null }[]} history without those rolled back
 * @param {Migration[]} list
 */
export function missing(history, list) {
  const half = history.find((row) => !row.finished)
  if (half) {
    throw new MigrationError(
      `The migration ${half.migration_name} was begun on this database and never finished: restore the backup made before it, or finish it by hand and mark it with "prisma migrate resolve".`,
    )
  }
  const known = new Map(list.map((entry) => [entry.name, entry]))
  for (const row of history) {
    const entry = known.get(row.migration_name)
    if (!entry) {
      throw new MigrationError(
        `This database has the migration ${row.migration_name}, which this version of Vialkeep does not know: start the newer version that made it.`,
      )
    }
    if (entry.checksum !== row.checksum) {
      throw new MigrationError(
        `The migration ${row.migration_name} was edited after it was applied to this database: put its file back as it was and write the change as a new migration.`,
      )
    }
    if (entry.step && row.logs === null) {
      throw new MigrationError(
        `The migration ${row.migration_name} was applied to this database without its step in code: restore the backup made before it and start Vialkeep, which applies both.`,
      )
    }
    if ((row.logs ?? null) !== stepMark(entry.step)) {
      throw new MigrationError(
        `The step of the migration ${row.migration_name} was edited after it was applied to this database: put its file back as it was and write the change as a new migration.`,
      )
    }
  }
  const applied = new Set(history.map((row) => row.migration_name))
  const todo = list.filter((entry) => !applied.has(entry.name))
  const last = history
    .map((row) => row.migration_name)
    .sort()
    .at(-1)
  const late = todo.find((entry) => last !== undefined && entry.name < last)
  if (late) {
    throw new MigrationError(
      `The migration ${late.name} comes before ${last}, which this database already has: give it a higher number.`,
    )
  }
  return todo
}

/** The fault of a migration whose transaction was undone. */
export function failed(entry, error) {
  return new MigrationError(`The migration ${entry.name} failed and left nothing behind: ${error.message}.`, {
    cause: error,
  })
}

/** Said of a database with tables and no history. */
export const strangers =
  'This database already holds tables and no history of migrations, so it is not one of Vialkeep: choose another DATABASE_URL.'
