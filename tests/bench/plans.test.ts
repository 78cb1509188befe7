import { afterAll, beforeAll, expect, test } from 'vitest'
import { stopped } from '~/lib/clock'
import { toInstant } from '~/lib/day'
import { type Database, type Reader, type Sql, sql, type Tx } from '~/lib/db.server'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { sealAudit } from '~/modules/audit/commands/seal.server'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Visitor } from '~/modules/auth/types'
import { patientByMrn, searchPatients, similarPatients } from '~/modules/patients/queries/find.server'
import { boardOf } from '~/modules/procedures/queries/board.server'
import { lookUp } from '~/modules/recalls/queries/look-up.server'
import { lotsOfPatient } from '~/modules/recalls/queries/of-patient.server'
import { receive } from '~/modules/receiving/commands/receive.server'
import { whatIsThis } from '~/modules/reports/queries/what-is-this.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { lotsById } from '~/modules/stock/queries/look-up.server'
import { type Clinic, gauzeLabel, openClinic, vialLabel } from '../api/clinic'
import { query } from '../support/query'

let clinic: Clinic
let heard: Sql[] = []
let db: Database
let visitor: Visitor

/** The same client, which also notes the statements that go through it. */
const noting = (client: Tx): Tx =>
  new Proxy(client, {
    get(target, name) {
      if (name !== '$queryRaw' && name !== '$executeRaw') return Reflect.get(target, name)
      return (text: Sql) => {
        heard.push(text)
        return target[name](text)
      }
    },
  })

beforeAll(async () => {
  clinic = await openClinic()
  db = {
    ...clinic.db,
    read: noting(clinic.db.read),
    write: (work, options) => clinic.db.write((tx) => work(noting(tx)), options),
    snapshot: (work) => clinic.db.snapshot((reader) => work(noting(reader))),
    shortSnapshot: (work) => clinic.db.shortSnapshot((reader, tooLong) => work(noting(reader), tooLong)),
    watch: (listener) => clinic.db.watch(listener),
  }
  const at = toInstant(new Date())
  const site = { id: clinic.ids.site, name: 'Hip Clinic', timeZone: 'America/New_York' }
  visitor = {
    context: { db, actor: 'token:1', at },
    clock: stopped(at),
    personId: null,
    name: 'plans',
    roles: ['manager'],
    site,
    scanner: null,
  }
})
afterAll(() => clinic.close())

/** Tables that grow with the years. The others stay small, and reading them whole is right. */
const growing =
  /\b(Posting|Unit|Lot|LotExpiry|Name|Balance|AuditEntry|Command|ProcedureUse|DeliveryLine|Procedure|Patient|PatientPiece|Hold)\b/

/** The tables by the names that a statement gives them. */
function tablesOf(text: string): Map<string, string> {
  const named = [...text.matchAll(/(?:FROM|JOIN)\s+"(\w+)"(?:\s+(?:AS\s+)?([a-z]{1,2})\b)?/g)]
  return new Map(named.map((match) => [match[2] ?? match[1]!, match[1]!]))
}

/**
 * Lines of a plan that read a growing table whole, or all postings that reverse nothing through their index. An insert of
 * rows has no reads of its own: what its plan lists are checks of keys that are skipped while no key is broken.
 */
async function wholeReads(reader: Reader, text: Sql): Promise<string[]> {
  if (/^\s*INSERT\b(?![^;]*\bSELECT\b)/.test(text.sql)) return []
  const plan = await query<{ detail: string }>(reader, explain(text))
  const tables = tablesOf(text.sql)
  return plan
    .map((row) => row.detail)
    .filter((line) => {
      const scanned = /^SCAN (\w+)/.exec(line)?.[1]
      const table = scanned === undefined ? '' : (tables.get(scanned) ?? scanned)
      const throughNulls = line.includes('Posting_reversesId_key') && !line.endsWith('LEFT-JOIN')
      return growing.test(table) || throughNulls
    })
}

const explain = (text: Sql): Sql => {
  const [first = '', ...rest] = text.strings
  return Object.assign(sql([`EXPLAIN QUERY PLAN ${first}`, ...rest], ...text.values))
}

const given = (raw: string, scanId: string) =>
  perform(
    visitor,
    receive,
    { deliveryId: clinic.ids.delivery, scans: [{ raw, symbologyId: '' }], placeId: null, packages: 1 },
    scanId,
  )

/** What the hot paths ask: each in its own words. */
const questions: Record<string, () => Promise<unknown>> = {
  'a recall look-up': () => lookUp(visitor, 'AB-1025', [clinic.ids.otherLot]),
  'a look-up by unit number': () => lookUp(visitor, 'S-1'),
  "a patient's lots": () => lotsOfPatient(db.read, clinic.ids.patient),
  'a patient by a part of the name': () => searchPatients(db.read, 'diaz', '2026-11-24' as never),
  'a patient by name and birth date': () => searchPatients(db.read, 'diaz 2/3/1961', '2026-11-24' as never),
  'a patient by an MRN': () => patientByMrn(db.read, 'MRN-7'),
  'patients who may be the same person': () =>
    similarPatients(db.read, { mrn: 'MRN-9', name: 'Rosa Diaz', birthDate: '1961-02-03' as never }),
  'a lot and what stands of it': async () => [
    await lotsById(db.read, [clinic.ids.lot]),
    await unitFacts(db.read, { lotIds: [clinic.ids.lot] }),
  ],
  'units by their ids': () => unitFacts(db.read, { unitIds: [1, 2] }),
  'what stands at a place': () => unitFacts(db.read, { placeIds: [clinic.ids.fridge] }),
  'what stands of a product at a site': () =>
    unitFacts(db.read, { productIds: [clinic.ids.product], siteId: clinic.ids.site }),
  'a scan received by number': () => given(gauzeLabel, 'plan-scan-1'),
  'a scan of a container received': () => given(vialLabel, 'plan-scan-2'),
  'the same scan again': () => given(vialLabel, 'plan-scan-2'),
  'what is this, a lot': () => whatIsThis(visitor, 'AB-1025', ''),
  'what is this, a label': () => whatIsThis(visitor, vialLabel, ''),
  "today's board": () => boardOf(db.read, visitor.site, '2026-11-24' as never, visitor.context.at),
  'a read that is audited': () => recordRead(visitor.context, 'patient.read', [{ subject: 'patient:1' }]),
  'sealing the trail': () => sealAudit(db, visitor.context.at),
}

test.each(Object.keys(questions))('%s reads no growing table whole', async (name) => {
  heard = []
  await questions[name]!()
  const statements = heard.filter((text, index) => heard.findIndex((other) => other.sql === text.sql) === index)
  expect(statements.length).toBeGreaterThan(0)
  for (const text of statements)
    expect({ text: text.sql, whole: await clinic.db.write((tx) => wholeReads(tx, text)) }).toEqual({
      text: text.sql,
      whole: [],
    })
})

test('a statement that does read one whole is found, and so is the index of reversals used for its nulls', async () => {
  const whole = (text: Sql) => wholeReads(clinic.db.read, text)
  expect(await whole(sql`SELECT p."id" FROM "Posting" p WHERE p."quantity" = 7`)).toEqual(['SCAN p'])
  expect(
    await whole(sql`SELECT p."quantity" FROM "Posting" p WHERE p."lotId" IN (${1}) AND p."reversesId" IS NULL`),
  ).toHaveLength(1)
  expect(await whole(sql`SELECT p."quantity" FROM "Posting" p WHERE p."lotId" = ${1}`)).toEqual([])
})
