import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stopped } from '~/lib/clock'
import { addMinutes, type Instant } from '~/lib/day'
import type { Visitor } from '~/modules/auth/types'
import { actOnProcedure } from '~/modules/procedures/commands/acts.server'
import { bookProcedure } from '~/modules/procedures/commands/book.server'
import { give } from '~/modules/procedures/commands/give.server'
import { actBook, actGive, actLate } from '~/modules/procedures/commands/give-acts.server'
import { actOnReadiness, answerGiveScan, answerReadyScan } from '~/modules/procedures/commands/ready-acts.server'
import { openProcedure, procedurePage } from '~/modules/procedures/queries/page.server'
import { aftercarePage, notePage } from '~/modules/procedures/queries/papers.server'
import { readinessPage } from '~/modules/procedures/queries/readiness-page.server'
import {
  book,
  type Clinic,
  makeGiveable,
  makeReady,
  morning,
  newKey,
  newPatient,
  openClinic,
  receive,
  target,
  value,
  zone,
} from './clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(() => clinic.close())

const visitor = (at: Instant = morning): Visitor => ({
  context: clinic.at(at),
  clock: stopped(at),
  personId: 1,
  name: 'Ana Ruiz',
  roles: ['clinician'],
  site: { id: clinic.siteId, name: 'Main', timeZone: zone },
})
function form(fields: Record<string, string>): FormData {
  const made = new FormData()
  for (const [name, text] of Object.entries({ commandKey: newKey(), ...fields })) made.set(name, text)
  return made
}
const scanned = (raw: string) => form({ raw, symbologyId: '', scanId: newKey() })

describe('the forms of a procedure', () => {
  it('answer a wrong intent, an open question and an unknown procedure, each with a sentence, and store nothing', async () => {
    const id = await book(clinic)
    const before = await clinic.db.read.procedureEvent.count()
    expect(await actOnProcedure(visitor(), id, form({ intent: 'fly' }))).toMatchObject({
      refusal: expect.stringMatching(/Reload/),
    })
    expect(await actOnProcedure(visitor(), id, form({ intent: 'screen', 'answers.infection': 'no' }))).toMatchObject({
      refusal: expect.stringMatching(/5 questions are not answered/),
    })
    expect(await actOnProcedure(visitor(), 999_999, form({ intent: 'consent', informed: 'on' }))).toMatchObject({
      refusal: expect.stringMatching(/no such procedure/),
    })
    expect(await actOnProcedure(visitor(), Number.NaN, form({ intent: 'consent', informed: 'on' }))).toMatchObject({
      refusal: expect.stringMatching(/no such procedure/),
    })
    expect(await actOnProcedure(visitor(), id, form({ intent: 'consent' }))).toMatchObject({
      errors: { informed: [expect.any(String)] },
    })
    expect(await clinic.db.read.procedureEvent.count()).toBe(before)
  })

  it('refuse a form without a usable key', async () => {
    const id = await book(clinic)
    const keyless = form({ intent: 'consent', informed: 'on', commandKey: 'no key!!' })
    expect(await actOnProcedure(visitor(), id, keyless)).toMatchObject({
      refusal: expect.stringMatching(/no usable key/),
    })
  })

  it('book in the site’s time zone', async () => {
    const patientId = await newPatient(clinic)
    const fields = {
      patientId,
      versionId: clinic.versionId,
      roomPlaceId: clinic.roomId,
      productId: clinic.product('biologic-vial'),
    }
    const texts = Object.fromEntries(Object.entries(fields).map(([name, id]) => [name, String(id)]))
    const rest = {
      scheduledAt: '2026-11-25T10:30',
      side: 'left',
      injectionSite: 'joint cavity',
      dose: '2',
      anesthesia: 'none',
      clinician: 'Dr. Lee',
    }
    const booked = await actBook(visitor(), form({ ...texts, ...rest }))
    const [row] = await clinic.db.read.procedure.findMany({ where: { patientId } })
    expect(booked).toEqual({ done: { procedureId: row?.id, tooSoonAfter: null } })
    expect(row?.scheduledAt).toBe('2026-11-25T15:30:00.000Z')
    expect(await actBook(visitor(), form({ ...texts, ...rest, dose: '4' }))).toMatchObject({
      refusal: expect.stringMatching(/1\.0 mL to 3\.0 mL/),
    })
  })

  it('record what was already given by the scan of the vial, or from its label', async () => {
    const id = await book(clinic)
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'SN-9' })
    const when = { given: '2', givenAt: '2026-11-24T08:45', givenBy: 'Dr. Lee' }
    expect(await actLate(visitor(), id, form({ ...when, raw: 'NOBODY-KNOWS' }))).toMatchObject({
      refusal: expect.stringMatching(/NOBODY-KNOWS is no lot/),
    })
    expect(await actLate(visitor(), id, form({ ...when, raw: 'SN-9' }))).toHaveProperty('done')
    const label = {
      raw: '',
      productId: String(clinic.product('biologic-vial')),
      lotNumber: 'NEW-1',
      expiry: '2027-01-31',
    }
    expect(await actLate(visitor(), id, form({ ...when, ...label }))).toHaveProperty('done')
    expect(await clinic.db.read.procedureUse.count({ where: { procedureId: id, recordedLate: true } })).toBe(2)
  })
})

