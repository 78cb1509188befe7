import type { Locator, Page } from '@playwright/test'
import { scan } from './clinic'
import { axe, expect, test } from './fixtures'
import { exosome } from './printed'

test.use({ viewport: { width: 1366, height: 900 }, colorScheme: 'dark' })

/** Goes on from stop to stop until this one has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stop = 0; stop < 60; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

test('everything is reached by keys alone: signing in, lists by arrows, a scan, one step back; in the dark', async ({
  page,
}) => {
  await page.goto('/sign-in')
  await axe(page)
  await tabTo(page, page.getByLabel('Email'))
  await page.keyboard.type('nurse@demo.vialkeep.example')
  await tabTo(page, page.getByLabel('Password'))
  await page.keyboard.type('harbor-hip-demo')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'What needs you?' })).toBeVisible()
  await expect(page.getByLabel('Scan or type: what is this?')).toBeFocused()
  await axe(page)

  const procedures = page.getByRole('list', { name: 'Procedures today' }).getByRole('link')
  await tabTo(page, procedures.first())
  await page.keyboard.press('ArrowDown')
  await expect(procedures.nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(procedures.last()).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/procedures\/\d+$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await axe(page)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/procedures$/)

  // The rail: the first stops of every page.
  await tabTo(
    page,
    page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Stock', exact: true }),
  )
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/stock$/)
  await axe(page)
  const lots = page.getByRole('list', { name: 'Exosome suspension', exact: true }).getByRole('link')
  await tabTo(page, lots.first())
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/stock\/lots\/\d+$/)
  await axe(page)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/stock$/)

  await tabTo(
    page,
    page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Scan', exact: true }),
  )
  await page.keyboard.press('Enter')
  await scan(page, exosome({ lot: 'NB-2407', serial: 'NB2407006', expiry: null }), 'NB2407006')
  await axe(page)
  // Whoever is typing means the field, not the page: Escape leaves it alone.
  await page.keyboard.type('NB')
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/scan$/)
})

test('the first stop of a page leads past the frame', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill('supply@demo.vialkeep.example')
  await page.getByLabel('Password').fill('harbor-hip-demo')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'What needs you?' })).toBeVisible()
  await page.goto('/stock')
  await tabTo(page, page.getByRole('link', { name: 'Go to the page' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})
