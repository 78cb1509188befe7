import { axe, expect, signIn, test } from '../fixtures'

test('where there is no camera, the page says what to do and takes a picture instead', async ({ page }) => {
  await signIn(page, 'supply')
  await page.goto('/scan')
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await expect(page.getByText(/No camera was found|The camera is not allowed/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Use a picture' })).toBeVisible()
  await axe(page)
})
