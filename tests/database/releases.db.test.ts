import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '~/lib/db.server'
import { sealFaults } from '~/modules/audit/commands/seal.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { lotKey, lotSkeleton } from '~/modules/stock/rules/lot-key'
import { sqliteFile } from '../../prisma/history.mjs'
import { migrate } from '../../prisma/migrate.mjs'
import { execute, query, withScratchDatabase } from '../../prisma/scratch.mjs'
import { type Provider, providersHere } from '../support/database'

// A filled database of each release, as its own code left it: what a clinic has on the day of its update.
const folder = fileURLToPath(new URL('./releases', import.meta.url))
const releases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

type Row = Record<string, string | number | null>

const unpacked = (release: string, name: string) => gunzipSync(readFileSync(path.join(folder, release, name)))

async function load(release: string, provider: Provider, url: string): Promise<void> {
  if (provider === 'sqlite') writeFileSync(sqliteFile(url), unpacked(release, 'sqlite.db.gz'))
  else await execute(url, unpacked(release, 'postgresql.sql.gz').toString('utf8'))
}

async function tableNames(provider: Provider, url: string): Promise<string[]> {
  const rows = await query<{ name: string }>(
    url,
    provider === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
      : "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
  )
  return rows.map((row) => row.name).filter((name) => name !== '_prisma_migrations')
}

/** Every row of every table as text, in an order of its own. */
async function rowsOf(url: string, tables: readonly string[]): Promise<Map<string, Row[]>> {
  const all = new Map<string, Row[]>()
  for (const table of tables) all.set(table, await query<Row>(url, `SELECT * FROM "${table}"`))
  return all
}

/** The columns that a release had, of rows that may have more by now. */
function asBefore(rows: readonly Row[], columns: readonly string[]): string[] {
  return rows.map((row) => JSON.stringify(columns.map((column) => row[column]))).sort()
}

const migrated = (
  release: string,
  provider: Provider,
  work: (url: string, before: Map<string, Row[]>) => Promise<void>,
  added = '',
) =>
  withScratchDatabase(provider, async (url) => {
    await load(release, provider, url)
    if (added !== '') await execute(url, added)
    const before = await rowsOf(url, await tableNames(provider, url))
    const backups = mkdtempSync(path.join(tmpdir(), 'vialkeep-releases-'))
    try {
      await migrate(url, { backups })
      await work(url, before)
    } finally {
      rmSync(backups, { recursive: true, force: true })
    }
  })

async function opened(url: string, work: (db: Database) => Promise<void>): Promise<void> {
  const db = await openDatabase(url)
  try {
    await work(db)
  } finally {
    await db.close()
  }
}

/** What a migration changed on purpose. 0014: the auto-injector of a kit that the program set up asks for 0.3 mg (R59). */
const changedOf =
  (table: string) =>
  (row: Row): Row =>
    table === 'KitItem' && row.code === 'epinephrine-auto-injector' && row.strength === null
      ? { ...row, strength: '0.3 mg' }
      : row

describe.each(providersHere)('a filled database of an earlier release, on %s', (provider) => {
  test.each(releases)('%s is brought up to date and every row of it is still there as it was', (release) =>
    migrated(release, provider, async (url, before) => {
      expect(before.size).toBeGreaterThan(40)
      const kept = [...before].filter(([table]) => table !== 'LotName')
      const after = await rowsOf(
        url,
        kept.map(([table]) => table),
      )
      // The names of lots went into the table of all names.
      const names = await query<Row>(url, `SELECT * FROM "Name" WHERE "targetKind" = 'lot'`)
      for (const { lotId, kind, relation, text } of before.get('LotName') ?? []) {
        const same = {
          kind: kind === 'manufacturer' ? 'lot' : kind,
          relation,
          text: String(text).trim(),
          targetId: lotId,
        }
        if (text !== 'NO-LOT') expect(names).toContainEqual(expect.objectContaining(same))
      }
      for (const [table, rows] of kept) {
        const columns = Object.keys(rows[0] ?? {})
        expect(asBefore(after.get(table) ?? [], columns), table).toEqual(asBefore(rows.map(changedOf(table)), columns))
      }
    }),
  )

  test.each(releases)('%s balances and its audit trail is as it was sealed', (release) =>
    migrated(release, provider, (url) =>
      opened(url, async (db) => {
        expect(await verifyLedger(db.read)).toEqual({ differences: [], reservedDifferences: 0 })
        expect(await db.read.auditSeal.count()).toBeGreaterThan(1)
        expect(await sealFaults(db)).toEqual({ broken: [], leftOut: [] })
      }),
    ),
  )
})

