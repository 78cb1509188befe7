/**
 * The checks of the single parts of GS1 values: character sets, check digits, dates, times. A check returns null where
 * the part is right, else the class of the refusal and a sentence.
 */
import type { LabelRefusalCode } from '../types'
import { daysInMonth, digitsAt, fullYear } from './dates'
import type { AiPart } from './gs1-table'

export type Complaint = { readonly code: LabelRefusalCode; readonly detail: string; readonly at: number }

/** For each ASCII character the sets that it is in: 1 digits, 2 set 82, 4 set 39, 8 base64url (GenSpecs 7.11). */
export const CHARACTER_SETS: Uint8Array = characterSets()

function characterSets(): Uint8Array {
  const sets = new Uint8Array(128)
  const add = (bit: number, characters: string) => {
    for (let i = 0; i < characters.length; i++) sets[characters.charCodeAt(i)]! |= bit
  }
  const digits = '0123456789'
  const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const lower = 'abcdefghijklmnopqrstuvwxyz'
  add(1, digits)
  add(2, `!"%&'()*+,-./${digits}:;<=>?${upper}_${lower}`)
  add(4, `#-/${digits}${upper}`)
  add(8, `-_=${digits}${upper}${lower}`)
  return sets
}

/** The GS1 check digit, modulo 10 (GenSpecs 7.9.1): whether the last of the digits `start` to `end` is right. */
export function hasCheckDigit(text: string, start: number, end: number): boolean {
  let sum = 0
  for (let i = end - 2, weight = 3; i >= start; i--, weight = 4 - weight) sum += (text.charCodeAt(i) - 48) * weight
  return (sum + text.charCodeAt(end - 1) - 48) % 10 === 0
}

/** Checks the part of `text` from `start` to `end` against its format; lengths are checked by the caller. */
export function checkPart(part: AiPart, text: string, start: number, end: number, now: string): Complaint | null {
  const { set, checks } = part
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code > 127 || (CHARACTER_SETS[code]! & set) === 0) {
      return {
        code: 'CHARSET',
        detail: set === 1 ? 'Only digits may stand here.' : 'This character may not stand here.',
        at: i,
      }
    }
  }
  for (let i = 0; i < checks.length; i++) {
    const complaint = checkOne(checks.charCodeAt(i), text, start, end, now)
    if (complaint) return complaint
  }
  return null
}

function checkOne(check: number, text: string, start: number, end: number, now: string): Complaint | null {
  switch (check) {
    case 99: // c: check digit
      return hasCheckDigit(text, start, end)
        ? null
        : { code: 'CHECK_DIGIT', detail: 'The check digit is wrong.', at: end - 1 }
    case 100: // d: YYMMDD, day 00 is the last day of the month
      return checkDay(text, start, now, true)
    case 68: // D: YYMMDD
      return checkDay(text, start, now, false)
    default:
      return null
  }
}

function checkDay(text: string, start: number, now: string, day00: boolean): Complaint | null {
  const year = fullYear(digitsAt(text, start, 2), now)
  const month = digitsAt(text, start + 2, 2)
  const day = digitsAt(text, start + 4, 2)
  const days = daysInMonth(year, month)
  if (days === 0) return { code: 'DATE', detail: 'There is no such month.', at: start + 2 }
  if (day > days || (day === 0 && !day00)) return { code: 'DATE', detail: 'The month has no such day.', at: start + 4 }
  return null
}
