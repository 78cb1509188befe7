import { expect, test } from 'vitest'
import { explainForbidden } from '~/modules/auth/messages'
import { rolesThatMay } from '~/modules/auth/rules'
import type { Permission } from '~/modules/auth/types'

const permissions: Permission[] = [
  'stock.move',
  'receiving.receive',
  'patient.read',
  'recall.patients',
  'audit.read',
  'access.manage',
]

test.each(permissions)(
  'whoever lacks %s is told in one sentence what is closed and whose it is, without a code',
  (one) => {
    const said = explainForbidden(one, rolesThatMay(one))
    expect(said).toMatch(/^You may not [^.]+: that is for [^.]+\.$/)
    expect(said).not.toContain(one)
  },
)

test('the roles are people, listed as people are', () => {
  expect(explainForbidden('patient.read', rolesThatMay('patient.read'))).toBe(
    'You may not see patients: that is for clinicians, managers, and the medical director.',
  )
  expect(explainForbidden('access.manage', rolesThatMay('access.manage'))).toBe(
    'You may not manage people and tokens: that is for administrators.',
  )
})
