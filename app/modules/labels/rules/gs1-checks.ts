/**
 * The checks of the single parts of GS1 values: character sets, check digits, dates, times, code lists. A check answers
 * null where the part is right, else the class of the refusal and a sentence.
 */
import type { LabelRefusalCode } from '../types'
import { daysInMonth, digitsAt, fullYear } from './dates'
import { isCountryLetters, isCountryNumber, isCurrencyNumber, isMediaType, isPackageType } from './gs1-codes'
import { isCoupon, isPositiveOfferCoupon } from './gs1-coupon'
import type { AiPart } from './gs1-table'

/** Why a value is refused; `at` is the index into the text. */
export type Complaint = { readonly code: LabelRefusalCode; readonly detail: string; readonly at: number }

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const SET_82 = `!"%&'()*+,-./0123456789:;<=>?${UPPER}_${UPPER.toLowerCase()}`
const SET_32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** For each ASCII character the sets that it is in: 1 digits, 2 set 82, 4 set 39, 8 base64url (GenSpecs 7.11). */
export const CHARACTER_SETS: Uint8Array = characterSets()

function characterSets(): Uint8Array {
  const sets = new Uint8Array(128)
  const add = (bit: number, characters: string) => {
    for (let i = 0; i < characters.length; i++) sets[characters.charCodeAt(i)]! |= bit
  }
  add(1, '0123456789')
  add(2, SET_82)
  add(4, `#-/0123456789${UPPER}`)
  add(8, `-_=0123456789${UPPER}${UPPER.toLowerCase()}`)
  return sets
}

/** The GS1 check digit, modulo 10 (GenSpecs 7.9.1): whether the last of the digits `start` to `end` is right. */
export function hasCheckDigit(text: string, start: number, end: number): boolean {
  let sum = 0
  for (let i = end - 2, weight = 3; i >= start; i--, weight = 4 - weight) sum += (text.charCodeAt(i) - 48) * weight
  return (sum + text.charCodeAt(end - 1) - 48) % 10 === 0
}

/** Checks the part of `text` from `start` to `end` against its format; lengths are the caller's. */
export function checkPart(part: AiPart, text: string, start: number, end: number, now: string): Complaint | null {
  const { set, checks } = part
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code > 127 || (CHARACTER_SETS[code]! & set) === 0) {
      const detail = set === 1 ? 'Only digits can stand here.' : 'This character can’t stand here.'
      return { code: 'CHARSET', detail, at: i }
    }
  }
  if (set === 8) {
    // The dictionary's linter wants at most two pads, and a padded length that is a multiple of three.
    const pads = /=*$/.exec(text.slice(start, end))![0].length
    if (text.slice(start, end - pads).includes('=') || pads > 2 || (pads > 0 && (end - start) % 3 > 0)) {
      return { code: 'CHARSET', detail: 'The signature is padded wrongly.', at: end - 1 }
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
    case 100: // d: YYMMDD, where day 00 is the last day of the month
      return checkDay(fullYear(digitsAt(text, start, 2), now), text, start + 2, true)
    case 68: // D: YYMMDD
      return checkDay(fullYear(digitsAt(text, start, 2), now), text, start + 2, false)
    case 89: // Y: YYYYMMDD
      return checkDay(digitsAt(text, start, 4), text, start + 4, false)
    case 101: // e: HHMM, or 9999 for no time
      return digitsAt(text, start, 4) === 9999 ? null : checkTime(text, start)
    case 104: // h: HHMM
      return checkTime(text, start)
    case 72: // H: hours
      return digitsAt(text, start, 2) > 23 ? { code: 'TIME', detail: 'A day has no such hour.', at: start } : null
    case 109: // m: minutes or seconds
      return digitsAt(text, start, 2) > 59 ? { code: 'TIME', detail: 'There are 60 minutes, 00–59.', at: start } : null
    default:
      return checkRare(check, text.slice(start, end), start, now)
  }
}

function checkDay(year: number, text: string, at: number, day00: boolean): Complaint | null {
  const days = daysInMonth(year, digitsAt(text, at, 2))
  if (days === 0) return { code: 'DATE', detail: 'There is no such month.', at }
  const day = digitsAt(text, at + 2, 2)
  if (day > days || (day === 0 && !day00)) return { code: 'DATE', detail: 'The month has no such day.', at: at + 2 }
  return null
}

function checkTime(text: string, start: number): Complaint | null {
  if (digitsAt(text, start, 2) > 23) return { code: 'TIME', detail: 'A day has no such hour.', at: start }
  if (digitsAt(text, start + 2, 2) > 59)
    return { code: 'TIME', detail: 'An hour has 60 minutes, 00–59.', at: start + 2 }
  return null
}

