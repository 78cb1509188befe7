import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import bwipjs from 'bwip-js/node'
import { writeFilm } from '../../labels-ui/support/film'
import { scanReady, watchScans, wedge } from '../../labels-ui/support/wedge'
import { cameraFlags, findChromium } from '../../support/chromium.mjs'
import { axe, expect, signIn, test } from '../fixtures'
import { kept, workerReady } from './offline'

const film = path.join(tmpdir(), `vialkeep-offline-${process.pid}.y4m`)

test.use({
  permissions: ['camera'],
  launchOptions: { executablePath: findChromium(), args: cameraFlags(film) },
  // What the browser says of a page and a request that found no network.
  provoked: [/ERR_INTERNET_DISCONNECTED|status of 503 \(/],
})

test.beforeAll(async () => {
  const options = { bcid: 'gs1datamatrix', text: '(01)09506000134352(17)270131(10)MX2231(21)A1', scale: 4, padding: 6 }
  const code = await bwipjs.toBuffer({ ...options, backgroundcolor: 'FFFFFF' })
  await writeFilm(film, [{ frames: 4, shown: [{ input: code, left: 300, top: 200 }] }])
})

test.afterAll(() => rmSync(film, { force: true }))

/** Takes the network away, and what the browser's ordinary cache may have: only what the worker keeps is left. */
async function goOffline(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  await context.setOffline(true)
}

test('without a network the camera starts on the open page and reads; a page says that nothing is shown; then all goes on', async ({
  page,
  context,
}) => {
  await signIn(page, 'supply')
  await page.goto('/stock')
  await workerReady(page)
  // Pages of the stock, now that the worker sees them come.
  await page.goto('/stock?find=a')
  const stockHeading = await page.getByRole('heading', { level: 1 }).textContent()
  await page.goto('/scan')
  await scanReady(page)

  await goOffline(context, page)
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await expect(page.getByRole('region', { name: 'Camera' }).locator('video')).toBeVisible()
  const waiting = page.getByRole('list', { name: 'Scans on their way' })
  await expect(waiting.getByRole('listitem').first()).toContainText('01095060001343521727013110MX2231', {
    timeout: 30_000,
  })
  await expect(page.getByText('No connection to the server.')).toBeVisible()

  const other = await context.newPage()
  const answer = await other.goto('/stock?find=a')
  expect([answer?.status(), answer?.fromServiceWorker()]).toEqual([503, true])
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('No connection')
  await expect(other.getByText('READY, holds and stock are not shown without a connection')).toBeVisible()
  expect(await other.evaluate(() => document.fonts.check('700 28px "Atkinson Next"'))).toBe(true)
  await axe(other)
  await other.getByRole('link', { name: 'Try again' }).click()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('No connection')

  const caches = await kept(page)
  expect(Object.keys(caches)).toHaveLength(1)
  const addresses = Object.values(caches).flat()
  expect(addresses.filter((address) => !/^\/assets\/[\w.-]+-[\w-]{8}\.(js|css|wasm|woff2)$/.test(address))).toEqual([])
  expect(addresses).toContainEqual(expect.stringMatching(/zxing_reader.*\.wasm$/))

  const scans = watchScans(page)
  await context.setOffline(false)
  await expect.poll(() => scans.map(({ raw }) => raw)).toContain('01095060001343521727013110MX2231\x1d21A1')
  await expect(page.getByText('No connection to the server.')).toBeHidden()
  await other.getByRole('link', { name: 'Try again' }).click()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(stockHeading ?? '')
  await expect(other).toHaveURL(/\/stock\?find=a$/)
})

test('the offline page wears the theme that was chosen on this device', async ({ page, context }) => {
  await signIn(page, 'supply')
  await workerReady(page)
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const url = new URL(page.url()).origin
  await page.emulateMedia({ colorScheme: 'light' })
  await context.addCookies([{ name: 'vialkeep-theme', value: 'dark', url }])
  await goOffline(context, page)
  await page.goto('/stock')
  expect(await paper()).toBe('rgb(14, 18, 20)')
  await axe(page)
  await context.addCookies([{ name: 'vialkeep-theme', value: 'system', url }])
  await page.reload()
  expect(await paper()).toBe('rgb(250, 250, 247)')
})

test('the scanner check says that the camera works without a network, once its parts are there', async ({ page }) => {
  await signIn(page, 'supply')
  await page.goto('/scanner-check')
  await expect(page.getByText('The camera reads codes on this device without a network: yes')).toBeVisible()
})

test.describe('where a browser keeps nothing', () => {
  test.use({ serviceWorkers: 'block' })

  test('a camera that was never opened says without a network that its parts are missing, and the page stays', async ({
    page,
    context,
  }) => {
    await signIn(page, 'supply')
    await page.goto('/scan')
    await scanReady(page)
    await goOffline(context, page)
    await page.getByRole('button', { name: 'Scan with the camera' }).click()
    await expect(page.getByText('The part that reads codes did not load.')).toBeVisible()
    await page.getByRole('button', { name: 'Close the camera' }).last().click()
    await wedge(page, 'KEPT-1')
    await expect(page.getByText('No connection to the server.')).toBeVisible()
    await context.setOffline(false)
    await expect(page.getByText('Nothing here is called that.')).toBeVisible()
  })
})

test('a page that was on its way when the worker started is served by it as well', async ({ page, context }) => {
  const late = await context.newPage()
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await late.route('**/sign-in', async (route) => {
    await held
    await route.continue()
  })
  const arriving = late.goto('/sign-in')
  await page.goto('/sign-in')
  await workerReady(page)
  letGo()
  await arriving
  await workerReady(late)
  expect(await late.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
})

test('the worker itself is asked for anew each time', async ({ page }) => {
  const { 'cache-control': caching } = (await page.request.get('/sw.js')).headers()
  expect(caching).toBe('no-cache')
})
