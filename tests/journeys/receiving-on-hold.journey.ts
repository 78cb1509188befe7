import { colleague, linkToProduct, openDelivery, phone, scan, told } from './clinic'
import { axe, expect, signIn, test } from './fixtures'
import { amnion, exosome, unheardOf } from './printed'

test.use({ viewport: phone })

test('an answered question leaves the page with its alert, and goods on hold are listed as on hold', async ({
  page,
}) => {
  await signIn(page, 'supply')
  await openDelivery(page, 'Northpoint Biologics', '-76')
  await scan(page, unheardOf({ lot: 'UH-1', serial: 'UH1' }), 'Unknown code 09504000090098')
  await linkToProduct(page, 'Umbilical cord MSC suspension')
  await expect(told(page).filter({ hasText: /HOLD · .*UH-1 ×1/ })).toBeVisible()
  await expect(page.getByText('Unknown code 09504000090098')).toHaveCount(0)
  await axe(page)

  await scan(page, exosome({ lot: 'NB-2600', serial: 'NB2600001' }), /HOLD · .*NB-2600/)
  await scan(page, exosome({ lot: 'NB-2600', serial: 'NB2600002' }), /HOLD · .*NB-2600/)
  const before = page.getByRole('list', { name: 'Scans before' }).getByRole('listitem')
  await expect(before).toHaveCount(1)
  await expect(before).toContainText(/^HOLD.*NB-2600/)
  await expect(page.getByText('asks', { exact: true })).toHaveCount(0)

  await scan(page, unheardOf({ lot: 'UH-2', serial: 'UH2' }).replace('9009', '9010'), /check digit/)
})

test('a lot that comes with another expiry is received on hold, compared, set right, and released by a manager', async ({
  page,
  browser,
  server,
}) => {
  await signIn(page, 'supply')
  await openDelivery(page, 'Cordwell Tissue Bank', '5')
  await scan(page, amnion({ lot: 'CW-400', serial: 'CW400001' }), /CW-400 ×1/)
  await scan(page, amnion({ lot: 'CW-400', serial: 'CW400002', expiry: '401231' }), /HOLD · .*CW-400/)
  const line = page.getByRole('list', { name: 'Lines' }).getByRole('listitem').filter({ hasText: 'CW400002' })
  await expect(line).toContainText('says expiry 2040-12-31, but lot CW-400 is known with 2041-06-30')
  await expect(line).toContainText('the whole lot is on hold with it')
  await axe(page)

  await line.getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'HOLD: review' })).toBeVisible()
  await page.getByText('Correct its expiry').click()
  await page.getByLabel('Expiry, as printed').fill('2040-12-31')
  await page.getByLabel('Where you read it').fill('Both vials and the packing slip')
  await page.getByRole('button', { name: 'Set the expiry' }).click()
  await expect(told(page).filter({ hasText: 'The expiry of this lot is now 2040-12-31.' })).toBeInViewport()
  await expect(page.getByText('Expiry set to 2040-12-31, was 2041-06-30')).toBeVisible()
  const review = page.locator('.panel').filter({ has: page.getByRole('heading', { name: 'HOLD: review' }) })
  await expect(review).toContainText('A label says expiry 2040-12-31, earlier than 2041-06-30')
  await expect(review).toContainText(
    'This hold ends by the decision of a manager, the medical director or an outside reviewer',
  )
  await expect(review.getByRole('button')).toHaveCount(0)
  await axe(page)

  const manager = await colleague(browser, server.url, 'manager')
  await manager.page.goto(page.url())
  const decided = manager.page
    .locator('.panel')
    .filter({ has: manager.page.getByRole('heading', { name: 'HOLD: review' }) })
  await decided.getByLabel('It may be used, because').fill('Compared with both vials and the papers')
  await decided.getByRole('button', { name: 'Decide' }).click()
  await expect(manager.page.getByRole('heading', { name: 'HOLD: review' })).toHaveCount(0)
  await axe(manager.page)
  await manager.leave()
})

test('a record that is attached empties the field for the next one, and is said where it was attached', async ({
  page,
}) => {
  await signIn(page, 'supply')
  await openDelivery(page, 'Northpoint Biologics', '-76')
  await scan(page, exosome({ lot: 'NB-2700', serial: 'NB2700001' }), /HOLD · .*NB-2700/)
  await page.getByRole('list', { name: 'Lines' }).getByRole('link').first().click()
  const records = page.locator('.panel').filter({ hasText: 'Accompanying records' })
  for (const [reference, answer] of [
    ['CoA-2700', /^Attached\. /],
    ['DE-2700', /^Attached\. All records are there/],
  ] as const) {
    await records.getByLabel('Its number or file').fill(reference)
    await records.getByRole('button', { name: 'Attach it' }).click()
    await expect(records.getByText(`${reference}`)).toBeVisible()
    await expect(records.getByRole('status').filter({ hasText: answer })).toBeInViewport()
    await expect(records.getByLabel('Its number or file')).toHaveValue('')
  }
  await axe(page)
})
