import { encodeOwnCode } from '~/modules/labels/rules/own-code'
import { axe, expect, signIn, test } from './fixtures'

test('labels are seen on their sheet before they are printed, from the place that is named', async ({ page }) => {
  await signIn(page, 'supply')
  await page.goto('/labels/print?kind=unit&ids=1,2')
  await expect(page.getByRole('heading', { name: 'Print these 2 labels?' })).toBeVisible()
  await page.getByLabel('Begin at label').fill('30')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByAltText('Sheet 2 of 2')).toBeVisible()
  const drawing = decodeURIComponent((await page.getByAltText('Sheet 1 of 2').getAttribute('src')) ?? '')
  expect(drawing).toContain(encodeOwnCode({ kind: 'unit', id: 1 }))
  await axe(page)
  const href = await page.getByRole('link', { name: 'Open as PDF' }).getAttribute('href')
  const pdf = await page.request.get(href ?? '')
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
})

test('a label printer gets one format for each label', async ({ page }) => {
  await signIn(page, 'supply')
  await page.goto('/labels/print?kind=place&ids=1,2,2&on=roll-2x1')
  await expect(page.getByAltText(/^Label \d of 3$/)).toHaveCount(3)
  const href = await page.getByRole('link', { name: 'Save for a label printer (ZPL)' }).getAttribute('href')
  const zpl = await (await page.request.get(href ?? '')).text()
  expect(zpl.match(/\^XA/g)).toHaveLength(3)
  expect(zpl).toContain(`^FD${encodeOwnCode({ kind: 'place', id: 2 })}^FS`)
})

test.describe('who may not', () => {
  test('print a patient’s label is told who may', async ({ page }) => {
    await signIn(page, 'supply')
    const answer = await page.request.get('/labels/print.pdf?kind=patient&ids=1')
    expect(answer.status()).toBe(403)
    expect(await answer.text()).toContain('clinician')
  })
})
