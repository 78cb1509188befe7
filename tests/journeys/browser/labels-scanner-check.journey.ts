import { typedOn } from '~/modules/labels/rules/layouts'
import { checkIdentifiers, checkSymbols, checkTexts } from '~/modules/labels/rules/scanner-check'
import { scanReady, wedge } from '../../labels-ui/support/wedge'
import { axe, expect, signIn, test } from '../fixtures'

const symbols = checkSymbols.map((symbol) => checkIdentifiers[symbol] + checkTexts[symbol])

test.beforeEach(async ({ page }) => {
  await signIn(page, 'supply')
  await page.goto('/scanner-check')
  await scanReady(page)
})

test('a scanner that is set right is told so, and kept for this station', async ({ page }) => {
  await axe(page)
  for (const [index, text] of symbols.entries()) {
    await wedge(page, text)
    await expect(page.getByText('read', { exact: true })).toHaveCount(index + 1)
  }
  await expect(page.getByText('All keys arrive as the label has them.')).toBeVisible()
  await expect(page.getByText('The separator between lot and serial arrives.')).toBeVisible()
  await expect(page.getByText('The scanner says which kind of symbol it read.')).toBeVisible()
  await page.getByLabel('Name of this station').fill('Receiving desk')
  // A burst does not go into the name.
  await wedge(page, symbols[1]!)
  await expect(page.getByLabel('Name of this station')).toHaveValue('Receiving desk')
  await axe(page)
  await page.getByRole('button', { name: 'Keep for this station' }).click()
  await expect(page.getByText('Kept for this station')).toBeVisible()
  await page.goto('/scanner-check')
  await expect(page.getByText('Last kept as “Receiving desk”.')).toBeVisible()
})

test('a scanner on a Danish keyboard is found out, and a lot that it would change is then read as printed', async ({
  page,
}) => {
  const label = ']d201095060001343521727013110AB-1/Z9Y'
  await page.goto('/scan')
  await scanReady(page)
  await wedge(page, typedOn('Danish', label))
  await expect(page.getByRole('alert').first()).toContainText('scanner check')
  await page.goto('/scanner-check')
  await scanReady(page)
  for (const [index, text] of symbols.entries()) {
    await wedge(page, typedOn('Danish', text))
    await expect(page.getByText('read', { exact: true })).toHaveCount(index + 1)
  }
  await expect(page.getByText(/types as on a \w+ keyboard/)).toBeVisible()
  await page.getByLabel('Name of this station').fill('Cart 2')
  await page.getByRole('button', { name: 'Keep for this station' }).click()
  await expect(page.getByText('Kept for this station')).toBeVisible()
  await page.goto('/scan')
  await scanReady(page)
  await wedge(page, typedOn('Danish', label))
  // Read without a question now; the demo clinic has no such lot.
  await expect(page.getByText('No product has the code 09506000134352.')).toBeVisible()
})

test('a dropped separator and a prefix are named, with what to change', async ({ page }) => {
  for (const text of symbols) await wedge(page, `!${text.replace('\x1d', '')}`)
  await expect(page.getByText('The separator between lot and serial gets lost.')).toBeVisible()
  await expect(page.getByText('The scanner adds “!” before each scan.')).toBeVisible()
})

test('another label is said to be none of the three', async ({ page }) => {
  await wedge(page, ']E04006381333931')
  await expect(page.getByText('This is none of the three symbols.')).toBeVisible()
})
