import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layoutNames, typedOn } from '~/modules/labels/rules/layouts'
import { encodeOwnCode, type OwnKind } from '~/modules/labels/rules/own-code'
import { reading, refusalOf, warningsOf } from './reader-support'

const KINDS: OwnKind[] = ['unit', 'place', 'pack', 'opened-vial', 'patient', 'badge', 'lot', 'kit', 'procedure']

describe('our own codes', () => {
  test('what is encoded is read back, for every kind and number', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (kind, id) => {
        expect(reading(encodeOwnCode({ kind, id }))).toMatchObject({ symbology: 'own', fields: { kind, id } })
      }),
      { numRuns: 500 },
    )
  })

  test('one wrong letter or two exchanged ones are always noticed', () => {
    const letters = 'BCDEGHJKLNPRSTUV'
    for (const id of [1, 7, 255, 4711, 123456789]) {
      const code = encodeOwnCode({ kind: 'unit', id })
      for (let at = 3; at < code.length; at++) {
        for (const letter of letters) {
          if (letter === code[at]) continue
          expect(refusalOf(code.slice(0, at) + letter + code.slice(at + 1))).not.toBe('read')
        }
        const swapped = code.slice(0, at) + (code[at + 1] ?? '') + code[at] + code.slice(at + 2)
        if (swapped !== code && at + 1 < code.length) expect(refusalOf(swapped)).not.toBe('read')
      }
    }
  })

  test('small letters are read with the warning of caps lock', () => {
    const code = encodeOwnCode({ kind: 'place', id: 12 }).toLowerCase()
    expect(reading(code).fields).toEqual({ kind: 'place', id: 12 })
    expect(warningsOf(code)).toContain('CAPS_LOCK_SUSPECTED')
  })

  test('every layout of Latin script but the ergonomic Latvian one leaves them alone', () => {
    const other = ['Bulgarian', 'BulgarianPhoneticTraditional', 'BulgarianPhonetic', 'BulgarianTypewriter', 'Latvian']
    const latin = layoutNames().filter((name) => !other.includes(name) && !/^Greek(220|319|Polytonic)?$/.test(name))
    expect(latin.length).toBe(58)
    for (const kind of KINDS) {
      const code = encodeOwnCode({ kind, id: 0x7edcba98 })
      for (const name of latin) expect(typedOn(name, code)).toBe(code)
    }
  })

  test('in a barcode of any kind and with a layout set they are read too', () => {
    const code = encodeOwnCode({ kind: 'pack', id: 99 })
    expect(reading(`]d1${code}`).fields).toEqual({ kind: 'pack', id: 99 })
    expect(reading(code, { scanner: { layout: 'French' } }).fields).toEqual({ kind: 'pack', id: 99 })
  })

  test('there is no code for what is no row', () => {
    for (const id of [0, -1, 1.5, Number.NaN, 2 ** 31])
      expect(() => encodeOwnCode({ kind: 'unit', id })).toThrow(RangeError)
  })
})
