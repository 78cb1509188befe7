import { afterEach, beforeEach, expect, test } from 'vitest'
import { addMinutes } from '~/lib/day'
import { addCode } from '~/modules/catalog/commands.server'
import { encodeOwnCode } from '~/modules/labels/rules/own-code'
import type { Question } from '~/modules/receiving/types'
import { stepQuestions } from '~/modules/receiving/ui/use-questions'
import { answerScan } from '~/server/forms/receiving'
import { type Clinic, clinic, gs1, gtins, key } from './clinic'

let here: Clinic
beforeEach(async () => {
  here = await clinic()
})
afterEach(() => here.close())

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries({ scanId: key(), ...fields })) data.append(name, value)
  return data
}
const send = (fields: Record<string, string>) => answerScan(here.visitor, here.deliveryId, form(fields))
const scan = (raw: string, fields: Record<string, string> = {}) =>
  send({ intent: 'scan', raw, symbologyId: '', placeId: '', packages: '1', scans: '', ...fields })
const asked = (answer: { question?: Question }): Question => {
  if (!answer.question) throw new Error(`no question: ${JSON.stringify(answer)}`)
  return answer.question
}
const answered = (question: Question, fields: Record<string, string>) =>
  send({ ...question.kept, intent: 'answer', scans: JSON.stringify(question.scans), ...fields })
/** What the page sends of the label in hand with the next scan. */
const handOf = ({ scans, askedAt }: Question) => ({ scans: JSON.stringify(scans), askedAt })
const lines = () => here.db.read.deliveryLine.count()

const unknown = '04006381333931'

test('a good scan is answered with what it is and where it goes', async () => {
  expect(await scan(gs1(gtins.syringe, 'SY1'))).toMatchObject({
    tone: 'good',
    title: 'Syringe 5 mL · SY1 ×1 exp 2027-01-31',
    detail: 'Put it into Cabinet 1.',
  })
})

test('an unknown code is linked on the page to a product that is there, and the line goes on', async () => {
  const question = asked(await scan(gs1(unknown, 'G1')))
  expect(question.refusal).toMatchObject({ code: 'CODE_UNKNOWN', lot: 'G1', expiry: '2027-01-31' })
  const linked = await answered(question, {
    intent: 'link',
    productId: String(here.products.gel),
    scheme: 'gs1',
    code: unknown,
    packageQuantity: '12',
  })
  expect(linked).toMatchObject({ tone: 'good', title: 'Sterile gel · G1 ×12 exp 2027-01-31' })
  expect(await scan(gs1(unknown, 'G2'))).toMatchObject({ tone: 'good' })
})

test('an unknown code becomes a new product on the page, and the line goes on', async () => {
  const question = asked(await scan(gs1(unknown, 'G1')))
  const gel = await here.db.read.product.findUnique({ where: { id: here.products.gel } })
  const made = await answered(question, {
    intent: 'create',
    name: 'Gauze 10 × 10',
    manufacturer: 'Soft Co',
    categoryId: String(gel?.categoryId),
    scheme: 'gs1',
    code: unknown,
    packageQuantity: '1',
  })
  expect(made).toMatchObject({ tone: 'good', title: 'Gauze 10 × 10 · G1 ×1 exp 2027-01-31' })
})

test('a controlled substance is refused with the reason, and neither product nor line is made', async () => {
  const question = asked(await scan(gs1(unknown, 'K1')))
  const gel = await here.db.read.product.findUnique({ where: { id: here.products.gel } })
  const refused = await answered(question, {
    intent: 'create',
    name: 'Ketamine 50 mg/mL',
    manufacturer: 'X',
    categoryId: String(gel?.categoryId),
    scheme: 'gs1',
    code: unknown,
    packageQuantity: '1',
  })
  expect(refused.tone).toBe('refused')
  expect(refused.title).toMatch(/controlled substance \(schedule III\)/)
  expect(await lines()).toBe(0)
})

test('a code of no standard is asked about once and known from then on', async () => {
  const question = asked(await scan('ACME-4711'))
  expect(question.refusal).toMatchObject({ code: 'CODE_UNKNOWN', codes: [{ scheme: 'own', code: 'ACME-4711' }] })
  const linked = asked(
    await answered(question, {
      intent: 'link',
      productId: String(here.products.gel),
      scheme: 'own',
      code: 'ACME-4711',
      packageQuantity: '1',
    }),
  )
  expect(linked.refusal).toMatchObject({ code: 'DETAILS_MISSING', missing: ['lot', 'expiry'] })
  expect(await answered(linked, { lot: 'G7', expiry: '2027-05-01' })).toMatchObject({
    tone: 'good',
    title: 'Sterile gel · G7 ×1 exp 2027-05-01',
  })
})

