import { openDelivery, phone, scan, told } from '../clinic'
import { axe, expect, signIn, test } from '../fixtures'
import { unheardOf } from '../printed'

test.use({ viewport: phone, hasTouch: true, isMobile: true })

test('what was typed into a list of choices stays while the page scrolls under a thumb', async ({ page }) => {
  await signIn(page, 'supply')
  await openDelivery(page, 'Northpoint Biologics', '-76')
  await scan(page, unheardOf({ lot: 'UH-1', serial: 'UH1' }), 'Unknown code 09504000090098')
  const field = page.getByRole('combobox', { name: 'Product' }).first()
  await field.tap()
  await field.pressSequentially('umbil', { delay: 90 })
  await expect(page.locator('.option')).toHaveCount(1)

  const scrolled = () => page.evaluate(() => Math.round(window.scrollY))
  const start = await scrolled()
  const thumb = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    thumb.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 20, y }] })
  await touch('touchStart', 200)
  for (let y = 220; y <= 400; y += 20) await touch('touchMove', y)
  await touch('touchEnd')
  expect(await scrolled()).toBeLessThan(start - 50)

  await expect(field).toHaveValue('umbil')
  await page.getByRole('option', { name: /^Umbilical cord/ }).tap()
  await expect(field).toHaveValue(/^Umbilical cord/)
  await page.getByRole('button', { name: 'Link it and receive' }).tap()
  await expect(told(page).filter({ hasText: /HOLD · .*UH-1 ×1/ })).toBeVisible()
  await axe(page)
})

test('a list of choices that is left without a choice closes, and keeps no text that would look like one', async ({
  page,
}) => {
  await signIn(page, 'supply')
  await openDelivery(page, 'Northpoint Biologics', '-76')
  await scan(page, unheardOf({ lot: 'UH-1', serial: 'UH1' }), 'Unknown code 09504000090098')
  const field = page.getByRole('combobox', { name: 'Product' }).first()
  await field.tap()
  await field.pressSequentially('umbil', { delay: 90 })
  await page.getByText('Kind of code').tap()
  await expect(page.locator('.option')).toHaveCount(0)
  await expect(field).toHaveValue('')
})
