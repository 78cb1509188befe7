// Prisma's schema engine, the WebAssembly build: the native one is fetched from the internet when it is needed, which
// Vialkeep never relies on. It is instantiated by hand because Node doesn't import `.wasm` files.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const everything = { externalTables: [], externalEnums: [] }

/**
 * The SQL that leads from the tables of a database to the models of a schema, or '' where nothing differs. Triggers and
 * checks are not compared: the engine doesn't see them (see guards.mjs).
 * @param {import('./schema.mjs').Provider} provider
 * @param {string} databaseUrl an existing database, which is only read
 * @param {import('./schema.mjs').SchemaFile[]} files
 * @returns {Promise<string>}
 */
export async function difference(provider, databaseUrl, files) {
  return withEngine(provider, databaseUrl, files, async (engine) => {
    const answer = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: everything,
    })
    return answer.exitCode === 0 ? '' : answer.stdout
  })
}

/**
 * What `prisma migrate status` would say of a database: which migrations it misses, which were edited, which failed.
 * @param {import('./schema.mjs').Provider} provider
 * @param {string} databaseUrl
 * @param {import('./schema.mjs').SchemaFile[]} files
 * @param {{ name: string, sql: string }[]} migrations
 */
export async function diagnose(provider, databaseUrl, files, migrations) {
  return withEngine(provider, databaseUrl, files, (engine) =>
    engine.diagnoseMigrationHistory({
      migrationsList: {
        baseDir: '.',
        lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"\n` },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      optInToShadowDatabase: false,
      filters: everything,
    }),
  )
}

async function withEngine(provider, databaseUrl, files, work) {
  await loaded()
  const pool = provider === 'postgresql' ? new CatalogPool({ connectionString: databaseUrl, max: 2 }) : undefined
  const adapter = pool ? withCharacterColumns(new PrismaPg(pool), pool) : new PrismaBetterSqlite3({ url: databaseUrl })
  const datamodels = files.map((file) => [file.path, file.content])
  const engine = await glue.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter))
  try {
    return await work(engine)
  } finally {
    engine.free()
    await pool?.end()
  }
}

let loading
function loaded() {
  loading ??= (async () => {
    // The engine hands its last words to this object before it traps; without it they are lost in a TypeError.
    globalThis.PRISMA_WASM_PANIC_REGISTRY = {
      set_message(message) {
        throw new Error(`The schema engine failed: ${message}`)
      },
    }
    const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const bytes = readFileSync(path.join(path.dirname(script), 'schema_engine_bg.wasm'))
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
    glue.__wbg_set_wasm(instance.exports)
    instance.exports.__wbindgen_start()
  })()
  return loading
}

const charOid = 18
const textOid = 25

/**
 * PostgreSQL's catalog has columns of the one-letter type "char", which Prisma's adapter refuses to read. They pass
 * through it as text, and withCharacterColumns gives them back their type, which the engine insists on.
 */
class CatalogPool extends pg.Pool {
  characterColumns = new Set()

  async query(...args) {
    const result = await super.query(...args)
    for (const field of result.fields ?? []) {
      if (field.dataTypeID !== charOid) continue
      field.dataTypeID = textOid
      this.characterColumns.add(field.name)
    }
    return result
  }
}

function withCharacterColumns(factory, pool) {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb() {
      throw new Error('A shadow database is never used: the migrations are applied to a scratch database instead.')
    },
    async connect() {
      const adapter = await factory.connect()
      const queryRaw = adapter.queryRaw.bind(adapter)
      adapter.queryRaw = async (query) => {
        const rows = await queryRaw(query)
        rows.columnTypes = rows.columnTypes.map((type, index) =>
          pool.characterColumns.has(rows.columnNames[index]) ? ColumnTypeEnum.Character : type,
        )
        return rows
      }
      return adapter
    },
  }
}
