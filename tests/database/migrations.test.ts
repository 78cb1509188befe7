import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { diagnose } from '../../prisma/engine.mjs'
import { migration, readMigrations, type StepTools, sqliteFile } from '../../prisma/history.mjs'
import { migrate } from '../../prisma/migrate.mjs'
import { composeSchema } from '../../prisma/schema.mjs'
import { query, withScratchDatabase } from '../../prisma/scratch.mjs'
import { type Provider, providersHere } from '../support/database'

const root = fileURLToPath(new URL('../..', import.meta.url))
const lots = migration('0001_lots', 'CREATE TABLE lots (id INTEGER PRIMARY KEY, name TEXT NOT NULL);')
const units = migration('0002_units', 'CREATE TABLE units (id INTEGER PRIMARY KEY);\nINSERT INTO units VALUES (1);')

const history = (url: string): Promise<{ name: string; steps: number }[]> =>
  query(
    url,
    'SELECT migration_name AS name, applied_steps_count AS steps FROM _prisma_migrations ORDER BY migration_name',
  )

async function tables(provider: Provider, url: string): Promise<string[]> {
  const rows: { name: string }[] = await query(
    url,
    provider === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
      : "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
  )
  return rows.map((row) => row.name)
}

/** Starts the runner as a process of its own, as `npm start` does. */
function runInProcess(databaseUrl: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['prisma/migrate.mjs'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said }))
  })
}

describe.each(providersHere)('migrations on %s', (provider) => {
  const onDatabase = (work: (url: string) => Promise<void>) => () => withScratchDatabase(provider, work)

  test(
    'the first start applies every migration in order, the second nothing',
    onDatabase(async (url) => {
      const said: string[] = []
      const all = readMigrations(provider).map((entry) => entry.name)
      expect(await migrate(url, { log: (sentence) => said.push(sentence) })).toEqual(all)
      expect(said).toEqual(all.map((name) => `Migration ${name} applied.`))
      expect(await migrate(url)).toEqual([])
      expect(await history(url)).toEqual(all.map((name) => ({ name, steps: 1 })))
    }),
  )

  test(
    "Prisma's own engine finds the history complete, unedited and without failures",
    onDatabase(async (url) => {
      await migrate(url)
      const found = await diagnose(provider, url, composeSchema(provider), readMigrations(provider))
      expect(found).toMatchObject({ hasMigrationsTable: true, editedMigrationNames: [], failedMigrationNames: [] })
      expect(found.history ?? null).toBeNull()
    }),
  )

  test(
    'a new migration is applied to a database that has the earlier ones',
    onDatabase(async (url) => {
      await migrate(url, { migrations: [lots] })
      expect(await migrate(url, { migrations: [lots, units] })).toEqual(['0002_units'])
      expect(await tables(provider, url)).toEqual(['_prisma_migrations', 'lots', 'units'])
    }),
  )

  test(
    'an edited migration stops the start before anything else is applied',
    onDatabase(async (url) => {
      await migrate(url, { migrations: [lots] })
      const edited = migration(lots.name, `${lots.sql}\n-- and a word more`)
      await expect(migrate(url, { migrations: [edited, units] })).rejects.toThrow('0001_lots was edited after')
      expect(await tables(provider, url)).not.toContain('units')
    }),
  )

  test(
    'a migration that was begun and never finished stops the start',
    onDatabase(async (url) => {
      await migrate(url, { migrations: [lots] })
      await query(
        url,
        "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '0001_lots' RETURNING id",
      )
      await expect(migrate(url, { migrations: [lots, units] })).rejects.toThrow('0001_lots was begun on this database')
      expect(await tables(provider, url)).not.toContain('units')
    }),
  )

  test(
    'a migration marked as rolled back is applied again',
    onDatabase(async (url) => {
      await migrate(url, { migrations: [lots] })
      await query(url, 'UPDATE _prisma_migrations SET finished_at = NULL, rolled_back_at = started_at RETURNING id')
      const again = migration(lots.name, 'CREATE TABLE lots_again (id INTEGER PRIMARY KEY);')
      expect(await migrate(url, { migrations: [again] })).toEqual(['0001_lots'])
    }),
  )

  test(
    'a migration that fails half way leaves nothing behind, and can be corrected',
    onDatabase(async (url) => {
      const wrong = migration(units.name, `${units.sql}\nINSERT INTO units VALUES (1);`)
      await expect(migrate(url, { migrations: [lots, wrong] })).rejects.toThrow(
        '0002_units failed and left nothing behind',
      )
      expect(await tables(provider, url)).toEqual(['_prisma_migrations', 'lots'])
      expect(await migrate(url, { migrations: [lots, units] })).toEqual(['0002_units'])
    }),
  )

  test(
    'four processes that start at once apply each migration once',
    onDatabase(async (url) => {
      const runs = await Promise.all(Array.from({ length: 4 }, () => runInProcess(url)))
      expect(runs.map((run) => run.code)).toEqual([0, 0, 0, 0])
      const all = readMigrations(provider)
      expect((await history(url)).map((row) => row.name)).toEqual(all.map((entry) => entry.name))
      const applied = runs.flatMap((run) => run.said.split('\n')).filter((line) => line.endsWith('applied.'))
      expect(applied).toHaveLength(all.length)
    }),
  )

  test(
    'a database of a newer version, a migration that comes too late and a database of others are refused',
    onDatabase(async (url) => {
      await migrate(url, { migrations: [lots, units] })
      await expect(migrate(url, { migrations: [lots] })).rejects.toThrow('start the newer version')
      const late = migration('0001_openings', 'CREATE TABLE openings (id INTEGER PRIMARY KEY);')
      await expect(migrate(url, { migrations: [lots, late, units] })).rejects.toThrow('comes before 0002_units')
      await withScratchDatabase(provider, async (other) => {
        await query(other, 'CREATE TABLE invoices (id INTEGER PRIMARY KEY)')
        await expect(migrate(other)).rejects.toThrow('not one of Vialkeep')
      })
    }),
  )

  test(
    'a fault is said in one sentence and ends the process with 1',
    onDatabase(async (url) => {
      await query(url, 'CREATE TABLE invoices (id INTEGER PRIMARY KEY)')
      const run = await runInProcess(url)
      expect(run.code).toBe(1)
      expect(run.said).toMatch(/^This database already holds tables .*\.\n$/)
    }),
  )
})

