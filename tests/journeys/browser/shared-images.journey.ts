// Symbols that others printed, before the camera. Where ../shared is absent there is nothing to look at.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { writeFilm } from '../../labels-ui/support/film'
import { watchScans } from '../../labels-ui/support/wedge'
import { cameraFlags, findChromium } from '../../support/chromium.mjs'
import { linkToProduct, openDelivery, phone } from '../clinic'
import { expect, signIn, test } from '../fixtures'

const folder = new URL('../../../../shared/images/', import.meta.url)
const film = path.join(tmpdir(), `vialkeep-shared-${process.pid}.y4m`)

/** What a clinic meets: a vial's GS1 DataMatrix and QR, a carton's GS1-128, a shop's EAN-13, a German PZN. */
const symbols = [
  'datamatrix-1__gs1-figure-4.15.1-2-32x32.png',
  'qrcode-2__gs1-figure-4.15.1-2.png',
  'code128-1__5.png',
  'ean13-1__14.webp',
  'code39-1__pzn-1.png',
]

const file = (name: string) => readFileSync(new URL(name, folder))
const printed = (name: string) => file(name.replace(/\.\w+$/, '.txt')).toString('utf8')

/** The symbol with its quiet zone, as large as it stands before a camera: dots are kept sharp, photographs are not. */
async function held(name: string): Promise<Buffer> {
  const { width = 1, height = 1 } = await sharp(file(name)).metadata()
  const times = Math.min(640 / width, 420 / height)
  const kernel = times > 1 ? 'nearest' : 'lanczos3'
  const size = times > 1 ? Math.max(1, Math.floor(Math.min(times, 5))) : times
  return sharp(file(name))
    .flatten({ background: '#fff' })
    .resize(Math.round(width * size), Math.round(height * size), { kernel, fit: 'fill' })
    .extend({ top: 24, bottom: 24, left: 40, right: 40, background: '#fff' })
    .png()
    .toBuffer()
}

if (existsSync(folder)) {
  test.use({
    viewport: phone,
    permissions: ['camera'],
    launchOptions: { executablePath: findChromium(), args: cameraFlags(film) },
  })

  test.beforeAll(async () => {
    const pictures = await Promise.all(symbols.map(held))
    const scenes = pictures.flatMap((input) => [
      { frames: 10, shown: [{ input, left: 90, top: 140 }] },
      { frames: 5, shown: [] },
    ])
    await writeFilm(film, [{ frames: 5, shown: [] }, ...scenes])
  })

  test.afterAll(() => rmSync(film, { force: true }))

  test('the camera reads symbols that others printed, each to the last character', async ({ page }) => {
    await signIn(page, 'supply')
    await page.goto('/scan')
    const scans = watchScans(page)
    await page.getByRole('button', { name: 'Scan with the camera' }).click()
    for (const name of symbols)
      await expect.poll(() => scans.map(({ raw }) => raw), { message: name, timeout: 40_000 }).toContain(printed(name))
  })

  test('a vial that others printed is received by camera, linked to a product, and held because it is expired', async ({
    page,
  }) => {
    await signIn(page, 'supply')
    await openDelivery(page, 'Cordwell Tissue Bank', '4.6')
    await page.getByRole('button', { name: 'Scan with the camera' }).click()
    await expect(page.getByText('Unknown code 09504000059101').first()).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Close the camera' }).last().click()
    const lines = page.getByRole('list', { name: 'Lines' }).getByRole('listitem')
    await linkToProduct(page, 'Amniotic fluid allograft')
    await expect(lines.filter({ hasText: '1234567p' }).first()).toContainText('It had expired on 2014-11-20')
  })
}
