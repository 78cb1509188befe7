import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addMinutes } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { bookProcedure } from '~/modules/procedures/commands/book.server'
import { give } from '~/modules/procedures/commands/give.server'
import { openProcedure, procedurePage } from '~/modules/procedures/queries/page.server'
import { aftercarePage, notePage } from '~/modules/procedures/queries/papers.server'
import { readinessPage } from '~/modules/procedures/queries/readiness-page.server'
import { bookingDoor, newBookingDoor, procedureDoors } from '~/server/forms/procedures'
import { giveDoors, lateDoor } from '~/server/forms/procedures-give'
import { readinessDoors } from '~/server/forms/procedures-ready'
import { insertPerson, visitorOfPerson } from '../support/visitor'
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
  send,
  target,
  value,
  zone,
} from './clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(() => clinic.close())

describe('the forms of a procedure', () => {
  it('answer an open question and an unknown procedure, each with a sentence, and store nothing', async () => {
    const id = await book(clinic)
    const before = await clinic.db.read.procedureEvent.count()
    const { screen, consent } = procedureDoors
    expect(await send(screen, clinic.visitor(), id, { 'answers.infection': 'no' })).toMatchObject({
      sentence: expect.stringMatching(/5 questions are not answered/),
    })
    expect(await send(consent, clinic.visitor(), 999_999, { informed: 'on' })).toMatchObject({
      sentence: expect.stringMatching(/no such procedure/),
    })
    await expect(send(consent, clinic.visitor(), 'abc', { informed: 'on' })).rejects.toMatchObject({ status: 404 })
    expect(await send(consent, clinic.visitor(), id, {})).toMatchObject({ errors: { informed: [expect.any(String)] } })
    expect(await clinic.db.read.procedureEvent.count()).toBe(before)
  })

  it('refuse a form without a usable key', async () => {
    const keyless = { informed: 'on', commandKey: 'no key!!' }
    expect(await send(procedureDoors.consent, clinic.visitor(), await book(clinic), keyless)).toMatchObject({
      sentence: expect.stringMatching(/no usable key/),
    })
  })

  it('take a signature, a time-out, an override and a closing from a person only, not from a token', async () => {
    const token = { ...clinic.visitor(), context: { ...clinic.at(), actor: 'token:1' as const } }
    const id = await book(clinic)
    const note = { technique: 'IA', response: 'Tolerated', observations: 'None' }
    const answers = [
      await send(procedureDoors['time-out'], token, id, { patient: 'on', side: 'on', site: 'on' }),
      await send(readinessDoors.override, token, id, {
        code: 'NOT_CONSENTED',
        subject: 'line:consent',
        fingerprint: '{}',
        reason: 'Late',
      }),
      await send(procedureDoors.close, token, id, note),
      await send(readinessDoors.sign, token, id, { signedName: 'Ana Ruiz' }),
    ]
    for (const answer of answers)
      expect(answer).toMatchObject({ sentence: expect.stringMatching(/A person has to do/) })
  })

  it('refuse whoever may not, and undoing asks for the right of giving', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    const drawn = { [`given.${vial.unitId}`]: '2' }
    expect(await send(giveDoors.give, clinic.visitor(), id, drawn)).toEqual({ goTo: `/procedures/${id}` })
    const movement = (await clinic.db.read.procedureUse.findFirstOrThrow({ where: { procedureId: id } })).movement
    const supply = await clinic.db.write((tx) => insertPerson(tx, clinic.siteId, morning, ['supply']))
    const visitor = visitorOfPerson(clinic.db, supply, clinic.visitor().site, morning, ['supply'])
    const forbidden = { sentence: expect.stringMatching(/You may not book or change procedures/) }
    expect(await send(procedureDoors.consent, visitor, id, { informed: 'on' })).toMatchObject(forbidden)
    expect(await send(procedureDoors.undo, visitor, id, { movement, reason: 'x' })).toMatchObject(forbidden)
    expect(await send(procedureDoors.undo, clinic.visitor(), id, { movement, reason: 'x' })).toMatchObject({
      ok: true,
      sentence: 'Undone.',
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
    const booked = await send(bookingDoor, clinic.visitor(), '', { ...texts, ...rest })
    const [row] = await clinic.db.read.procedure.findMany({ where: { patientId } })
    expect(booked).toEqual({ goTo: `/procedures/${row?.id}` })
    expect(row).toMatchObject({ scheduledAt: '2026-11-25T15:30:00.000Z', injectionSiteCode: 'hip-joint' })
    expect(await send(bookingDoor, clinic.visitor(), '', { ...texts, ...rest, dose: '4' })).toMatchObject({
      sentence: expect.stringMatching(/1\.0 mL to 3\.0 mL/),
    })
  })

  it('record what was already given by the scan of the vial, or from its label', async () => {
    const id = await book(clinic)
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'SN-9' })
    const when = { given: '2', givenAt: '2026-11-24T08:45', givenBy: 'Dr. Lee' }
    expect(await send(lateDoor, clinic.visitor(), id, { ...when, raw: 'NOBODY-KNOWS' })).toMatchObject({
      sentence: expect.stringMatching(/NOBODY-KNOWS is no lot/),
    })
    expect(await send(lateDoor, clinic.visitor(), id, { ...when, raw: 'SN-9' })).toHaveProperty('goTo')
    const basis = async () => (await clinic.db.read.procedureUse.findFirst({ orderBy: { id: 'desc' } }))?.basis
    expect(await basis()).toBe('typed')
    expect(await send(lateDoor, clinic.visitor(), id, { ...when, how: 'scan', raw: 'SN-9' })).toHaveProperty('goTo')
    expect(await basis()).toBe('scan')
    const label = {
      raw: '',
      productId: String(clinic.product('biologic-vial')),
      lotNumber: 'NEW-1',
      expiry: '2027-01-31',
    }
    expect(await send(lateDoor, clinic.visitor(), id, { ...when, ...label })).toHaveProperty('goTo')
    expect(await clinic.db.read.procedureUse.count({ where: { procedureId: id, recordedLate: true } })).toBe(3)
  })
})

