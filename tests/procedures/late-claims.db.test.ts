import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addMinutes } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { give } from '~/modules/procedures/commands/give.server'
import { recordGiven } from '~/modules/procedures/commands/late.server'
import { boardRows } from '~/modules/procedures/queries/board.server'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { procedurePage } from '~/modules/procedures/queries/page.server'
import { factsOfBooking } from '~/modules/readiness/queries/facts.server'
import { verdict } from '~/modules/readiness/rules/verdict'
import { today } from '~/modules/reports/queries/today.server'
import { outsidePlace } from '~/modules/stock/commands/ledger.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import { startClock } from '~/modules/stock/commands/reserve.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import {
  book,
  type Clinic,
  endReview,
  makeGiveable,
  makeReady,
  morning,
  newKey,
  newPatient,
  openClinic,
  receive,
  scan,
  scanAtGiving,
  target,
  value,
  zone,
} from './clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(async () => {
  expect(await verifyLedger(clinic.db.read)).toEqual({ differences: [], reservedDifferences: 0 })
  await clinic.close()
})

const late = (id: number, unitId: number, given: number, again: number | null = null) =>
  perform(
    clinic.visitor(),
    recordGiven,
    {
      ...target(id),
      what: { kind: 'unit', unitId, raw: null },
      given,
      givenAgain: again,
      givenAt: addMinutes(morning, -20),
      givenBy: 'Dr. Lee',
    },
    newKey(),
  )
const standing = (unitId: number) => unitFacts(clinic.db.read, { unitIds: [unitId], includeEmpty: true })
async function boardRow(id: number) {
  const file = await procedureFile(clinic.db.read, clinic.siteId, id)
  const [row] = file ? await boardRows(clinic.db.read, [file], morning) : []
  return row
}
const codes = (answer: Awaited<ReturnType<typeof late>>) => value(answer).findings.map((finding) => finding.code)

describe('a vial kept for B that is recorded afterwards as given to A', () => {
  it('leaves the vial itself, ends what B kept, and B is NOT READY and told', async () => {
    const b = await book(clinic)
    const vial = await makeReady(clinic, b)
    expect((await boardRow(b))?.light.state).toBe('ready')
    const a = await book(clinic)
    const found = codes(await late(a, vial.unitId, 1_500))
    expect(found).toContain('KEPT_FOR_OTHER')
    expect(found).not.toContain('NOT_IN_LEDGER')
    expect(await standing(vial.unitId)).toMatchObject([{ quantity: 500, reserved: 0 }])
    const difference = await clinic.db.write((tx) => outsidePlace(tx, clinic.siteId, 'difference'))
    expect(await clinic.db.read.posting.count({ where: { fromPlaceId: difference.id } })).toBe(0)
    const kept = { unitId: vial.unitId, endedAt: null }
    expect(await clinic.db.read.reservation.count({ where: kept })).toBe(0)
    expect(await clinic.db.read.readinessBinding.count({ where: kept })).toBe(0)
    expect((await boardRow(b))?.light.state).toBe('not-ready')
    const history = (await procedurePage(clinic.visitor(), String(b))).events.map((event) => event.title)
    expect(history).toContainEqual(expect.stringMatching(/Lot MX2240, .* was given in another one/))
  })

  it('can never be given to B, even when the review of what is left was ended', async () => {
    const b = await book(clinic)
    const vial = await makeGiveable(clinic, b)
    value(await late(await book(clinic), vial.unitId, 1_000))
    await endReview(clinic, vial.unitId)
    expect(await scan(clinic, b, vial.number)).toMatchObject({
      refusal: { code: 'UNIT_STOPPED', finding: { code: 'OPENED_FOR_OTHER' } },
    })
    // It was cleared before, and isn't kept any more: the clearance is over.
    expect(await scanAtGiving(clinic, b, vial.number)).toMatchObject({
      value: { kind: 'other-vial', why: { code: 'UNIT_STOPPED', finding: { code: 'OPENED_FOR_OTHER' } } },
    })
    const press = { ...target(b), drawn: [{ unitId: vial.unitId, given: 1_000 }], supplies: false }
    expect((await perform(clinic.visitor(), give, press, newKey())).ok).toBe(false)
    expect((await perform(clinic.visitor(), give, { ...press, alreadyIn: true }, newKey())).ok).toBe(false)
    expect(await standing(vial.unitId)).toMatchObject([{ quantity: 1_000 }])
    expect((await boardRow(b))?.light.state).toBe('not-ready')
  })

  it('all of it, is gone from where it stood', async () => {
    const b = await book(clinic)
    const vial = await makeReady(clinic, b)
    const found = codes(await late(await book(clinic), vial.unitId, 2_000))
    expect(found).not.toContain('NOT_IN_LEDGER')
    expect(await standing(vial.unitId)).toMatchObject([{ quantity: 0, reserved: 0 }])
  })

  it('more than it held, takes the rest from the place of differences and says so', async () => {
    const b = await book(clinic)
    const vial = await makeReady(clinic, b)
    expect(codes(await late(await book(clinic), vial.unitId, 2_500, 2_500))).toContain('NOT_IN_LEDGER')
    expect(await standing(vial.unitId)).toMatchObject([{ quantity: 0, reserved: 0 }])
  })

  it('leaves a vial that stands at another site, too', async () => {
    const away = await clinic.db.write(async (tx) => {
      const site = await tx.site.create({ data: { name: 'North', address: '2 North St', timeZone: zone } })
      return createPlace(tx, clinic.at(), { siteId: site.id, kind: 'storage', name: 'Fridge 9', storageBand: 'fridge' })
    })
    const vial = await receive(clinic, 'biologic-vial', away.placeId, { number: 'SN-NORTH' })
    value(await late(await book(clinic), vial.unitId, 1_500))
    expect(await standing(vial.unitId)).toMatchObject([{ quantity: 500, holds: [{ reason: 'review' }] }])
  })
})

