import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import bwipjs from 'bwip-js/node'
import sharp from 'sharp'
import { encodeOwnCode } from '~/modules/labels/rules/own-code'
import { layOut } from '~/modules/labels/rules/print/layout'
import { rolls } from '~/modules/labels/rules/print/stocks'
import { labelSvg } from '~/modules/labels/rules/print/svg'
import { dataMatrixOf } from '~/modules/labels/rules/print/symbol'
import { labelWords } from '~/modules/labels/rules/print/words'
import { writeFilm } from '../../labels-ui/support/film'
import { watchScans, wedge } from '../../labels-ui/support/wedge'
import { cameraFlags, findChromium } from '../../support/chromium.mjs'
import { axe, expect, signIn, test } from '../fixtures'

const film = path.join(tmpdir(), `vialkeep-camera-${process.pid}.y4m`)
const own = encodeOwnCode({ kind: 'place', id: 2 })

test.use({
  permissions: ['camera'],
  launchOptions: {
    executablePath: findChromium(),
    args: cameraFlags(film),
  },
})

const printed = () => {
  const words = labelWords({ kind: 'place', id: 2, name: 'Shelf', within: 'Clinic', storage: null })
  const svg = labelSvg(layOut(words, dataMatrixOf(words.code), rolls[0]!))
  return sharp(Buffer.from(svg), { density: 130 }).png().toBuffer()
}

const drawn = (bcid: string, text: string, more = {}) =>
  bwipjs.toBuffer({ bcid, text, scale: 2, padding: 6, backgroundcolor: 'FFFFFF', ...more })

test.beforeAll(async () => {
  const gs1 = await drawn('gs1datamatrix', '(01)09506000134352(17)270131(10)MX2231(21)A1')
  const upright = await drawn('gs1-128', '(01)09506000134352(10)B-7(21)9', { height: 12 })
  // Nobody holds a label straight.
  const bars = await sharp(upright).rotate(22, { background: '#fff' }).png().toBuffer()
  const together = [
    { input: bars, left: 120, top: 90 },
    { input: gs1, left: 640, top: 300 },
  ]
  await writeFilm(film, [
    { frames: 8, shown: [] },
    { frames: 10, shown: [{ input: await printed(), left: 300, top: 250 }] },
    { frames: 10, shown: [] },
    { frames: 12, shown: together },
    { frames: 8, shown: [] },
  ])
})

test.afterAll(() => rmSync(film, { force: true }))

test('the camera reads the label that we printed, and the codes of one label together, each once', async ({ page }) => {
  await signIn(page, 'supply')
  await page.goto('/scan')
  const scans = watchScans(page)
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await expect(page.getByRole('region', { name: 'Camera' }).locator('video')).toBeVisible()
  await axe(page)
  await expect.poll(() => scans.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(3)
  const seen = scans.slice(0, 4).map(({ raw, symbologyId }) => `${symbologyId} ${raw}`)
  expect(seen).toContain(`]d1 ${own}`)
  // The bars stand above: they come first, and straight after them the other code of the same label.
  const bars = seen.indexOf(']C1 010950600013435210B-7\x1d219')
  expect(bars).toBeGreaterThanOrEqual(0)
  expect(seen[bars + 1]).toBe(']d2 01095060001343521727013110MX2231\x1d21A1')
  // The answer stands with the picture, where the person looks.
  await expect(
    page.getByRole('region', { name: 'Camera' }).getByText('No product has the code 09506000134352.').first(),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Close the camera' }).last().click()
  await expect(page.locator('video')).toHaveCount(0)
  await expect(page.getByLabel('Scan or type')).toBeVisible()
  await wedge(page, own)
  await expect.poll(() => scans.at(-1)).toMatchObject({ raw: own, symbologyId: '' })
})

test('a picture from the gallery is read as well', async ({ page }) => {
  await signIn(page, 'supply')
  await page.goto('/scan')
  const scans = watchScans(page)
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await page
    .getByLabel('Picture of a label')
    .setInputFiles({ name: 'label.png', mimeType: 'image/png', buffer: await printed() })
  await expect.poll(() => scans.some(({ raw, symbologyId }) => raw === own && symbologyId === ']d1')).toBe(true)
  const empty = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#888' } })
    .png()
    .toBuffer()
  await page.getByLabel('Picture of a label').setInputFiles({ name: 'empty.png', mimeType: 'image/png', buffer: empty })
  await expect(page.getByText('No code could be read in this picture.')).toBeVisible()
  await page
    .getByLabel('Picture of a label')
    .setInputFiles({ name: 'letter.png', mimeType: 'image/png', buffer: Buffer.from('a letter') })
  await expect(page.getByText('This file is not a picture that this browser can open.')).toBeVisible()
})
