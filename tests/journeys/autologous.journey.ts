import { colleague, phone, scan } from './clinic'
import { axe, expect, signIn, test } from './fixtures'
import { exosome } from './printed'
import { book } from './procedure'

test.use({ viewport: phone })

const vial = (serial: string) => exosome({ lot: 'NB-2407', serial, expiry: null })

test('an autologous vial is asked about once, goes to the patient whose it is, and to nobody else', async ({
  page,
  browser,
  server,
}) => {
  const director = await colleague(browser, server.url, 'director')
  await director.page.goto('/catalog')
  await director.page.getByRole('link', { name: 'Exosome suspension', exact: true }).click()
  await director.page.getByLabel('Standing').selectOption('Autologous')
  await director.page.getByLabel('Legal basis').fill('Same surgical procedure, 21 CFR 1271.15(b)')
  await director.page.getByRole('button', { name: 'Record it' }).click()
  await expect(director.page.getByText('21 CFR 1271.15(b)')).toBeVisible()
  await director.leave()

  // A procedure signed READY with a vial whose owner nobody knows is no longer READY.
  await signIn(page, 'clinician')
  const today = page.getByRole('list', { name: 'Procedures of the day' }).getByRole('listitem')
  await page.goto('/procedures')
  await expect(today.filter({ hasText: 'Gregor Haas' })).toContainText('NOT READY')

  await book(page, { mrn: 'HH-10047', product: /^Exosome suspension(?!, con)/, side: 'Left', room: 'Procedure room 1' })
  const ingrid = page.url()
  await page.goto(`${ingrid}/readiness`)
  await scan(page, vial('NB2407006'), 'Lot NB-2407 is kept.')
  const line = page.getByRole('listitem').filter({ hasText: 'nobody has recorded whose it is' })
  await expect(line).toContainText('CHECK')
  await axe(page)
  await line.getByRole('button', { name: 'Yes, the vial has this patient’s name' }).click()
  await expect(page.getByText("It is this patient's own")).toBeVisible()
  await axe(page)

  await book(page, {
    mrn: 'HH-10034',
    product: /^Exosome suspension(?!, con)/,
    side: 'Right',
    room: 'Procedure room 2',
  })
  await page.goto(`${page.url()}/readiness`)
  await scan(page, vial('NB2407006'), "made of another patient's own cells")

  // Recorded wrongly: the patient's page takes it back, and the vial is nobody's again.
  await page.goto(ingrid)
  await page.getByRole('link', { name: 'Ingrid Solberg' }).click()
  await expect(page.getByRole('heading', { name: /Their own/ })).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Not theirs: NB2407006' }).click()
  await expect(page.getByRole('heading', { name: /Their own/ })).toBeHidden()
  await page.goto(`${ingrid}/readiness`)
  await expect(page.getByText('nobody has recorded whose it is')).toBeVisible()
})
