// The main journey once more, with labels that others printed. Where ../shared is absent there is nothing to walk.
import { existsSync, readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { colleague, confirmRecords, linkToProduct, openDelivery, phone, present, scan, told } from './clinic'
import { axe, expect, signIn, test } from './fixtures'
import { book, give, makeReady, screenAndConsent } from './procedure'

type Fields = Readonly<Record<string, string | number | undefined>>
type Case = {
  readonly input: string
  readonly form: string
  readonly expect: { valid: boolean | null; fields?: Fields }
}

const folder = new URL('../../../shared/vectors/', import.meta.url)

/** The first case of a file that must be read and has these fields, and none of those. */
function label(file: string, form: string, has: readonly string[], hasNot: readonly string[]): Case {
  const { cases }: { cases: Case[] } = JSON.parse(readFileSync(new URL(`${file}.json`, folder), 'utf8'))
  const found = cases.find(({ form: of, input, expect: { valid, fields = {} } }) => {
    const fits = valid === true && of === form && has.every((name) => name in fields)
    return fits && !hasNot.some((name) => name in fields) && /^[\x1d-~]+$/.test(input)
  })
  if (!found) throw new Error(`No case of ${file} has ${has.join(', ')}.`)
  return found
}

const text = ({ expect }: Case, field: string): string => String(expect.fields?.[field])

async function typeExpiry(page: Page): Promise<void> {
  const receive = page.getByRole('button', { name: 'Receive it' })
  await page.locator('form').filter({ has: receive }).getByLabel('Expiry, as printed').fill('2041-06-30')
  await receive.click()
}

if (existsSync(folder)) {
  test.use({ viewport: phone })
  test.setTimeout(240_000)

  test('labels of GS1, HIBC and ISBT 128 that others printed walk from the door to the patient and the recall', async ({
    page,
    browser,
    server,
  }) => {
    const vial = label(
      'gs1',
      'scan',
      ['gtin', 'lot'],
      ['expiry', 'serial', 'count', 'contentGtin', 'productionDate', 'tpx'],
    )
    const hibc = label('hibc', 'combined', ['di', 'lot', 'expiry'], ['quantity', 'serial', 'expiryPrecision'])
    const tissue = label('isbt128', 'scan', ['din', 'productCode'], ['expiry', 'divisions'])
    const until = label('isbt128', 'scan', ['expiry'], ['din', 'divisions', 'expiryPrecision', 'lot'])
    const lot = text(vial, 'lot')

    await signIn(page, 'supply')
    await openDelivery(page, 'Cordwell Tissue Bank', '4.6')
    await scan(page, vial.input, `Unknown code ${text(vial, 'gtin')}`)
    await linkToProduct(page, 'Amniotic fluid allograft')
    await typeExpiry(page)
    const lines = page.getByRole('list', { name: 'Lines' }).getByRole('listitem')
    await expect(lines.filter({ hasText: lot })).toContainText('2041-06-30')
    await scan(page, hibc.input, `Unknown code ${text(hibc, 'di')}`)
    await linkToProduct(page, 'Wharton’s jelly allograft')
    await expect(lines.filter({ hasText: text(hibc, 'lot') })).toContainText(text(hibc, 'expiry'))
    await scan(page, tissue.input, 'Unknown code')
    await linkToProduct(page, 'Umbilical cord MSC suspension')
    await present(page, until.input)
    await expect(lines.filter({ hasText: text(tissue, 'din') })).toContainText(text(until, 'expiry'))
    await expect(lines).toHaveCount(3)
    await axe(page)

    await page.getByRole('link', { name: lot, exact: false }).first().click()
    for (const record of ['DE of it', 'CoA of it']) {
      await page.getByLabel('Its number or file').fill(record)
      await page.getByRole('button', { name: 'Attach it' }).click()
      await expect(page.getByText(record, { exact: true })).toBeVisible()
    }
    await confirmRecords(page, lot)

    const nurse = await colleague(browser, server.url, 'clinician')
    await book(nurse.page, { mrn: 'HH-10047', product: /^Amniotic/, side: 'Left', room: 'Procedure room 1' })
    await screenAndConsent(nurse.page)
    await makeReady(nurse.page, { label: vial.input, lot })
    await give(nurse.page, { label: vial.input, mrn: 'HH-10047' })

    const manager = await colleague(browser, server.url, 'manager')
    await manager.page.goto('/recalls')
    await present(manager.page, vial.input)
    await expect(manager.page.getByText('Here 0 · patients 1 · gone 0')).toBeVisible()
    await expect(manager.page.getByRole('list', { name: 'On patients' })).toContainText('Ingrid Solberg')
    await manager.page.getByLabel(/^Why: /).fill('Letter of its maker')
    await manager.page.getByRole('button', { name: 'Open a case (none is here)' }).click()
    await expect(manager.page.getByRole('list', { name: 'Patients to reach' })).toContainText('Ingrid Solberg')
    await manager.page.goto('/scan')
    await scan(manager.page, vial.input, lot)
    await expect(told(manager.page).first()).toBeVisible()
    await nurse.leave()
    await manager.leave()
  })
}
