import { scanReady, watchScans, wedge } from '../../labels-ui/support/wedge'
import { axe, expect, signIn, test } from '../fixtures'

const label = '0109506000134352' + '17270131' + '10MX-2231\x1d21A1/+'

test.beforeEach(async ({ page, javaScriptEnabled }) => {
  await signIn(page, 'supply')
  await page.goto('/scan')
  if (javaScriptEnabled !== false) await scanReady(page)
})

test('a page that opens in the middle of a scan leaves its tail out, and says so', async ({ page }) => {
  const scans = watchScans(page)
  // Keys that come as soon as the field has the focus, as they do from a scan that began on the page before.
  await page.addInitScript(() => {
    const tail = () => {
      for (const key of ['2', '2', '3', '1', 'Enter'])
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    }
    addEventListener('focusin', () => setTimeout(tail, 0), { capture: true, once: true })
  })
  await page.reload()
  await expect(page.getByText('That scan came before this page was ready. Scan it again.')).toBeVisible()
  await expect(page.getByLabel('Scan or type')).toHaveValue('')
  expect(scans).toEqual([])
})

test('a scanner types into the field that has the focus, separator, spaces and all, and again after the answer', async ({
  page,
}) => {
  const scans = watchScans(page)
  const field = page.getByLabel('Scan or type')
  await expect(field).toBeFocused()
  await axe(page)
  await wedge(page, label)
  await expect(page.getByText('No product has the code 09506000134352.')).toBeVisible()
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('')
  // A HIBC check character may be a space: nothing is trimmed.
  await wedge(page, '+V123KLB1/$$3270131SCD/SGH5 ')
  await expect.poll(() => scans.length).toBe(2)
  expect(scans.map(({ raw }) => raw)).toEqual([label, '+V123KLB1/$$3270131SCD/SGH5 '])
  expect(new Set(scans.map(({ scanId }) => scanId)).size).toBe(2)
})

test('a burst goes to the scan field from anywhere on the page, and presses nothing', async ({ page }) => {
  const scans = watchScans(page)
  const link = page.getByRole('main').getByRole('link', { name: 'scanner check' })
  await link.focus()
  await wedge(page, label)
  await expect.poll(() => scans.map(({ raw }) => raw)).toEqual([label])
  await page.getByRole('button', { name: 'Enter' }).focus()
  await wedge(page, 'VKU 123')
  await expect.poll(() => scans.at(-1)?.raw).toBe('VKU 123')
  // Some scanners end with a tab.
  await link.focus()
  await wedge(page, 'TABBED', '\t')
  await expect.poll(() => scans.at(-1)?.raw).toBe('TABBED')
  expect(scans).toHaveLength(3)
  await expect(page).toHaveURL(/\/scan$/)
})

test('a hand presses what it means to press', async ({ page }) => {
  await page.getByRole('main').getByRole('link', { name: 'scanner check' }).focus()
  // The pause of a hand is what this is about, and no wait for the page: an Enter sooner after a key could be a scanner's.
  await page.waitForTimeout(400)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/scanner-check$/)
})

test('scans wait in order while the network is slow, and each is answered once', async ({ page }) => {
  const scans = watchScans(page)
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  await page.route(/\/scan\.data/, async (route) => {
    await gate
    await route.continue()
  })
  const texts = ['LOT-A1', 'LOT-B2', 'LOT-C3', 'LOT-D4']
  for (const text of texts) await wedge(page, text)
  const waiting = page.getByRole('list', { name: 'Scans on their way' })
  await expect(waiting.getByRole('listitem')).toHaveText([
    /sending.*LOT-A1/,
    /waiting.*LOT-B2/,
    /waiting.*LOT-C3/,
    /waiting.*LOT-D4/,
  ])
  open()
  await expect(waiting).toBeHidden()
  expect(scans.map(({ raw }) => raw)).toEqual(texts)
})

test.describe('without a network', () => {
  test.use({ provoked: [/ERR_INTERNET_DISCONNECTED/] })

  test('scans are kept, said to be kept, and sent in order when it is back', async ({ page, context }) => {
    await wedge(page, 'BEFORE')
    await expect(page.getByRole('list', { name: 'Scans on their way' })).toBeHidden()
    await context.setOffline(true)
    await wedge(page, 'DURING-1')
    await wedge(page, 'DURING-2')
    await expect(page.getByText('No connection to the server.')).toBeVisible()
    const scans = watchScans(page)
    await context.setOffline(false)
    await expect.poll(() => scans.map(({ raw }) => raw)).toEqual(['DURING-1', 'DURING-2'])
    await expect(page.getByText('No connection to the server.')).toBeHidden()
  })
})

test('a page that was closed before the answer asks about its scans, and sends the same ones again', async ({
  page,
}) => {
  const scans = watchScans(page)
  let silent = true
  await page.route(/\/scan\.data/, (route) => (silent ? undefined : route.continue()))
  await wedge(page, 'UNHEARD')
  await expect.poll(() => scans.length).toBe(1)
  silent = false
  await page.reload()
  await expect(page.getByText('One scan got no answer')).toBeVisible()
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect.poll(() => scans.length).toBe(2)
  expect(scans[1]).toEqual(scans[0])
  await expect(page.getByText('Nothing here is called that.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Scan or type')).toBeFocused()
  await expect(page.getByText('One scan got no answer')).toBeHidden()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the field is a plain form with the same answer', async ({ page }) => {
    await page.getByLabel('Scan or type').fill('MX-0000')
    await page.getByRole('button', { name: 'Enter' }).click()
    await expect(page.getByRole('alert')).toContainText('Nothing here is called that')
  })
})
