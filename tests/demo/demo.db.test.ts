import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Prisma } from '#prisma/sqlite/client'
import { stopped } from '~/lib/clock'
import { addMinutes, dayOf, type Instant, toInstant } from '~/lib/day'
import { type Database, openDatabase } from '~/lib/db.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { signIn } from '~/modules/auth/commands/sessions.server'
import { systemVisitor } from '~/modules/auth/queries/system.server'
import { kitFacts } from '~/modules/kits/queries.server'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { readLabel } from '~/modules/labels/rules/read-label'
import { boardOf } from '~/modules/procedures/queries/board.server'
import { factsOfBooking } from '~/modules/readiness/queries/facts.server'
import { blocking, verdict } from '~/modules/readiness/rules/verdict'
import { traceLots } from '~/modules/recalls/queries/trace.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { storageLocations } from '~/modules/storage/queries/locations.server'
import { fillDatabase } from '~/server/demo/fill'
import { demoPassword } from '~/server/demo/people'
import { setUpClinic } from '~/server/set-up'
import { testDatabase } from '../support/database'
import { usability } from '../support/usability'

const site = { id: 1, timeZone: 'America/New_York' }
const patience = 120_000

type Filled = { readonly db: Database; readonly at: Instant; close(): Promise<void> }

async function emptyDatabase() {
  const store = await testDatabase()
  const db = await openDatabase(store.url)
  const close = async () => {
    await db.close()
    await store.close()
  }
  return { db, close }
}

async function filledAt(text: string): Promise<Filled> {
  const { db, close } = await emptyDatabase()
  const at = new Date(text)
  expect(await fillDatabase(db, at)).toBe(true)
  return { db, at: toInstant(at), close }
}

type Rows = Record<string, string[]>

/** Every row of every table as text, without the passwords' hashes, which differ by their salt. */
async function rowsOf(db: Database): Promise<Rows> {
  const tables: Rows = {}
  for (const table of Object.values(Prisma.ModelName)) {
    const rows = await db.read.$queryRawUnsafe<Record<string, unknown>[]>(`SELECT * FROM "${table}"`)
    tables[table] = rows.map(({ passwordHash: _salted, ...row }) => textOf(row)).sort()
  }
  return tables
}

const textOf = (row: Record<string, unknown>): string =>
  JSON.stringify(row, (_name, value) => (typeof value === 'bigint' ? Number(value) : value))

/** The rows with the moment of the last signature and of its end named instead of told. */
const withoutMoment = (tables: Rows, at: Instant): Rows =>
  JSON.parse(JSON.stringify(tables).replaceAll(at, 'the moment').replaceAll(addMinutes(at, 120), 'two hours later'))

/** A database that breaks down for good after so many writes. */
const breaking = (db: Database, writes: number): Database => {
  let left = writes
  return {
    ...db,
    write: (work) => (left-- > 0 ? db.write(work) : Promise.reject(new Error('The disk is gone.'))),
  }
}