const replyOf = (answer: Awaited<ReturnType<typeof giveDoors.scan>>) => ('goTo' in answer ? null : answer.value?.reply)
const scanReady = async (id: number, raw: string) =>
  replyOf(await send(readinessDoors.scan, clinic.visitor(), id, { raw, symbologyId: '' }))
const scanGive = async (id: number, raw: string) =>
  replyOf(await send(giveDoors.scan, clinic.visitor(), id, { raw, symbologyId: '' }))

describe('scans are answered', () => {
  it('with what was kept, and with a sentence when nothing was', async () => {
    const id = await book(clinic)
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240', number: 'SN-1' })
    expect(await scanReady(id, 'SN-1')).toEqual({
      tone: 'good',
      title: 'Biologics vial',
      detail: 'Lot MX2240 is kept.',
    })
    expect(await scanReady(id, '00417')).toMatchObject({
      tone: 'good',
      title: 'Seal 00417 checked at 09:00.',
    })
    expect(await scanReady(id, '')).toMatchObject({
      tone: 'refused',
      title: expect.stringMatching(/Nothing was scanned/),
    })
    expect(await scanGive(id, 'x'.repeat(5_000))).toMatchObject({
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
      perform(
        clinic.visitor(),
        give,
        {
          ...target(id),
          drawn: [{ unitId: vial.unitId, given: 2_000 }],
          supplies: true,
        },
        newKey(),
      )
    const answers = await Promise.all([press(), press()])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ refusal: { code: 'STEP_TAKEN', step: 'given' } })
    expect(await clinic.db.read.procedureUse.count({ where: { unitId: vial.unitId } })).toBe(1)
  })

  it('is read from the form in milliliters by unit, and refuses nothing given', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    expect(await send(giveDoors.give, clinic.visitor(), id, {})).toMatchObject({
      sentence: expect.stringMatching(/how much was given/),
    })
    const give = (fields: Record<string, string>) => send(giveDoors.give, clinic.visitor(), id, fields)
    const nothing = { sentence: expect.stringMatching(/how much was given/) }
    expect(await give({})).toMatchObject(nothing)
    expect(await give({ [`given.${vial.unitId}`]: '0' })).toMatchObject(nothing)
    expect(await give({ [`given.${vial.unitId}`]: '1,5', supplies: 'on' })).toHaveProperty('goTo')
  })

  it('sooner than four weeks after the last treatment is warned of at the next booking', async () => {
    const patientId = await newPatient(clinic)
    const id = await book(clinic, { patientId })
    const vial = await makeGiveable(clinic, id)
    value(
      await perform(
        clinic.visitor(),
        give,
        {
          ...target(id),
          drawn: [{ unitId: vial.unitId, given: 2_000 }],
          supplies: true,
        },
        newKey(),
      ),
    )
    const [row] = await clinic.db.read.procedure.findMany({ where: { id } })
    if (!row) throw new Error('No row')
    const {
      protocolVersionId: versionId,
      roomPlaceId,
      side,
      injectionSite,
      productId,
      doseMicroliters,
      anesthesia,
      clinician,
    } = row
    const booking = {
      patientId,
      versionId,
      roomPlaceId,
      scheduledAt: addMinutes(morning, 21 * 24 * 60),
      side: side as 'left',
      injectionSite,
      productId,
      doseMicroliters,
      anesthesia: anesthesia as 'none',
      clinician,
    }
    const again = (over: object) => perform(clinic.visitor(), bookProcedure, { ...booking, ...over }, newKey())
    expect(await again({})).toMatchObject({
      refusal: { code: 'BOOKING_ASKS', findings: [{ code: 'REPEAT_SOON', procedureId: id }] },
    })
    // What was answered is the question that was asked, and no other.
    expect(await again({ although: ['REPEAT_SOON:999'] })).toMatchObject({ refusal: { code: 'BOOKING_ASKS' } })
    expect(await again({ although: [`REPEAT_SOON:${id}`] })).toMatchObject({ value: { tooSoonAfter: morning } })
  })

  it('any patient is found for a booking, by a search that never stands in an address, and each one shown is audited', async () => {
    const ids = [await newPatient(clinic), await newPatient(clinic)]
    const many = await send(newBookingDoor, clinic.visitor(), '', { intent: 'find', raw: 'maria' })
    expect(many).toMatchObject({ sentence: '2 patients match.', value: ids.map((id) => ({ id })) })
    expect(await clinic.db.read.auditEntry.count({ where: { action: 'patient.search' } })).toBe(2)
    const [first] = await clinic.db.read.patient.findMany({ where: { id: ids[0] } })
    const one = await send(newBookingDoor, clinic.visitor(), '', { intent: 'find', raw: first?.mrn ?? '' })
    expect(one).toEqual({ goTo: `/procedures/new?patient=${ids[0]}` })
    expect(await send(newBookingDoor, clinic.visitor(), '', { intent: 'find', raw: 'nobody' })).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/No patient matches/),
    })
  })
})

