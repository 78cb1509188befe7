import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Clinic, gauzeLabel, openClinic, vialLabel } from './clinic'

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})
afterAll(() => clinic.close())

const errorOf = (answer: { body: unknown }) => (answer.body as { error: { code: string; message: string } }).error
const send = (
  body: Record<string, unknown>,
  delivery: number | string = clinic.ids.delivery,
  role: 'supply' | 'clinician' = 'supply',
) =>
  clinic.ask(role, `/receiving/deliveries/${delivery}/scans`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const lines = () => clinic.db.read.deliveryLine.count()
const standing = async (lotNumber: string) => {
  const rows = await clinic.db.read.balance.findMany({
    where: { unit: { lot: { lotNumber } } },
    select: { quantity: true },
  })
  return rows.reduce((sum, row) => sum + row.quantity, 0)
}

test('a scan is received into its place, and the same scan sent again adds nothing and gets the same answer', async () => {
  const scan = { scanId: randomUUID(), raw: gauzeLabel, symbologyId: null, quantity: 3, placeId: null }
  const first = await send(scan)
  expect(first).toMatchObject({
    status: 200,
    body: { lotNumber: 'G-77', containers: 3, verdict: 'accepted', expiry: '2027-12-31' },
  })
  const before = await lines()
  expect((await send(scan)).body).toEqual(first.body)
  expect([await lines(), await standing('G-77')]).toEqual([before, 3])
})

test('ten copies of a scan sent at once are one scan', async () => {
  const scan = { scanId: randomUUID(), raw: gauzeLabel, quantity: 1 }
  const before = [await lines(), await standing('G-77')]
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(scan)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
  expect([await lines(), await standing('G-77')]).toEqual([before[0]! + 1, before[1]! + 1])
})

test('twenty scans at once are twenty', async () => {
  const before = [await lines(), await standing('G-77')]
  const answers = await Promise.all(Array.from({ length: 20 }, () => send({ scanId: randomUUID(), raw: gauzeLabel })))
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200))
  expect([await lines(), await standing('G-77')]).toEqual([before[0]! + 20, before[1]! + 20])
})

test('the same scan id with another label is 409', async () => {
  const scanId = randomUUID()
  await send({ scanId, raw: gauzeLabel })
  const before = await lines()
  const other = await send({ scanId, raw: vialLabel })
  expect([other.status, errorOf(other).code]).toEqual([409, 'COMMAND_KEY_REUSED'])
  expect(await lines()).toBe(before)
})

test('a second container with the same serial is refused, and says where the first one is', async () => {
  expect((await send({ scanId: randomUUID(), raw: vialLabel })).status).toBe(200)
  const before = await lines()
  const again = await send({ scanId: randomUUID(), raw: vialLabel })
  expect([again.status, errorOf(again).code]).toEqual([422, 'UNIT_ALREADY_HERE'])
  expect(errorOf(again).message).toContain('S-9')
  expect(await lines()).toBe(before)
})

const refused: [string, Record<string, unknown>, number, string][] = [
  ['an empty scan', { raw: '' }, 422, 'LABEL_REFUSED'],
  ['a wrong check digit', { raw: ']d201095060001343681727123110G-77' }, 422, 'LABEL_REFUSED'],
  ['a code that nobody knows', { raw: ']d2010950600013437617271231' + '10G-77' }, 422, 'CODE_UNKNOWN'],
  ['a place of another site', { raw: gauzeLabel, placeId: 9999 }, 422, 'PLACE_UNKNOWN'],
  ['a label without lot and expiry', { raw: ']d20109506000134369' }, 422, 'DETAILS_MISSING'],
  ['a quantity of none', { raw: gauzeLabel, quantity: 0 }, 400, 'bad-input'],
  ['half a package', { raw: gauzeLabel, quantity: 1.5 }, 400, 'bad-input'],
  ['a quantity as text', { raw: gauzeLabel, quantity: '2' }, 400, 'bad-input'],
  ['a day that is none', { raw: gauzeLabel, expiry: '2027-02-30' }, 400, 'bad-input'],
  ['a scan id that is too short', { raw: gauzeLabel, scanId: 'short' }, 400, 'bad-input'],
  ['no scan id', { raw: gauzeLabel, scanId: undefined }, 400, 'bad-input'],
]
test.each(refused)('%s is refused with a sentence and adds nothing', async (_what, body, status, code) => {
  const before = await lines()
  const answer = await send({ scanId: randomUUID(), ...body })
  expect([answer.status, errorOf(answer).code]).toEqual([status, code])
  expect(errorOf(answer).message).toMatch(/^[A-Z(].*[.?]$/)
  expect(await lines()).toBe(before)
})

test('an unknown delivery is 404, and a clinician may not receive', async () => {
  expect((await send({ scanId: randomUUID(), raw: gauzeLabel }, 999)).status).toBe(404)
  expect((await send({ scanId: randomUUID(), raw: gauzeLabel }, clinic.ids.delivery, 'clinician')).status).toBe(403)
})