/** The migration of units with a step in code. */
const withStep = (checksum: string, work: (tools: StepTools) => Promise<void>) => ({
  ...units,
  step: { checksum, load: async () => work },
})

describe.each(providersHere)('steps in code on %s', (provider) => {
  const onDatabase = (work: (url: string) => Promise<void>) => () => withScratchDatabase(provider, work)
  const doubling = async ({ query, execute, dialect, at }: StepTools) => {
    expect([dialect, Number.isNaN(Date.parse(at))]).toEqual([provider, false])
    const rows = await query('SELECT id FROM units WHERE id < $1 AND id > $2', [100, 0])
    for (const { id } of rows) await execute('INSERT INTO units VALUES ($1)', [id + 100])
  }

  test(
    'a step works on what the SQL of its migration made, once',
    onDatabase(async (url) => {
      const migrations = [lots, withStep('a'.repeat(64), doubling)]
      expect(await migrate(url, { migrations })).toEqual(['0001_lots', '0002_units'])
      expect(await migrate(url, { migrations })).toEqual([])
      expect(await query(url, 'SELECT id FROM units ORDER BY id')).toEqual([{ id: 1 }, { id: 101 }])
    }),
  )

  test(
    'a step that fails leaves nothing of its migration behind',
    onDatabase(async (url) => {
      const failing = withStep('a'.repeat(64), async (tools) => {
        await doubling(tools)
        throw new Error('the step met a row that it does not know')
      })
      await expect(migrate(url, { migrations: [lots, failing] })).rejects.toThrow(
        '0002_units failed and left nothing behind: the step met a row that it does not know.',
      )
      expect(await tables(provider, url)).toEqual(['_prisma_migrations', 'lots'])
      expect(await migrate(url, { migrations: [lots, withStep('b'.repeat(64), doubling)] })).toEqual(['0002_units'])
    }),
  )

  test(
    'a step that was edited, taken away or added later stops the start, and so does one that was left out',
    onDatabase(async (url) => {
      await migrate(url, { migrations: [lots, withStep('a'.repeat(64), doubling)] })
      const edited = migrate(url, { migrations: [lots, withStep('b'.repeat(64), doubling)] })
      await expect(edited).rejects.toThrow('The step of the migration 0002_units was edited after')
      await expect(migrate(url, { migrations: [lots, units] })).rejects.toThrow('The step of the migration 0002_units')
      // Prisma's own command applies the SQL alone and leaves no mark of the step.
      await query(url, 'UPDATE _prisma_migrations SET logs = NULL')
      const leftOut = migrate(url, { migrations: [lots, withStep('a'.repeat(64), doubling)] })
      await expect(leftOut).rejects.toThrow('0002_units was applied to this database without its step in code')
    }),
  )
})

