import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropGuards, guardsOf, type PresentGuard, presentGuardsSql, readRules } from '../../prisma/guards.mjs'
import { composeSchema } from '../../prisma/schema.mjs'
import { execute, query } from '../../prisma/scratch.mjs'
import { providersHere, type TestDatabase, testDatabase } from '../support/database'
import { type Connection, openWithoutForeignKeys, type Row } from './connection'
import { sampleOf } from './samples'

type Statement = { sql: string; values: Row[string][] }

function insert(table: string, row: Row): Statement {
  const names = Object.keys(row)
  const places = names.map((_, index) => `$${index + 1}`).join(', ')
  return {
    sql: `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${places})`,
    values: Object.values(row),
  }
}

function update(table: string, row: Row): Statement {
  const sets = Object.keys(row).map((name, index) => `"${name}" = $${index + 1}`)
  return { sql: `UPDATE "${table}" SET ${sets.join(', ')}`, values: Object.values(row) }
}

const by = { reason: 'damaged', actor: 'person:1' }
const neededRows: Readonly<Record<string, readonly (readonly [string, Row])[]>> = {
  HoldRelease: [
    ['Hold', { ...by, id: 1, note: 'Dented.', unitId: 1, placedAt: 'then' }],
    ['HoldDecision', { ...by, id: 1, holdId: 1, decidedAt: 'now' }],
  ],
}
const neededValues: Readonly<Record<string, Row>> = {
  HoldRelease: { ...by, holdId: 1, by: 'decision', decisionId: 1, releasedAt: 'now' },
}

// SQLite's refusal by a trigger; PostgreSQL's check_violation and restrict_violation.
const refusals = ['SQLITE_CONSTRAINT_TRIGGER', '23514', '23001']

/** What becomes of the last of some statements; nothing of them stays. Any other fault than a guard's refusal is thrown. */
async function outcome(connection: Connection, ...statements: Statement[]): Promise<'refused' | number> {
  await connection.run('BEGIN')
  try {
    let changed = 0
    for (const [index, statement] of statements.entries()) {
      try {
        changed = await connection.run(statement.sql, statement.values)
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : ''
        if (index < statements.length - 1 || !refusals.includes(code)) throw error
        return 'refused'
      }
    }
    return changed
  } finally {
    await connection.run('ROLLBACK')
  }
}

// Every statement is tried twice: on a migrated database, and on one whose guards were dropped. The second must take it,
// which proves that it was a guard, and nothing else, that refused it on the first.
describe.each(providersHere)('guards on %s', (provider) => {
  const models = readRules(composeSchema(provider))
  const databases: TestDatabase[] = []
  let guarded: Connection
  let bare: Connection

  beforeAll(async () => {
    databases.push(await testDatabase(provider), await testDatabase(provider))
    const [first, second] = databases.map((database) => database.url) as [string, string]
    await execute(second, dropGuards(provider, await query<PresentGuard>(second, presentGuardsSql(provider))))
    guarded = await openWithoutForeignKeys(first)
    bare = await openWithoutForeignKeys(second)
  })
  afterAll(async () => {
    await Promise.all([guarded?.close(), bare?.close()])
    await Promise.all(databases.map((database) => database.close()))
  })

  test.each(models.filter((model) => model.appendOnly).map((model) => [model.table, model] as const))(
    '%s is append-only: no row is changed or deleted',
    async (table, model) => {
      const columns = await guarded.columns(table)
      const { valid } = sampleOf(model, columns)
      // What a row needs of other tables is made first; hold-ends.db.test.ts tries to do without.
      const needed = (neededRows[table] ?? []).map(([name, row]) => insert(name, row))
      const before = insert(table, { ...valid, ...neededValues[table] })
      expect(model.inserts.length > 0).toBe(needed.length > 0)
      expect(await outcome(guarded, ...needed, before)).toBe(1)
      const attempts = [update(table, valid), { sql: `DELETE FROM "${table}"`, values: [] }]
      for (const attempt of attempts) {
        expect(await outcome(guarded, ...needed, before, attempt), attempt.sql).toBe('refused')
        expect(await outcome(bare, before, attempt), attempt.sql).toBe(1)
      }
      if (provider === 'postgresql') {
        expect(await outcome(guarded, ...needed, before, { sql: `TRUNCATE "${table}"`, values: [] })).toBe('refused')
      }
    },
  )

  const checks = models.flatMap((model) =>
    model.checks.map((check) => [`${model.table} holds: ${check}`, model, check] as const),
  )
  test.each(checks)('%s', async (_name, model, check) => {
    const { valid, violations } = sampleOf(model, await guarded.columns(model.table))
    const change = violations.find((violation) => violation.check === check)?.change ?? {}
    const stored = insert(model.table, valid)
    const attempts = [[insert(model.table, { ...valid, ...change })]]
    if (!model.appendOnly) attempts.push([stored, update(model.table, change)])
    expect(await outcome(guarded, stored)).toBe(1)
    for (const attempt of attempts) {
      expect(await outcome(guarded, ...attempt), JSON.stringify(attempt)).toBe('refused')
      // A table that migrations have filled has more rows than ours, and an update changes all of them.
      expect(await outcome(bare, ...attempt), JSON.stringify(attempt)).not.toBe('refused')
    }
  })
})

describe('what the models say', () => {
  const model = (lines: string) => [
    { path: 'models/a.prisma', content: `${lines}\nmodel Dose {\n  id Int @id\n  volume Int @map("vol")\n}\n` },
  ]

  test('the ledger, holds, readings and the audit are append-only', () => {
    const appendOnly = readRules(composeSchema('sqlite')).filter((rules) => rules.appendOnly)
    expect(appendOnly.map((rules) => rules.table)).toEqual(
      expect.arrayContaining(['AuditEntry', 'Posting', 'Hold', 'HoldRelease', 'TemperatureReading']),
    )
  })

  test('stock never goes below zero and no more is reserved than is there', () => {
    const checks = new Map(readRules(composeSchema('sqlite')).map((rules) => [rules.table, rules.checks]))
    expect(checks.get('Balance')).toEqual(['quantity >= 0', 'reserved >= 0', 'reserved <= quantity'])
    expect(checks.get('Posting')).toContain('quantity > 0')
  })

  test('a check speaks of fields and guards their columns', () => {
    const [guard] = guardsOf('postgresql', model("/// check: volume > 0 AND 'volume' <> ''"))
    expect(guard?.create).toContain(`CHECK ("vol" > 0 AND 'volume' <> '')`)
  })

  test('a check that names no field of its model is refused', () => {
    expect(() => guardsOf('sqlite', model('/// check: amount > 0'))).toThrow('names none of its fields')
  })

  test('an enum is refused, because SQLite would take any text for it', () => {
    expect(() => readRules(model('enum Side {\n  left\n  right\n}'))).toThrow('Write the enum Side as a String')
  })
})
