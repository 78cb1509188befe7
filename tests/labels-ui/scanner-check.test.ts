import { describe, expect, it } from 'vitest'
import { layoutNames, typedOn } from '~/modules/labels/rules/layouts'
import { readLabel } from '~/modules/labels/rules/read-label'
import {
  checkIdentifiers,
  checkScanner,
  checkSymbols,
  checkTexts,
  recognize,
} from '~/modules/labels/rules/scanner-check'

const right = checkSymbols.map((symbol) => checkIdentifiers[symbol] + checkTexts[symbol])
const codes = (scans: readonly string[]) => checkScanner(scans).findings.map(({ code }) => code)
const changed = (change: (text: string) => string) => checkScanner(right.map(change))

describe('the symbols of the scanner check', () => {
  it('are labels that the reader reads as they stand', () => {
    for (const symbol of ['gs1', 'hibc'] as const) {
      const options = { now: '2026-11-24', symbologyId: checkIdentifiers[symbol] }
      expect(readLabel(checkTexts[symbol], options).kind).toBe('read')
    }
    expect(checkTexts.hibc.endsWith(' ')).toBe(true)
  })
})

describe('the scanner check', () => {
  it('finds nothing wrong with a scanner that sends everything', () => {
    expect(checkScanner(right)).toEqual({
      arrived: ['layout', 'gs1', 'hibc'],
      strange: false,
      findings: [{ code: 'LAYOUT_SAME' }, { code: 'SEPARATOR_ARRIVES' }, { code: 'IDENTIFIER_ARRIVES' }],
      profile: { layout: null, groupSeparator: '\x1d', dropsSeparator: false },
    })
  })

  it('takes the symbols in any order, and the latest scan of each', () => {
    expect(checkScanner([...right].reverse()).profile).toEqual(checkScanner(right).profile)
    const mended = [...right.map((text) => text.replace('\x1d', '')), right[1]!]
    expect(codes(mended)).toContain('SEPARATOR_ARRIVES')
  })

  it('has no profile before all three were scanned', () => {
    expect(checkScanner([]).profile).toBeNull()
    expect(checkScanner(right.slice(0, 2)).profile).toBeNull()
  })

  it('sees that the separator is dropped', () => {
    const check = changed((text) => text.replace('\x1d', ''))
    expect(check.findings).toContainEqual({ code: 'SEPARATOR_DROPPED' })
    expect(check.profile).toMatchObject({ groupSeparator: null, dropsSeparator: true })
  })

  it('sees what comes in its place', () => {
    for (const as of ['|', '<GS>', '^]', ';', '\x1e']) {
      const check = changed((text) => text.replace('\x1d', as))
      expect(check.findings).toContainEqual({ code: 'SEPARATOR_SUBSTITUTED', as })
      expect(check.profile).toMatchObject({ groupSeparator: as, dropsSeparator: false })
    }
  })

  it('sees that the symbology identifier is missing, or comes with some symbols only', () => {
    expect(codes(right.map((text) => text.slice(3)))).toContain('IDENTIFIER_MISSING')
    const partly = checkScanner([right[0]!, right[1]!, right[2]!.slice(3)])
    expect(partly.findings).toContainEqual({ code: 'IDENTIFIER_PARTLY', missing: ['hibc'] })
  })

  it('names what stands before and after each scan', () => {
    const check = changed((text) => `~${text}##\r\n`)
    expect(check.findings).toContainEqual({ code: 'AFFIXES', prefix: '~', suffix: '##' })
    expect(check.profile).toMatchObject({ prefix: '~', suffix: '##' })
  })

  it('sees a check character that is a space and was trimmed', () => {
    expect(codes(right.map((text) => text.trimEnd()))).toContain('SPACE_TRIMMED')
    expect(codes(right)).not.toContain('SPACE_TRIMMED')
  })

  it('tells caps lock from a layout, and keeps no profile of it', () => {
    const swapped = (text: string) =>
      text.replace(/[a-z]/gi, (letter) => (letter > 'Z' ? letter.toUpperCase() : letter.toLowerCase()))
    const check = changed(swapped)
    expect(check.findings).toContainEqual({ code: 'CAPS_LOCK' })
    expect(check.profile).toBeNull()
  })

  it('says so where the layout is none that it knows', () => {
    const dvorak = right[0]!.replace(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) ^ 1))
    expect(checkScanner([dvorak])).toMatchObject({ arrived: [], strange: true, profile: null })
    expect(checkScanner([...right, '4006381333931']).strange).toBe(true)
  })

  it('recognizes each symbol on every layout that can type it, and names one that types the same', () => {
    const unnamed: string[] = []
    for (const name of layoutNames()) {
      const typed = right.map((text) => typedOn(name, text))
      const check = checkScanner(typed)
      const layout = check.profile?.layout ?? null
      const printed = right.join().replace('\x1d', '')
      const same = layout === null ? printed : typedOn(layout, printed)
      if (!check.profile || same !== typedOn(name, printed)) unnamed.push(name)
    }
    expect(unnamed).toEqual([])
  })

  it('makes a lot readable that the layout had changed into another legal one', () => {
    const typed = (text: string) => typedOn('Danish', text)
    const { profile } = checkScanner(right.map(typed))
    expect(profile?.layout).toBeTruthy()
    const label = ']d201095060001343521727013110AB-1/Z9Y'
    const options = { now: '2026-11-24', scanner: profile }
    const result = readLabel(typed(label), options)
    expect(result).toMatchObject({ kind: 'read', reading: { fields: { lot: 'AB-1/Z9Y' } } })
  })

  it('takes a label of stock for none of its symbols', () => {
    expect(recognize(']d201095060001343521727013110MX2231')).toBeNull()
    expect(recognize('')).toBeNull()
  })
})
