import { present } from './clinic'
import { axe, expect, signIn, test } from './fixtures'

test('a scan that had to be put right is asked with one tap, and the page of a container takes a place', async ({
  page,
}) => {
  const number = 'NB2407005'
  await signIn(page, 'supply')
  await page.goto('/scan')
  await present(page, 'NB240700')
  const parts = page.getByRole('list', { name: 'Names that contain it' })
  await expect(parts).toContainText(number)
  await axe(page)
  await parts.getByRole('link', { name: number }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number)

  // What was put right is a question, and the tap answers it.
  await present(page, `${number.slice(0, 4)}\u00ad${number.slice(4)}`)
  await expect(page.getByText('a soft hyphen inside it left out').first()).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: `Exosome suspension, ${number}` }).click()
  await expect(page.getByText(`This is ${number}, the one of this page.`).first()).toBeVisible()

  // A place that is scanned is where it goes: the form stands open with it, and nothing was moved yet.
  await present(page, 'Supply cabinet')
  await expect(page.getByText('It goes to Supply cabinet.').first()).toBeVisible()
  await expect(page.getByLabel('To', { exact: true })).toHaveValue(/\d+/)
  await axe(page)
})
