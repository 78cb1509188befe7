import { describe, expect, it } from 'vitest'
import { openDatabase } from '~/lib/db.server'
import { fillDatabase } from '~/server/demo/fill'
import { testDatabase } from '../support/database'

describe('the demo clinic', () => {
  it('is filled into an empty database', async () => {
    const store = await testDatabase()
    const db = await openDatabase(store.url)
    expect(await fillDatabase(db, new Date('2026-11-24T15:20:00Z'))).toBe(true)
    await db.close()
    await store.close()
  }, 60_000)
})
