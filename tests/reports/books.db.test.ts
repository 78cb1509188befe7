import { afterEach, beforeEach, expect, test } from 'vitest'
import { sql } from '~/lib/db.server'
import { sealAudit } from '~/modules/audit/commands/seal.server'
import { checkBooks } from '~/modules/reports/queries/books.server'
import { addVial, now, type SmallClinic, smallClinic } from '../support/clinic'

let clinic: SmallClinic
beforeEach(async () => {
  clinic = await smallClinic()
})
afterEach(() => clinic.close())

test('whole books are said to be whole, with what was looked at', async () => {
  await addVial(clinic, 'NB-2407')
  await sealAudit(clinic.db, now)
  const { looked, wrong } = await checkBooks(clinic.db)
  expect(wrong).toEqual([])
  expect(looked).toMatchObject({ balances: expect.any(Number), postings: expect.any(Number) })
  expect(looked.postings).toBeGreaterThan(0)
})

test('a balance that was changed behind our back is named', async () => {
  const vial = await addVial(clinic, 'NB-2407')
  await clinic.db.write((tx) =>
    tx.$executeRaw(
      sql`UPDATE "Balance" SET "quantity" = "quantity" + 500 WHERE "unitId" = ${vial.unitId} AND "quantity" > 0`,
    ),
  )
  const { wrong } = await checkBooks(clinic.db)
  expect(wrong).toHaveLength(1)
  expect(wrong[0]).toContain(`Unit ${vial.unitId}`)
})
