import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Clinic, openClinic } from './clinic'

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})
afterAll(() => clinic.close())

type Refused = { error: { code: string; message: string } }
const errorOf = (answer: { body: unknown }) => (answer.body as Refused).error
const post = (body: unknown, type = 'application/json') => ({
  method: 'POST',
  headers: { 'Content-Type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const patientReads = async (action: string) =>
  clinic.db.read.auditEntry.count({ where: { action, subject: `patient:${clinic.ids.patient}` } })

test('a lot is traced: here, given, gone, received, and a look-alike apart', async () => {
  const answer = await clinic.ask('clinician', '/recalls/look-up?lot=ab%201025')
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({
    followed: [{ lotNumber: 'AB-1025', how: 'exact', baseUnit: 'uL', containerQuantity: 2000 }],
    near: [{ lotNumber: 'AB-I025', how: 'near' }],
    received: 6000,
    here: [{ unitNumber: 'S-3', placeName: 'Fridge 1', quantity: 2000, held: false, opened: false }],
    patients: [{ unitNumber: 'S-1', mrn: 'MRN-7', name: 'Rosa Diaz', basis: 'scan', reversed: false }],
    gone: [{ unitNumber: 'S-2', kind: 'discard', quantity: 2000 }],
    bookings: [],
  })
})

test('a look-alike is followed when it is named, and a unit number finds its lot', async () => {
  const followed = await clinic.ask('clinician', `/recalls/look-up?lot=AB-1025&follow=${clinic.ids.otherLot}`)
  expect(followed.body).toMatchObject({ followed: [{ how: 'exact' }, { how: 'near' }], near: [] })
  const unit = await clinic.ask('clinician', '/recalls/look-up?lot=s1')
  expect(unit.body).toMatchObject({ followed: [{ lotNumber: 'AB-1025', how: 'unit', matched: 'S-1' }] })
})

test('supply staff see that somebody got it, but not who, and no patient read is written', async () => {
  const before = await patientReads('recall.trace.read')
  const answer = await clinic.ask('supply', '/recalls/look-up?lot=AB-1025')
  expect(answer.body).toMatchObject({ patients: [{ mrn: null, name: null, unitNumber: 'S-1' }] })
  expect(await patientReads('recall.trace.read')).toBe(before)
})

test('each patient in a look-up is in the audit trail before the answer arrives', async () => {
  const before = await patientReads('recall.trace.read')
  await clinic.ask('manager', '/recalls/look-up?lot=AB-1025')
  expect(await patientReads('recall.trace.read')).toBe(before + 1)
})

test("a patient's lots are answered and audited; an unknown patient is 404; supply staff may not", async () => {
  const before = await patientReads('patient.read')
  const answer = await clinic.ask('clinician', `/patients/${clinic.ids.patient}/lots`)
  expect(answer.body).toMatchObject({
    lots: [{ lotNumber: 'AB-1025', unitNumber: 'S-1', quantity: 2000, baseUnit: 'uL' }],
  })
  expect(await patientReads('patient.read')).toBe(before + 1)
  const none = await clinic.ask('clinician', `/patients/${clinic.ids.strangerPatient}/lots`)
  expect(none).toMatchObject({ status: 200, body: { lots: [] } })
  const unknown = await clinic.ask('clinician', '/patients/999/lots')
  expect([unknown.status, errorOf(unknown).code]).toEqual([404, 'not-found'])
  const supply = await clinic.ask('supply', `/patients/${clinic.ids.patient}/lots`)
  expect([supply.status, errorOf(supply).code]).toEqual([403, 'forbidden'])
  expect(errorOf(supply).message).toContain('clinician')
})

test('a lot and what stands at the site say what may be used', async () => {
  const lot = await clinic.ask('supply', `/stock/lots/${clinic.ids.lot}`)
  expect(lot.body).toMatchObject({
    lot: { lotNumber: 'AB-1025' },
    units: [{ unitNumber: 'S-3', usable: true, findings: [] }],
  })
  const onHand = await clinic.ask(
    'supply',
    `/stock/on-hand?productId=${clinic.ids.product}&placeId=${clinic.ids.fridge}`,
  )
  expect(onHand.body).toMatchObject({ units: [{ unitNumber: 'S-3', quantity: 2000 }], next: null })
  const unknown = await clinic.ask('supply', '/stock/lots/999')
  expect(unknown.status).toBe(404)
})

test('what stands at the site comes in pages that together hold each unit once', async () => {
  const { product: productId, site: siteId, fridge } = clinic.ids
  const at = new Date().toISOString()
  const lotId = await clinic.db.write(async (tx) => {
    const lot = await tx.lot.create({ data: { productId, lotNumber: 'PAGES', lotKey: 'PAGES', createdAt: at } })
    const shelf = await tx.place.create({
      data: { siteId, kind: 'shelf', name: 'Shelf', inside: true, parentId: fridge },
    })
    for (const placeId of [shelf.id, fridge, shelf.id, fridge, fridge]) {
      const unit = await tx.unit.create({ data: { lotId: lot.id, productId, createdAt: at } })
      await tx.balance.create({ data: { unitId: unit.id, placeId, quantity: 2000 } })
    }
    return lot.id
  })
  type Page = { units: { unitId: number; placeId: number }[]; next: string | null }
  const page = async (search: string) =>
    (await clinic.ask('supply', `/stock/on-hand?lotId=${lotId}${search}`)).body as Page
  const whole = await page('')
  expect([whole.units.length, whole.next]).toEqual([5, null])
  const first = await page('&limit=2')
  const second = await page(`&limit=2&after=${first.next}`)
  const third = await page(`&limit=2&after=${second.next}`)
  expect([first, second, third].map(({ units }) => units.length)).toEqual([2, 2, 1])
  expect(third.next).toBeNull()
  expect([...first.units, ...second.units, ...third.units]).toEqual(whole.units)
  // A place includes its shelves.
  const atFridge = (await clinic.ask('supply', `/stock/on-hand?placeId=${fridge}&lotId=${lotId}`)).body as {
    units: unknown[]
  }
  expect(atFridge.units).toHaveLength(5)
})

test('a label is read, refused with its place, or asked about; nothing is stored', async () => {
  const read = await clinic.ask(
    'supply',
    '/labels/read',
    post({ raw: ']d2010950600013435217271231' + '10AB-1025', symbologyId: null }),
  )
  expect(read.body).toMatchObject({
    kind: 'read',
    reading: { symbology: 'gs1', fields: { gtin: '09506000134352', lot: 'AB-1025', expiry: '2027-12-31' } },
  })
  const wrong = await clinic.ask('supply', '/labels/read', post({ raw: '010950600013435310AB-1025' }))
  expect(wrong.body).toMatchObject({ kind: 'refused', refusal: { code: 'CHECK_DIGIT' } })
  const empty = await clinic.ask('supply', '/labels/read', post({ raw: '' }))
  expect(empty.body).toMatchObject({ kind: 'refused', refusal: { code: 'EMPTY' } })
})

test("today's procedures come with their lights and without their patients", async () => {
  const answer = await clinic.ask('clinician', '/procedures/today')
  expect(answer.body).toMatchObject({
    procedures: [
      { roomName: 'Room 2', side: 'left', status: 'booked', light: 'not-ready', reason: expect.any(String) },
    ],
  })
  expect(JSON.stringify(answer.body)).not.toContain('Rosa')
  expect((await clinic.ask('supply', '/procedures/today')).status).toBe(403)
})

test('what is this: a lot is named, an MRN only for who may see patients, nothing is a question', async () => {
  const asked = async (role: 'supply' | 'clinician', raw: string) =>
    (await clinic.ask(role, '/scan', post({ raw }))).body
  expect(await asked('supply', 'AB-1025')).toMatchObject({
    title: expect.stringContaining('AB-1025'),
    page: expect.stringContaining('/stock/'),
  })
  expect(await asked('clinician', 'MRN-7')).toMatchObject({ tone: 'good', title: 'Patient Rosa Diaz.' })
  expect(JSON.stringify(await asked('supply', 'MRN-7'))).not.toContain('Rosa')
  expect(await asked('supply', '')).toMatchObject({ tone: 'refused' })
  expect(await asked('supply', 'no such thing')).toMatchObject({ tone: 'question' })
})

test('without a token, with a wrong one and with an ended one the answer is 401', async () => {
  const bare = await clinic.ask(null, '/recalls/look-up?lot=AB-1025')
  expect([bare.status, errorOf(bare).code, bare.headers.get('www-authenticate')]).toEqual([
    401,
    'unauthorized',
    'Bearer realm="Vialkeep"',
  ])
  const wrong = await clinic.ask(null, '/recalls/look-up?lot=AB-1025', {
    headers: { Authorization: 'Bearer vk_wrong' },
  })
  expect(wrong.status).toBe(401)
  expect(errorOf(wrong).message).not.toBe(errorOf(bare).message)
  await clinic.db.write((tx) =>
    tx.apiToken.updateMany({ where: { role: 'auditor' }, data: { endedAt: '2026-11-20T10:00:00.000Z' } }),
  )
  expect((await clinic.ask('auditor', '/recalls/look-up?lot=AB-1025')).status).toBe(401)
})

const wrong: [string, string, RegExp][] = [
  ['a missing parameter', '/recalls/look-up', /query parameter lot must be text/],
  ['an empty parameter', '/recalls/look-up?lot=', /lot must not be empty/],
  ['a parameter given twice', '/recalls/look-up?lot=a&lot=b', /given once/],
  ['a parameter as an object', '/recalls/look-up?lot[x]=a', /must be text/],
  ['a null character', '/recalls/look-up?lot=a%00b', /null character/],
  ['a parameter of 201 characters', `/recalls/look-up?lot=${'a'.repeat(201)}`, /at most 200/],
  ['a misspelled parameter', '/recalls/look-up?lot=a&folow=1', /no query parameter "folow"; there is: lot, follow/],
  ['a list that is none', '/recalls/look-up?lot=a&follow=1,x', /apart by commas/],
  ['an id that is text', '/stock/lots/abc', /path parameter id must be a whole number/],
  ['an id of zero', '/stock/lots/0', /above 0/],
  ['an id with a sign', '/stock/lots/-1', /above 0/],
  ['an id in scientific notation', '/stock/lots/1e3', /whole number/],
  ['an id beyond the database', '/stock/lots/9999999999', /at most 2147483647/],
  ['nothing that narrows', '/stock/on-hand', /Name at least one of/],
  ['a limit alone', '/stock/on-hand?limit=10', /Name at least one of/],
  ['more rows than a page has', '/stock/on-hand?placeId=1&limit=501', /at most 500/],
  ['a cursor beyond all ids', '/stock/on-hand?placeId=1&after=9999999999-1', /of the page before/],
  ['a cursor of nobody', '/stock/on-hand?placeId=1&after=x', /of the page before/],
]
test.each(wrong)('%s is 400 with a sentence', async (_what, path, sentence) => {
  const answer = await clinic.ask('manager', path)
  expect([answer.status, errorOf(answer).code]).toEqual([400, 'bad-input'])
  expect(errorOf(answer).message).toMatch(sentence)
})

const wrongBodies: [string, number, string, RequestInit][] = [
  ['no JSON', 400, 'bad-json', post('{"raw": ')],
  ['JSON that is no object', 400, 'bad-json', post('7')],
  ['an array', 400, 'bad-input', post('[]')],
  ['a number for text', 400, 'bad-input', post({ raw: 7 })],
  ['null for text', 400, 'bad-input', post({ raw: null })],
  ['an unknown field', 400, 'bad-input', post({ raw: 'x', rwa: 'y' })],
  ['a symbology identifier that is none', 400, 'bad-input', post({ raw: 'x', symbologyId: 'd2' })],
  ['a form', 415, 'media-type', post('raw=x', 'application/x-www-form-urlencoded')],
  ['no body at all', 415, 'media-type', { method: 'POST' }],
  ['an unknown character set', 415, 'media-type', post({ raw: 'x' }, 'application/json; charset=latin-9')],
  [
    'an unknown compression',
    415,
    'media-type',
    { ...post({ raw: 'x' }), headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'lzma' } },
  ],
  ['a body of 300 KB', 413, 'body-too-large', post({ raw: 'x'.repeat(300_000) })],
  ['a body of 10 MB', 413, 'body-too-large', post({ raw: 'x'.repeat(10_000_000) })],
]
test.each(wrongBodies)('%s is refused with a sentence: %i %s', async (_what, status, code, init) => {
  const answer = await clinic.ask('supply', '/labels/read', init)
  expect([answer.status, errorOf(answer).code]).toEqual([status, code])
  expect(errorOf(answer).message).toMatch(/^[A-Z].*\.$/)
})

test('a stranger costs nothing: 401 comes before the body is looked at', async () => {
  expect((await clinic.ask(null, '/labels/read', post('{"raw": '))).status).toBe(401)
})

test('an unknown address is 404, a wrong method 405 with the right ones, HEAD works as GET', async () => {
  const unknown = await clinic.ask('manager', '/recall/lookup')
  expect([unknown.status, errorOf(unknown).message]).toEqual([404, expect.stringContaining('/api/v1/recall/lookup')])
  const method = await clinic.ask('manager', '/recalls/look-up', { method: 'DELETE' })
  expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  const head = await clinic.ask('manager', '/recalls/look-up?lot=AB-1025', { method: 'HEAD' })
  expect([head.status, head.body]).toEqual([200, null])
  expect((await clinic.ask('manager', '/nothing', { method: 'HEAD' })).status).toBe(404)
})
