import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { explainLabelRefusal } from '~/modules/labels/messages'
import { layoutNames, typedOn, undoLayout } from '~/modules/labels/rules/layouts'
import { GS, reading, refusalOf, result, warningsOf, withCheckDigit } from './reader-support'

const GTIN = withCheckDigit('0950600013435')
const FIELDS = { gtin: GTIN, expiry: '2026-12-31', lot: 'AB1', serial: 'S9' }
const whole = (separator: string) => `01${GTIN}1726123110AB1${separator}21S9`

describe('what stands around a label', () => {
  test.each(['\r', '\n', '\r\n', '\t', '\0\0', '\x03'])('%j behind it is left out', (suffix) => {
    expect(reading(`]d2${whole(GS)}${suffix}`).fields).toMatchObject(FIELDS)
  })

  test.each(['\ufeff', '\u200b', '  ', '\x02'])('%j in front of it is left out, with a warning', (prefix) => {
    expect(reading(`${prefix}]d2${whole(GS)}`).fields).toMatchObject(FIELDS)
    expect(warningsOf(`${prefix}]d2${whole(GS)}`)).toContain('AFFIX_REMOVED')
  })

  test('configured affixes are taken off', () => {
    const scanner = { prefix: '#S#', suffix: '##' }
    expect(reading(`#S#]d2${whole(GS)}##\r`, { scanner }).fields).toMatchObject(FIELDS)
  })

  test('HIBC keeps the space at its end, which may be its check character', () => {
    expect(reading('+A99900030 \r\n').fields.di).toBe('A99900030')
    expect(refusalOf('+A99900030')).toBe('CHECK_CHARACTER')
  })
})

describe('separators that came as something else', () => {
  test.each([
    '<GS>',
    '{GS}',
    '[GS]',
    '^]',
    '|',
    '~',
    '\\x1d',
    '\\u001d',
    '\\F',
    '{FNC1}',
    '<FNC1>',
    '<0x1D>',
    '␝',
    '↔',
    'è',
    'Ê',
    '\x1e',
    '\x1b',
    ' ',
    '\t',
    '@',
    '\0',
    '¶',
    '#',
    '$',
    '^',
    '`',
    '[',
    ']',
    '§',
  ])('%j stands for the separator, with a warning', (separator) => {
    expect(reading(`]d2${whole(separator)}`).fields).toMatchObject(FIELDS)
    expect(reading(whole(separator)).fields).toMatchObject(FIELDS)
    expect(warningsOf(whole(separator))).toContain('GS_SUBSTITUTED')
  })

  test('a character that a lot may have is a separator only where the scanner is known to send it', () => {
    expect(result(whole(';'))).toMatchObject({
      kind: 'ambiguous',
      reason: 'MISSING_SEPARATOR',
      readings: [{ fields: { lot: 'AB1;21S9' } }, { fields: { lot: 'AB1', serial: 'S9' } }],
    })
    expect(reading(whole(';'), { scanner: { groupSeparator: ';' } }).fields).toMatchObject(FIELDS)
  })

  test('a foreign character is no separator where real ones come, at the end, twice different, or without a product', () => {
    expect(refusalOf(`01${GTIN}10AB£123${GS}17290331`)).toBe('CHARSET')
    expect(refusalOf(`01${GTIN}10AB1|`)).toBe('CHARSET')
    expect(refusalOf(`01${GTIN}10AB1#21S9|17261231`)).toBe('CHARSET')
    expect(refusalOf(']C191a^3450123456')).toBe('CHARSET')
  })
})

describe('separators that were dropped', () => {
  test('a lot that ends in a dated element has two readings, never one', () => {
    expect(result(`01${GTIN}10AB117261231`)).toMatchObject({
      kind: 'ambiguous',
      reason: 'MISSING_SEPARATOR',
      readings: [{ fields: { lot: 'AB117261231' } }, { fields: { lot: 'AB1', expiry: '2026-12-31' } }],
    })
    expect(result(`01${GTIN}10AB1211726123121S9`).kind).toBe('ambiguous')
  })

  test('a tail that is no plausible date, or no date at all, is an honest lot', () => {
    expect(reading(`01${GTIN}10AB117991231`).fields.lot).toBe('AB117991231')
    expect(reading(`01${GTIN}10AB117261331`).fields.lot).toBe('AB117261331')
    expect(reading(`01${GTIN}1726010110AB117261231`).fields.lot).toBe('AB117261231')
  })

  test('"21…" in a lot is a warning, and a question where the scanner is known to drop separators', () => {
    expect(warningsOf(whole(''))).toContain('POSSIBLE_MISSING_SEPARATOR')
    expect(result(whole(''), { scanner: { dropsSeparator: true } })).toMatchObject({
      kind: 'ambiguous',
      readings: [{ fields: { lot: 'AB121S9' } }, { fields: FIELDS }],
    })
  })

  test('a lot that becomes too long says that the separator may be dropped', () => {
    const found = result(`01${GTIN}2112345678901217261231`.padEnd(60, '0'))
    expect(found.kind === 'refused' && explainLabelRefusal(found.refusal).wrong).toContain('separator')
  })
})

