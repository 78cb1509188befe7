import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { providersHere, type TestDatabase, testDatabase } from '../support/database'
import { type Connection, openWithoutForeignKeys, type Row } from './connection'

// Raw SQL, as somebody with the database's password would type it: a hold can only be ended together with a row of its owner's
// kind of end (docs/safety.md §6, prisma/guards/end-of-hold.sql).

const at = '2026-03-02T09:00:00.000Z'
const later = '2026-03-02T10:00:00.000Z'
const nurse = 'person:1'
const boss = 'person:2'

type Step = readonly [table: string, row: Row]

const hold = (source: string | null, more: Row = {}): Step => [
  'Hold',
  { id: 1, reason: 'recall', note: 'n', source, lotId: 7, placedAt: at, actor: nurse, ...more },
]
const end = (by: string | null, more: Row = {}): Step => [
  'HoldRelease',
  {
    holdId: 1,
    reason: 'It is fine, really.',
    releasedAt: later,
    actor: boss,
    decisionId: 5,
    ...(by ? { by } : {}),
    ...more,
  },
]
const decision: Step = ['HoldDecision', { id: 5, holdId: 1, reason: 'Looked at.', decidedAt: later, actor: boss }]
const release: Step = ['RecallRelease', { id: 5, noticeId: 3, lotId: 7, reason: 'Not meant.', at: later, actor: boss }]
const lotDecision: Row = {
  id: 5,
  excursionId: 3,
  lotId: 7,
  decision: 'release',
  advice: 'Stable.',
  at: later,
  actor: boss,
}
const concluded: Row = { id: 5, lotId: 7, named: 'NB-1', conclusion: 'good', at: later, actor: boss }
const unit: Step = ['Unit', { id: 9, lotId: 7, productId: 1, createdAt: at }]
const ofUnit = { unitId: 9, lotId: null }
const figures = { temperatureCentiCelsiusMin: 1, temperatureCentiCelsiusMax: 2, temperatureCentiCelsiusCurrent: 1 }
const reading = (row: Row): Step => [
  'TemperatureReading',
  { placeId: 4, takenAt: at, recordedAt: at, source: 'current', actor: nurse, ...figures, ...row },
]
const correction = reading({ id: 5, correctsId: 2, recordedAt: later, actor: boss })
const excursion: Step = ['Excursion', { id: 3, placeId: 4, startedAt: at, temperatureCentiCelsiusWorst: 9 }]
const token: Step = [
  'ApiToken',
  { id: 6, tokenHash: 'h', name: 'n', role: 'manager', siteId: 1, createdById: 2, createdAt: at },
]

const taken: readonly (readonly [string, readonly Step[]])[] = [
  ['a hold by hand, by who placed it', [hold(null, { actor: boss }), decision, end('decision')]],
  ['a delivery, by a decision', [hold('delivery:3'), decision, end('decision')]],
  ['a recall, by its case', [hold('recall:3'), release, end('recall')]],
  [
    'an excursion, by its decision',
    [unit, hold('excursion:3', ofUnit), ['ExcursionDecision', lotDecision], end('excursion')],
  ],
  [
    'an excursion, by a correction',
    [excursion, reading({ id: 2 }), correction, hold('excursion:3', ofUnit), end('reading')],
  ],
  [
    'a correction that another person confirmed',
    [
      reading({ id: 2 }),
      reading({ id: 5, correctsId: 2 }),
      ['CorrectionConfirmation', { readingId: 5, reason: 'I was there.', confirmedAt: later, actor: boss }],
      hold('reading:2', ofUnit),
      end('reading'),
    ],
  ],
  [
    'missing records, by who received it and read them',
    [hold('delivery:3', { reason: 'records', actor: boss }), ['RecordConclusion', concluded], end('records')],
  ],
]

const refused: readonly (readonly [string, readonly Step[]])[] = [
  ['a release as before, with no decision', [hold(null), end(null, { decisionId: null })]],
  ['a recall, with no decision', [hold('recall:3'), end('recall')]],
  ['a recall, by a decision of stock', [hold('recall:3'), decision, end('decision')]],
  ['a recall, by its own excursion', [unit, hold('recall:3'), ['ExcursionDecision', lotDecision], end('excursion')]],
  ['a recall, by the case of another notice', [hold('recall:4'), release, end('recall')]],
  ['a recall of another lot', [hold('recall:3', { lotId: 8 }), release, end('recall')]],
  ['a recall, by who placed it', [hold('recall:3', { actor: boss }), release, end('recall')]],
  [
    'a recall that the token of the same person placed',
    [token, hold('recall:3', { actor: 'token:6' }), release, end('recall')],
  ],
  ['a decision of another person', [hold('delivery:3'), decision, end('decision', { actor: 'person:3' })]],
  ['a decision of another time', [hold('delivery:3'), decision, end('decision', { releasedAt: at })]],
  ['a decision about another hold', [hold('delivery:3', { id: 2 }), decision, end('decision', { holdId: 2 })]],
  [
    'a token',
    [hold('delivery:3'), ['HoldDecision', { ...decision[1], actor: 'token:6' }], end('decision', { actor: 'token:6' })],
  ],
  ['an excursion, by a decision of stock', [unit, hold('excursion:3', ofUnit), decision, end('decision')]],
  [
    'an excursion, kept',
    [unit, hold('excursion:3', ofUnit), ['ExcursionDecision', { ...lotDecision, decision: 'keep' }], end('excursion')],
  ],
  [
    'a reading that corrects nothing',
    [excursion, reading({ id: 5, recordedAt: later, actor: boss }), hold('excursion:3', ofUnit), end('reading')],
  ],
  [
    'a correction by who had typed the reading',
    [excursion, reading({ id: 2, actor: boss }), correction, hold('excursion:3', ofUnit), end('reading')],
  ],
  [
    'a correction at another place',
    [
      [excursion[0], { ...excursion[1], placeId: 8 }],
      reading({ id: 2 }),
      correction,
      hold('excursion:3', ofUnit),
      end('reading'),
    ],
  ],
  [
    'records that conclude something else',
    [
      hold('delivery:3', { reason: 'records' }),
      ['RecordConclusion', { ...concluded, conclusion: 'failed' }],
      end('records'),
    ],
  ],
  [
    'a warm delivery, by its records',
    [hold('delivery:3', { reason: 'temperature' }), ['RecordConclusion', concluded], end('records')],
  ],
]

describe.each(providersHere)('the end of a hold on %s', (provider) => {
  let database: TestDatabase
  let connection: Connection

  beforeAll(async () => {
    database = await testDatabase(provider)
    connection = await openWithoutForeignKeys(database.url)
  })
  afterAll(async () => {
    await connection.close()
    await database.close()
  })

  async function play(steps: readonly Step[]): Promise<string> {
    await connection.run('BEGIN')
    try {
      for (const [index, [table, row]] of steps.entries()) {
        const names = Object.keys(row)
        const sql = `INSERT INTO "${table}" (${names.map((name) => `"${name}"`)}) VALUES (${names.map((_, i) => `$${i + 1}`)})`
        try {
          await connection.run(sql, Object.values(row))
        } catch (error) {
          if (index < steps.length - 1 || !(error instanceof Error)) throw error
          return error.message
        }
      }
      return 'taken'
    } finally {
      await connection.run('ROLLBACK')
    }
  }

  test.each(taken)('takes %s', async (_what, steps) => {
    expect(await play(steps)).toBe('taken')
  })

  test.each(refused)('refuses %s', async (_what, steps) => {
    expect(await play(steps)).toContain('end-of-hold.sql')
  })
})