/** The checks that hardly a clinic's label needs; off the hot path, so they may slice. */
function checkRare(check: number, value: string, at: number, now: string): Complaint | null {
  const wrong = (detail: string, code: LabelRefusalCode = 'OTHER'): Complaint => ({ code, detail, at })
  switch (String.fromCharCode(check)) {
    case 'g': // a company prefix has at least four digits
      if (value.length < 4) return wrong('This is too short for a company prefix.', 'LENGTH')
      return /^\d{4}/.test(value) ? null : wrong('A company prefix begins with digits.', 'CHARSET')
    case 'k':
      return checkPair(value) ? null : wrong('The two check characters are wrong.', 'CHECK_DIGIT')
    case 't':
      return /\D/.test(value) ? null : wrong('At least one character must not be a digit.')
    case 'p':
      return /%(?![0-9A-Fa-f]{2})/.test(value) ? wrong('A percent sign must lead two hexadecimal digits.') : null
    case 'i':
      return isCountryNumber(value) ? null : wrong('There is no country with this number.')
    case 'I':
      return value === '999' || isCountryNumber(value) ? null : wrong('There is no country with this number.')
    case 'a':
      return isCountryLetters(value) ? null : wrong('There is no country with these letters.')
    case 'u':
      return isCurrencyNumber(value) ? null : wrong('There is no currency with this number.')
    case 'T':
      return isPackageType(value) ? null : wrong('There is no such package type.')
    case 'M':
      return isMediaType(Number(value)) ? null : wrong('There is no such media type.')
    case 'b':
      return checkIban(value, at)
    case 's':
      return checkSequence(value, at)
    case 'x':
      return /^[-\w]$/.test(value) ? null : wrong('This is no importer index.', 'CHARSET')
    case 'o':
    case 'O':
      if (/\D/.test(value)) return wrong('A coupon is digits only.', 'CHARSET')
      return (check === 111 ? isCoupon(value, now) : isPositiveOfferCoupon(value))
        ? null
        : wrong('This is no complete coupon.')
    default:
      return checkDigits(check, value) ? null : wrong('This value is not among those that may stand here.')
  }
}

/** The checks of a few digits or a sign against the values that the dictionary allows. */
function checkDigits(check: number, value: string): boolean {
  switch (String.fromCharCode(check)) {
    case 'y': // no or yes
      return value <= '1'
    case 'S': // ISO/IEC 5218
      return value <= '2' || value === '9'
    case 'w': // winding direction
      return value <= '1' || value === '9'
    case 'z':
      return value === '0'
    case 'n':
      return /[^0]/.test(value)
    case 'r':
      return value[0] !== '0'
    case 'P': // piece of total
      return value.slice(0, 2) > '00' && value.slice(0, 2) <= value.slice(2)
    case '-':
      return value === '-'
    case 'l': // latitude, shifted by 90 degrees
      return value <= '1800000000'
    case 'L': // longitude, shifted by 180 degrees
      return value <= '3600000000'
    default:
      return false
  }
}

/** The check character pair of alphanumeric keys (GenSpecs 7.9.5): weights are the primes from the right, modulo 1021. */
export function checkPair(value: string): boolean {
  const length = value.length - 2
  if (length < 0) return false
  let sum = 0
  let prime = 1
  for (let i = length - 1; i >= 0; i--) {
    do prime++
    while (!isPrime(prime))
    sum += SET_82.indexOf(value[i]!) * prime
  }
  sum %= 1021
  return value[length] === SET_32[sum >> 5] && value[length + 1] === SET_32[sum & 31]
}

function isPrime(number: number): boolean {
  for (let i = 2; i * i <= number; i++) if (number % i === 0) return false
  return true
}

/** ISO 13616: country, two check digits, account; the letters count 10 to 35, the whole modulo 97 is 1. */
function checkIban(value: string, at: number): Complaint | null {
  if (value.length <= 10) return { code: 'LENGTH', detail: 'This is too short for an account number.', at }
  if (!isCountryLetters(value.slice(0, 2)))
    return { code: 'OTHER', detail: 'There is no country with these letters.', at }
  if (/[^0-9A-Z]/.test(value)) return { code: 'CHARSET', detail: 'An account number has digits and capitals.', at }
  let rest = 0
  for (const character of value.slice(4) + value.slice(0, 4)) {
    const worth = Number.parseInt(character, 36)
    rest = (rest * (worth > 9 ? 100 : 10) + worth) % 97
  }
  return rest === 1
    ? null
    : { code: 'CHECK_DIGIT', detail: 'The check digits of the account number are wrong.', at: at + 2 }
}

/** Position and total, "2/3": both from 1, the position at most the total. */
function checkSequence(value: string, at: number): Complaint | null {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(value)
  return match && Number(match[1]) <= Number(match[2])
    ? null
    : { code: 'OTHER', detail: 'This is no position in a sequence, such as 2/3.', at }
}
