import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '../support/postgres.mjs'
import { deleteTemplates } from './clinic-database'

/** Starts a PostgreSQL server for the journeys where `npm test` has not done so; cleans up after the last one. */
export default async function setUp(): Promise<() => Promise<void>> {
  const notes = mkdtempSync(path.join(tmpdir(), 'vialkeep-journeys-'))
  process.env.JOURNEY_NOTES = notes
  const postgres = process.env.TEST_POSTGRES_URL ? undefined : await startPostgres()
  if (postgres) process.env.TEST_POSTGRES_URL = postgres.url
  return async () => {
    deleteTemplates(notes)
    await postgres?.stop()
  }
}
