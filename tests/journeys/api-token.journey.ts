import type { Page } from '@playwright/test'
import { axe, expect, signIn, test } from './fixtures'

/** Makes a token on the page of people and tokens, and returns its secret, which is shown once. */
async function makeToken(page: Page, program: string, role: string): Promise<string> {
  await page.goto('/access')
  await page.getByText('Make a token').click()
  await page.getByLabel('Which program will use it').fill(program)
  await page.getByLabel('What it may do').selectOption(role)
  await page.getByRole('button', { name: 'Make the token' }).click()
  const notice = page.getByRole('status').filter({ hasText: 'The token is made.' })
  return (await notice.locator('code').textContent()) ?? ''
}

const withToken = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } })

test('a token that an administrator made opens the look-up, and what its role may not open stays shut', async ({
  page,
  request,
}) => {
  await signIn(page, 'administrator')
  const manager = await makeToken(page, 'Recall robot', 'manager')
  await axe(page)
  const found = await request.get('/api/v1/recalls/look-up?lot=NB-2402', withToken(manager))
  expect(found.status()).toBe(200)
  const { followed, here, patients } = await found.json()
  expect(followed).toMatchObject([{ lotNumber: 'NB-2402' }])
  expect(here.length).toBeGreaterThan(0)
  expect(patients.length).toBeGreaterThan(0)

  const supply = await makeToken(page, 'Cabinet display', 'supply')
  const refused = await request.get(`/api/v1/patients/${patients[0].patientId}/lots`, withToken(supply))
  expect(refused.status()).toBe(403)
  expect((await refused.json()).error.message).toMatch(/clinician|manager/i)

  // An ended token opens nothing from that moment on.
  await page.getByRole('button', { name: 'End the token Recall robot' }).click()
  await expect(page.getByRole('list', { name: 'API tokens' })).toContainText('ended')
  expect((await request.get('/api/v1/recalls/look-up?lot=NB-2402', withToken(manager))).status()).toBe(401)
})

test('without a token the API answers 401, and with a wrong parameter 400, each with a sentence', async ({
  page,
  request,
}) => {
  const none = await request.get('/api/v1/recalls/look-up?lot=NB-2402')
  expect(none.status()).toBe(401)
  expect((await none.json()).error.message).toMatch(/token/i)
  await signIn(page, 'administrator')
  const secret = await makeToken(page, 'Clumsy', 'manager')
  const wrong = await request.get('/api/v1/stock/on-hand?placeId=fridge', withToken(secret))
  expect(wrong.status()).toBe(400)
  expect((await wrong.json()).error.message).toContain('whole number')
  const json = { ...withToken(secret).headers, 'content-type': 'application/json' }
  const broken = await request.post('/api/v1/labels/read', { headers: json, data: Buffer.from('{"raw": ') })
  expect(broken.status()).toBe(400)
  expect((await broken.json()).error.message).toMatch(/JSON/)
})
