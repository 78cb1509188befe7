import { phone } from './clinic'
import { axe, expect, signIn, test } from './fixtures'

test.use({ viewport: phone })

test('an outside reviewer lands on the holds, decides one, and sees no stock and no patients', async ({ page }) => {
  await signIn(page, 'reviewer')
  await page.waitForURL('**/reviews')
  await expect(page.getByRole('heading', { name: 'Which holds can you decide?' })).toBeVisible()
  await axe(page)
  const first = page.getByLabel('It may be used, because').first()
  await first.fill('ok')
  await page.getByRole('button', { name: 'Decide', exact: true }).first().click()
  await expect(page.getByRole('main')).toContainText('Say what was found')
  await first.fill('Outer box damp only, vials dry, logger within range')
  await page.getByRole('button', { name: 'Decide', exact: true }).first().click()
  await expect(page.getByRole('main')).toContainText('Decided: this hold is over.')
  for (const path of ['/stock', '/patients', '/procedures', '/recalls'])
    expect((await page.goto(path))?.status()).toBe(403)
})
