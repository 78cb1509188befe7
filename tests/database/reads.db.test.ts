import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '~/lib/db.server'
import { inPostgresWords } from '~/lib/postgres-statements.server'
import { type ColumnKind, type DeclaredRead, declaredReads } from '~/lib/rows.server'
import { sqliteFile } from '../../prisma/history.mjs'
import { type TestDatabase, testDatabase } from '../support/database'

// Loading the rooms declares their reads.
import.meta.glob('../../app/modules/**/*.server.ts', { eager: true })

/** A column as a database describes it: null where it can't tell (an expression on SQLite, a column of a join). */
type Described = {
  readonly name: string
  readonly kinds: readonly ColumnKind[] | null
  readonly nullable: boolean | null
}
type Describer = { describe(statement: Sql): Promise<Described[]>; close(): Promise<void> }

// Booleans of expressions (CASE WHEN … THEN 1 ELSE 0 END) are whole numbers on both databases.
const sqliteKinds: Record<string, readonly ColumnKind[]> = {
  INTEGER: ['int', 'bool'],
  BOOLEAN: ['bool'],
  TEXT: ['text'],
}

function onSqlite(url: string): Describer {
  const db = new BetterSqlite3(sqliteFile(url))
  const nullableColumns = new Set<string>()
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]
  for (const { name: table } of tables)
    for (const found of db.pragma(`table_info("${table}")`) as { name: string; notnull: number; pk: number }[])
      if (found.notnull === 0 && found.pk === 0) nullableColumns.add(`${table}.${found.name}`)
  return {
    describe: async (statement) =>
      db
        .prepare(statement.sql)
        .columns()
        .map(({ name, type, table, column }) => ({
          name,
          kinds: type === null ? null : (sqliteKinds[type] ?? []),
          nullable: table === null ? null : nullableColumns.has(`${table}.${column}`),
        })),
    close: async () => void db.close(),
  }
}

const postgresKinds: Record<number, readonly ColumnKind[]> = {
  16: ['bool'],
  20: ['int', 'bool'],
  21: ['int', 'bool'],
  23: ['int', 'bool'],
  1700: ['int'],
  25: ['text'],
  1043: ['text'],
  18: ['text'],
}

async function onPostgres(url: string): Promise<Describer> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const found = await client.query('SELECT attrelid, attnum, attnotnull FROM pg_attribute WHERE attnum > 0')
  const needed = new Map(found.rows.map((row) => [`${row.attrelid}.${row.attnum}`, row.attnotnull]))
  return {
    async describe(statement) {
      const { text, values } = inPostgresWords(statement)
      // An INSERT that gives back its id stores nothing: references aren't asked, and what it did is taken back.
      await client.query('BEGIN; SET LOCAL session_replication_role = replica')
      const { fields } = await client
        .query({ text, values: [...values], rowMode: 'array' })
        .finally(() => client.query('ROLLBACK'))
      return fields.map(({ name, dataTypeID, tableID, columnID }) => {
        const isNeeded = needed.get(`${tableID}.${columnID}`)
        return {
          name,
          kinds: postgresKinds[dataTypeID] ?? [],
          nullable: isNeeded === undefined ? null : !isNeeded,
        }
      })
    },
    close: () => client.end(),
  }
}

/** What is wrong with a read's declaration by what the database says of its statement; empty when nothing is. */
function differences({ name, shape }: DeclaredRead, described: readonly Described[]): string[] {
  const declared = Object.keys(shape)
  const found = described.map((column) => column.name)
  const missing = declared.filter((column) => !found.includes(column)).map((column) => `${column} is not selected`)
  const more = found.filter((column) => !declared.includes(column)).map((column) => `${column} is not declared`)
  const wrong = described.flatMap(({ name: column, kinds, nullable }) => {
    const wanted = shape[column]
    if (!wanted) return []
    return [
      ...(kinds !== null && !kinds.includes(wanted.kind) ? [`${column} is ${kinds}, not ${wanted.kind}`] : []),
      ...(nullable === true && !wanted.nullable ? [`${column} may be null`] : []),
    ]
  })
  return [...missing, ...more, ...wrong].map((what) => `${name}: ${what}`)
}

describe('every declared read', () => {
  let store: TestDatabase
  let describer: Describer
  beforeAll(async () => {
    store = await testDatabase()
    describer = store.url.startsWith('file:') ? onSqlite(store.url) : await onPostgres(store.url)
  })
  afterAll(async () => {
    await describer.close()
    await store.close()
  })

  it('gives the columns that it declares, of their kinds, null only where it says so', async () => {
    expect(declaredReads().length).toBeGreaterThan(3)
    const wrong: string[] = []
    for (const read of declaredReads())
      for (const statement of read.examples)
        wrong.push(
          ...differences(
            read,
            await describer.describe(statement).catch((error) => {
              throw new Error(`${read.name}: ${error.message}`)
            }),
          ),
        )
    expect(wrong).toEqual([])
  })

  it('objects to a column that is missing, one too many, of another kind, or null unawares', () => {
    const shape = declaredReads().find(({ name }) => name === 'auth.token')?.shape ?? {}
    const read: DeclaredRead = { name: 'planted', shape, examples: [] }
    const columns = Object.entries(shape).map(([name, { kind }]) => ({ name, kinds: [kind], nullable: false }))
    expect(differences(read, columns)).toEqual([])
    expect(differences(read, columns.slice(1))).toEqual(['planted: id is not selected'])
    expect(differences(read, [...columns, { name: 'more', kinds: null, nullable: null }])).toHaveLength(1)
    expect(
      differences(
        read,
        columns.map((each) => ({ ...each, kinds: ['bool' as const] })),
      ),
    ).toHaveLength(7)
    expect(
      differences(
        read,
        columns.map((each) => ({ ...each, nullable: true })),
      ),
    ).toHaveLength(7)
  })
})
