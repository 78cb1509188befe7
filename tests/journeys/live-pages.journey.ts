import type { Page } from '@playwright/test'
import { startServer } from '../support/server.mjs'
import { audited, colleague, phone } from './clinic'
import { axe, expect, signIn, test } from './fixtures'

test.use({ viewport: phone })

// A page asks by itself after fifteen seconds: what comes sooner was told by the server.
const told = { timeout: 5_000 }

/** Puts the lot with this number on hold, on the lot's own page. */
async function hold(page: Page, lot: string): Promise<void> {
  await page.goto(`/stock?find=${lot}`)
  await page.getByRole('main').getByRole('link', { name: lot }).first().click()
  await page.getByText('Put the whole lot on hold').click()
  await page.getByLabel('What was seen').fill('Three vials with particles')
  await page.getByRole('button', { name: 'Put on hold' }).click()
  await expect(page.getByText(/^HOLD: /)).toBeVisible()
}

test('a hold that is stored through another server reaches every open page by itself, and reads no patient', async ({
  page,
  context,
  browser,
  database,
}) => {
  await signIn(page, 'clinician')
  await page.goto('/procedures')
  const row = page.getByRole('list', { name: 'Procedures of the day' }).getByRole('listitem')
  const mine = row.filter({ hasText: 'Gregor Haas' })
  await expect(mine).toContainText('READY')
  const opened = async (path: string) => {
    const other = await context.newPage()
    await other.goto(path)
    return other
  }
  const list = await opened('/stock?find=NB-2407')
  await expect(list.getByRole('main')).toContainText('usable')
  const address = await list.getByRole('main').getByRole('link', { name: 'NB-2407' }).first().getAttribute('href')
  const lot = await opened(address ?? '')
  await expect(lot.locator('.verdict-word')).toContainText('usable')
  const unit = await opened('/')
  await unit.goto((await lot.getByRole('list', { name: 'Units' }).getByRole('link').first().getAttribute('href')) ?? '')
  await expect(unit.locator('.verdict-word')).toHaveText(/usable|kept/)

  const second = await startServer(database.url)
  const manager = await colleague(browser, second.url, 'manager')
  await manager.page.goto('/')
  const before = await audited(database)
  await hold(manager.page, 'NB-2407')

  await expect(mine).toContainText('NOT READY', told)
  await expect(list.getByRole('main')).toContainText('on hold', told)
  await expect(lot.locator('.verdict-word')).toHaveText('on hold', told)
  await expect(unit.locator('.verdict-word')).toHaveText('on hold', told)
  // The hold itself, and nothing of the open pages.
  expect((await audited(database)) - before).toBe(1)

  // What names patients, or was counted, is not read again unasked.
  await expect(page.getByText(/^Something here has changed since \d\d:\d\d\.$/)).toBeVisible()
  await expect(unit.getByText(/^Something here has changed since/)).toBeVisible()
  await axe(page)
  await axe(unit)
  await unit.getByRole('button', { name: 'Show it as it is now' }).click()
  await expect(unit.getByText(/^HOLD: /)).toBeVisible()
  await expect(unit.getByText(/^Something here has changed/)).toBeHidden()
  await manager.leave()
  await second.stop()
})
