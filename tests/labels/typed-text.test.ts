import { describe, expect, test } from 'vitest'
import { splitList } from '~/modules/labels/rules/typed-list'
import { cleanTyped } from '~/modules/labels/rules/typed-text'

const textOf = (raw: string) => cleanTyped(raw)?.text

describe('what stands around an identifier', () => {
  test.each([
    'CW-305',
    ' CW-305 ',
    'CW-305.',
    'CW-305,',
    'Lot CW-305',
    'Lot CW-305.',
    'lot: CW-305',
    'LOT# CW-305',
    'LOT #CW-305',
    'Lot no. CW-305',
    'Lot number: CW-305',
    'LOT NO CW-305',
    'Batch CW-305',
    'batch no: CW-305',
    'Lot/Batch: CW-305',
    'Ch.-B. CW-305',
    'the lot is'.replace('the lot is', 'Lot is CW-305'),
    '"CW-305"',
    '“CW-305”',
    "'CW-305",
    '(CW-305)',
    '[CW-305]',
    '<CW-305>',
    '#CW-305',
    '• CW-305',
    '- CW-305',
    '* CW-305',
    '*CW-305*',
    '**CW-305**',
    'Lot *CW-305*',
    'CW-305 -',
    'CW-305?',
    'CW–305',
    'CW‑305',
    'ＣＷ－３０５',
    'CW-305\u200b',
    '\ufeffCW-305',
    '\u200eCW-305\u200f',
    'CW-305\u00a0',
    'Lot:\u00a0CW-305',
    'CW-305\r\n',
  ])('%j is CW-305', (raw) => {
    expect(textOf(raw)).toBe('CW-305')
  })

  test.each([
    ['S/N 0042', 'serial', '0042'],
    ['S.N.: 0042', 'serial', '0042'],
    ['SN 0042', 'serial', '0042'],
    ['Serial no. 0042', 'serial', '0042'],
    ['Serial # 0042', 'serial', '0042'],
    ['Vial 0042', 'container', '0042'],
    ['MRN: HH-10021', 'patient', 'HH-10021'],
    ['Seal 88213', 'seal', '88213'],
    ['Donor DONOR-551', 'donor', 'DONOR-551'],
    ['DIN A9999 26 100417', 'donation', 'A9999 26 100417'],
    ['GTIN 09506000134352', 'product', '09506000134352'],
  ])('%j is called a %s', (raw, word, text) => {
    expect(cleanTyped(raw)).toMatchObject({ word, text })
  })

  test.each([
    'LOT305',
    'SN12',
    'BATCH9',
    'LOTUS-4',
    'CHARGER',
    'SNOW 12',
    'UNITED-3',
    'A.B/C',
    'AB.1',
    'X-1)2',
    'V-000123',
    'CW-3*',
    '*305',
  ])('%j stays as it is', (raw) => {
    expect(cleanTyped(raw)).toMatchObject({ text: raw, word: null, mends: [] })
  })

  test('what was changed inside the identifier is named, what was taken off its ends is no matter', () => {
    expect(cleanTyped('CW\u200d-305')?.mends).toEqual(['INVISIBLE'])
    expect(cleanTyped('CW\u00ad305')).toMatchObject({ mends: ['INVISIBLE'], dropped: ['\u00ad'] })
    expect(cleanTyped('\u200eCW-305\u200f')?.mends).toEqual([])
    expect(cleanTyped('CW-٣٠٥')).toMatchObject({ text: 'CW-305', mends: ['OTHER_SCRIPT'] })
    expect(cleanTyped('Lot CW-305.')?.mends).toEqual(['WORDS', 'PUNCTUATION'])
  })

  test('a text of blanks and invisible characters is nothing', () => {
    for (const raw of ['', ' ', '\u200b', '\ufeff\u00a0', '\u00ad']) expect(cleanTyped(raw)).toBeNull()
    expect(textOf('...')).toBe('...')
  })
})

