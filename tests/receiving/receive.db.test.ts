import { afterEach, beforeEach, expect, test } from 'vitest'
import { receiveScan } from '~/modules/receiving/commands/receive.server'
import type { ReceiveInput } from '~/modules/receiving/types'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { usability } from '~/modules/stock/rules/usability'
import { type Clinic, clinic, gs1, gtins, key, morning } from './clinic'

let here: Clinic
beforeEach(async () => {
  here = await clinic()
})
afterEach(() => here.close())

const receive = (input: ReceiveInput, scanId = key()) => receiveScan(here.context, here.site, scanId, input)
const records = (lotId: number) =>
  here.db.write(async (tx) => {
    for (const kind of ['donor-eligibility', 'certificate-of-analysis'])
      await tx.lotRecord.create({ data: { lotId, kind, reference: 'D-1', receivedAt: morning, actor: 'person:1' } })
  })

test('a scanned vial stands in the freezer of its band, as a unit of its own, on hold until its records are there', async () => {
  const received = await receive(here.line(gs1(gtins.vial, 'MX2231', '270131', 'S1')))
  expect(received).toMatchObject({
    ok: true,
    value: { lotNumber: 'MX2231', verdict: 'quarantined', placeName: 'Freezer 1', containers: 1, quantity: 2000 },
  })
  const [facts] = await unitFacts(here.db.read, { productIds: [here.products.vial] })
  expect(facts).toMatchObject({ unitNumber: 'S1', quantity: 2000, placeId: here.places.freezer, expiry: '2027-01-31' })
  expect(facts?.holds.map((hold) => hold.reason)).toEqual(['records'])
})

test('a syringe scanned goes into its lot as accepted and can be used', async () => {
  const received = await receive(here.line(gs1(gtins.syringe, 'SY1')))
  expect(received).toMatchObject({ ok: true, value: { verdict: 'accepted', reasons: [] } })
  const [facts] = await unitFacts(here.db.read, { productIds: [here.products.syringe] })
  expect(facts && usability(facts, morning).usable).toBe(true)
})

test('the same scan sent twice adds one line and gives the first answer', async () => {
  const scanId = key()
  const input = here.line(gs1(gtins.syringe, 'SY1'))
  const first = await receive(input, scanId)
  expect(await receive(input, scanId)).toEqual(first)
  expect(await here.db.read.deliveryLine.count()).toBe(1)
  const [facts] = await unitFacts(here.db.read, { productIds: [here.products.syringe] })
  expect(facts?.quantity).toBe(1)
})
