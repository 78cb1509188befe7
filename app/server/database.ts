import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { clock } from '~/lib/clock'
import { env } from '~/lib/env.server'

/** The database can't be reached or brought up to date; the cause says why. */
export class DatabaseNotReady extends Error {
  override name = 'DatabaseNotReady'
}

type Say = (line: string) => void

/** The one door of `app/server/demo/fill.ts`: fills the database, if it is empty, with a demo clinic around `at`. */
type Demo = { fillDemoClinic(options: { at: Date; say: Say }): Promise<void> }

const say: Say = (line) => {
  process.stdout.write(`${line}\n`)
}

/**
 * Brings the database up to date before anything reads it, and fills it with the demo clinic when that was asked for.
 * Migrations are files of the project, not of the bundle: the server runs in the project's folder.
 */
export async function prepareDatabase(): Promise<void> {
  const { DATABASE_URL, BACKUP_DIR, VIALKEEP_DEMO } = env()
  const migrations = pathToFileURL(path.resolve('prisma/migrate.mjs')).href
  const { migrate } = await import(/* @vite-ignore */ migrations)
  try {
    await migrate(DATABASE_URL, { log: say, backups: BACKUP_DIR })
  } catch (cause) {
    throw new DatabaseNotReady('The database is not ready.', { cause })
  }
  if (VIALKEEP_DEMO) await fillDemo()
}

// The demo clinic is loaded only when it is asked for.
const demos = import.meta.glob<Demo>('./demo/fill.ts')

async function fillDemo(): Promise<void> {
  const load = demos['./demo/fill.ts']
  if (!load) throw new Error('This build has no demo clinic.')
  const { fillDemoClinic } = await load()
  await fillDemoClinic({ at: new Date(clock()), say })
}
