import { colleague, phone } from './clinic'
import { axe, expect, signIn, test } from './fixtures'

test.use({ viewport: phone })

// A page asks for itself every fifteen seconds; what is stored meanwhile wakes it.
const soon = { timeout: 40_000 }

test('READY on an open screen turns by itself when somebody holds the lot, and without a network it is only as of then', async ({
  page,
  browser,
  context,
  server,
}) => {
  await signIn(page, 'clinician')
  await page.goto('/procedures')
  const row = page.getByRole('list', { name: 'Procedures of the day' }).getByRole('listitem')
  await expect(row.filter({ hasText: 'Gregor Haas' })).toContainText('READY')

  await row.filter({ hasText: 'Gregor Haas' }).getByRole('link').click()
  await expect(page).toHaveURL(/\/procedures\/\d+$/)
  await expect(page.getByRole('link', { name: 'Gregor Haas' })).toBeVisible()
  await expect(page.getByRole('main').getByText('READY', { exact: true })).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText(/READY as of \d\d:\d\d\. Holds since then are unknown\./)).toBeVisible()
  await axe(page)
  await context.setOffline(false)
  await expect(page.getByRole('main').getByText('READY', { exact: true })).toBeVisible()

  const today = await context.newPage()
  await today.goto('/')
  const board = today.getByRole('list', { name: 'Procedures today' })
  await expect(board.getByText('READY', { exact: true })).toBeVisible()

  const manager = await colleague(browser, server.url, 'manager')
  await manager.page.goto('/recalls?lot=NB-2407')
  await manager.page.getByLabel(/^Why: /).fill('Letter of Northpoint')
  await manager.page.getByRole('button', { name: /^Hold all \d+ and open a case$/ }).click()
  await expect(manager.page.getByText(/^open: (its lot is|all \d+ lots are) on hold$/)).toBeVisible()
  await manager.leave()

  await expect(board.getByText('READY', { exact: true })).toBeHidden(soon)
  await page.bringToFront()
  await expect(page.getByRole('main').getByText('NOT READY', { exact: true })).toBeVisible(soon)
})

test.describe('when the server is in trouble, with a READY page open', () => {
  // What the browser says of answers with an error.
  test.use({ provoked: [/status of (500|503) \(/] })

  const asOf = /READY as of \d\d:\d\d\. Holds since then are unknown\./

  for (const [trouble, answer] of [
    ['hangs', null],
    ['answers with errors', 500],
    ['has lost its database', 503],
  ] as const)
    test(`a server that ${trouble}: within half a minute nothing is READY any more, and nothing says Connected`, async ({
      page,
    }) => {
      await page.clock.install()
      await signIn(page, 'clinician')
      await page.goto('/procedures')
      const row = page.getByRole('list', { name: 'Procedures of the day' }).getByRole('listitem')
      await row.filter({ hasText: 'Gregor Haas' }).getByRole('link').click()
      await expect(page.getByRole('link', { name: 'Gregor Haas' })).toBeVisible()
      const main = page.getByRole('main')
      await expect(main.getByText('READY', { exact: true })).toBeVisible()
      await expect(page.getByText('Connected', { exact: true })).toBeVisible()

      // A request that is never answered stays open until the page gives it up.
      await page.route('**/live?*', (route) => (answer ? route.fulfill({ status: answer, body: '{}' }) : undefined))
      await page.clock.fastForward(30_000)
      await expect(main.getByText(asOf)).toBeVisible()
      await expect(page.getByText('Not connected', { exact: true })).toBeVisible()
      await expect(main.getByText('READY', { exact: true })).toBeHidden()
      await axe(page)

      await page.unroute('**/live?*')
      await page.clock.runFor(6_000)
      await expect(main.getByText('READY', { exact: true })).toBeVisible()
      await expect(page.getByText('Connected', { exact: true })).toBeVisible()
    })

  test('a page without lights says Not connected as well', async ({ page }) => {
    await page.clock.install()
    await signIn(page, 'clinician')
    await page.goto('/stock')
    await expect(page.getByText('Connected', { exact: true })).toBeVisible()
    await page.route('**/health', () => undefined)
    await page.clock.fastForward(30_000)
    await expect(page.getByText('Not connected', { exact: true })).toBeVisible()
  })
})
