import { expect, it } from 'vitest'
import { rateOf } from '~/modules/procedures/rules/uncleared'

const giving = (procedureId: number, cleared: boolean | null, clinician = 'Dr. Lee') => ({
  procedureId,
  cleared,
  clinician,
})

it('a procedure counts once, without a clearance if any of its givings was', () => {
  expect(rateOf([giving(1, true), giving(1, false), giving(2, true), giving(3, null)])).toMatchObject({
    given: 3,
    uncleared: 1,
    unknown: 1,
  })
})

it('each clinician has their own count', () => {
  expect(rateOf([giving(1, false), giving(2, true, 'Dr. Ames'), giving(3, false, 'Dr. Ames')]).byClinician).toEqual([
    { clinician: 'Dr. Ames', given: 2, uncleared: 1, unknown: 0 },
    { clinician: 'Dr. Lee', given: 1, uncleared: 1, unknown: 0 },
  ])
})

it('of nothing is nothing', () => {
  expect(rateOf([])).toEqual({ given: 0, uncleared: 0, unknown: 0, byClinician: [] })
})