describe('the pages', () => {
  it('write down each look at a patient, and show nothing of another site', async () => {
    const patientId = await newPatient(clinic)
    const id = await book(clinic, { patientId })
    await procedurePage(clinic.visitor(), String(id))
    expect(
      await clinic.db.read.auditEntry.count({ where: { subject: `patient:${patientId}`, action: 'procedure.read' } }),
    ).toBe(1)
    const elsewhere = { ...clinic.visitor(), site: { id: 99, name: 'Other', timeZone: zone } }
    await expect(openProcedure(elsewhere, String(id))).rejects.toMatchObject({ status: 404 })
    await expect(openProcedure(clinic.visitor(), 'abc')).rejects.toMatchObject({ status: 404 })
    await expect(openProcedure(clinic.visitor(), undefined)).rejects.toMatchObject({ status: 404 })
  })

  it('show what blocks first, what to scan next, and nothing to scan when it is READY', async () => {
    const id = await book(clinic)
    const open = await readinessPage(clinic.visitor(), String(id))
    expect(open.scanNext).toMatchObject({ code: 'vial' })
    expect(open.lines[0]?.shape).not.toBe('ready')
    await makeReady(clinic, id)
    const ready = await readinessPage(clinic.visitor(), String(id))
    expect(ready).toMatchObject({ scanNext: null, open: 0, light: { state: 'ready' } })
    expect(ready.lines.every((line) => line.shape === 'ready')).toBe(true)
  })

  it('answer an unknown contains list once for the product', async () => {
    const patientId = await newPatient(clinic, ['latex'])
    await clinic.db.write((tx) => tx.productContains.deleteMany({ where: { productId: clinic.product('gauze') } }))
    const id = await book(clinic, { patientId })
    await send(readinessDoors.reach, clinic.visitor(), id, {})
    const asked = (await readinessPage(clinic.visitor(), String(id))).lines.find((line) => line.code === 'gauze')
    expect(asked?.findings[0]?.ask).toEqual({ productId: clinic.product('gauze'), allergen: 'latex' })
    const no = { productId: String(clinic.product('gauze')), allergen: 'latex', answer: 'no' }
    expect(await send(readinessDoors.answer, clinic.visitor(), id, no)).toEqual({ goTo: `/procedures/${id}/readiness` })
    const after = (await readinessPage(clinic.visitor(), String(id))).lines.find((line) => line.code === 'gauze')
    expect(after?.findings).toEqual([])
  })

  it('leave acetaminophen off the sheet of who is allergic, and show what the note still lacks', async () => {
    const allergic = await book(clinic, { patientId: await newPatient(clinic, ['acetaminophen']) })
    const sheet = await aftercarePage(clinic.visitor(), String(allergic))
    expect(sheet.leftOut).toBe(true)
    expect(sheet.lines.map((line) => line.code)).not.toContain('acetaminophen')
    const note = await notePage(clinic.visitor(), String(allergic))
    expect(note.rows.every((row) => row.text === null)).toBe(true)
    expect(note.closedBy).toBeNull()
  })
})
