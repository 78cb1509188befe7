import { describe, expect, test } from 'vitest'
import {
  describeReading,
  explainAmbiguity,
  explainContradiction,
  explainLabelRefusal,
  explainLabelWarning,
  explainMissing,
  inWords,
} from '~/modules/labels/messages'
import { CORPUS, mutate, randomFrom } from './mutations'
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

  test('what the reader says of any text is a sentence with nothing left to fill in', () => {
    const random = randomFrom(3)
    for (let i = 0; i < 20_000; i++) {
      const text = mutate(CORPUS, random)
      const found = inWords(result(text))
      const readings = found.kind === 'ambiguous' ? found.readings : found.kind === 'read' ? [found.reading] : []
      const warnings = found.kind === 'refused' ? found.warnings : readings.flatMap((each) => each.warnings)
      const details = warnings.map(({ detail }) => detail)
      if (found.kind === 'refused') details.push(found.refusal.detail)
      if (found.kind === 'ambiguous') details.push(found.detail)
      for (const detail of details) {
        if (!/^[A-Z(“].*[.?]$/.test(detail) || /\{(part|detail|seen)\}|undefined| {2}/.test(detail))
          throw new Error(`${JSON.stringify(text)}: ${detail}`)
      }
    }
  })

  test('a check that would be right with a space behind it says that the space may have been cut off', () => {
    const cut = Array.from({ length: 200 }, (_, i) => `+A999${1000 + i}0`).find(
      (text) => result(`${text} `).kind === 'read',
    )!
    const found = result(cut)
    const { wrong } = explainLabelRefusal(found.kind === 'refused' ? found.refusal : { code: 'EMPTY', detail: '' })
    expect(wrong).toMatch(/^The check at its end should be “.”\. A space at the end would be right too/)
  })

  test.each([
    ['|', 'The scanner sends “|” where the label has a separator.'],
    [' ', 'The scanner sends a space where the label has a separator.'],
    ['\x1c', 'The scanner sends a control character where the label has a separator.'],
  ])('a separator that came as %j is named in words', (sign, words) => {
    const [warning] = reading(`01${GTIN}10AB1${sign}17261231`).warnings
    expect(explainLabelWarning(warning!)).toContain(words)
  })

  test.each([
    [`01${GTIN}17261301`, '(17): the calendar has no such day.'],
    [`01${GTIN}2112345678901234567890123`, '(21) has 23 characters, not 1 to 20; the scanner may drop the separator.'],
    ['+A99912345X', 'The check at its end should be “7”.'],
    ['-12345627', 'The check digit of the PZN is wrong: a digit was misread or mistyped.'],
    ['=+02000=A99992600000100', 'The barcode announces 02 parts and has 1: it was not read whole.'],
    ['(3338)030333', 'No GS1 identifier begins with 3338, or it is cut short.'],
    ['LOT A LOT B', 'The label states its lot twice, and differently.'],
  ])('%j: %s', (text, wrong) => {
    const found = result(text)
    expect(found.kind === 'refused' && explainLabelRefusal(found.refusal).wrong).toBe(wrong)
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
