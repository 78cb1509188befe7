import Database from 'better-sqlite3'
import pg from 'pg'
import { sqliteFile } from '../../prisma/history.mjs'

export type Value = number | string | null
export type Row = Record<string, Value>
/** A column as the database describes it; `needed` where no row can be stored without a value for it. */
export type Column = { name: string; type: string; needed: boolean; nullable: boolean }

/** A connection on which rows may point at nothing, so that a row can be stored without those around it. */
export type Connection = {
  columns(table: string): Promise<Column[]>
  /** Runs one statement with values for its `$1`, `$2` … and says how many rows it changed. */
  run(sql: string, values?: Value[]): Promise<number>
  close(): Promise<void>
}

/** Opens a test's database without its foreign keys: on PostgreSQL they are dropped, so the database is spoiled for other use. */
export function openWithoutForeignKeys(url: string): Promise<Connection> {
  return url.startsWith('file:') ? onSqlite(url) : onPostgresql(url)
}

async function onSqlite(url: string): Promise<Connection> {
  const db = new Database(sqliteFile(url))
  db.pragma('foreign_keys = OFF')
  return {
    async columns(table) {
      const rows = db.prepare('SELECT * FROM pragma_table_info(?)').all(table) as {
        name: string
        type: string
        notnull: number
        dflt_value: string | null
        pk: number
      }[]
      const counted = (row: { type: string; pk: number }) =>
        row.pk === 1 && row.type === 'INTEGER' && rows.every((other) => other.pk < 2)
      return rows.map((row) => ({
        name: row.name,
        type: row.type.toLowerCase(),
        needed: row.notnull === 1 && row.dflt_value === null && !counted(row),
        nullable: row.notnull === 0,
      }))
    },
    run: async (sql, values = []) => db.prepare(sql.replaceAll(/\$\d+/g, '?')).run(...values).changes,
    close: async () => void db.close(),
  }
}

async function onPostgresql(url: string): Promise<Connection> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const keys = await client.query(
    "SELECT conrelid::regclass AS table, conname AS name FROM pg_constraint WHERE contype = 'f'",
  )
  for (const key of keys.rows) await client.query(`ALTER TABLE ${key.table} DROP CONSTRAINT "${key.name}"`)
  return {
    async columns(table) {
      const found = await client.query(
        `SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position`,
        [table],
      )
      return found.rows.map((row) => ({
        name: row.column_name,
        type: row.data_type,
        needed: row.is_nullable === 'NO' && row.column_default === null,
        nullable: row.is_nullable === 'YES',
      }))
    },
    run: async (sql, values = []) => (await client.query(sql, values)).rowCount ?? 0,
    close: () => client.end(),
  }
}
