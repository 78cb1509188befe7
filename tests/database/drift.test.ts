import { expect, test } from 'vitest'
import { migrate } from '../../prisma/migrate.mjs'
import { composeSchema } from '../../prisma/schema.mjs'
import { missingSql, withScratchDatabase } from '../../prisma/scratch.mjs'
import { providersHere } from '../support/database'

/** The schema of the project with one edit in the models, which must be found there. */
function edited(provider: 'sqlite' | 'postgresql', from: string | RegExp, to: string) {
  const files = composeSchema(provider)
  const index = files.findIndex((file) => file.content.search(from) >= 0)
  expect(index, `the models contain ${from}`).toBeGreaterThanOrEqual(0)
  return files.map((file, at) => (at === index ? { ...file, content: file.content.replace(from, to) } : file))
}

for (const provider of providersHere) {
  const migrated = (work: (url: string) => Promise<void>) => () =>
    withScratchDatabase(provider, async (url) => {
      await migrate(url)
      await work(url)
    })

  test(
    `the migrations for ${provider} make exactly what the models say (else: node prisma/write-migration.mjs NAME)`,
    migrated(async (url) => expect(await missingSql(provider, url, composeSchema(provider))).toBe('')),
  )

  test(
    `a field that no migration made is noticed on ${provider}`,
    migrated(async (url) => {
      const sql = await missingSql(
        provider,
        url,
        edited(provider, /^model Balance \{/m, 'model Balance {\n  drift Int?'),
      )
      expect(sql).toMatch(/ALTER TABLE "Balance" ADD COLUMN\s+"drift" INTEGER/)
    }),
  )

  test(
    `a check that no migration made, or none asks for any more, is noticed on ${provider}`,
    migrated(async (url) => {
      const sql = await missingSql(
        provider,
        url,
        edited(provider, '/// check: reserved >= 0', '/// check: reserved >= 1'),
      )
      expect(sql).toMatch(/DROP (TRIGGER|CONSTRAINT) "guard_Balance_/)
      expect(sql).toContain('"reserved" >= 1')
    }),
  )

  test(
    `a table that became append-only is noticed on ${provider}`,
    migrated(async (url) => {
      const sql = await missingSql(
        provider,
        url,
        edited(provider, /^model Balance \{/m, '/// append-only\nmodel Balance {'),
      )
      expect(sql).toContain('CREATE TRIGGER "guard_Balance_append_only')
    }),
  )
}

test('a table that SQLite must rebuild gets its guards back', () =>
  withScratchDatabase('sqlite', async (url) => {
    await migrate(url)
    const sql = await missingSql(
      'sqlite',
      url,
      edited('sqlite', /^(model Posting \{[^}]*?quantity +)Int$/m, '$1BigInt'),
    )
    expect(sql).toContain('DROP TABLE "Posting"')
    expect(sql).toContain('CREATE TRIGGER "guard_Posting_append_only_update"')
    expect(sql).toContain('CREATE TRIGGER "guard_Posting_append_only_delete"')
  }))