describe.each(providersHere)('what 0002 makes of the first release, on %s', (provider) => {
  const first = (work: (url: string) => Promise<void>) => () => migrated('0001', provider, work)

  test(
    'everything that went by a name is found by it, folded as the program folds',
    first((url) =>
      opened(url, async (db) => {
        const names = await db.read.name.findMany()
        const has = (kind: string, targetKind: string, targetId: number, text: string) =>
          names.some(
            (name) =>
              name.kind === kind && name.targetKind === targetKind && name.targetId === targetId && name.text === text,
          )
        const [lots, units, codes, patients, deliveries] = await Promise.all([
          db.read.lot.findMany({ where: { lotNumber: { not: 'NO-LOT' } } }),
          db.read.unit.findMany({ where: { number: { not: null } } }),
          db.read.productCode.findMany(),
          db.read.patient.findMany(),
          db.read.delivery.findMany(),
        ])
        expect([lots, units, codes, patients, deliveries].map((rows) => rows.length > 0)).not.toContain(false)
        expect(lots.filter((lot) => !has('lot', 'lot', lot.id, lot.lotNumber))).toEqual([])
        expect(units.filter((unit) => !has('unit', 'unit', unit.id, unit.number ?? ''))).toEqual([])
        expect(codes.filter((code) => !has('product-code', 'product', code.productId, code.code))).toEqual([])
        expect(patients.filter((patient) => !has('mrn', 'patient', patient.id, patient.mrn))).toEqual([])
        expect(deliveries.filter((each) => !has('delivery', 'delivery', each.id, each.packingSlip ?? ''))).toEqual([])
        const kinds = (kind: string) => names.filter((name) => name.kind === kind && name.targetKind === 'lot').length
        expect([kinds('donor') > 0, kinds('carton') > 0 || kinds('donation') > 0]).toEqual([true, true])
        expect(
          names.filter((name) => name.key !== lotKey(name.text) || name.skeleton !== lotSkeleton(name.text)),
        ).toEqual([])
        expect(names.filter((name) => patients.some((patient) => name.text.includes(patient.name)))).toEqual([])
        expect(names.filter((name) => name.key === lotKey('NO-LOT'))).toEqual([])
      }),
    ),
  )

  test(
    'every seal ever seen is a name of its kit, and only the one that is on it has not ended',
    first((url) =>
      opened(url, async (db) => {
        const seals = await db.read.name.findMany({ where: { kind: 'seal' } })
        const seen = await db.read.kitCheck.findMany({ where: { sealSeen: { not: null } } })
        expect(new Set(seals.map((seal) => seal.text))).toEqual(new Set(seen.map((check) => check.sealSeen)))
        const kits = await db.read.kit.findMany({ where: { sealBrokenAt: null } })
        expect(seals.filter((seal) => seal.endedAt === null).map((seal) => seal.text)).toEqual(
          kits.map((kit) => kit.sealNumber),
        )
      }),
    ),
  )

  test(
    'expiry, answers and proven storage end at what the release said',
    first((url) =>
      opened(url, async (db) => {
        const lots = await db.read.lot.findMany({ include: { expiries: { orderBy: { id: 'asc' } } } })
        expect(lots.filter((lot) => lot.expiries.at(-1)?.expiry !== lot.expiry)).toEqual([])
        const answers = await db.read.productContains.findMany()
        const given = await db.read.productContainsAnswer.findMany({ orderBy: { id: 'asc' } })
        const last = new Map(given.map((row) => [`${row.productId} ${row.allergen}`, row.answer]))
        expect(answers.length).toBeGreaterThan(0)
        expect(answers.filter((row) => last.get(`${row.productId} ${row.allergen}`) !== row.answer)).toEqual([])
        const places = await db.read.place.findMany({
          where: { provenUntil: { not: null } },
          include: { stretches: { orderBy: { id: 'asc' } } },
        })
        expect(places.length).toBeGreaterThan(0)
        const lastProof = places.map(({ stretches }) => stretches.filter((each) => each.kind !== 'measured').at(-1))
        expect(lastProof.map((row) => (row?.kind === 'ended' ? row.fromAt : row?.untilAt))).toEqual(
          places.map((place) => place.provenUntil),
        )
        const readings = await db.read.temperatureReading.count()
        expect(await db.read.provenStretch.count({ where: { kind: 'measured' } })).toBe(readings)
      }),
    ),
  )

  test(
    'every booking has a coded site, keys belong to actors, and seals name their members',
    first((url) =>
      opened(url, async (db) => {
        expect(await db.read.procedure.count()).toBeGreaterThan(0)
        expect(await db.read.procedure.count({ where: { injectionSiteCode: null } })).toBe(0)
        const sites = await db.read.procedure.findMany({ select: { injectionSite: true, injectionSiteCode: true } })
        const joint = sites.filter((site) => site.injectionSite.includes('joint'))
        expect(new Set(joint.map((site) => site.injectionSiteCode))).toEqual(new Set(['hip-joint']))
        const [seal] = await db.read.auditSeal.findMany({ orderBy: { id: 'asc' } })
        expect(seal?.members).toBe(`${seal?.fromId}-${seal?.toId}`)
      }),
    ),
  )

  test(
    'what was used on a patient, and what was disinfected, marks its container',
    first((url) =>
      opened(url, async (db) => {
        const uses = await db.read.procedureUse.findMany({ where: { unit: { bulkOfLotId: null } } })
        const marks = await db.read.unitMark.findMany()
        const used = marks.filter((mark) => mark.kind === 'used-on')
        expect(uses.length).toBeGreaterThan(0)
        expect(used.map((mark) => [mark.unitId, mark.refKind, mark.refId, mark.at])).toEqual(
          uses.map((use) => [use.unitId, 'procedure', use.procedureId, use.givenAt]),
        )
        const disinfections = await db.read.disinfection.count()
        expect(disinfections).toBeGreaterThan(0)
        expect(marks.filter((mark) => mark.kind === 'disinfected')).toHaveLength(disinfections)
        expect(marks.filter((mark) => mark.kind === 'owner')).toHaveLength(await db.read.autologousUnit.count())
      }),
    ),
  )
})