test('a product and a link made for a label that asks on are stored with its line, not before', async () => {
  const stored = async () => [await here.db.read.product.count(), await here.db.read.productCode.count()]
  const before = await stored()
  const gel = await here.db.read.product.findUniqueOrThrow({ where: { id: here.products.gel } })
  const question = asked(await scan('ACME-4711'))
  const again = asked(
    await answered(question, {
      intent: 'create',
      name: 'Gauze 10 × 10',
      manufacturer: 'Soft Co',
      categoryId: String(gel.categoryId),
      scheme: 'own',
      code: 'ACME-4711',
      packageQuantity: '12',
    }),
  )
  expect(again.refusal).toMatchObject({ code: 'DETAILS_MISSING', productName: 'Gauze 10 × 10' })
  expect(await stored()).toEqual(before)
  const done = await answered(again, { lot: 'G7', expiry: '2027-05-01' })
  expect(done).toMatchObject({ tone: 'good', title: 'Gauze 10 × 10 · G7 ×12 exp 2027-05-01' })
  expect(await stored()).toEqual(before.map((count) => (count ?? 0) + 1))
  expect(await scan('ACME-4711', { lot: 'G8', expiry: '2027-05-01' })).toMatchObject({ tone: 'good' })
})

test('a barcode that joins the label in hand joins what was answered about it, and another label does not', async () => {
  const first = asked(await scan(`]C101${unknown}`))
  const link = { scheme: 'gs1', code: unknown, packageQuantity: '12' }
  const question = asked(await answered(first, { intent: 'link', productId: String(here.products.gel), ...link }))
  expect(question.refusal).toMatchObject({ code: 'DETAILS_MISSING' })
  const inHand = { ...handOf(question), kept: JSON.stringify(question.kept) }
  expect(await scan(gs1(gtins.syringe, 'SY1'), inHand)).toMatchObject({ title: expect.stringMatching(/^Syringe 5 mL/) })
  expect(await scan(']C11727050110G7', inHand)).toMatchObject({
    tone: 'good',
    title: 'Sterile gel · G7 ×12 exp 2027-05-01',
  })
})

test('what was answered before and can’t be read is refused, and nothing is stored', async () => {
  const question = asked(await scan('ACME-4711'))
  const kept = { create: '{"name":1}', lot: 'G7', expiry: '2027-05-01' }
  expect(await answered(question, kept)).toMatchObject({
    tone: 'refused',
    title: expect.stringMatching(/can’t be read/),
  })
  expect(await lines()).toBe(0)
})

test('a clinician may not receive, and is told who may', async () => {
  const clinician = await here.newVisitor(['clinician'])
  const fields = { intent: 'scan', raw: gs1(gtins.syringe, 'SY1'), symbologyId: '', packages: '1' }
  const answer = await answerScan(clinician, here.deliveryId, form(fields))
  expect(answer).toMatchObject({ tone: 'refused', title: expect.stringMatching(/^You may not receive goods/) })
  expect(await lines()).toBe(0)
})

test('two barcodes of one label fill one line, in either order', async () => {
  const first = asked(await scan(`01${gtins.syringe}`))
  expect(first.refusal.code).toBe('DETAILS_MISSING')
  expect(await scan('1727013110SY1', handOf(first))).toMatchObject({
    tone: 'good',
    title: 'Syringe 5 mL · SY1 ×1 exp 2027-01-31',
  })
  const second = asked(await scan('1727013110SY2'))
  expect(second.refusal.code).toBe('PRODUCT_NOT_NAMED')
  expect(await scan(`01${gtins.syringe}`, handOf(second))).toMatchObject({
    tone: 'good',
    title: 'Syringe 5 mL · SY2 ×1 exp 2027-01-31',
  })
  expect(await lines()).toBe(2)
})

test('a barcode joins the label in hand only soon after, and the page says that it did, or why not', async () => {
  const first = asked(await scan(`01${gtins.syringe}`))
  const late = { scans: JSON.stringify(first.scans), askedAt: addMinutes(first.askedAt, -3) }
  const alone = await scan('1727013110SY3', late)
  expect(asked(alone).refusal.code).toBe('PRODUCT_NOT_NAMED')
  expect(alone.detail).toMatch(/more than 2 minutes have passed, so this barcode was not joined/)
  expect(asked(await scan('1727013110SY3', { scans: late.scans })).refusal.code).toBe('PRODUCT_NOT_NAMED')
  expect(await lines()).toBe(0)
  const joined = await scan('1727013110SY3', handOf(first))
  expect(joined).toMatchObject({ tone: 'good', detail: expect.stringMatching(/Read as one label with the barcode/) })
  expect(await lines()).toBe(1)
})

