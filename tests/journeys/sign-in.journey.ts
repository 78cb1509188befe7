import { axe, demoPassword, expect, test } from './fixtures'

test('a clinician signs in and sees a first page that anybody can use', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Email').fill('nurse@demo.vialkeep.example')
  await page.getByLabel('Password').fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await expect(page.getByRole('main')).toBeVisible()
  await axe(page)
})

test('a wrong password is refused with a sentence, and the page stays', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill('nurse@demo.vialkeep.example')
  await page.getByLabel('Password').fill('not the password at all')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('This email and password do not belong together.')
  await expect(page).toHaveURL(/\/sign-in/)
  await axe(page)
})