describe('the demo clinic', () => {
  let morning: Filled
  let midnight: Filled
  beforeAll(async () => {
    morning = await filledAt('2026-11-24T15:20:11.250Z')
    // Ten minutes after midnight in New York, on the day on which its clocks go forward.
    midnight = await filledAt('2027-03-14T05:10:00.000Z')
  }, patience)
  afterAll(async () => {
    await morning?.close()
    await midnight?.close()
  })
  const both = () => [morning, midnight]

  it('is the same for the same hour, also when it was cut off and told to its end a day later', async () => {
    const { db, close } = await emptyDatabase()
    const at = new Date('2026-11-24T15:47:03.000Z')
    await expect(fillDatabase(breaking(db, 260), at)).rejects.toThrow('The disk is gone.')
    expect(await fillDatabase(db, new Date('2026-11-25T18:00:00.000Z'))).toBe(true)
    const second = withoutMoment(await rowsOf(db), toInstant(at))
    await close()
    expect(second).toEqual(withoutMoment(await rowsOf(morning.db), morning.at))
  }, 120_000)

  it('tells the same story on another day, in as many rows', async () => {
    const counts = (tables: Rows) => Object.entries(tables).map(([table, rows]) => [table, rows.length])
    expect(counts(await rowsOf(midnight.db))).toEqual(counts(await rowsOf(morning.db)))
  })

  it('is not filled in twice, and never into the database of another clinic', async () => {
    const before = await rowsOf(morning.db)
    expect(await fillDatabase(morning.db, new Date('2026-12-01T12:00:00Z'))).toBe(true)
    expect(await rowsOf(morning.db)).toEqual(before)
    const { db, close } = await emptyDatabase()
    const input = { clinic: 'Own', address: '', timeZone: 'UTC', name: 'Ana', email: 'ana@own.example' }
    const program = systemVisitor(db, stopped(morning.at))
    await perform(program, setUpClinic, { ...input, password: 'a long own password' }, 'own-clinic')
    expect(await fillDatabase(db, new Date())).toBe(false)
    expect(await db.read.product.count()).toBe(0)
    await close()
  })

  it('has forty products and ten patients', async () => {
    expect(await morning.db.read.product.count()).toBe(40)
    expect(await morning.db.read.patient.count()).toBe(10)
  })

  it('has a ledger that verifies', async () => {
    for (const { db } of both())
      expect(await verifyLedger(db.read)).toEqual({ differences: [], reservedDifferences: 0 })
  })

  it('has storage that is proven at its moment, and no excursion left open', async () => {
    for (const { db, at } of both()) {
      const locations = await storageLocations(db.read, site.id)
      expect(locations).toHaveLength(5)
      expect(locations.filter(({ provenUntil }) => provenUntil === null || provenUntil < at)).toEqual([])
      expect(locations.filter(({ excursionId }) => excursionId !== null)).toEqual([])
      expect(await db.read.excursion.count()).toBe(1)
    }
  })

  it('has one procedure READY and signed today, one that is not with its reasons, and one only booked', async () => {
    for (const { db, at } of both()) {
      const rows = await db.snapshot((reader) => boardOf(reader, site, dayOf(at, site.timeZone), at))
      expect(rows.map(({ file, light }) => [file.row.status, light.state])).toEqual([
        ['consented', 'ready'],
        ['screened', 'not-ready'],
        ['booked', 'not-ready'],
      ])
      const [, notReady] = rows
      if (!notReady) throw new Error('no second procedure')
      const found = blocking(verdict(await factsOfBooking(db.read, notReady.file.booking, at), at))
      expect(found).toMatchObject([
        { code: 'ON_HOLD', reason: 'suspect' },
        { code: 'ALLERGY', allergen: 'chlorhexidine', near: { productName: expect.stringContaining('Povidone') } },
        { code: 'NOT_CONSENTED' },
      ])
    }
  })

  it('has procedures of the past that were given, observed and closed', async () => {
    const statuses = await morning.db.read.procedure.groupBy({ by: ['status'], _count: true })
    const count = (status: string) => statuses.find((row) => row.status === status)?._count
    expect([count('closed'), count('observed')]).toEqual([9, 1])
  })

  it('has one open recall of class II: two patients, one reached and one to call, and what is left on hold', async () => {
    const { db, at } = morning
    const notices = await db.read.recallNotice.findMany({ include: { lots: true, outreach: true } })
    expect(notices).toMatchObject([{ class: 'II', closedAt: null, outreach: [{ outcome: 'reached' }] }])
    const lotIds = notices.flatMap(({ lots }) => lots.flatMap(({ lotId }) => lotId ?? []))
    const trace = await traceLots(db.read, lotIds)
    expect(new Set(trace.patients.map(({ patientId }) => patientId)).size).toBe(2)
    expect(trace.here).toHaveLength(4)
    const facts = await unitFacts(db.read, { lotIds })
    expect(facts.filter((unit) => usability(unit, at).usable)).toEqual([])
  })

  it('has lots that are fine, about to expire, expired, on hold for three reasons, and a bottle opened', async () => {
    const { db, at } = morning
    const findings = (await unitFacts(db.read, { siteId: site.id })).flatMap((unit) => usability(unit, at).findings)
    const reasons = findings.flatMap((finding) => (finding.code === 'ON_HOLD' ? [finding.reason] : []))
    expect(new Set(reasons)).toEqual(new Set(['recall', 'records', 'suspect']))
    const codes = new Set(findings.map(({ code }) => code))
    expect(codes).toEqual(new Set(['ON_HOLD', 'EXPIRES_SOON', 'EXPIRED', 'OPENED']))
  })

  it('has an emergency kit in order and one delivery open', async () => {
    for (const { db, at } of both()) {
      const [kit] = await kitFacts(db.read, { siteIds: [site.id] })
      expect(kit && kitVerdict(kit, at).inOrder).toBe(true)
      expect(await db.read.delivery.count({ where: { closedAt: null } })).toBe(1)
    }
  })

  it('tells nothing that lies ahead of its moment', async () => {
    for (const { db, at } of both()) {
      const entries = await db.read.auditEntry.findMany({ select: { at: true }, where: { at: { gt: at } } })
      expect(entries).toEqual([])
      const last = await db.read.posting.findFirst({ orderBy: { occurredAt: 'desc' }, select: { occurredAt: true } })
      expect((last?.occurredAt ?? '') <= at).toBe(true)
    }
  })

  it('prints labels that its own reader reads, in three standards', async () => {
    const lines = await morning.db.read.deliveryLine.findMany({ select: { raw: true } })
    const now = dayOf(morning.at, site.timeZone)
    const readings = lines
      .flatMap(({ raw }) => (raw ?? '').split('\n'))
      .map((raw) => {
        const result = readLabel(raw, { now })
        return result.kind === 'read' ? [result.reading.symbology, ...result.reading.warnings] : [raw, result.kind]
      })
    expect(new Set(readings.map(([symbology]) => symbology))).toEqual(new Set(['gs1', 'hibc', 'isbt128']))
    expect(readings.filter((reading) => reading.length > 1)).toEqual([])
  })

  it('has a person for each role, and all of them can sign in', async () => {
    const { db, at } = morning
    const roles = await db.read.personRole.findMany({ select: { role: true }, distinct: ['role'] })
    expect(roles).toHaveLength(7)
    for (const { email } of await db.read.person.findMany({ select: { email: true } }))
      expect((await signIn(db, stopped(at), { email, password: demoPassword })).ok).toBe(true)
  })
})
