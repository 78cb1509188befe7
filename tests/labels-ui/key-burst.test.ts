import { describe, expect, it } from 'vitest'
import {
  type Burst,
  endsBurst,
  isBurst,
  isMachineFast,
  type KeyPress,
  nextBurst,
  noBurst,
  textOfAltDigits,
  textOfKey,
} from '~/modules/labels/rules/key-burst'

const plain: KeyPress = { key: 'a', code: 'KeyA', ctrlKey: false, altKey: false, metaKey: false, altGraph: false }
const press = (change: Partial<KeyPress>) => textOfKey({ ...plain, ...change })

/** Types a text with a pause of `gapMs` before each key, starting at `from`. */
function typed(text: string, gapMs: number, from = 5_000): Burst {
  return [...text].reduce((burst, key, index) => nextBurst(burst, key, from + index * gapMs), noBurst)
}

describe('a burst of keys', () => {
  it('is four keys that come faster than hands type', () => {
    expect(isBurst(typed('+A9', 5))).toBe(false)
    expect(isBurst(typed('+A99', 5))).toBe(true)
    expect(isBurst(typed('+A99', 34))).toBe(true)
    expect(isBurst(typed('+A99', 35))).toBe(false)
    expect(isBurst(typed('a quick typist', 70))).toBe(false)
  })

  it('holds every character, a group separator and a space included', () => {
    expect(typed('10AB\x1d17 /', 3).text).toBe('10AB\x1d17 /')
  })

  it('forgets what was typed by hand before it', () => {
    const hand = typed('xy', 200)
    const then = [...'0123'].reduce((burst, key, index) => nextBurst(burst, key, 9_000 + index * 4), hand)
    expect(then.text).toBe('0123')
  })

  it('ends with an Enter that comes up to a quarter of a second later', () => {
    const burst = typed('01234', 5)
    expect(endsBurst(burst, burst.lastAt + 250)).toBe(true)
    expect(endsBurst(burst, burst.lastAt + 251)).toBe(false)
    expect(endsBurst(typed('012', 5), 5_020)).toBe(false)
  })

  it('counts a key of Alt and four digits by its own first and last stroke', () => {
    const burst = [...'0104'].reduce((each, key, index) => nextBurst(each, key, index * 60, index * 60 + 50), noBurst)
    expect(isBurst(burst)).toBe(true)
  })

  it('knows an Enter too fast for a hand, after one key', () => {
    expect(isMachineFast(typed('7', 5), 5_010)).toBe(true)
    expect(isMachineFast(typed('7', 5), 5_060)).toBe(false)
    expect(isMachineFast(noBurst, 5)).toBe(false)
  })
})

describe('the text of a key', () => {
  it('is the key itself where it prints', () => {
    expect(press({ key: 'Q' })).toBe('Q')
    expect(press({ key: ' ' })).toBe(' ')
    expect(press({ key: 'Ü' })).toBe('Ü')
    expect(press({ key: 'Shift' })).toBeNull()
    expect(press({ key: 'F8' })).toBeNull()
    expect(press({ key: 'Dead' })).toBeNull()
  })

  it('is the group separator for Ctrl and ], on a layout that has another sign on that key as well', () => {
    expect(press({ key: ']', code: 'BracketRight', ctrlKey: true })).toBe('\x1d')
    expect(press({ key: '+', code: 'BracketRight', ctrlKey: true })).toBe('\x1d')
    expect(press({ key: '\x1d', code: '', ctrlKey: true })).toBe('\x1d')
  })

  it('is the record separator and the end of transmission of a format 06 envelope', () => {
    expect(press({ key: '^', code: 'Digit6', ctrlKey: true })).toBe('\x1e')
    expect(press({ key: '6', code: 'Digit6', ctrlKey: true })).toBe('\x1e')
    expect(press({ key: 'd', code: 'KeyD', ctrlKey: true })).toBe('\x04')
  })

  it('is what AltGr types, and nothing for Alt or the command key', () => {
    expect(press({ key: ']', ctrlKey: true, altKey: true, altGraph: true })).toBe(']')
    expect(press({ key: '@', ctrlKey: true, altKey: true })).toBe('@')
    expect(press({ key: 'a', altKey: true })).toBeNull()
    expect(press({ key: 'v', metaKey: true })).toBeNull()
  })

  it('is an end for Enter, Tab and their control letters', () => {
    expect(press({ key: 'Enter' })).toBe('\r')
    expect(press({ key: 'm', ctrlKey: true })).toBe('\r')
    expect(press({ key: 'j', ctrlKey: true })).toBe('\n')
    expect(press({ key: 'Tab' })).toBe('\t')
  })

  it('is the ASCII character of Alt and digits', () => {
    expect(textOfAltDigits('0029')).toBe('\x1d')
    expect(textOfAltDigits('0065')).toBe('A')
    expect(textOfAltDigits('0233')).toBeNull()
    expect(textOfAltDigits('0')).toBeNull()
  })
})
