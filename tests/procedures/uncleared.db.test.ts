import { afterEach, beforeEach, expect, it } from 'vitest'
import { addMinutes } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { give } from '~/modules/procedures/commands/give.server'
import { recordGiven } from '~/modules/procedures/commands/late.server'
import { unclearedPage } from '~/modules/procedures/queries/uncleared.server'
import { book, type Clinic, makeGiveable, morning, newKey, openClinic, receive, target, value } from './clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(() => clinic.close())

it('counts what was given without a clearance, says why, and writes down each patient that it shows', async () => {
  expect(await unclearedPage(clinic.visitor())).toMatchObject({ rate: { given: 0, uncleared: 0 }, shown: [] })
  const cleared = await book(clinic)
  const vial = await makeGiveable(clinic, cleared)
  const drawn = [{ unitId: vial.unitId, given: 2_000 }]
  value(await perform(clinic.visitor(), give, { ...target(cleared), drawn, supplies: true }, newKey()))
  const late = await book(clinic)
  const { unitId } = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2241', number: 'SN-LATE' })
  const what = { kind: 'unit' as const, unitId, raw: null }
  const input = {
    ...target(late),
    what,
    given: 2_000,
    givenAt: morning,
    givenBy: 'Dr. Ames',
    whyUncleared: 'no network',
  }
  value(await perform(clinic.visitor(), recordGiven, input, newKey()))
  const reads = () => clinic.db.read.auditEntry.count({ where: { action: 'procedure.read' } })
  const before = await reads()
  expect(await unclearedPage(clinic.visitor())).toMatchObject({
    rate: { given: 2, uncleared: 1, unknown: 0 },
    shown: [{ procedureId: late, givenBy: 'Dr. Ames', late: true, why: 'no network' }],
    more: 0,
  })
  expect(await reads()).toBe(before + 1)
  const later = clinic.visitor(addMinutes(morning, 100 * 24 * 60))
  expect(await unclearedPage(later)).toMatchObject({ rate: { given: 0 }, shown: [] })
})
