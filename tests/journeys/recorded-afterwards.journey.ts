import { phone } from './clinic'
import { axe, expect, signIn, test } from './fixtures'

test.use({ viewport: phone })

test('what was given from a lot on hold is recorded with that finding, the rest is held, and Today asks for a review', async ({
  page,
}) => {
  await signIn(page, 'clinician')
  await page.goto('/procedures')
  await axe(page)
  const row = page.getByRole('list', { name: 'Procedures of the day' }).getByRole('listitem')
  await row.filter({ hasText: 'Josephine Laurent' }).getByRole('link').click()
  await expect(page.getByText('NOT READY').first()).toBeVisible()
  await axe(page)
  await page.getByRole('link', { name: 'Already given…' }).click()
  await axe(page)
  await page.getByLabel(/^The vial: scan it/).fill('CW311003')
  await page.getByLabel('How much was given').fill('1.5')
  await page.getByLabel('Who gave it').fill('Dr. Tomás Reyes')
  await page.getByRole('button', { name: 'Record what was given' }).click()

  const uses = page.getByRole('list', { name: 'Used on the patient' }).getByRole('listitem')
  const used = uses.filter({ hasText: 'CW311003' })
  await expect(used).toContainText('recorded late')
  await expect(used).toContainText('On hold for a suspect product')
  await expect(used).toContainText('1.5 mL')
  await axe(page)

  await page.goto('/')
  await expect(page.getByRole('list', { name: 'Needs you' })).toContainText('made afterwards to review')
  await page.goto('/stock?find=CW-311')
  await expect(page.getByRole('main')).toContainText('On hold for review')
  await page.goto('/recalls?lot=CW-311')
  await expect(page.getByRole('list', { name: 'On patients' })).toContainText('Josephine Laurent')
  await expect(page.getByRole('list', { name: 'On patients' })).toContainText('recorded afterwards')
})
