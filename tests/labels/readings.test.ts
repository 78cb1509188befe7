import { describe, expect, test } from 'vitest'
import { explainLabelRefusal } from '~/modules/labels/messages'
import { readAll } from '~/modules/labels/rules/readings'
import type { ReadOptions } from '~/modules/labels/types'
import { GS, NOW, refusalOf, result, warningsOf, withCheckDigit } from './reader-support'

const all = (raw: string, options: Partial<ReadOptions> = {}) => readAll(raw, { now: NOW, ...options })
const lotsOf = (raw: string) => all(raw).label.map(({ fields }) => fields.lot)
const GTIN = withCheckDigit('0950600013435')
const ITEM = `01${GTIN}`

describe('a text without a carrier is not GS1 because it begins with a digit', () => {
  test.each([
    '10108716',
    '8D1082',
    '17D9T',
    '0312200152',
    '16GS36753',
    '6188613',
    '072915',
    '513602',
    '07110002',
    '90A024',
    '21S5566',
    '10AB',
    '301234',
    '4111234',
    '99X',
    '20-113',
    '0101',
    '1726A',
  ])('%s is a name as it stands, whatever else it may be', (raw) => {
    expect(all(raw)).toMatchObject({ proven: false, typed: { text: raw } })
  })

  test('where it also reads as GS1, both meanings are there', () => {
    expect(lotsOf('10AB')).toEqual(['AB'])
    expect(lotsOf('10D9T')).toEqual(['D9T'])
    expect(all('21S5566').label.map(({ fields }) => fields.serial)).toEqual(['S5566'])
    expect(all('17261231').label.map(({ fields }) => fields.expiry)).toEqual(['2026-12-31'])
  })

  test('with the barcode’s mark, with its product or as a whole label it is GS1 and nothing else', () => {
    for (const [raw, symbologyId] of [
      ['10D9T', ']C1'],
      [']d210D9T', null],
      [`${ITEM}10AB`, null],
      ['1726123110AB1', null],
      ['(10)AB', null],
      [`https://id.gs1.org/01/${GTIN}/10/AB`, null],
    ] as const)
      expect(all(raw, { symbologyId })).toMatchObject({ proven: true, typed: null })
  })

  test('plain Code 128 is asked: the company’s own code, or GS1 that is not marked', () => {
    expect(all('10D9T', { symbologyId: ']C0' })).toMatchObject({
      proven: false,
      typed: { text: '10D9T' },
      label: [{ fields: { lot: 'D9T' } }],
    })
  })

  test('a label that is wrong is a refused label and no name', () => {
    for (const raw of [`01${GTIN}10AB£`, '+A99900031', '=A9999', ']d2', '(01)123', `${ITEM.slice(0, -1)}0`])
      expect(all(raw)).toMatchObject({ typed: null, label: [], refusal: { code: expect.any(String) } })
  })
})

describe('typed NDC', () => {
  test.each([
    ['0409-4277-02', ['00409427702']],
    ['12345-678-90', ['12345067890']],
    ['12345-6789-0', ['12345678900']],
    ['12345-6789-01', ['12345678901']],
    ['012345-6789-01', ['12345678901']],
    ['NDC 0409-4277-02', ['00409427702']],
    ['NDC: 0409-4277-02.', ['00409427702']],
    ['NDC# 12345-678-90', ['12345067890']],
    ['ndc 12345 6789 01', ['12345678901']],
    ['0409427702', ['00409427702', '04094027702', '04094277002']],
    ['00409427702', ['00409427702']],
    ['012345678901', ['12345678901']],
    ['30409427702', ['30409427702', '00409427702', '04094027702', '04094277002']],
    ['NDC 0409427702', ['00409427702', '04094027702', '04094277002']],
    ['0409–4277–02', ['00409427702']],
  ])('%s', (raw, candidates) => {
    const found = all(raw).label.find(({ symbology }) => symbology === 'ndc')
    expect(found?.fields.ndc11Candidates).toEqual(candidates)
  })

  test('a layout that NDC does not have is none', () => {
    for (const raw of ['123-4567-89', '12345-67-890', '1234567-123-1', 'NDC 123', '123456-7890-12'])
      expect(all(raw).label.filter(({ symbology }) => symbology === 'ndc')).toEqual([])
  })

  test('where the same digits are a GS1 lot, both are shown', () => {
    expect(
      all('1040-4277-02')
        .label.map(({ symbology }) => symbology)
        .sort(),
    ).toEqual(['gs1', 'ndc'])
  })
})

