import type { Page } from '@playwright/test'
import { DateTime } from 'luxon'
import { scan } from './clinic'
import { expect } from './fixtures'

type Booking = {
  readonly mrn: string
  readonly product: RegExp
  readonly side: 'Left' | 'Right'
  readonly room: string
}

/** Finds the patient by MRN, books a procedure for this very minute, and stays on the page of the booking. */
export async function book(page: Page, { mrn, product, side, room }: Booking): Promise<string> {
  await page.goto('/patients')
  await page.getByLabel('Name or MRN').fill(mrn)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/patients\/\d+$/)
  await page.getByRole('link', { name: 'Book a procedure' }).click()
  await page.getByLabel('When').fill(DateTime.now().setZone('America/New_York').toFormat("yyyy-MM-dd'T'HH:mm"))
  await page.getByLabel('Room').selectOption(room)
  await page.getByRole('radio', { name: side }).check()
  const products = page.getByLabel('Product')
  const option = products.getByRole('option').filter({ hasText: product }).first()
  await products.selectOption((await option.getAttribute('value')) ?? '')
  await page.getByRole('button', { name: 'Book', exact: true }).click()
  // The demo clinic may have booked the room for this minute, too: then it is asked, and stands all the same.
  const anyway = page.getByRole('button', { name: 'Book anyway' })
  await anyway
    .or(page.getByRole('button', { name: 'Screened' }))
    .first()
    .waitFor()
  if (await anyway.isVisible()) await anyway.click()
  await expect(page).toHaveURL(/\/procedures\/\d+$/)
  return new URL(page.url()).pathname
}

/** Answers every contraindication with no, and records the consent. */
export async function screenAndConsent(page: Page): Promise<void> {
  const noes = page.getByRole('radio', { name: 'No', exact: true })
  await expect(noes.first()).toBeVisible()
  for (const no of await noes.all()) await no.check()
  await page.getByRole('button', { name: 'Screened' }).click()
  await page.getByLabel(/^The patient was informed and agrees/).check()
  await page.getByRole('button', { name: 'Consented' }).click()
  await expect(page.getByRole('link', { name: 'Make ready and sign' })).toBeVisible()
}

/** The demo clinic's emergency kit wears this seal. */
export const kitSeal = 'HH-20488'

/** Binds the vial and the kit by scan, everything else from what is within reach, and signs READY. */
export async function makeReady(page: Page, vial: { label: string; lot: string }): Promise<void> {
  await page.getByRole('link', { name: 'Make ready and sign' }).click()
  await scan(page, vial.label, `Lot ${vial.lot} is kept.`)
  await page.getByRole('button', { name: 'Take what is within reach' }).click()
  await scan(page, kitSeal, `Seal ${kitSeal} checked`)
  await page.getByRole('button', { name: 'Sign READY' }).click()
  await expect(page.getByText(/^Signed by Nora Lindqvist, until/)).toBeVisible()
}

/** The vial leaves storage, the time-out is taken, wristband and vial are scanned, it is cleared to inject, and GIVEN is pressed. */
export async function give(page: Page, vial: { label: string; mrn: string }): Promise<void> {
  await page.getByText('Take it out of storage to the room').first().click()
  await page.getByRole('button', { name: 'Taken out now' }).click()
  await expect(page.getByText('Take it out of storage to the room')).toHaveCount(0)
  await page.getByRole('link', { name: 'To the time-out' }).click()
  for (const right of [/^Right patient/, /^Right side/, /^Right site/, /^Right vials/, /^Right dose/, /injects$/])
    await page.getByLabel(right).check()
  await page.getByRole('button', { name: 'Time-out taken' }).click()
  await page.getByRole('button', { name: 'Applied now' }).first().click()
  // Nobody waits here: it was applied some minutes before somebody pressed.
  await page.getByText('Wrong time…').first().click()
  const applied = page.getByLabel('Applied at')
  const pressed = DateTime.fromISO(await applied.inputValue(), { zone: 'utc' })
  await applied.fill(pressed.minus({ minutes: 5 }).toFormat("yyyy-MM-dd'T'HH:mm"))
  await page.getByLabel('Why is it corrected?').fill('Pressed late')
  await page.getByRole('button', { name: 'Correct the time' }).click()
  await expect(page.getByText('The wait is over')).toBeVisible()
  await page.getByRole('link', { name: 'Scan and clear to inject' }).click()
  await scan(page, vial.mrn, 'Right patient.')
  await scan(page, vial.label, 'may be used.')
  await page.getByRole('button', { name: 'CLEAR TO INJECT' }).click()
  await page.getByRole('button', { name: 'GIVEN' }).click()
  await expect(page.getByRole('button', { name: 'Observation is over' })).toBeVisible()
}
