import type { Page } from '@playwright/test'
import { colleague, confirmRecords, openDelivery, phone, scan, told, written } from './clinic'
import { axe, expect, signIn, test } from './fixtures'
import { amnion, exosome } from './printed'
import { book, screenAndConsent } from './procedure'

test.use({ viewport: phone })
test.setTimeout(180_000)

/** From the day's list to the readiness of the patient's procedure of today. */
async function openReadiness(page: Page, patient: string): Promise<void> {
  await page.goto('/procedures')
  const rows = page.getByRole('list', { name: 'Procedures of the day' }).getByRole('listitem')
  await rows.filter({ hasText: patient }).getByRole('link').click()
  await page.getByRole('link', { name: 'Readiness' }).click()
}

test('a vial that may not be used for this patient is refused in a sentence, and nothing is kept', async ({
  page,
  browser,
  server,
  database,
}) => {
  const clerk = await colleague(browser, server.url, 'supply')
  await openDelivery(clerk.page, 'Northpoint Biologics', '-76')
  const expired = exosome({ lot: 'NB-1900', serial: 'NB1900001', expiry: '200131' })
  await scan(clerk.page, expired, /HOLD.*NB-1900/)
  await clerk.leave()

  await signIn(page, 'clinician')
  await openReadiness(page, 'Harriet Cole')
  const before = await written(database)
  const vial = (serial: string, lot = 'NB-2407') => exosome({ lot, serial, expiry: null })
  await scan(page, expired, /Expired on 2020-01-31|On hold/)
  await scan(page, vial('NB2411001', 'NB-2411'), 'On hold for missing accompanying records')
  await scan(page, vial('NB2407004'), 'kept for another procedure')
  await scan(page, vial('NB2407999'), 'was never received here')
  await scan(page, exosome({ lot: 'NB-2407', serial: 'NB2407005', expiry: '200101' }), 'Look at the label again')
  await scan(page, amnion({ lot: 'CW-298', serial: 'CW298002', expiry: null }), 'not what was booked')
  await scan(page, '010950400001001117410630', /check digit/i)
  await scan(page, 'NB-24O7', 'Did you mean Exosome suspension, lot NB-2407?')
  await scan(page, 'HH-99999', 'is no lot, unit, place or seal that we know')
  await axe(page)
  expect(await written(database)).toEqual(before)
})

test('of two people who scan the last vial at once one gets it, and the other is told so', async ({
  page,
  browser,
  server,
  database,
}) => {
  const clerk = await colleague(browser, server.url, 'supply')
  await openDelivery(clerk.page, 'Cordwell Tissue Bank', '4.6')
  const last = amnion({ lot: 'CW-500', serial: 'CW500001' })
  await scan(clerk.page, last, 'CW-500 ×1')
  await clerk.page.getByRole('link', { name: 'CW-500' }).click()
  for (const record of ['DE CW-500', 'CoA CW-500']) {
    await clerk.page.getByLabel('Its number or file').fill(record)
    await clerk.page.getByRole('button', { name: 'Attach it' }).click()
    await expect(clerk.page.getByText(record, { exact: true })).toBeVisible()
  }
  await confirmRecords(clerk.page, 'CW-500')
  await clerk.leave()

  await signIn(page, 'clinician')
  const other = await colleague(browser, server.url, 'manager')
  const bookings = [
    { page, mrn: 'HH-10047', side: 'Left', room: 'Procedure room 1' },
    { page: other.page, mrn: 'HH-10034', side: 'Right', room: 'Procedure room 2' },
  ] as const
  for (const { page: at, ...rest } of bookings) {
    await book(at, { ...rest, product: /^Amniotic/ })
    await screenAndConsent(at)
    await at.getByRole('link', { name: 'Make ready and sign' }).click()
  }
  const before = await written(database)
  const answer = (at: Page) =>
    told(at)
      .filter({ hasText: /Lot CW-500 is kept|kept for another procedure/ })
      .first()
  const said = await Promise.all(
    bookings.map(async ({ page: at }) => {
      await scan(at, last, /CW-500/)
      return answer(at).textContent()
    }),
  )
  expect(said.filter((text) => text?.includes('Lot CW-500 is kept.'))).toHaveLength(1)
  expect(said.filter((text) => text?.includes('kept for another procedure'))).toHaveLength(1)
  const after = await written(database)
  expect(after.Reservation).toBe((before.Reservation ?? 0) + 1)
  await other.leave()
})