test('a whole label scanned while another waits is received alone, and the other goes on waiting', async () => {
  const waiting = asked(await scan(`01${gtins.vial}`))
  const other = await scan(gs1(gtins.syringe, 'SY1'), handOf(waiting))
  expect(other).toMatchObject({ tone: 'good' })
  const open = stepQuestions([{ ...waiting, id: 'a' }], other)
  expect(open.map((question) => question.id)).toEqual(['a'])
})

test('the answer to a question settles it on the page', async () => {
  const question = asked(await scan(`01${gtins.syringe}`))
  const done = await answered(question, { lot: 'SY1', expiry: '2027-05-01' })
  expect(stepQuestions([{ ...question, id: 'a' }], done)).toEqual([])
})

test('a scan that can be read in two ways shows the readings, and the chosen one is received', async () => {
  const question = asked(await scan(`01${gtins.syringe}10AB117261231`))
  if (question.refusal.code !== 'LABEL_ASKS') throw new Error(question.refusal.code)
  const index = question.refusal.label.readings.findIndex((reading) => reading.fields.expiry !== undefined)
  const chosen = await answered(question, { reading: String(index) })
  expect(chosen).toMatchObject({ tone: 'good' })
  expect(await lines()).toBe(1)
})

test('a code of two products asks which one, and receives that', async () => {
  await here.db.write((tx) =>
    addCode(tx, here.context, {
      productId: here.products.gel,
      scheme: 'gs1',
      code: gtins.syringe,
      packageQuantity: 1,
      also: true,
    }),
  )
  const question = asked(await scan(gs1(gtins.syringe, 'A1')))
  expect(question.refusal).toMatchObject({
    code: 'CODE_ASKS',
    products: [{ name: 'Syringe 5 mL' }, { name: 'Sterile gel' }],
  })
  expect(await answered(question, { productId: String(here.products.gel) })).toMatchObject({
    tone: 'good',
    title: 'Sterile gel · A1 ×1 exp 2027-01-31',
  })
})

test('the label of one of our places says where the next scans go', async () => {
  const label = encodeOwnCode({ kind: 'place', id: here.places.cabinet })
  expect(await scan(label)).toMatchObject({
    tone: 'good',
    placeId: here.places.cabinet,
    title: 'What you scan now goes into Cabinet 1.',
  })
  expect(await scan(encodeOwnCode({ kind: 'lot', id: 3 }))).toMatchObject({ tone: 'refused' })
})

test('a line without barcode is typed', async () => {
  const typed = await send({
    intent: 'typed',
    productId: String(here.products.gel),
    lot: 'G1',
    expiry: '2027-05-01',
    packages: '4',
    placeId: '',
  })
  expect(typed).toMatchObject({ tone: 'good', title: 'Sterile gel · G1 ×4 exp 2027-05-01' })
})

const bad: [string, Record<string, string>, RegExp][] = [
  ['an empty scan', { intent: 'scan', raw: '' }, /Nothing was scanned|no text|empty/i],
  ['a wrong check digit', { intent: 'scan', raw: '010590123412345810MX1' }, /check digit/i],
  ['a number that is none', { intent: 'scan', raw: gs1(gtins.syringe, 'SY1'), packages: 'many' }, /whole number/],
  ['no package at all', { intent: 'scan', raw: gs1(gtins.syringe, 'SY1'), packages: '0' }, /whole number from 1/],
  ['half a package', { intent: 'scan', raw: gs1(gtins.syringe, 'SY1'), packages: '1.5' }, /whole number/],
  ['a place that is none', { intent: 'scan', raw: gs1(gtins.syringe, 'SY1'), placeId: 'fridge' }, /place/i],
  ['a place of nobody', { intent: 'scan', raw: gs1(gtins.syringe, 'SY1'), placeId: '99999' }, /no such place/],
  ['a product that is none', { intent: 'typed', productId: '99999', lot: 'A' }, /no such product/],
  [
    'a day that does not exist',
    { intent: 'typed', productId: '1', lot: 'A', expiry: '2027-02-30' },
    /date that exists/,
  ],
  ['a scan without a number', { intent: 'scan', raw: gs1(gtins.syringe, 'SY1'), scanId: 'x' }, /no number/],
  ['barcodes that are no list', { intent: 'scan', raw: '10MX1', scans: '{"raw":1}' }, /can’t be read/],
  ['a text of five thousand letters', { intent: 'scan', raw: 'A'.repeat(5000) }, /too long/],
]
test.each(bad)('%s is refused in a sentence, and nothing is stored', async (_claim, fields, sentence) => {
  const answer = await send(fields)
  expect(answer.tone).not.toBe('good')
  expect(answer.title).toMatch(sentence)
  expect(await lines()).toBe(0)
  expect(await here.db.read.posting.count()).toBe(0)
})
