import { afterEach, describe, expect, it } from 'vitest'
import type { Instant } from '~/lib/day'
import { openDatabase } from '~/lib/db.server'
import type { CommandContext } from '~/modules/audit/types'
import { insertBaseCatalog } from '~/modules/catalog/commands.server'
import { insertProtocol } from '~/modules/protocols/commands.server'
import { currentVersions, requirementsOf, textsOf } from '~/modules/protocols/queries.server'
import { hipProtocol } from '~/modules/protocols/rules/hip-protocol'
import { testDatabase } from '../support/database'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function context(): Promise<CommandContext> {
  const file = await testDatabase()
  const db = await openDatabase(file.url)
  closing.push(() => db.close().then(() => file.close()))
  return { db, actor: 'system', at: '2026-11-24T14:00:00.000Z' as Instant }
}

describe('the stored protocol', () => {
  it('is read back as it was written, with its alternatives and words in order', async () => {
    const given = await context()
    const stored = await given.db.write(async (tx) => {
      await insertBaseCatalog(tx)
      return insertProtocol(tx, given)
    })
    const versionId = stored.ok ? stored.value.versionId : 0
    const requirements = (await requirementsOf(given.db.read, [versionId])).get(versionId) ?? []
    expect(requirements.map((each) => each.code)).toEqual(hipProtocol.requirements.map((each) => each.code))
    for (const [index, draft] of hipProtocol.requirements.entries())
      expect(requirements[index]?.alternatives.map((each) => each.code).sort()).toEqual([...draft.alternatives].sort())
    expect((await textsOf(given.db.read, versionId)).map((text) => text.code)).toEqual(
      hipProtocol.texts.map((text) => text.code),
    )
    expect(await currentVersions(given.db.read)).toMatchObject([
      { id: versionId, version: 1, doseMicrolitersMax: 3_000 },
    ])
  })

  it('is stored once', async () => {
    const given = await context()
    const twice = await given.db.write(async (tx) => {
      await insertBaseCatalog(tx)
      return [await insertProtocol(tx, given), await insertProtocol(tx, given)]
    })
    expect(twice).toMatchObject([{ value: { created: true } }, { value: { created: false } }])
    expect(await given.db.read.protocolVersion.count()).toBe(1)
  })

  it('is refused, naming them, when the catalog lacks categories', async () => {
    const given = await context()
    const refused = await given.db.write((tx) => insertProtocol(tx, given))
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'CATEGORIES_MISSING' } })
    if (!refused.ok && refused.refusal.code === 'CATEGORIES_MISSING')
      expect(refused.refusal.categories).toContain('biologic-vial')
  })
})
