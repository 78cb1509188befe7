import { phone } from './clinic'
import { axe, expect, signIn, test } from './fixtures'

test.use({ viewport: phone })

test('a reading out of range holds what stands there, and the hold ends by a decision for each lot', async ({
  page,
}) => {
  await signIn(page, 'clinician')
  await page.goto('/storage')
  await axe(page)
  await page.getByRole('link', { name: 'Fridge 1', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Fridge 1')
  await axe(page)

  await page.getByLabel('Lowest', { exact: true }).fill('4.1')
  await page.getByLabel('Now', { exact: true }).fill('13.0')
  await page.getByLabel('Highest', { exact: true }).fill('13.4')
  await page.getByRole('button', { name: 'Save the reading' }).click()
  await expect(page.getByRole('alert')).toContainText(/Out of range\. \d+ units are on hold: don't use, keep cold/)

  await page.goto('/')
  const needs = page.getByRole('list', { name: 'Needs you' })
  await expect(needs.getByRole('listitem').filter({ hasText: 'Fridge 1: temperature excursion' })).toContainText(
    'worst 13.4 °C. Do not use, keep cold, do not discard.',
  )
  await page.goto('/stock?find=CW-298')
  await expect(page.getByRole('main')).toContainText('On hold for a temperature excursion')

  // Who entered the reading does not decide alone: the manager does.
  await page.context().clearCookies()
  await signIn(page, 'manager')
  await page.goto('/')
  await needs.getByRole('link', { name: 'Fridge 1: temperature excursion' }).click()
  await page.getByRole('link', { name: /^13\.4 °C since/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('13.4 °C')
  await axe(page)
  const decisions = page.getByRole('combobox')
  expect(await decisions.count()).toBeGreaterThan(0)
  for (const decision of await decisions.all()) await decision.selectOption('Fit for use: release it')
  await page.getByLabel('Cause').fill('The door stood open while the shelves were cleaned.')
  await page.getByLabel("The manufacturer's advice").fill('Cordwell, by telephone: at most 15 °C for 24 hours.')
  await page.getByRole('button', { name: 'Close the excursion' }).click()
  await expect(page.getByText('No unit is on hold by this excursion')).toBeVisible()

  await page.goto('/stock?find=CW-298')
  await expect(page.getByRole('main')).not.toContainText('On hold for a temperature excursion')
})

test('a reading that contradicts itself is refused with what was seen, and none is added', async ({ page }) => {
  await signIn(page, 'supply')
  await page.goto('/storage')
  await page.getByRole('link', { name: 'Fridge 1', exact: true }).click()
  const readings = page.getByRole('table', { name: 'Readings' }).getByRole('row')
  await expect(page.getByRole('button', { name: 'Save the reading' })).toBeVisible()
  const before = await readings.count()
  await page.getByLabel('Lowest', { exact: true }).fill('6')
  await page.getByLabel('Now', { exact: true }).fill('9')
  await page.getByLabel('Highest', { exact: true }).fill('7')
  await page.getByRole('button', { name: 'Save the reading' }).click()
  await expect(page.getByRole('alert')).toContainText('does not lie between lowest and highest (6 °C to 7 °C)')
  await page.getByLabel('Now', { exact: true }).fill('cold')
  await page.getByRole('button', { name: 'Save the reading' }).click()
  await expect(page.getByText('Enter a temperature such as −71 or 4.5.').first()).toBeVisible()
  await axe(page)
  await page.reload()
  await expect(readings).toHaveCount(before)
})

test('a figure in the wrong unit asks before it is stored; the mistyped one is corrected, and its holds end by a second person', async ({
  page,
}) => {
  await signIn(page, 'clinician')
  await page.goto('/storage')
  await page.getByRole('link', { name: 'Fridge 1', exact: true }).click()
  const readings = page.getByRole('table', { name: 'Readings' }).getByRole('row')
  await expect(page.getByRole('button', { name: 'Save the reading' })).toBeVisible()
  const before = await readings.count()
  await page.getByLabel('Now', { exact: true }).fill('41')
  await page.getByRole('button', { name: 'Save the reading' }).click()
  await expect(page.getByRole('alert')).toContainText('41 °F would be 5 °C')
  await axe(page)
  await expect(readings).toHaveCount(before)

  // The unit typed with the figure counts, and the form offers it first from then on.
  await page.getByLabel('Now', { exact: true }).fill('41F')
  await page.getByRole('button', { name: 'Save the reading' }).click()
  await expect(page.getByText('Read as 41 °F (5 °C). In range.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Unit', { exact: true })).toHaveValue('F')
  await expect(page.getByRole('img', { name: /^Temperature of Fridge 1: lowest, highest and current/ })).toBeVisible()

  // Said to be really so: it is stored, and holds.
  await page.getByLabel('Unit', { exact: true }).selectOption('C')
  await page.getByLabel('Now', { exact: true }).fill('41')
  await page.getByRole('button', { name: 'Save the reading' }).click()
  await page.getByRole('button', { name: 'Yes, it was really 41 °C' }).click()
  await expect(page.getByRole('alert')).toContainText('Out of range.')

  await readings.filter({ hasText: '41 °C' }).first().getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('41 °C')
  await axe(page)
  await page.getByLabel('Now', { exact: true }).fill('41F')
  await page.getByLabel('Why').fill('The display is set to Fahrenheit; it shows 41.')
  await page.getByRole('button', { name: 'Correct the reading' }).click()
  await expect(page.getByRole('alert')).toContainText('still on hold, until a manager or the medical director')
  await page.getByRole('link', { name: 'The reading that took its place' }).click()
  await expect(page.getByRole('heading', { name: 'Confirm the correction' })).toBeVisible()
  const correction = page.url()

  await page.context().clearCookies()
  await signIn(page, 'manager')
  await page.goto(correction)
  await axe(page)
  await page.getByLabel('What you looked at').fill('I looked at the display: it is set to Fahrenheit.')
  await page.getByRole('button', { name: 'Confirm: it was mistyped' }).click()
  await expect(page.getByText(/^Confirmed\. \d+ holds? ended by it\.$/)).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('main')).not.toContainText('Fridge 1: temperature excursion')
})
