// node prisma/write-migration.mjs NAME [--replace]
//
// Writes the SQL that leads both databases from the committed migrations to the edited models, guards included. The
// committed migrations are applied to scratch databases, and Prisma's engine says what is missing there. `--replace`
// rewrites the last migration, as long as nobody has applied it to a database that matters.

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { readMigrations } from './history.mjs'
import { migrate } from './migrate.mjs'
import { composeSchema, prismaFolder, providers } from './schema.mjs'
import { missingSql, withScratchDatabase } from './scratch.mjs'

/** The folder name of the migration to write, which is the same for both databases. */
function folderName(name, replace) {
  if (!/^[a-z][a-z0-9_]*$/.test(name ?? '')) {
    throw new Error('Usage: node prisma/write-migration.mjs NAME [--replace], where NAME is like add_recall_letters.')
  }
  const existing = [
    ...new Set(providers.flatMap((provider) => readMigrations(provider).map((entry) => entry.name))),
  ].sort()
  const same = existing.find((entry) => entry.replace(/^\d+_/, '') === name)
  if (same && !replace) throw new Error(`The migration ${same} exists: choose another name, or add --replace.`)
  if (same && same !== existing.at(-1)) {
    throw new Error(`Only the last migration, ${existing.at(-1)}, can be written anew: later ones stand on ${same}.`)
  }
  return same ?? `${String(existing.length + 1).padStart(4, '0')}_${name}`
}

async function writeMigration(name, replace) {
  const folder = folderName(name, replace)
  const scripts = await Promise.all(
    providers.map((provider) =>
      withScratchDatabase(provider, async (databaseUrl) => {
        const before = readMigrations(provider).filter((entry) => entry.name < folder)
        await migrate(databaseUrl, { migrations: before })
        return missingSql(provider, databaseUrl, composeSchema(provider))
      }),
    ),
  )
  if (scripts.every((sql) => sql === ''))
    return `The migrations before ${folder} already match the models: nothing written.`
  providers.forEach((provider, index) => {
    const own = path.join(prismaFolder, 'migrations', provider)
    mkdirSync(path.join(own, folder), { recursive: true })
    writeFileSync(path.join(own, 'migration_lock.toml'), `provider = "${provider}"\n`)
    const sql = scripts[index] || '-- This migration changes only the other database.'
    writeFileSync(path.join(own, folder, 'migration.sql'), `${sql}\n`)
  })
  return `Written: prisma/migrations/{${providers.join(',')}}/${folder}/migration.sql`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, ...flags] = process.argv.slice(2)
  try {
    process.stdout.write(`${await writeMigration(name, flags.includes('--replace'))}\n`)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
