import { axe, expect, test } from './fixtures'

test.use({ begin: 'empty' })

test('an empty database asks whose clinic this is, and opens to the person who answers', async ({ page, server }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Whose clinic is this?' })).toBeVisible()
  await axe(page)
  await page.getByLabel('Clinic', { exact: true }).fill('Harbor Hip Clinic')
  await page.getByLabel('Your name').fill('Ines Ward')
  await page.getByLabel('Your email').fill('ines@harbor.example')
  await page.getByLabel('Password', { exact: true }).fill('a quiet freezer at dawn')
  await page.getByRole('button', { name: 'Set up this clinic' }).click()
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page).toHaveURL(`${server.url}/`)
})

test('a form sent by another site is refused with 403 and a sentence', async ({ request }) => {
  const answer = await request.post('/sign-in', {
    headers: { origin: 'https://elsewhere.example' },
    form: { email: 'x' },
  })
  expect(answer.status()).toBe(403)
  expect(await answer.text()).toContain('another site')
})

test('a form of 10 MB is refused with 413 and a sentence, on a page and over the API', async ({ request }) => {
  const data = Buffer.alloc(10 * 1024 * 1024, 'a')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const page = await request.post('/sign-in', { headers, data })
  expect(page.status()).toBe(413)
  expect(await page.text()).toContain('too large')
  const api = await request.post('/api/v1/lookup', { headers, data })
  expect(api.status()).toBe(413)
  expect((await api.json()).error.message).toContain('too large')
})

test('health says that the process lives and the database answers', async ({ request }) => {
  const answer = await request.get('/health')
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toMatchObject({ status: 'ok', database: 'ok' })
})