describe('what a spreadsheet does', () => {
  test.each([
    ['1.2E+06', 'SCIENTIFIC', '1200000'],
    ['1.23457E+11', 'SCIENTIFIC', '123457000000'],
    ['6188613.0', 'TRAILING_ZEROS', '6188613'],
    ['6188613.00', 'TRAILING_ZEROS', '6188613'],
    ['6,188,613', 'THOUSANDS', '6188613'],
    ['6 188 613', 'THOUSANDS', '6188613'],
    ['6.188.613', 'THOUSANDS', '6188613'],
    ["6'188'613", 'THOUSANDS', '6188613'],
    ['72915', 'LEADING_ZEROS', '072915'],
    ['0072915', 'LEADING_ZEROS', '72915'],
  ])('%s is recognized as %s and may be %s', (raw, code, candidate) => {
    const doubt = cleanTyped(raw)?.doubts.find((each) => each.code === code)
    expect(doubt?.candidates).toContain(candidate)
  })

  test.each(['5-Mar', 'Mar-05', '05-MAR-2026'])('%s may have been made a date', (raw) => {
    expect(cleanTyped(raw)?.doubts).toEqual([{ code: 'DATE', candidates: [] }])
  })

  test.each(['1E5', '12E4', 'CW-305', 'A1.0', '90A024', '10AB', 'MAR5'])('%s is doubted for nothing', (raw) => {
    expect(cleanTyped(raw)?.doubts).toEqual([])
  })
})

describe('lists', () => {
  test.each([
    'CW-305, NB-2407',
    'CW-305,NB-2407',
    'CW-305; NB-2407',
    'CW-305\nNB-2407\n',
    'CW-305\r\nNB-2407',
    'CW-305\tNB-2407',
    'CW-305 and NB-2407',
    'CW-305 & NB-2407',
    'CW-305, and NB-2407.',
    'Lots: CW-305, NB-2407',
    'Lot numbers: CW-305; NB-2407',
    'Lot CW-305, Lot NB-2407.',
    '"CW-305", "NB-2407"',
    'CW-305, NB-2407, CW-305',
    '• CW-305\n• NB-2407',
  ])('%j is two lots', (raw) => {
    expect(splitList(raw).items.map(({ text }) => text)).toEqual(['CW-305', 'NB-2407'])
    expect(splitList(raw).unread).toEqual([])
  })

  test('what is no single name is given back unread, never dropped', () => {
    expect(splitList('CW-300 to CW-310, NB-2407')).toMatchObject({
      items: [{ text: 'NB-2407' }],
      unread: ['CW-300 to CW-310'],
    })
    expect(splitList('CW-300 – CW-310').unread).toEqual(['CW-300 – CW-310'])
    expect(splitList('all lots').unread).toEqual(['all lots'])
    expect(splitList('CW-305, lots beginning with NB').unread).toEqual(['lots beginning with NB'])
    expect(splitList('CW-3*; CW-3xx').unread).toEqual(['CW-3*', 'CW-3xx'])
    expect(splitList('CW-305 (exp 2027-05-31), NB-2407')).toMatchObject({
      items: [{ text: 'CW-305' }, { text: 'NB-2407' }],
      unread: ['(exp 2027-05-31)'],
    })
  })

  test('a single name, a lot with a slash or an ampersand-free sign is one', () => {
    expect(splitList('AB/1').items.map(({ text }) => text)).toEqual(['AB/1'])
    expect(splitList('(CW-305)').items.map(({ text }) => text)).toEqual(['CW-305'])
    expect(splitList('A9999 26 100417').items.map(({ text }) => text)).toEqual(['A9999 26 100417'])
  })

  test('a number with thousands separators is asked, not cut', () => {
    expect(splitList('6,188,613').items).toMatchObject([
      { text: '6,188,613', doubts: [{ code: 'THOUSANDS', candidates: ['6188613'] }] },
    ])
  })
})