describe.each(providersHere)('what the audit trail of the first release tells, on %s', (provider) => {
  const audited = (subject: string, action: string, detail: object, at: string) =>
    `INSERT INTO "AuditEntry" ("at", "actor", "action", "subject", "detail") VALUES ('${at}', 'person:4', '${action}', '${subject}', '${JSON.stringify(detail)}')`

  test('corrected expiries and changed answers become history, each with who and when', () =>
    withScratchDatabase(provider, async (url) => {
      await load('0001', provider, url)
      const lots = await query<Row>(url, 'SELECT "id", "expiry" FROM "Lot" WHERE "expiry" IS NOT NULL ORDER BY "id"')
      const { id: lotId, expiry } = lots[0] ?? {}
      const corrected = { was: '2026-01-01', expiry: '2026-02-02', reason: 'Read on the box' }
      const again = { was: '2026-02-02', expiry, reason: 'Compared with the papers' }
      await execute(url, audited(`lot:${lotId}`, 'stock.correct-expiry', corrected, '2026-11-30T10:00:00.000Z'))
      await execute(url, audited(`lot:${lotId}`, 'stock.correct-expiry', again, '2026-11-30T11:00:00.000Z'))
      const changed = { allergen: 'latex', answer: 'no', before: 'unknown' }
      await execute(url, audited('product:1', 'catalog.answer-allergen', changed, '2026-11-30T12:00:00.000Z'))
      await execute(url, `UPDATE "ProductContains" SET "answer" = 'no' WHERE "productId" = 1 AND "allergen" = 'latex'`)
      const backups = mkdtempSync(path.join(tmpdir(), 'vialkeep-releases-'))
      try {
        await migrate(url, { backups })
      } finally {
        rmSync(backups, { recursive: true, force: true })
      }
      const expiries = await query<Row>(
        url,
        `SELECT "expiry", "reason", "actor" FROM "LotExpiry" WHERE "lotId" = ${lotId} ORDER BY "id"`,
      )
      expect(expiries).toEqual([
        { expiry: '2026-01-01', reason: 'as received', actor: 'system' },
        { expiry: '2026-02-02', reason: 'Read on the box', actor: 'person:4' },
        { expiry, reason: 'Compared with the papers', actor: 'person:4' },
      ])
      const answers = await query<Row>(
        url,
        `SELECT "answer", "actor" FROM "ProductContainsAnswer" WHERE "productId" = 1 AND "allergen" = 'latex' ORDER BY "id"`,
      )
      expect(answers).toEqual([
        { answer: 'unknown', actor: 'system' },
        { answer: 'no', actor: 'person:4' },
      ])
    }))
})

// An override of a whole step, as the first release stored it, on every procedure of its clinic.
const stepOverridden = `INSERT INTO "ProcedureEvent" ("procedureId", "kind", "occurredAt", "recordedAt", "actor", "detail")
  SELECT "id", 'override', "createdAt", "createdAt", 'person:1', '{"step":"ready","reason":"no drape"}' FROM "Procedure"`

describe.each(providersHere)('what 0010 makes of overrides of steps, on %s', (provider) => {
  test('a procedure that is not over yet says that its override ended; the others keep their history', () =>
    migrated(
      '0001',
      provider,
      async (url) => {
        const open = await query<Row>(
          url,
          `SELECT "id" FROM "Procedure" WHERE "status" IN ('booked', 'screened', 'consented', 'given') ORDER BY "id"`,
        )
        const ended = await query<Row>(
          url,
          `SELECT "procedureId", "detail" FROM "ProcedureEvent" WHERE "kind" = 'override-ended' ORDER BY "procedureId"`,
        )
        expect(open.length).toBeGreaterThan(0)
        expect(ended.map((row) => row.procedureId)).toEqual(open.map((row) => row.id))
        expect(ended[0]?.detail).toBe('{"step":"ready"}')
        const all = await query<Row>(url, `SELECT "id" FROM "Procedure"`)
        const kept = await query<Row>(url, `SELECT "id" FROM "ProcedureEvent" WHERE "kind" = 'override'`)
        expect(kept.length).toBe(all.length)
      },
      stepOverridden,
    ))
})
