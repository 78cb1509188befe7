import { copyFileSync, existsSync } from 'node:fs'
import pg from 'pg'
import { type Provider, type TestDatabase, testDatabase } from '../support/database'
import { startServer } from '../support/server.mjs'

/** Makes a database and lets the built server fill it with the demo clinic, once; journeys get copies of it. */
export async function demoTemplate(provider: Provider): Promise<TestDatabase> {
  const database = await testDatabase(provider)
  const server = await startServer(database.url, { demo: true })
  await server.stop()
  return database
}

/** A database of its own with all that the template holds. Nobody may be connected to the template. */
export async function copyOf(template: TestDatabase, provider: Provider): Promise<TestDatabase> {
  const copy = await testDatabase(provider)
  if (provider === 'postgresql') await copyPostgresql(template.url, copy.url)
  else copySqlite(template.url, copy.url)
  return copy
}

function copySqlite(from: string, to: string): void {
  const file = (url: string) => url.slice('file:'.length)
  // A write-ahead log that is still there holds the last transactions.
  for (const part of ['', '-wal']) if (existsSync(file(from) + part)) copyFileSync(file(from) + part, file(to) + part)
}

async function copyPostgresql(from: string, to: string): Promise<void> {
  const name = (url: string) => pg.escapeIdentifier(new URL(url).pathname.slice(1))
  const client = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL })
  await client.connect()
  try {
    await client.query(`DROP DATABASE ${name(to)} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${name(to)} TEMPLATE ${name(from)}`)
  } finally {
    await client.end()
  }
}
