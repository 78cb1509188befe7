import { phone, present } from './clinic'
import { axe, expect, signIn, test } from './fixtures'

test.use({ viewport: phone })

test('a lot typed with O for 0 is shown apart, and is held only once somebody follows it', async ({ page }) => {
  await signIn(page, 'manager')
  await page.goto('/recalls')
  await axe(page)
  await present(page, 'NB-24O7')
  await expect(page).toHaveURL(/lot=NB-24O7/)
  const near = page.getByRole('list', { name: 'Near matches and groups' })
  await expect(near.getByRole('listitem').filter({ hasText: 'NB-2407' })).toContainText('looks alike only')
  await expect(page.getByRole('heading', { name: 'Hold it all' })).toBeHidden()
  await axe(page)

  // Until it is followed its vials stay in use.
  await page.goto('/stock?find=NB-2407')
  await expect(page.getByRole('main')).not.toContainText('On hold for')
  await page.goBack()
  await near.getByRole('link', { name: 'Follow it too' }).first().click()
  await expect(page.getByRole('list', { name: 'Followed lots' })).toContainText('NB-2407')
  await page.getByLabel(/^Why: /).fill('Letter of Northpoint, lot read as NB-24O7')
  await page.getByRole('button', { name: /^Hold all \d+ and open a case$/ }).click()
  await expect(page.getByText(/^open: (its lot is|all \d+ lots are) on hold$/)).toBeVisible()
  await axe(page)
  await page.goto('/stock?find=NB-2407')
  await expect(page.getByRole('main')).toContainText('On hold for a recall')
  await expect(page.getByRole('main')).toContainText('none usable')
})

test('a lot that nobody knows is said to be unknown, and can be watched for until it arrives', async ({ page }) => {
  await signIn(page, 'manager')
  await page.goto('/recalls')
  await present(page, 'QX-777')
  await expect(page.getByText('No lot is called QX-777.').first()).toBeVisible()
  await page.getByRole('link', { name: 'Open a notice for QX-777' }).click()
  await expect(page.getByLabel('Lot numbers that it names')).toHaveValue('QX-777')
  await axe(page)
  await page.getByLabel("The notice's number or date").fill('R-12')
  await page.getByLabel('From').fill('Nobody We Know, Inc.')
  await page.getByLabel('What it is about').fill('Cracked stoppers')
  await page.getByRole('button', { name: 'Open the notice' }).click()
  await expect(page.getByRole('main')).toContainText('QX-777')
})
