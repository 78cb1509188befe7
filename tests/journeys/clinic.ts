import type { Browser, Locator, Page } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import type { Role } from '~/modules/auth/types'
import { scanReady, wedge } from '../labels-ui/support/wedge'
import type { TestDatabase } from '../support/database'
import { expect, signIn, watch } from './fixtures'

/** A phone in the hand: journeys walk at this width unless they say otherwise. */
export const phone = { width: 390, height: 844 }

/** What the page says of what was just done: its notices, whether they interrupt or not. */
export function told(page: Page): Locator {
  const main = page.getByRole('main')
  return main.getByRole('alert').or(main.getByRole('status'))
}

/** Scans a label on the page that is open, as a wedge scanner does; what is typed there and ended with Enter goes the same way. */
export async function present(page: Page, label: string): Promise<void> {
  // The camera's button comes with the script that listens for scanners. A form above may have taken the focus.
  await expect(page.getByRole('button', { name: 'Scan with the camera' })).toBeVisible()
  await page.getByPlaceholder('Scan or type…').focus()
  await scanReady(page)
  await wedge(page, label)
}

/** Scans a label and waits for the sentence that answers it. */
export async function scan(page: Page, label: string, answer: string | RegExp): Promise<void> {
  await present(page, label)
  await expect(told(page).filter({ hasText: answer }).first()).toBeVisible()
}

/** Opens a delivery of a supplier that arrived well, at this temperature in °C, and returns its number. */
export async function openDelivery(page: Page, supplier: string, celsius: string): Promise<number> {
  await page.goto('/receiving/new')
  await page.getByLabel('Supplier', { exact: true }).selectOption(supplier)
  await page.getByLabel('Temperature on arrival').fill(celsius)
  await page.getByRole('button', { name: 'Open it and scan' }).click()
  await expect(page.getByLabel('Scan each label')).toBeFocused()
  return Number(/\d+$/.exec(new URL(page.url()).pathname)?.[0])
}

/** Answers what a label asks that nobody has linked yet: it is this product of the catalog. */
export async function linkToProduct(page: Page, product: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Product' }).first()
  // A click brings it into view first: a page that scrolls under an open list closes it.
  await field.click()
  await field.fill(product)
  await page.getByRole('option', { name: product }).click()
  await page.getByRole('button', { name: 'Link it and receive' }).click()
}

/** A second person at the clinic, with a phone and a session of their own. `leave` fails on any error that their pages had. */
export async function colleague(
  browser: Browser,
  baseURL: string,
  role: Role,
): Promise<{ page: Page; leave: () => Promise<void> }> {
  const context = await browser.newContext({ baseURL, viewport: phone, locale: 'en-US' })
  const problems = watch(context)
  const page = await context.newPage()
  await signIn(page, role)
  const leave = async () => {
    await context.close()
    expect(problems, `errors in the browser of ${role}`).toEqual([])
  }
  return { page, leave }
}

const ledger = [
  'Product',
  'Lot',
  'Unit',
  'Posting',
  'Hold',
  'HoldRelease',
  'DeliveryLine',
  'UseOtherLot',
  'ProcedureUse',
  'Reservation',
]

/** How many rows the audit trail has: each read of a patient adds one. */
export async function audited({ url }: TestDatabase): Promise<number> {
  const counts = '(SELECT COUNT(*) FROM "AuditEntry") AS "rows"'
  return Number((url.startsWith('file:') ? ofSqlite(url, counts) : await ofPostgresql(url, counts)).rows)
}

/** How many rows the tables hold in which a delivery, a use or a hold leaves something: to see that nothing was written. */
export async function written({ url }: TestDatabase): Promise<Record<string, number>> {
  const counts = ledger.map((table) => `(SELECT COUNT(*) FROM "${table}") AS "${table}"`).join(', ')
  const row = url.startsWith('file:') ? ofSqlite(url, counts) : await ofPostgresql(url, counts)
  return Object.fromEntries(Object.entries(row).map(([table, count]) => [table, Number(count)]))
}

function ofSqlite(url: string, counts: string): Record<string, unknown> {
  const file = new Sqlite(url.slice('file:'.length), { readonly: true })
  try {
    return file.prepare<[], Record<string, unknown>>(`SELECT ${counts}`).get() ?? {}
  } finally {
    file.close()
  }
}

async function ofPostgresql(url: string, counts: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(`SELECT ${counts}`)).rows[0]
  } finally {
    await client.end()
  }
}

/** A person reads the attached records of a lot, and enters what they conclude: that ends the hold. */
export async function confirmRecords(page: Page, lot: string): Promise<void> {
  await page.getByLabel('Lot or donor that the records name').fill(lot)
  await page.getByLabel('What they conclude').selectOption('Donor eligible, analysis within specification')
  await page.getByRole('button', { name: 'Confirm what they say' }).click()
  await expect(told(page).filter({ hasText: 'the hold for the records is released' })).toBeVisible()
}