test('a step is known by all the files of its folder, and imports nothing from outside of it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vialkeep-steps-'))
  const checksum = () => readMigrations('sqlite', folder)[0]?.step?.checksum
  try {
    mkdirSync(path.join(folder, 'sqlite', '0001_a'), { recursive: true })
    writeFileSync(path.join(folder, 'sqlite', '0001_a', 'migration.sql'), 'SELECT 1;')
    expect(checksum()).toBeUndefined()
    mkdirSync(path.join(folder, 'steps', '0001_a'), { recursive: true })
    writeFileSync(path.join(folder, 'steps', '0001_a', 'step.mjs'), 'export async function step() {}')
    const alone = checksum()
    writeFileSync(path.join(folder, 'steps', '0001_a', 'words.mjs'), 'export const words = []')
    expect(checksum()).toMatch(/^[0-9a-f]{64}$/)
    expect(checksum()).not.toBe(alone)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const steps = path.join(root, 'prisma/migrations/steps')
  const imports = readdirSync(steps, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs'))
    .flatMap((name) => [...readFileSync(path.join(steps, name), 'utf8').matchAll(/^import .*'(.+)'$/gm)])
    .map(([, from]) => from)
  expect(imports.length).toBeGreaterThan(0)
  expect(imports.filter((from) => !/^\.\/\w+\.mjs$/.test(from ?? ''))).toEqual([])
})

describe('migrations on SQLite', () => {
  const parents = migration(
    '0001_parents',
    `CREATE TABLE parents (id INTEGER PRIMARY KEY);
     CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parents (id) ON DELETE CASCADE);
     INSERT INTO parents VALUES (1); INSERT INTO children VALUES (1, 1);`,
  )

  test('a table is rebuilt without taking the rows that point at it along', () =>
    withScratchDatabase('sqlite', async (url) => {
      const rebuilt = migration(
        '0002_rebuilt',
        `CREATE TABLE new_parents (id INTEGER PRIMARY KEY, name TEXT);
         INSERT INTO new_parents (id) SELECT id FROM parents;
         DROP TABLE parents; ALTER TABLE new_parents RENAME TO parents;`,
      )
      await migrate(url, { migrations: [parents, rebuilt] })
      expect(await query(url, 'SELECT parent FROM children')).toEqual([{ parent: 1 }])
    }))

  test('a migration that leaves a row pointing nowhere is undone', () =>
    withScratchDatabase('sqlite', async (url) => {
      const careless = migration('0002_careless', 'DELETE FROM parents;')
      await expect(migrate(url, { migrations: [parents, careless] })).rejects.toThrow('rows of children point at')
      expect(await query(url, 'SELECT id FROM parents')).toEqual([{ id: 1 }])
    }))

  test('the folder of the data is made, and the file keeps a write-ahead log', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'vialkeep-migrations-'))
    try {
      const url = `file:${path.join(folder, 'data', 'deep', 'vialkeep.db')}`
      await migrate(url)
      expect(existsSync(sqliteFile(url))).toBe(true)
      const db = new Database(sqliteFile(url), { readonly: true })
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
      db.close()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

test('migrations are read in the order of their numbers, whatever their line ends', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vialkeep-migrations-'))
  try {
    for (const [name, sql] of [
      ['0010_b', 'SELECT 1;\r\n'],
      ['0002_a', 'SELECT 1;\n'],
    ] as const) {
      mkdirSync(path.join(folder, 'sqlite', name), { recursive: true })
      writeFileSync(path.join(folder, 'sqlite', name, 'migration.sql'), sql)
    }
    const [first, second] = readMigrations('sqlite', folder)
    expect([first?.name, second?.name]).toEqual(['0002_a', '0010_b'])
    expect(first?.checksum).toBe(second?.checksum)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('both databases have the same migrations', () => {
  const names = (provider: Provider) => readMigrations(provider).map((entry) => entry.name)
  expect(names('postgresql')).toEqual(names('sqlite'))
})

test('an address of another kind of database is refused', async () => {
  await expect(migrate('mysql://localhost/vialkeep')).rejects.toThrow('must begin with file: (SQLite) or postgresql://')
})
