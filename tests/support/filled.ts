import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, openDatabase } from '~/lib/db.server'
import { copyOf, keyOf, type Provider, providerHere } from './database'
import { sourceFiles } from './sources'

const hashes = new Map<string, string>()

/** All sources of the program and these files, in one text: a clinic that older code filled is not used again. */
export function programKey(files: readonly string[]): string {
  const name = files.join(' ')
  const known = hashes.get(name)
  if (known) return known
  const hash = createHash('sha256')
  const sources = [...sourceFiles('app'), ...sourceFiles('tests/support')].filter((each) => each.endsWith('.ts'))
  for (const file of [...sources, ...files]) hash.update(file).update(readFileSync(file))
  const key = hash.digest('hex')
  hashes.set(name, key)
  return key
}

/**
 * A database of one test's own that `fill` has filled, and what `fill` said of it: plain data, such as ids. It is filled
 * once for each state of the program and copied for each test, which takes a tenth of the time.
 * @param file the file with `fill`, by its path in the project
 */
export async function filledClinic<Made>(
  file: string,
  fill: (db: Database) => Promise<Made>,
  provider: Provider = providerHere,
): Promise<{ url: string; db: Database; made: Made; close(): Promise<void> }> {
  const name = `${file} ${programKey([file])}`
  // Whoever copies the database may be another process than the one that filled it.
  const note = path.join(tmpdir(), `vialkeep-filled-${provider}-${keyOf(name)}.json`)
  const make = async (url: string) => {
    const db = await openDatabase(url)
    try {
      writeFileSync(note, JSON.stringify(await fill(db)))
    } finally {
      await db.close()
    }
  }
  const store = await copyOf(provider, { name, make })
  const made = JSON.parse(readFileSync(note, 'utf8')) as Made
  const db = await openDatabase(store.url)
  return { url: store.url, db, made, close: () => db.close().then(() => store.close()) }
}
