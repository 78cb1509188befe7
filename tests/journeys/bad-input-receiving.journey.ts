import { randomUUID } from 'node:crypto'
import { encodeOwnCode } from '~/modules/labels/rules/own-code'
import { openDelivery, phone, scan, told, written } from './clinic'
import { axe, expect, signIn, test } from './fixtures'
import { amnion, exosome, unheardOf } from './printed'

test.use({ viewport: phone })

test('labels that can’t be received are each refused in a sentence, and none of them leaves anything', async ({
  page,
  database,
}) => {
  await signIn(page, 'supply')
  await openDelivery(page, 'Northpoint Biologics', '-76')
  const before = await written(database)

  await scan(page, exosome({ lot: 'NB-2407', serial: 'NB2407006' }), 'Serial NB2407006 was received already')
  await scan(page, exosome({ lot: 'NB-9999', serial: 'NB2407006' }), 'belongs to lot NB-2407')
  await scan(page, '010950400001001117410630', /check digit.*Nothing was added/)
  await scan(page, '+H9CWWJ0101/$$3410630WJ-0777/SWJ0777001A', /should be “W”.*Nothing was added/)
  await scan(page, '01095040000100101713132021NB1', /Nothing was added. Compare the date/)
  await scan(page, encodeOwnCode({ kind: 'unit', id: 7 }), 'This is a label that we printed ourselves')
  await axe(page)
  await scan(page, unheardOf({ lot: 'UH-1', serial: 'UH1' }), 'Unknown code 09504000090098: which product is it?')
  await axe(page)
  await expect(page.getByText('Nothing scanned yet')).toBeVisible()
  expect(await written(database)).toEqual(before)
})

test('a label that can be read in two ways is asked about, and received only as a person reads it', async ({
  page,
  database,
}) => {
  await signIn(page, 'supply')
  await openDelivery(page, 'Cordwell Tissue Bank', '5')
  const before = await written(database)
  // The separator behind the lot is lost: where does it end?
  await scan(page, '0109504000020019174106301' + '0CW-330' + '21CW330001', /Compare/)
  await axe(page)
  expect(await written(database)).toEqual(before)
})

test('goods that arrive expired are received on hold and never usable', async ({ page }) => {
  await signIn(page, 'supply')
  await openDelivery(page, 'Cordwell Tissue Bank', '5')
  const expired = amnion({ lot: 'CW-200', serial: 'CW200001', expiry: '200131' })
  await scan(page, expired, /HOLD.*CW-200/)
  await expect(page.getByText('It had expired on 2020-01-31 when it arrived.').first()).toBeVisible()
  await page.goto('/scan')
  await scan(page, expired, /Expired on 2020-01-31/)
})

test('the same scan sent twice adds nothing, and the same number with another label is refused', async ({
  page,
  database,
}) => {
  await signIn(page, 'supply')
  const delivery = await openDelivery(page, 'Northpoint Biologics', '-76')
  const before = await written(database)
  const scanId = randomUUID()
  const send = (raw: string) =>
    page.request.post(`/receiving/${delivery}`, { form: { intent: 'scan', raw, symbologyId: '', scanId } })
  const first = await send(exosome({ lot: 'NB-2500', serial: 'NB2500001' }))
  expect(first.status()).toBe(200)
  const once = await written(database)
  expect(once.DeliveryLine).toBe((before.DeliveryLine ?? 0) + 1)
  const again = await send(exosome({ lot: 'NB-2500', serial: 'NB2500001' }))
  expect(await again.text()).toContain('NB-2500 ×1 exp 2041-06-30')
  const other = await send(exosome({ lot: 'NB-2500', serial: 'NB2500002' }))
  expect(other.status()).toBe(422)
  expect(await written(database)).toEqual(once)
  await page.reload()
  await expect(page.getByRole('list', { name: 'Lines' }).getByRole('listitem')).toHaveCount(1)
})

test('a field of the wrong type is answered with a sentence, and nothing is written', async ({ page, database }) => {
  await signIn(page, 'supply')
  const delivery = await openDelivery(page, 'Northpoint Biologics', '-76')
  const before = await written(database)
  const label = exosome({ lot: 'NB-2500', serial: 'NB2500001' })
  const wrong: [field: string, value: string, sentence: RegExp][] = [
    ['raw', '', /Nothing was (scanned|added)|is empty/],
    ['raw', 'x'.repeat(5_000), /too long/],
    ['packages', 'three', /as a whole number from 1/],
    ['packages', '1e9', /as a whole number from 1/],
    ['packages', '0', /as a whole number from 1/],
    ['expiry', '2026-02-30', /Enter a date that exists/],
    ['placeId', 'fridge', /Choose a place from the list/],
    ['placeId', '99999', /no such place/],
    ['productId', '-1', /Choose the product/],
    ['scans', '{', /can’t be read/],
    ['scanId', '', /no number/],
  ]
  for (const [field, value, sentence] of wrong) {
    const form = { intent: 'scan', raw: label, symbologyId: '', scanId: randomUUID(), [field]: value }
    const answer = await page.request.post(`/receiving/${delivery}`, { form })
    expect(answer.status(), `${field}=${value.slice(0, 20)}`).toBe(422)
    expect(await answer.text(), `${field}=${value.slice(0, 20)}`).toMatch(sentence)
  }
  await page.goto('/receiving/new')
  await page.getByLabel('Supplier', { exact: true }).selectOption('Northpoint Biologics')
  await page.getByLabel('Temperature on arrival').fill('rather cold')
  await page.getByRole('button', { name: 'Open it and scan' }).click()
  await expect(told(page).filter({ hasText: 'Enter a temperature such as −71 or 4.5.' }).first()).toBeVisible()
  await axe(page)
  expect(await written(database)).toEqual(before)
})
