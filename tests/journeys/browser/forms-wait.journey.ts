import type { Page } from '@playwright/test'
import { audited, phone, written } from '../clinic'
import { axe, expect, signIn, test } from '../fixtures'

test.use({
  viewport: phone,
  provoked: [/ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 503 \(/],
})

const waits = (page: Page) => page.getByRole('list', { name: 'Forms that wait' }).getByRole('listitem')

async function openLot(page: Page): Promise<void> {
  await page.goto('/stock?find=NB-2407')
  await page.getByRole('main').getByRole('link', { name: 'NB-2407' }).first().click()
  await page.getByText('Put the whole lot on hold').click()
}

test('a hold that is pressed without a network is kept, counted, survives the tab, and is stored once when it is back', async ({
  page,
  context,
  database,
}) => {
  await signIn(page, 'supply')
  await openLot(page)
  const before = await written(database)
  await page.getByLabel('What was seen').fill('Three vials with particles')
  await context.setOffline(true)
  await expect(page.getByText('Not connected', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Put on hold' }).click()
  await expect(page.getByText('1 form waits for the network')).toBeVisible()
  await expect(waits(page)).toHaveText(/^Put on hold, pressed \d\d:\d\d$/)
  // What was typed stays, and the same press twice is one.
  await expect(page.getByLabel('What was seen')).toHaveValue('Three vials with particles')
  await axe(page)
  // Nothing that was typed lies open on the device.
  const kept = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const request = indexedDB.open('vialkeep-waiting')
        request.onsuccess = () => {
          const all = request.result.transaction('forms').objectStore('forms').getAll()
          all.onsuccess = () =>
            resolve(
              JSON.stringify(all.result.map((each) => ({ ...each, sealed: new TextDecoder().decode(each.sealed) }))),
            )
        }
      }),
  )
  expect(kept).toContain('"person"')
  expect(kept).not.toContain('particles')
  expect(kept).not.toContain('/stock/lots')
  expect(await written(database)).toEqual(before)

  const url = page.url()
  await page.close()
  await context.setOffline(false)
  const next = await context.newPage()
  await next.goto(url)
  await expect(next.getByText(/^HOLD: /)).toBeVisible()
  await expect(waits(next)).toHaveCount(0)
  const after = await written(database)
  expect(after.Hold).toBe((before.Hold ?? 0) + 1)
  await next.reload()
  await expect(next.getByText(/^HOLD: /)).toHaveCount(1)
  expect(await written(database)).toEqual(after)
})

test('another person’s sign-in sends nothing of the first, and reads nothing of it', async ({
  page,
  context,
  database,
}) => {
  await signIn(page, 'supply')
  await openLot(page)
  const before = await written(database)
  await page.getByLabel('What was seen').fill('Three vials with particles')
  await context.setOffline(true)
  await expect(page.getByText('Not connected', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Put on hold' }).click()
  await expect(waits(page)).toHaveCount(1)
  // The page is gone before the network is back: it may still send what its own person pressed.
  await page.goto('about:blank')
  await page.close()
  await context.setOffline(false)

  await context.clearCookies()
  const other = await context.newPage()
  await signIn(other, 'manager')
  await expect(other.getByText(/^A form of .+ waits here$/)).toBeVisible()
  await expect(other.getByText('particles')).toHaveCount(0)
  await axe(other)
  expect(await written(database)).toEqual(before)

  await context.clearCookies()
  await signIn(other, 'supply')
  await expect.poll(async () => (await written(database)).Hold).toBe((before.Hold ?? 0) + 1)
  await expect(waits(other)).toHaveCount(0)
})

test('a form whose answer never came is kept, and is stored once', async ({ page, database }) => {
  await signIn(page, 'supply')
  await openLot(page)
  const before = await written(database)
  await page.getByLabel('What was seen').fill('Three vials with particles')
  let once = true
  await page.route('**/stock/lots/*.data*', async (route) => {
    if (route.request().method() !== 'POST' || !once) return route.continue()
    once = false
    // The server stores it, and the answer is lost on its way.
    await route.fetch()
    await route.abort()
  })
  await page.getByRole('button', { name: 'Put on hold' }).click()
  await expect(page.getByRole('heading', { name: 'Did not arrive' })).toBeVisible()
  await page.goto('/')
  await expect(waits(page)).toHaveCount(0)
  await expect.poll(async () => (await written(database)).Hold).toBe((before.Hold ?? 0) + 1)
  expect(await audited(database)).toBeGreaterThan(0)
})

test('what decides on facts that have passed is shown and not done', async ({ page, context, database }) => {
  await page.clock.install()
  await signIn(page, 'clinician')
  await page.goto('/procedures')
  const row = page.getByRole('list', { name: 'Procedures of the day' }).getByRole('listitem')
  await row.filter({ hasText: 'Gregor Haas' }).getByRole('link').click()
  await expect(page.getByRole('link', { name: 'Gregor Haas' })).toBeVisible()
  await expect(page).toHaveURL(/\/procedures\/\d+$/)
  await page.goto(`${page.url()}/cancel`)
  await page.getByRole('main').getByRole('textbox').first().fill('Has a cold')
  await context.setOffline(true)
  await expect(page.getByText('Not connected', { exact: true })).toBeVisible()
  const before = await written(database)
  await page.getByRole('main').locator('form[method="post"] button[type="submit"]').last().click()
  await expect(waits(page)).toHaveCount(1)
  await page.clock.fastForward(10 * 60_000)
  await context.setOffline(false)
  await expect(page.getByText(/^(Dropped:|Still meant\?) .+, pressed \d\d:\d\d$/)).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(/^This waited 10 minutes for the network/)).toBeVisible()
  await axe(page)
  expect(await written(database)).toEqual(before)
  await page.getByRole('button', { name: 'Remove it' }).click()
  await expect(page.getByText(/^This waited/)).toBeHidden()
})