describe('digits of other scripts, doubled scans, caps lock', () => {
  test('full-width, Arabic and Devanagari digits are digits, with a warning', () => {
    for (const zero of ['０', '٠', '۰', '०']) {
      const text = whole(GS).replace(/\d/g, (digit) => String.fromCodePoint(zero.codePointAt(0)! + Number(digit)))
      expect(reading(text).fields).toMatchObject(FIELDS)
      expect(warningsOf(text)).toContain('FULL_WIDTH_DIGITS')
    }
  })

  test('a label scanned twice into one field is one label', () => {
    const text = `]d2${whole(GS)}`
    for (const between of ['', '\r', '\r\n']) {
      expect(reading(text + between + text).fields).toMatchObject(FIELDS)
      expect(warningsOf(text + between + text)).toContain('DOUBLED_SCAN')
    }
    expect(reading('59012341234575901234123457').fields.gtin).toBe('05901234123457')
    expect(result('10AB10AB')).toMatchObject({
      kind: 'ambiguous',
      readings: [{ fields: { lot: 'AB' } }, { fields: { lot: 'AB10AB' } }],
    })
  })

  test('exchanged capitals are asked: a lot has no check digit that shows them', () => {
    expect(result(`]D2${whole(GS)}`.replace('AB1', 'ab1').replace('S9', 's9'))).toMatchObject({
      kind: 'ambiguous',
      readings: [{ fields: FIELDS, warnings: [{ code: 'CAPS_LOCK_SUSPECTED' }] }],
    })
    expect(result('+a99912345/$$3260928yz-1/sx1j')).toMatchObject({
      kind: 'ambiguous',
      readings: [{ fields: { lot: 'YZ-1' } }],
    })
  })
})

const CODES = [
  `]d201${GTIN}1726123110AB-1/z${GS}21Y9(Q)m`,
  '+A99912345/$$3260928YZ-1/SX1J',
  '=+03000=A99992600000100=<E0382VAa&>0263652359',
]

describe('foreign keyboard layouts', () => {
  test('there are 67, and BulgarianLatin changes nothing', () => {
    expect(layoutNames().length).toBe(67)
    expect(typedOn('BulgarianLatin', CODES[0]!)).toBe(CODES[0])
  })

  test.each(layoutNames())('%s known: no other data than the scanner’s is read from what arrives', (layout) => {
    for (const code of CODES) {
      const typed = typedOn(layout, code)
      const truth = reading(code).elements
      const found = result(typed, { scanner: { layout } })
      if (found.kind === 'read') expect(found.reading.elements).toEqual(truth)
      if (found.kind === 'ambiguous') expect(found.readings.map(({ elements }) => elements)).toContainEqual(truth)
      expect(found.kind).not.toBe('refused')
    }
  })

  // It leaves "]d2" alone and changes the lot: nothing in the text shows it, only the scanner check does.
  const undetectable = ['Greek319Latin']
  test.each(layoutNames().filter((name) => !undetectable.includes(name)))(
    '%s unknown: what arrives is refused or asked, unless it is the label itself',
    (layout) => {
      for (const code of CODES) {
        const typed = typedOn(layout, code)
        const found = result(typed)
        if (found.kind !== 'read') continue
        // A layout that only swallows the separator leaves a run-together lot: that is warned of.
        if (found.reading.warnings.some(({ code: warning }) => warning === 'POSSIBLE_MISSING_SEPARATOR')) continue
        expect(found.reading.elements).toEqual(reading(code).elements)
      }
    },
  )

  test('where one legal lot may be another, the known layout asks', () => {
    const typed = `01${GTIN}10ZY1`
    expect(result(typed, { scanner: { layout: 'German' } })).toMatchObject({
      kind: 'ambiguous',
      reason: 'LAYOUT',
      readings: [{ fields: { lot: 'YZ1' } }, { fields: { lot: 'ZY1' } }],
    })
    // The camera's text does not go through the keyboard.
    expect(reading(typed, { symbologyId: ']d2', scanner: { layout: 'German' } }).fields.lot).toBe('ZY1')
  })

  test('what a layout can’t type was not typed on it', () => {
    expect(undoLayout('German', '日')).toBeNull()
    expect(undoLayout('NoSuchLayout', 'A')).toBeNull()
  })

  const FACTS = new URL('../../../shared/vectors/keyboard-layouts.json', import.meta.url)
  if (existsSync(FACTS)) {
    test('the table is what was measured', () => {
      const { layouts } = JSON.parse(readFileSync(FACTS, 'utf8')) as { layouts: Record<string, Record<string, string>> }
      expect(layoutNames().sort()).toEqual(Object.keys(layouts).sort())
      for (const [name, keys] of Object.entries(layouts)) {
        for (const [key, typed] of Object.entries(keys)) {
          expect({ name, key, typed: typedOn(name, key) }).toEqual({ name, key, typed: typed.replace('\0', '') })
        }
      }
    })
  }
})
