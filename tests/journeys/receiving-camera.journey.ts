import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import bwipjs from 'bwip-js/node'
import { writeFilm } from '../labels-ui/support/film'
import { cameraFlags, findChromium } from '../support/chromium.mjs'
import { openDelivery, phone, told } from './clinic'
import { expect, signIn, test } from './fixtures'

const film = path.join(tmpdir(), `vialkeep-delivery-${process.pid}.y4m`)

test.use({
  viewport: phone,
  permissions: ['camera'],
  launchOptions: { executablePath: findChromium(), args: cameraFlags(film) },
})

const vial = (serial: string) =>
  bwipjs.toBuffer({
    bcid: 'gs1datamatrix',
    text: `(01)09504000010010(17)410630(21)${serial}(10)NB-2600`,
    scale: 4,
    padding: 6,
    backgroundcolor: 'FFFFFF',
  })

test.beforeAll(async () => {
  const [first, second] = [await vial('NB2600001'), await vial('NB2600002')]
  await writeFilm(film, [
    { frames: 6, shown: [] },
    { frames: 12, shown: [{ input: first, left: 320, top: 240 }] },
    { frames: 8, shown: [] },
    { frames: 12, shown: [{ input: second, left: 420, top: 200 }] },
  ])
})

test.afterAll(() => rmSync(film, { force: true }))

test('two vials held before the camera are two lines, however long they stay in sight', async ({ page }) => {
  await signIn(page, 'supply')
  await openDelivery(page, 'Northpoint Biologics', '-76')
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  const lines = page.getByRole('list', { name: 'Lines' }).getByRole('listitem')
  await expect(lines).toHaveCount(2, { timeout: 30_000 })
  await expect(lines.filter({ hasText: 'NB2600001' })).toHaveCount(1)
  await expect(lines.filter({ hasText: 'NB2600002' })).toHaveCount(1)
  // The film runs in a loop: the first vial comes again, and is known.
  await expect(told(page).filter({ hasText: 'Serial NB2600001 was received already' }).first()).toBeVisible({
    timeout: 30_000,
  })
  await expect(lines).toHaveCount(2)
})
