import { expect, test } from 'vitest'
import { answer } from '../bench/labels-read'

test('a case is answered with the vectors’ field names, and nothing but input, symbology and day counts', () => {
  const input = ']d201095060001343521726123110AB1'
  const each = {
    id: 'a',
    input,
    form: 'hri',
    symbologyId: ']d2',
    referenceDate: '2026-11-24',
    expect: { valid: false },
  }
  expect(answer(each, '1999-01-01')).toMatchObject({
    id: 'a',
    valid: true,
    fields: { gtin: '09506000134352', expiry: '2026-12-31', lot: 'AB1' },
    elements: [
      ['01', '09506000134352'],
      ['17', '261231'],
      ['10', 'AB1'],
    ],
    warnings: [],
  })
})

test('a refusal has its error, a question null and its readings', () => {
  expect(answer({ id: 'b', input: '01095060001343521726133110AB1' }, '2026-11-24')).toMatchObject({
    valid: false,
    error: 'DATE',
  })
  expect(answer({ id: 'c', input: '010950600013435210AB117261231' }, '2026-11-24')).toMatchObject({
    valid: null,
    warnings: ['POSSIBLE_MISSING_SEPARATOR'],
    readings: [{ fields: { lot: 'AB117261231' } }, { fields: { lot: 'AB1', expiry: '2026-12-31' } }],
  })
})
