import { phone, written } from './clinic'
import { axe, expect, signIn, test } from './fixtures'

test.use({ viewport: phone })

test('a page that a role may not open answers 403 and says who may', async ({ page }) => {
  await signIn(page, 'supply')
  const answer = await page.goto('/patients')
  expect(answer?.status()).toBe(403)
  await expect(page.getByRole('main')).toContainText(
    'You may not see patients: that is for clinicians, managers, and the medical director.',
  )
  await axe(page)
  // Nor does a form that is sent past the page.
  const sent = await page.request.post('/patients', { form: { raw: 'HH-10021' } })
  expect(sent.status()).toBe(403)
  expect(await sent.text()).not.toContain('Whitcomb')
  const data = await page.request.get('/patients/1.data')
  expect(await data.text()).not.toContain('Whitcomb')
})

test('whoever may not open a page switches to an account that may, and is there', async ({ page }) => {
  await signIn(page, 'supply')
  await page.goto('/patients')
  await page.getByRole('button', { name: 'Switch account' }).click()
  await page.getByLabel('Email').fill('nurse@demo.vialkeep.example')
  await page.getByLabel('Password').fill('harbor-hip-demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/patients')
  await expect(page.getByRole('main')).not.toContainText('You may not')
})

test.describe('an address of nothing', () => {
  test.use({ provoked: [/status of 404/] })

  test('a page that is not there says so and leads back', async ({ page }) => {
    await signIn(page, 'supply')
    const lot = await page.goto('/stock/lots/999999')
    expect(lot?.status()).toBe(404)
    await expect(page.getByRole('main')).toContainText('There is no such lot.')
    await axe(page)
    expect((await page.goto('/stock/lots/of-gold'))?.status()).toBe(404)
    expect((await page.goto('/nowhere'))?.status()).toBe(404)
  })
})

test('a form of another site, and one of 10 MB, change nothing', async ({ page, database }) => {
  await signIn(page, 'supply')
  const before = await written(database)
  const form = { intent: 'scan', raw: '0109504000010010', scanId: 'from-elsewhere-1' }
  const foreign = await page.request.post('/receiving/1', { headers: { origin: 'https://elsewhere.example' }, form })
  expect(foreign.status()).toBe(403)
  expect(await foreign.text()).toContain('another site')
  const large = await page.request.post('/receiving/1', { form: { ...form, raw: 'x'.repeat(10 * 1024 * 1024) } })
  expect(large.status()).toBe(413)
  expect(await large.text()).toContain('too large')
  expect(await written(database)).toEqual(before)
})
