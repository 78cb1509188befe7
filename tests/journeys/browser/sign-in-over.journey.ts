import type { BrowserContext, Page } from '@playwright/test'
import { phone, written } from '../clinic'
import { axe, demoPassword, expect, signIn, test } from '../fixtures'

test.use({ viewport: phone })

async function typeAndLoseSession(page: Page, context: BrowserContext): Promise<void> {
  await page.clock.install()
  await signIn(page, 'supply')
  await page.goto('/stock?find=NB-2407')
  await page.getByRole('main').getByRole('link', { name: 'NB-2407' }).first().click()
  await page.getByText('Put the whole lot on hold').click()
  await page.getByLabel('What was seen').fill('Three vials with particles')
  await context.clearCookies({ name: 'vialkeep-session' })
  await page.clock.runFor(20_000)
  await expect(page.getByRole('dialog', { name: 'Your time here ended' })).toBeVisible()
}

async function signInOver(page: Page, who: string, password = demoPassword): Promise<void> {
  await page.getByLabel('Email').fill(`${who}@demo.vialkeep.example`)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('the page stays when the session ends, and the same person goes on with what was typed', async ({
  page,
  context,
  database,
}) => {
  await typeAndLoseSession(page, context)
  await axe(page)
  await signInOver(page, 'supply', 'not the password')
  await expect(page.getByText(/^Email or password is wrong/)).toBeVisible()
  await signInOver(page, 'supply')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByLabel('What was seen')).toHaveValue('Three vials with particles')
  const before = await written(database)
  await page.getByRole('button', { name: 'Put on hold' }).click()
  await expect(page.getByText(/^HOLD: /)).toBeVisible()
  expect((await written(database)).Hold).toBe((before.Hold ?? 0) + 1)
})

test('another person starts on a page of their own, and nothing of the first is sent', async ({
  page,
  context,
  database,
}) => {
  await typeAndLoseSession(page, context)
  const before = await written(database)
  await signInOver(page, 'nurse')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What needs you?')
  expect(await written(database)).toEqual(before)
})
