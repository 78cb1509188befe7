import { expect, test } from 'vitest'
import { disinfectionForm } from '~/modules/sterilization/schema'

test('how a transducer was disinfected is said by a name: a sign alone is refused', () => {
  const said = (method: string) => disinfectionForm.safeParse({ unitId: '1', level: 'high', method }).success
  expect(['.', '...', '12', 'ok', ' x '].map(said)).toEqual([false, false, false, false, false])
  expect(['OPA', 'Trophon 2', 'Peroxyd-Bad'].map(said)).toEqual([true, true, true])
})
