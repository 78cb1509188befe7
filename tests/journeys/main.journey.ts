import type { Page } from '@playwright/test'
import { encodeOwnCode } from '~/modules/labels/rules/own-code'
import { colleague, confirmRecords, openDelivery, phone, present, scan, told } from './clinic'
import { axe, expect, signIn, test } from './fixtures'
import { amnion, unheardOf, wharton } from './printed'
import { book, give, makeReady, screenAndConsent } from './procedure'

test.use({ viewport: phone })
// Three people's work of an hour, on a machine that may be busy with others.
test.setTimeout(240_000)

const lot = 'CW-400'
const [given, booked, left] = ['CW400001', 'CW400002', 'CW400003'].map((serial) => amnion({ lot, serial }))
const patient = { name: 'Ingrid Solberg', mrn: 'HH-10047' }

async function receive(page: Page): Promise<void> {
  await openDelivery(page, 'Cordwell Tissue Bank', '4.6')
  await axe(page)
  // The clerk says where things go by scanning the label of the fridge.
  const fridge = page.getByLabel('Put into').getByRole('option', { name: /^Fridge 1/ })
  const place = encodeOwnCode({ kind: 'place', id: Number(await fridge.getAttribute('value')) })
  await scan(page, place, 'What you scan now goes into Fridge 1.')
  for (const vial of [given, booked, left]) await scan(page, vial ?? '', `${lot} ×1 exp 2041-06-30`)
  await scan(page, wharton, 'WJ-0777 ×1 exp 2041-06-30')
  await scan(page, unheardOf({ lot: 'UH-1', serial: 'UH1' }), 'Unknown code 09504000090098: which product is it?')
  await page.getByRole('button', { name: 'It is new' }).click()
  await page.getByLabel('Name, as on its label').fill('Cord blood plasma')
  await page.getByLabel('Manufacturer').fill('Cordwell Tissue Bank')
  await page.getByLabel('Category').selectOption('Biologic vial')
  await page.getByLabel('Volume of one container').fill('1.0')
  await page.getByLabel('Storage').selectOption('fridge')
  await axe(page)
  await page.getByRole('button', { name: 'Make the product and receive' }).click()
  await expect(told(page).filter({ hasText: 'Cord blood plasma · UH-1 ×1 exp 2041-06-30' }).first()).toBeVisible()
  const lines = page.getByRole('list', { name: 'Lines' }).getByRole('listitem')
  await expect(lines).toHaveCount(5)
  await expect(lines.filter({ hasText: 'Fridge 1' })).toHaveCount(5)
  await expect(lines.filter({ hasText: 'HOLD' })).toHaveCount(5)
  await page.getByRole('button', { name: 'All is in: close the delivery' }).click()
  await expect(page.getByText(/^Closed\./).first()).toBeVisible()
}

async function attachRecords(page: Page): Promise<void> {
  await page.getByRole('link', { name: lot }).first().click()
  await axe(page)
  await page.getByLabel('Its number or file').fill('DE CW-400')
  await page.getByRole('button', { name: 'Attach it' }).click()
  await expect(told(page).filter({ hasText: 'Still missing: certificate of analysis.' })).toBeVisible()
  await page.getByLabel('Its number or file').fill('CoA CW-400')
  await page.getByRole('button', { name: 'Attach it' }).click()
  await expect(told(page).filter({ hasText: 'All records are there. Read them' })).toBeVisible()
  await confirmRecords(page, lot)
}

async function recall(page: Page): Promise<void> {
  await page.goto('/recalls')
  await present(page, left ?? '')
  await expect(page.getByText('Here 2 · patients 1 · gone 0')).toBeVisible()
  const here = page.getByRole('list', { name: 'Still here' })
  await expect(here.getByRole('listitem').filter({ hasText: 'CW400003' })).toContainText('Fridge 1')
  await expect(here.getByRole('listitem').filter({ hasText: 'CW400002' })).toContainText('reserved')
  await expect(page.getByRole('list', { name: 'Booked for' }).getByRole('listitem')).toHaveCount(1)
  await expect(page.getByRole('list', { name: 'On patients' })).toContainText(patient.name)
  await axe(page)
  await page.getByLabel(/^Why: /).fill('Cordwell letter 17, particles')
  await page.getByRole('button', { name: 'Hold all 2 and open a case' }).click()
  await expect(page.getByText(/^open: (its lot is|all \d+ lots are) on hold$/)).toBeVisible()
  await expect(page.getByRole('list', { name: 'Patients to reach' })).toContainText(patient.name)
  await axe(page)
}

test('a delivery becomes a READY procedure, a given vial, and a recall that finds the patient and what is left', async ({
  page,
  browser,
  server,
}) => {
  await signIn(page, 'supply')
  await receive(page)
  await attachRecords(page)

  const nurse = await colleague(browser, server.url, 'clinician')
  const treated = await book(nurse.page, {
    mrn: patient.mrn,
    product: /^Amniotic/,
    side: 'Left',
    room: 'Procedure room 1',
  })
  await axe(nurse.page)
  await screenAndConsent(nurse.page)
  await makeReady(nurse.page, { label: given ?? '', lot })
  await axe(nurse.page)
  await give(nurse.page, { label: given ?? '', mrn: patient.mrn })
  await axe(nurse.page)
  await expect(nurse.page.getByRole('list', { name: 'Used on the patient' })).toContainText('CW400001')

  const other = await book(nurse.page, {
    mrn: 'HH-10034',
    product: /^Amniotic/,
    side: 'Right',
    room: 'Procedure room 2',
  })
  await screenAndConsent(nurse.page)
  await makeReady(nurse.page, { label: booked ?? '', lot })
  expect(other).not.toBe(treated)

  const manager = await colleague(browser, server.url, 'manager')
  await recall(manager.page)
  await manager.page.goto('/')
  await scan(manager.page, left ?? '', /On hold for a recall/)
  await nurse.page.goto(other)
  await expect(nurse.page.getByText('NOT READY').first()).toBeVisible()
  await manager.leave()
  await nurse.leave()
})
