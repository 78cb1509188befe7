import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Provider, postgresqlLike, type TestDatabase, testDatabase } from '../support/database'
import { startServer } from '../support/server.mjs'

/** The folder of this run in which its workers tell each other where the filled databases are. */
const notes = () => {
  const folder = process.env.JOURNEY_NOTES
  if (!folder) throw new Error('tests/journeys/setup.ts has not run.')
  return folder
}

/**
 * The address of a database that the built server has filled with the demo clinic; journeys get copies of it. The worker
 * that asks first makes it, and the others wait for it.
 */
export async function demoTemplate(provider: Provider): Promise<string> {
  const note = path.join(notes(), provider)
  try {
    mkdirSync(`${note}.begun`)
  } catch {
    return readWhenThere(note)
  }
  let said: string
  try {
    const database = await testDatabase(provider)
    const server = await startServer(database.url, { demo: true })
    await server.stop()
    said = database.url
  } catch (error) {
    said = `failed: ${error instanceof Error ? error.message : String(error)}`
  }
  // Written beside its place and then moved there, so that nobody reads half of it.
  writeFileSync(`${note}.unfinished`, said)
  renameSync(`${note}.unfinished`, note)
  return readWhenThere(note)
}

async function readWhenThere(note: string): Promise<string> {
  while (!existsSync(note)) await new Promise((resolve) => setTimeout(resolve, 100))
  const said = readFileSync(note, 'utf8')
  if (said.startsWith('failed: ')) throw new Error(`The demo clinic could not be filled; ${said}`)
  return said
}

/** Deletes the filled SQLite file; the one on PostgreSQL goes with its server. */
export function deleteTemplates(folder: string): void {
  const note = path.join(folder, 'sqlite')
  const said = existsSync(note) ? readFileSync(note, 'utf8') : ''
  if (said.startsWith('file:')) rmSync(path.dirname(said.slice('file:'.length)), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}

/** A database of its own with all that the template holds. Nobody may be connected to the template. */
export async function copyOf(template: string, provider: Provider): Promise<TestDatabase> {
  if (provider === 'postgresql') return postgresqlLike(template)
  const copy = await testDatabase(provider)
  copySqlite(template, copy.url)
  return copy
}

function copySqlite(from: string, to: string): void {
  const file = (url: string) => url.slice('file:'.length)
  // A write-ahead log that is still there holds the last transactions.
  for (const part of ['', '-wal']) if (existsSync(file(from) + part)) copyFileSync(file(from) + part, file(to) + part)
}
