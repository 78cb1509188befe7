import { describe, expect, test } from 'vitest'
import {
  describeReading,
  explainAmbiguity,
  explainContradiction,
  explainLabelRefusal,
  explainLabelWarning,
  explainMissing,
} from '~/modules/labels/messages'
import { reading, result, withCheckDigit } from './reader-support'

const GTIN = withCheckDigit('0950600013435')

describe('sentences about labels', () => {
  test.each([
    '',
    'rubbish',
    ']X',
    `01${GTIN}17261301`,
    `01${GTIN}10A#`,
    '5901234123458',
    '+/EO523201',
    'https://a/b',
    '=Q',
  ])('the refusal of %j says what is wrong and what to do', (text) => {
    const found = result(text)
    if (found.kind !== 'refused') throw new Error(`${text} was not refused`)
    const { wrong, todo } = explainLabelRefusal(found.refusal)
    expect(wrong).toMatch(/^[A-Z(“].+[.]$/)
    expect(todo).toMatch(/^[A-Z].+[.]$/)
  })

  test('what was seen is shown with its place, control characters drawn', () => {
    const found = result(`01${GTIN}10A\u0007B`)
    if (found.kind !== 'refused') throw new Error('was not refused')
    expect(explainLabelRefusal(found.refusal).seen).toBe('Read at character 20: “␇B”.')
  })

  test('a question offers each reading in a line', () => {
    const found = result(`01${GTIN}10AB117261231`)
    if (found.kind !== 'ambiguous') throw new Error('was not ambiguous')
    const { question, choices } = explainAmbiguity(found)
    expect(question).toContain('separator')
    expect(choices).toEqual([`product ${GTIN}, lot AB117261231`, `product ${GTIN}, lot AB1, expires 2026-12-31`])
  })

  test('a reading without the usual fields shows its elements', () => {
    expect(describeReading(reading(']C191AB'))).toBe('(91) AB')
    expect(describeReading(reading(']C0XYZ'))).toBe('a code of its own, no label standard')
  })

  test('warnings, missing parts and contradictions are sentences', () => {
    for (const warning of reading(`01${GTIN}10AB121S9|17261231`).warnings) {
      expect(explainLabelWarning(warning)).toMatch(/^[A-Z].+[.]$/)
    }
    for (const part of ['product', 'donation', 'divisions', 'lot', 'serial', 'expiry'] as const) {
      expect(explainMissing(part)).toMatch(/^[A-Z].+[.]$/)
    }
    const { wrong, seen } = explainContradiction({
      field: 'gtin',
      had: '1',
      got: '2',
      detail: 'One barcode says 1, the other 2.',
    })
    expect(wrong).toBe('The product of this barcode is not the one scanned before.')
    expect(seen).toContain('1')
  })
})
