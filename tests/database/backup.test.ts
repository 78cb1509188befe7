import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backup } from '../../prisma/backup.mjs'
import { migration, readMigrations, sqliteFile } from '../../prisma/history.mjs'
import { migrate } from '../../prisma/migrate.mjs'
import { composeSchema } from '../../prisma/schema.mjs'
import { execute, missingSql, query, withScratchDatabase } from '../../prisma/scratch.mjs'
import { type Provider, providersHere } from '../support/database'

const root = fileURLToPath(new URL('../..', import.meta.url))
const lots = migration(
  '0001_lots',
  'CREATE TABLE lots (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE "Units" ("lotId" INTEGER REFERENCES lots (id));',
)
const openings = migration('0002_openings', 'CREATE TABLE openings (id INTEGER PRIMARY KEY);')
/** Texts that a line, a quote or a backslash might end too early. */
const names = ["O'Hara\n(1)", 'C:\\new\rline\u2028(2)', '); DROP TABLE lots; --', 'Ünïcode \u{1F9EA}', '\\.', '']

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vialkeep-backup-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Run = { code: number | null; said: string }

/** Runs a program of the project in a process of its own, by default with no pg_dump to be found. */
function run(program: string, args: string[], env: Record<string, string>, limit = ''): Promise<Run> {
  const [command, ...rest] = limit
    ? ['/bin/sh', '-c', `ulimit -f ${limit} && exec "$0" "$@"`, process.execPath, program, ...args]
    : [process.execPath, program, ...args]
  const child = spawn(command as string, rest, { cwd: root, env: { ...process.env, PATH: folder, ...env } })
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

const command = (url: string, file: string, limit = '') =>
  run('prisma/backup.mjs', [file], { DATABASE_URL: url }, limit)

/** Puts a backup where a database belongs, as the README says. */
async function restored<T>(provider: Provider, file: string, work: (url: string) => Promise<T>): Promise<T> {
  return withScratchDatabase(provider, async (url) => {
    if (provider === 'sqlite') copyFileSync(file, sqliteFile(url))
    else {
      const bytes = readFileSync(file)
      await execute(url, (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'))
    }
    return work(url)
  })
}

const insertLots = async (url: string) => {
  for (const [index, name] of names.entries())
    await query(url, `INSERT INTO lots VALUES (${index}, '${name.replaceAll("'", "''")}') RETURNING id`)
  await query(url, 'INSERT INTO lots VALUES (99, NULL) RETURNING id')
  await execute(url, 'INSERT INTO "Units" VALUES (1), (2)')
}

const lotsOf = (url: string) => query<{ id: number; name: string | null }>(url, 'SELECT id, name FROM lots ORDER BY id')
const expected = [...names.map((name, id) => ({ id, name })), { id: 99, name: null }]

/** A file may grow to 51 kB and no more, as on a disk that has no more room. */
const smallDisk = '100'
/** SQLite tells a full disk from a failing one only where the system does. */
const noRoom = /there is no room left where it is written|the disk is full or failing/

/** A database of the first release that no packing makes small. */
async function fill(url: string): Promise<void> {
  await migrate(url, { migrations: readMigrations(url.startsWith('file:') ? 'sqlite' : 'postgresql').slice(0, 1) })
  const rows = Array.from({ length: 200 }, () => `('${randomBytes(500).toString('hex')}')`)
  await execute(url, `INSERT INTO "Supplier" ("name") VALUES ${rows.join(', ')}`)
}

describe.each(providersHere)('a backup of %s', (provider) => {
  const ending = provider === 'sqlite' ? 'db' : 'sql'
  const onDatabase = (work: (url: string) => Promise<void>) => () => withScratchDatabase(provider, work)
  const onLots = (work: (url: string) => Promise<void>) =>
    onDatabase(async (url) => {
      await migrate(url, { migrations: [lots] })
      await insertLots(url)
      await work(url)
    })

  test(
    'has every row as it was, whatever its text, and is for its owner only',
    onLots(async (url) => {
      const file = path.join(folder, 'deep', `copy.${ending}`)
      const made = await command(url, file)
      expect(made).toEqual({ code: 0, said: `Backup made and checked: ${file} (10 rows in 3 tables).\n` })
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(readdirSync(path.dirname(file))).toEqual([path.basename(file)])
      await restored(provider, file, async (other) => {
        expect(await lotsOf(other)).toEqual(expected)
        expect(await migrate(other, { migrations: [lots] })).toEqual([])
      })
    }),
  )

  test(
    'of a whole clinic is a database that this program starts on and that lacks nothing',
    onDatabase(async (url) => {
      await migrate(url)
      const file = path.join(folder, provider === 'sqlite' ? 'copy.db' : 'copy.sql.gz')
      expect((await command(url, file)).code).toBe(0)
      await restored(provider, file, async (other) => {
        expect(await migrate(other)).toEqual([])
        expect(await missingSql(provider, other, composeSchema(provider))).toBe('')
        expect(await query(other, 'SELECT "code" FROM "InjectionSite" ORDER BY 1')).toEqual(
          await query(url, 'SELECT "code" FROM "InjectionSite" ORDER BY 1'),
        )
      })
    }),
  )

  test(
    'never overwrites a file, and says so',
    onLots(async (url) => {
      const file = path.join(folder, 'taken')
      writeFileSync(file, 'something else')
      const made = await command(url, file)
      expect(made.code).toBe(1)
      expect(made.said).toBe(
        `No backup was made in ${file}: there is a file of that name already, which is never overwritten.\n`,
      )
      expect(readFileSync(file, 'utf8')).toBe('something else')
    }),
  )

  test(
    'that finds no room is refused and leaves nothing behind',
    onDatabase(async (url) => {
      await fill(url)
      const made = await command(url, path.join(folder, `copy.${ending}`), smallDisk)
      expect(made).toMatchObject({
        code: 1,
        said: expect.stringMatching(noRoom),
      })
      expect(readdirSync(folder)).toEqual([])
    }),
  )

  test(
    'into a folder that can not be made is refused',
    onLots(async (url) => {
      writeFileSync(path.join(folder, 'file'), '')
      const made = await command(url, path.join(folder, 'file', `copy.${ending}`))
      expect(made).toMatchObject({ code: 1, said: expect.stringMatching(/^No backup was made in .*\.\n$/) })
    }),
  )
})

describe.each(providersHere)('before a migration of %s', (provider) => {
  const onLots = (work: (url: string) => Promise<void>) => () =>
    withScratchDatabase(provider, async (url) => {
      await migrate(url, { migrations: [lots] })
      await insertLots(url)
      await work(url)
    })
  const backups = () => path.join(folder, 'kept')

  test(
    'a database that holds rows is backed up once, as it was before',
    onLots(async (url) => {
      const said: string[] = []
      const third = migration('0003_clocks', 'CREATE TABLE clocks (id INTEGER PRIMARY KEY);')
      const options = {
        migrations: [lots, openings, third],
        backups: backups(),
        log: (line: string) => said.push(line),
      }
      expect(await migrate(url, options)).toEqual(['0002_openings', '0003_clocks'])
      const [file, ...more] = readdirSync(backups())
      expect([file, more]).toEqual([expect.stringMatching(/^before-0002_openings-.*\.(db|sql\.gz)$/), []])
      expect(said[0]).toBe(`Backup made and checked: ${path.join(backups(), file ?? '')} (10 rows).`)
      expect(await migrate(url, options)).toEqual([])
      expect(readdirSync(backups())).toHaveLength(1)
      await restored(provider, path.join(backups(), file ?? ''), async (other) => {
        expect(await lotsOf(other)).toEqual(expected)
        await expect(query(other, 'SELECT id FROM openings')).rejects.toThrow()
      })
    }),
  )

  test('a new database and one without rows are not', () =>
    withScratchDatabase(provider, async (url) => {
      await migrate(url, { migrations: [lots], backups: backups() })
      await migrate(url, { migrations: [lots, openings], backups: backups() })
      expect(existsSync(backups())).toBe(false)
    }))

  test(
    'a backup that can not be made stops the start, and nothing is changed',
    onLots(async (url) => {
      writeFileSync(backups(), 'in the way')
      await expect(migrate(url, { migrations: [lots, openings], backups: backups() })).rejects.toThrow(
        /^No backup could be made in .*kept before the migration 0002_openings: .*\. Nothing was changed\. Make room there, or name another folder in BACKUP_DIR, and start again\.$/,
      )
      await expect(query(url, 'SELECT id FROM openings')).rejects.toThrow()
      expect(await lotsOf(url)).toEqual(expected)
    }),
  )

  test('the start ends with that one sentence where the disk is full', () =>
    withScratchDatabase(provider, async (url) => {
      await fill(url)
      const started = await run('prisma/migrate.mjs', [], { DATABASE_URL: url, BACKUP_DIR: backups() }, smallDisk)
      expect(started).toMatchObject({
        code: 1,
        said: expect.stringMatching(
          /^No backup could be made in .*: (there is no room left where it is written|the disk is full or failing)\. Nothing was changed\. .*\n$/,
        ),
      })
      expect(readdirSync(backups())).toEqual([])
      expect(await query(url, 'SELECT "id" FROM "Supplier"')).toHaveLength(200)
      await expect(query(url, 'SELECT "id" FROM "Name"')).rejects.toThrow()
    }))
})

describe('a backup of SQLite in use', () => {
  const onFile = (work: (url: string, db: Database.Database) => Promise<void>) => () =>
    withScratchDatabase('sqlite', async (url) => {
      await migrate(url, { migrations: [lots] })
      const db = new Database(sqliteFile(url))
      db.pragma('wal_autocheckpoint = 0')
      try {
        await work(url, db)
      } finally {
        db.close()
      }
    })
  const countIn = (file: string) => {
    const copy = new Database(file, { readonly: true })
    const count = copy.prepare('SELECT count(*) FROM lots').pluck().get()
    copy.close()
    return count
  }

  test(
    'has what only the write-ahead log has, which a copied file lacks, and nothing uncommitted',
    onFile(async (url, db) => {
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.exec("INSERT INTO lots VALUES (1, 'in the log')")
      db.exec("BEGIN; INSERT INTO lots VALUES (2, 'not yet')")
      const copied = path.join(folder, 'copied.db')
      copyFileSync(sqliteFile(url), copied)
      const file = path.join(folder, 'backup.db')
      await backup(url, file)
      db.exec('ROLLBACK')
      expect([countIn(copied), countIn(file)]).toEqual([0, 1])
    }),
  )

  test(
    'ends while others go on writing, with the rows of the moment at which it began',
    onFile(async (url, db) => {
      const add = db.prepare('INSERT INTO lots (name) VALUES (hex(randomblob(2000)))')
      db.transaction(() => {
        for (let row = 0; row < 12_000; row++) add.run()
      })()
      let writing = true
      const writer = (async () => {
        while (writing) {
          await new Promise((resolve) => setImmediate(resolve))
          add.run()
        }
      })()
      const file = path.join(folder, 'backup.db')
      await backup(url, file)
      writing = false
      await writer
      expect(countIn(file)).toBe(12_000)
      expect(db.prepare('SELECT count(*) FROM lots').pluck().get()).toBeGreaterThan(12_001)
    }),
  )

  test(
    'that is damaged is refused, and no file is left that looks like a backup',
    onFile(async (url, db) => {
      db.exec(
        'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO lots SELECT i, hex(randomblob(500)) FROM n',
      )
      db.exec('CREATE INDEX lots_name ON lots (name)')
      db.pragma('wal_checkpoint(TRUNCATE)')
      const bytes = readFileSync(sqliteFile(url))
      bytes.fill(0x5a, bytes.length - 60_000, bytes.length - 40_000)
      const damaged = path.join(folder, 'damaged.db')
      writeFileSync(damaged, bytes)
      await expect(backup(`file:${damaged}`, path.join(folder, 'backup.db'))).rejects.toThrow()
      expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual([])
    }),
  )

  test('that does not exist is refused and not made', async () => {
    const made = await command(`file:${path.join(folder, 'none.db')}`, path.join(folder, 'copy.db'))
    expect(made).toMatchObject({ code: 1, said: expect.stringContaining('the database file can not be opened') })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe.runIf(providersHere.includes('postgresql'))('pg_dump', () => {
  /** A stand-in for the tool of another package, which is not on every machine. */
  const install = (version: number, work: string) => {
    const tool = path.join(folder, 'bin', 'pg_dump')
    mkdirSync(path.dirname(tool))
    writeFileSync(
      tool,
      `#!/bin/sh\nif [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) ${version}.1"; exit 0; fi\n${work}\n`,
    )
    chmodSync(tool, 0o755)
    return { PATH: path.dirname(tool) }
  }
  const majorOf = async (url: string) => {
    const [row] = await query<{ major: number }>(
      url,
      "SELECT current_setting('server_version_num')::int / 10000 AS major",
    )
    return row?.major ?? 0
  }
  const made = (url: string, env: Record<string, string>) =>
    run('prisma/backup.mjs', [path.join(folder, 'copy.sql')], { DATABASE_URL: url, ...env })

  test('of the server’s own version is used, and its failure is the backup’s', () =>
    withScratchDatabase('postgresql', async (url) => {
      await migrate(url, { migrations: [lots] })
      const env = install(await majorOf(url), 'echo "pg_dump: error: out of shared memory" >&2; exit 1')
      const { code, said } = await made(url, env)
      expect([code, said]).toEqual([
        1,
        expect.stringContaining('pg_dump failed: pg_dump: error: out of shared memory.'),
      ])
      expect(existsSync(path.join(folder, 'copy.sql'))).toBe(false)
    }))

  test('that leaves rows out or ends early is found out', () =>
    withScratchDatabase('postgresql', async (url) => {
      await migrate(url, { migrations: [lots] })
      await insertLots(url)
      const script = [
        'COPY public."Units" ("lotId") FROM stdin;\\n1\\n2\\n\\\\.',
        'COPY public._prisma_migrations (id) FROM stdin;\\na\\n\\\\.',
        'COPY public.lots (id, name) FROM stdin;\\n1\\tCOPY public."Units" ("lotId") FROM stdin;\\n\\\\.',
      ].join('\\n')
      const env = install(await majorOf(url), `printf '${script}\\n'`)
      expect((await made(url, env)).said).toContain('the file ends before the database does')
      const whole = path.join(folder, 'bin', 'pg_dump')
      writeFileSync(whole, `${readFileSync(whole, 'utf8')}echo "-- PostgreSQL database dump complete"\n`)
      expect((await made(url, env)).said).toContain('the file has 1 rows of lots, and the database had 7')
    }))

  test('of another version is left alone', () =>
    withScratchDatabase('postgresql', async (url) => {
      await migrate(url, { migrations: [lots] })
      const env = install((await majorOf(url)) - 1, 'exit 1')
      expect((await made(url, env)).code).toBe(0)
    }))
})
