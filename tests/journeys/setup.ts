import { startPostgres } from '../support/postgres.mjs'

/** Starts a PostgreSQL server for the journeys where `npm test` has not done so, and stops it after the last one. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_POSTGRES_URL) return undefined
  const postgres = await startPostgres()
  process.env.TEST_POSTGRES_URL = postgres.url
  return postgres.stop
}
