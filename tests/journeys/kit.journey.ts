import { phone, scan, told } from './clinic'
import { axe, expect, signIn, test } from './fixtures'
import { kitSeal } from './procedure'

test.use({ viewport: phone })

/** What is in the demo clinic's kit, by lot. */
const content = { EP7781: 4, EA3305: 2, '4C071': 6, '4F044': 6, DH9120: 2, CZ4408: 2 }

test('a broken kit turns a READY procedure to NOT READY until it is counted and sealed anew', async ({ page }) => {
  await signIn(page, 'clinician')
  const board = page.getByRole('list', { name: 'Procedures today' }).getByRole('listitem')
  const signed = board.filter({ hasText: 'READY' }).filter({ hasNotText: 'NOT READY' }).first()
  const address = (await signed.getByRole('link').getAttribute('href')) ?? ''
  await page.goto('/kits')
  await axe(page)
  await page.getByRole('link', { name: 'Emergency kit' }).first().click()
  await scan(page, kitSeal, `Seal ${kitSeal} checked`)
  await expect(page.getByText('in order', { exact: true })).toBeVisible()
  await axe(page)

  await page.getByText('The seal was broken').click()
  await page.getByLabel('Why').fill('Opened for a vasovagal reaction in room 2')
  await page.getByRole('button', { name: 'Record the broken seal' }).click()
  await expect(page.getByText('not in order', { exact: true })).toBeVisible()
  await expect(page.getByText(/The seal was broken .* Count the kit/).first()).toBeVisible()
  await page.goto(address)
  await expect(page.getByText('NOT READY').first()).toBeVisible()
  await page.goto('/')
  await expect(board.filter({ hasText: 'NOT READY' })).toHaveCount(3)

  await page.goto('/kits')
  await page.getByRole('link', { name: 'Emergency kit' }).first().click()
  for (const [lot, pieces] of Object.entries(content)) await page.getByLabel(`, lot ${lot}`).fill(String(pieces))
  // The old seal can't be the new one.
  await page.getByLabel('Number of the new seal').fill(kitSeal)
  await page.getByRole('button', { name: 'Counted and sealed' }).click()
  await expect(told(page).filter({ hasText: `${kitSeal} is the seal that was on it before.` })).toBeVisible()
  await page.getByLabel('Number of the new seal').fill('HH-20512')
  await page.getByRole('button', { name: 'Counted and sealed' }).click()
  await expect(page.getByText('in order', { exact: true })).toBeVisible()
  await page.goto(address)
  await expect(page.getByText('Changed since signed').first()).toBeVisible()
})

test('another seal than the kit’s own is refused, and the kit is not in order', async ({ page }) => {
  await signIn(page, 'clinician')
  await page.goto('/kits')
  await page.getByRole('link', { name: 'Emergency kit' }).first().click()
  await scan(page, 'HH-20499', 'No kit ever had the seal HH-20499.')
  await page.getByRole('button', { name: 'HH-20499 is on this kit' }).click()
  await expect(told(page).filter({ hasText: "This is not the kit's seal. Seen: HH-20499." })).toBeVisible()
  // The right one after it doesn't put it in order.
  await scan(page, kitSeal, `Seal ${kitSeal} is the kit's, but the kit is not in order`)
  await page.reload()
  await expect(page.getByText('not in order', { exact: true })).toBeVisible()
  await axe(page)
})