describe('typed donation numbers', () => {
  test.each([
    'A99992610041700',
    'A9999 26 100417 00',
    'A9999 26 100417 00 7',
    'A9999 26 100417 7',
    'A9999-26-100417-00-7',
    'DIN A9999 26 100417 00 7.',
  ])('%s is donation A999926100417', (raw) => {
    expect(all(raw).label.map(({ fields }) => fields.din)).toEqual(['A999926100417'])
  })

  test('a wrong check character or flag is refused, not dropped', () => {
    expect(refusalOf('A9999 26 100417 00 8')).toBe('CHECK_CHARACTER')
    expect(refusalOf('A9999 26 100417 61')).toBe('FLAG_CHECKSUM')
  })
})

describe('characters that no scanner sends', () => {
  test.each(['\u200d', '\u200b', '\u00ad', '\u200f', '\u202e', '\u2060', 'А', '²'])(
    '%j inside a lot is refused',
    (odd) => {
      expect(refusalOf(`${ITEM}10test${odd}21532`)).not.toBe('read')
    },
  )

  test('“~1” cuts no lot short unless the scanner is known to send it', () => {
    expect(refusalOf(`${ITEM}10A~1`)).toBe('CHARSET')
    expect(refusalOf(`${ITEM}10A~121S9`)).toBe('CHARSET')
    expect(result(`${ITEM}10A~121S9`, { scanner: { groupSeparator: '~1' } })).toMatchObject({
      reading: { fields: { lot: 'A', serial: 'S9' } },
    })
  })

  test('one foreign digit among plain ones is asked, a text in one script is mended', () => {
    for (const odd of ['٣', '३', '３', '𝟹'])
      expect(result(`${ITEM}21S${odd}5`)).toMatchObject({
        kind: 'ambiguous',
        readings: [{ fields: { serial: 'S35' } }],
      })
    expect(warningsOf('０１０９５０６０００１３４３５２１０AB１')).toContain('FULL_WIDTH_DIGITS')
  })
})

describe('labels that contradict themselves or say nothing', () => {
  test('(01) and (02) exclude each other: which goods are they?', () => {
    const found = all(`(01)${GTIN}(02)${GTIN}(37)5`)
    expect(found).toMatchObject({ label: [], typed: null, refusal: { code: 'CONFLICTING_PAIR' } })
    expect(explainLabelRefusal(found.refusal!).wrong).toBe(
      '(02) and (01) exclude each other: the one names this item, the other what it holds.',
    )
    expect(all(`${ITEM}37${'5'}`)).toMatchObject({ refusal: { code: 'CONFLICTING_PAIR' } })
    expect(all(`02${GTIN}37${'5'}`)).toMatchObject({ proven: true, refusal: null })
  })

  test('a GTIN or SSCC of zeros is the number of nothing', () => {
    for (const raw of [
      '0100000000000000',
      '00000000000000000000',
      '00000000000000',
      '000000000000',
      '(02)00000000000000(37)5',
    ])
      expect(all(raw).label).toEqual([])
    expect(refusalOf('0000000000000', { symbologyId: ']E0' })).toBe('CHECK_DIGIT')
    const found = result('0100000000000000')
    expect(found.kind === 'refused' && explainLabelRefusal(found.refusal).wrong).toBe(
      'Zeros alone are the number of nothing.',
    )
  })

  test('the expiry of a web address is read by either name, refused where they differ', () => {
    const link = `https://example.com/01/${GTIN}/10/AB`
    expect(result(`${link}?exp=271231`)).toMatchObject({ reading: { fields: { expiry: '2027-12-31' } } })
    expect(result(`${link}?17=271231&exp=271231`)).toMatchObject({ reading: { fields: { expiry: '2027-12-31' } } })
    expect(refusalOf(`${link}?17=261231&exp=271231`)).toBe('REPEATED_AI')
    expect(warningsOf(`${link}?17=261231&lot=CD`)).toEqual(['LINK_PART_IGNORED'])
    expect(warningsOf(`${link}?17=261231&utm_source=x`)).toEqual([])
  })

  test.each(['+A9990003/14D2026AB12', '+A9990003/14D00000101', '+A9990003/16D99991231', '+A9990003/14D20261301'])(
    '%s is no date',
    (data) => {
      const symbols = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'
      const sum = [...data].reduce((total, character) => total + symbols.indexOf(character), 0)
      expect(refusalOf(data + symbols[sum % 43])).toBe('DATE')
    },
  )
})

describe('a name with what is printed behind it', () => {
  test.each(['CW-305 exp 05/2027', 'CW-305, Exp: 05/2027', 'Lot CW-305. Exp 05/2027', 'LOT# CW-305 EXP 2027-05'])(
    '%s',
    (raw) => {
      expect(all(raw).label.map(({ fields }) => [fields.lot, fields.expiry])).toContainEqual(['CW-305', '2027-05-31'])
    },
  )

  test('a lot and a serial', () => {
    expect(all('CW-305 S/N 0042').label).toMatchObject([{ fields: { lot: 'CW-305', serial: '0042' } }])
    expect(all(`${ITEM}10AB${GS}21S9`).proven).toBe(true)
  })
})
