import { afterAll, beforeAll, expect, it } from 'vitest'
import { stopped } from '~/lib/clock'
import type { Instant } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { saveStation } from '~/modules/auth/commands/stations.server'
import type { Role, Visitor } from '~/modules/auth/types'
import { scannerOf } from '~/modules/labels/schema'
import { labelFacts } from '~/modules/reports/queries/label-facts.server'
import { printJob } from '~/modules/reports/queries/print-job.server'
import { openUnit } from '~/modules/stock/commands/reserve.server'
import { addVial, key, must, now, type SmallClinic, smallClinic } from '../support/clinic'

let clinic: SmallClinic
let unitId: number
let patientId: number

const visitor = (roles: readonly Role[] = ['clinician'], siteId = clinic.siteId): Visitor => ({
  context: clinic.context,
  clock: stopped(clinic.context.at),
  personId: 1,
  name: 'Ana Ruiz',
  roles,
  site: { id: siteId, name: 'Hip Clinic', timeZone: 'America/New_York' },
})
const query = { kind: 'patient', ids: [1], on: 'letter-30', start: 1, dpi: '203' } as const

beforeAll(async () => {
  clinic = await smallClinic()
  unitId = (await addVial(clinic, 'MX2231', { number: 'A1' })).unitId
  patientId = await clinic.db.write(async (tx) => {
    const patient = { mrn: '1042', name: 'Ida Moss', searchKey: 'ida moss', birthDate: '1961-02-03', createdAt: now }
    return (await tx.patient.create({ data: patient })).id
  })
})

afterAll(() => clinic.close())

it("a unit's label says its lot, number and band, and names no patient (R39)", async () => {
  const { facts, missing } = await labelFacts(visitor(), 'unit', [unitId, unitId, 999])
  expect(facts).toHaveLength(2)
  expect(facts[0]).toMatchObject({ kind: 'unit', id: unitId, lot: 'MX2231', number: 'A1' })
  expect(JSON.stringify(facts)).not.toContain('Ida')
  expect(missing).toEqual([999])
})

it('a vial that was never opened has no opened-vial label', async () => {
  expect(await labelFacts(visitor(), 'opened-vial', [unitId])).toEqual({ facts: [], missing: [unitId] })
})

it("an opened vial's label has its discard time in the clinic's time zone", async () => {
  const second = (await addVial(clinic, 'MX2232', { number: 'B1' })).unitId
  const openedAt = '2026-11-24T15:00:00.000Z' as Instant
  const discardAt = '2026-12-22T15:30:00.000Z' as Instant
  await clinic.db.write((tx) => openUnit(tx, clinic.context, { unitId: second, openedAt, discardAt }))
  const { facts } = await labelFacts(visitor(), 'opened-vial', [second])
  expect(facts[0]).toMatchObject({ discardAt: '2026-12-22 10:30', openedAt: '2026-11-24 10:00' })
})

it('a place is labeled at its own site only', async () => {
  expect((await labelFacts(visitor(), 'place', [clinic.freezer])).facts[0]).toMatchObject({ name: 'Freezer 1' })
  expect((await labelFacts(visitor(['clinician'], clinic.siteId + 1), 'place', [clinic.freezer])).missing).toEqual([
    clinic.freezer,
  ])
})

it("a patient's label is an audited read (R38), and closed to supply staff", async () => {
  const reads = () =>
    clinic.db.read.auditEntry.count({ where: { action: 'patient.read', subject: `patient:${patientId}` } })
  const before = await reads()
  await expect(printJob(visitor(['supply']), { ...query, ids: [patientId] })).rejects.toMatchObject({ status: 403 })
  expect(await reads()).toBe(before)
  const { labels } = await printJob(visitor(['clinician']), { ...query, ids: [patientId] })
  expect(labels[0]?.texts.map(({ text }) => text)).toContain('Ida Moss')
  expect(await reads()).toBe(before + 1)
})

it("a station's latest check counts, and the camera is not told of it", async () => {
  const station = { stationKey: key(), name: 'Cart 2' }
  must(
    await perform(
      clinic.visitor,
      saveStation,
      { ...station, scannerProfile: JSON.stringify({ dropsSeparator: true }) },
      key(),
    ),
  )
  const scannerProfile = JSON.stringify({ layout: 'Danish', groupSeparator: '\x1d', dropsSeparator: false })
  must(await perform(clinic.visitor, saveStation, { ...station, name: 'Cart 3', scannerProfile }, key()))
  const kept = await clinic.db.read.station.findUnique({ where: { key: station.stationKey } })
  expect(kept).toMatchObject({ name: 'Cart 3', checkedAt: now })
  expect(scannerOf(kept?.scannerProfile)).toEqual({ layout: 'Danish', groupSeparator: '\x1d', dropsSeparator: false })
  expect(scannerOf(kept?.scannerProfile, ']d2')).toBeNull()
  expect(scannerOf(null)).toBeNull()
})
