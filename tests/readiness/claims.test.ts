import { describe, expect, it } from 'vitest'
import { claimsInTheWay } from '~/modules/readiness/rules/claims'
import type { Binding } from '~/modules/readiness/types'

describe('what is in the way of what has happened', () => {
  const claim = (id: number, quantity: number, placeId = 1): Binding => ({
    id,
    procedureId: id,
    requirement: 'anesthetic',
    unitId: 7,
    placeId,
    quantity,
    reservationId: id,
    reserved: true,
    how: 'scan',
  })
  const all = [claim(1, 5), claim(2, 5), claim(3, 5), claim(4, 5, 2)]
  it.each<[claim: string, container: boolean, missing: number, ended: number[]]>([
    ['a single-dose container: every claim, wherever it was made', true, 0, [1, 2, 3, 4]],
    ['enough is free: none', false, 0, []],
    ['the latest one is enough', false, 5, [3]],
    ['a little more: the two latest', false, 6, [3, 2]],
    ['more than all: every claim at that place', false, 99, [3, 2, 1]],
  ])('%s', (_claim, container, missing, ended) => {
    expect(claimsInTheWay(all, { placeId: 1, container, missing }).map((each) => each.id)).toEqual(ended)
  })
})