describe('scans are answered', () => {
  it('with what was kept, and with a sentence when nothing was', async () => {
    const id = await book(clinic)
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240', number: 'SN-1' })
    expect(await answerReadyScan(visitor(), id, scanned('SN-1'))).toEqual({
      tone: 'good',
      title: 'Biologics vial',
      detail: 'Lot MX2240 is kept.',
    })
    expect(await answerReadyScan(visitor(), id, scanned('00417'))).toMatchObject({
      tone: 'good',
      title: 'Kit seal 00417 checked.',
    })
    expect(await answerReadyScan(visitor(), id, scanned(''))).toMatchObject({
      tone: 'refused',
      title: expect.stringMatching(/Nothing was scanned/),
    })
    expect(await answerGiveScan(visitor(), id, scanned('x'.repeat(5_000)))).toMatchObject({
      tone: 'refused',
      title: expect.stringMatching(/too long/),
    })
  })
})

describe('GIVEN', () => {
  it('pressed by two people at once is stored once', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    const press = () =>
      give(clinic.at(), newKey(), {
        ...target(clinic, id),
        drawn: [{ unitId: vial.unitId, given: 2_000 }],
        supplies: true,
      })
    const answers = await Promise.all([press(), press()])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ refusal: { code: 'STEP_TAKEN', step: 'given' } })
    expect(await clinic.db.read.procedureUse.count({ where: { unitId: vial.unitId } })).toBe(1)
  })

  it('is read from the form in milliliters by unit, and refuses nothing given', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    expect(await actGive(visitor(), id, form({}))).toMatchObject({
      refusal: expect.stringMatching(/how much was given/),
    })
    expect(await actGive(visitor(), id, form({ [`given.${vial.unitId}`]: '0' }))).toMatchObject({
      refusal: expect.stringMatching(/how much was given/),
    })
    expect(await actGive(visitor(), id, form({ [`given.${vial.unitId}`]: '1,5', supplies: 'on' }))).toHaveProperty(
      'done',
    )
  })

  it('sooner than four weeks after the last treatment is warned of at the next booking', async () => {
    const patientId = await newPatient(clinic)
    const id = await book(clinic, { patientId })
    const vial = await makeGiveable(clinic, id)
    value(
      await give(clinic.at(), newKey(), {
        ...target(clinic, id),
        drawn: [{ unitId: vial.unitId, given: 2_000 }],
        supplies: true,
      }),
    )
    const [row] = await clinic.db.read.procedure.findMany({ where: { id } })
    if (!row) throw new Error('No row')
    const {
      protocolVersionId: versionId,
      siteId,
      roomPlaceId,
      side,
      injectionSite,
      productId,
      doseMicroliters,
      anesthesia,
      clinician,
    } = row
    const again = await bookProcedure(clinic.at(), newKey(), {
      siteId,
      patientId,
      versionId,
      roomPlaceId,
      injectionSite,
      productId,
      doseMicroliters,
      clinician,
      side: side === 'right' ? 'right' : 'left',
      anesthesia: anesthesia === 'none' ? 'none' : 'topical',
      scheduledAt: addMinutes(morning, 27 * 24 * 60),
    })
    expect(again).toMatchObject({ value: { tooSoonAfter: morning } })
  })
})

describe('the pages', () => {
  it('write down each look at a patient, and show nothing of another site', async () => {
    const patientId = await newPatient(clinic)
    const id = await book(clinic, { patientId })
    await procedurePage(visitor(), String(id))
    expect(
      await clinic.db.read.auditEntry.count({ where: { subject: `patient:${patientId}`, action: 'procedure.read' } }),
    ).toBe(1)
    const elsewhere = { ...visitor(), site: { id: 99, name: 'Other', timeZone: zone } }
    await expect(openProcedure(elsewhere, String(id))).rejects.toMatchObject({ status: 404 })
    await expect(openProcedure(visitor(), 'abc')).rejects.toMatchObject({ status: 404 })
    await expect(openProcedure(visitor(), undefined)).rejects.toMatchObject({ status: 404 })
  })

  it('show what blocks first, what to scan next, and nothing to scan when it is READY', async () => {
    const id = await book(clinic)
    const open = await readinessPage(visitor(), String(id))
    expect(open.scanNext).toMatchObject({ code: 'vial' })
    expect(open.lines[0]?.shape).not.toBe('ready')
    await makeReady(clinic, id)
    const ready = await readinessPage(visitor(), String(id))
    expect(ready).toMatchObject({ scanNext: null, open: 0, light: { state: 'ready' } })
    expect(ready.lines.every((line) => line.shape === 'ready')).toBe(true)
  })

  it('answer an unknown contains list once for the product', async () => {
    const patientId = await newPatient(clinic, ['latex'])
    await clinic.db.write((tx) => tx.productContains.deleteMany({ where: { productId: clinic.product('gauze') } }))
    const id = await book(clinic, { patientId })
    await actOnReadiness(visitor(), id, form({ intent: 'reach' }))
    const asked = (await readinessPage(visitor(), String(id))).lines.find((line) => line.code === 'gauze')
    expect(asked?.findings[0]?.ask).toEqual({ productId: clinic.product('gauze'), allergen: 'latex' })
    const no = form({ intent: 'answer', productId: String(clinic.product('gauze')), allergen: 'latex', answer: 'no' })
    expect(await actOnReadiness(visitor(), id, no)).toEqual({ done: null })
    const after = (await readinessPage(visitor(), String(id))).lines.find((line) => line.code === 'gauze')
    expect(after?.findings).toEqual([])
  })

  it('leave acetaminophen off the sheet of who is allergic, and show what the note still lacks', async () => {
    const allergic = await book(clinic, { patientId: await newPatient(clinic, ['acetaminophen']) })
    const sheet = await aftercarePage(visitor(), String(allergic))
    expect(sheet.leftOut).toBe(true)
    expect(sheet.lines.map((line) => line.code)).not.toContain('acetaminophen')
    const note = await notePage(visitor(), String(allergic))
    expect(note.rows.every((row) => row.text === null)).toBe(true)
    expect(note.closedBy).toBeNull()
  })
})