describe('an opened single-dose vial', () => {
  it('is offered to nobody, and stands as a finding with a late record for another patient, not for the same one', async () => {
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'SN-OPEN' })
    const a = await book(clinic)
    value(await late(a, vial.unitId, 1_000))
    await endReview(clinic, vial.unitId)
    const b = await book(clinic)
    const file = await procedureFile(clinic.db.read, clinic.siteId, b)
    if (!file) throw new Error('No procedure')
    const facts = await factsOfBooking(clinic.db.read, file.booking, morning)
    const line = verdict(facts, morning).lines.find(({ code }) => code === 'vial')
    expect(line?.findings).toMatchObject([
      { code: 'NOT_BOUND', near: null, rejected: [{ why: { code: 'OPENED_FOR_OTHER' } }] },
    ])
    expect(codes(await late(a, vial.unitId, 200))).not.toContain('OPENED_FOR_OTHER')
    expect(codes(await late(b, vial.unitId, 200))).toContain('OPENED_FOR_OTHER')
  })
})

describe('a single-dose vial that another patient’s record names', () => {
  it('is said in both records, whatever is left of it, and asks for a review of both on the first page', async () => {
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'SN-TWO' })
    const a = await book(clinic)
    value(await late(a, vial.unitId, 2_000))
    const b = await book(clinic, { patientId: await newPatient(clinic) })
    expect(value(await late(b, vial.unitId, 2_000)).findings).toContainEqual(
      expect.objectContaining({ code: 'GIVEN_TO_OTHER', severity: 'stop', procedureId: a }),
    )
    for (const [id, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const history = (await procedurePage(clinic.visitor(), String(id))).events.map((event) => event.title)
      expect(history).toContainEqual(
        expect.stringContaining(`another patient’s record names it, too: procedure ${other}`),
      )
    }
    const { needs } = await today(clinic.visitor())
    expect(needs.filter(({ key }) => key.startsWith('GIVEN_TO_TWO')).map(({ to }) => to)).toEqual([
      `/procedures/${a}`,
      `/procedures/${b}`,
    ])
  })

  it('is opened no longer than its thaw allowed before', async () => {
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'SN-THAWED' })
    const limitAt = addMinutes(morning, -60)
    await clinic.db.write((tx) =>
      startClock(tx, clinic.at(), { unitId: vial.unitId, kind: 'thaw', startedAt: addMinutes(morning, -300), limitAt }),
    )
    value(await late(await book(clinic), vial.unitId, 2_000))
    expect(await standing(vial.unitId)).toMatchObject([{ discardAt: limitAt }])
  })
})
