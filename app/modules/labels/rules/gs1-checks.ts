/**
 * The checks of the single parts of GS1 values: character sets, check digits, dates, times, code lists. A check answers
 * null where the part is right, else the class of the refusal, its place and the letter of the check.
 */
import type { LabelRefusalCode } from '../types'
import { CHARACTER_SETS, strangerAt } from './characters'
import { daysInMonth, digitsAt, pairAt, yearAt } from './dates'
import { isCountry, isCountryLetters, isCurrency, isPackageType } from './gs1-codes'
import { isCoupon, isPositiveOfferCoupon } from './gs1-coupon'
import type { AiPart } from './gs1-table'

/** Why a value is refused: `at` is the index into the text, `detail` what messages.ts makes a sentence of. */
export type Complaint = { readonly code: LabelRefusalCode; readonly at: number; readonly detail: string }

const SET_32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** The codes of set 82, each at its value (GenSpecs 7.11), which goes by ASCII. */
const SET_82 = [...CHARACTER_SETS.keys()].filter((code) => CHARACTER_SETS[code]! & 2)

/**
 * The GS1 check digit, modulo 10 (GenSpecs 7.9.1): whether the last of the digits `start` to `end` is right. Zeros alone
 * would pass and are the number of nothing.
 */
export function hasCheckDigit(text: string, start: number, end: number): boolean {
  let sum = 0
  for (let i = end - 1, weight = 1; i >= start; i--, weight = 4 - weight) sum += (text.charCodeAt(i) - 48) * weight
  return sum % 10 === 0 && sum > 0
}

/** The digits with their GS1 check digit behind them. */
export function withCheckDigit(digits: string): string {
  for (const check of '0123456789') if (hasCheckDigit(digits + check, 0, digits.length + 1)) return digits + check
  return digits
}

/**
 * What a value must match or be, by the letters of gs1-table-rows.ts. A function answers true where the value is right,
 * else false or the place of what is wrong.
 */
export const RULES: Readonly<Record<string, RegExp | ((value: string, thisYear: number) => boolean | number)>> = {
  c: (value) => hasCheckDigit(value, 0, value.length) || (/^0+$/.test(value) ? 0 : value.length - 1),
  d: (value, thisYear) => isDay(value, yearAt(value, 0, thisYear), 2, 0), // YYMMDD, where day 00 is the last day of the month
  D: (value, thisYear) => isDay(value, yearAt(value, 0, thisYear), 2), // YYMMDD
  Y: (value) => isDay(value, digitsAt(value, 0, 4), 4), // YYYYMMDD
  Z: /^([^=]*|(?=(...)+$)[^=]*==?)$/, // base64url, padded with at most two signs to a multiple of three
  H: /^([01]|2[0-3])/, // hours
  m: /^[0-5]/, // minutes or seconds
  h: /^([01]\d|2[0-3])[0-5]/, // HHMM
  e: /^([01]\d|2[0-3])[0-5]|^9999/, // HHMM, or 9999 for no time
  g: /^\d{4}/, // a company prefix
  k: checkPair,
  t: /\D/, // no number
  p: /^(?!.*%(?![\dA-Fa-f]{2}))/, // percent signs lead two hexadecimal digits
  i: isCountry,
  I: (value) => value === '999' || isCountry(value),
  a: isCountryLetters,
  u: isCurrency,
  T: isPackageType,
  M: /^(0[1-9]|10|[89]\d)/, // AIDC media types: 01–10 by ICCBBA, 80–99 local or national
  b: isAccount,
  s: (value) => /^[1-9]\d*\/[1-9]\d*$/.test(value) && Number(value.split('/')[0]) <= Number(value.split('/')[1]),
  x: /^[-\w]/, // importer index
  o: isCoupon,
  O: isPositiveOfferCoupon,
  y: /[01]/, // no or yes
  S: /[0-29]/, // ISO/IEC 5218
  w: /[019]/, // winding direction
  z: /0/,
  n: /[^0]/,
  r: /^[^0]/,
  P: (value) => value.slice(0, 2) > '00' && value.slice(0, 2) <= value.slice(2), // piece of total
  '-': /-/,
  l: (value) => value <= '1800000000', // latitude, shifted by 90 degrees
  L: (value) => value <= '3600000000', // longitude, shifted by 180 degrees
}

/** The class of the refusal, for the letters that another class says better than OTHER. */
const CODES: readonly (readonly [LabelRefusalCode, letters: string])[] = [
  ['DATE', 'dDY'],
  ['TIME', 'Hmhe'],
  ['CHARSET', 'Zgx'],
  ['CHECK_DIGIT', 'ckb'],
]

/** Checks a part of a value against its format; its length is the caller's. */
export function checkPart({ set, checks, rules }: AiPart, value: string, thisYear: number): Complaint | null {
  const stranger = strangerAt(value, 0, value.length, set)
  if (stranger >= 0) return { code: 'CHARSET', at: stranger, detail: set === 1 ? 'N' : 'X' }
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i]!
    const right = typeof rule === 'function' ? rule(value, thisYear) : rule.test(value)
    if (right === true) continue
    const detail = checks[i]!
    const code = CODES.find(([, letters]) => letters.includes(detail))?.[0] ?? 'OTHER'
    return { code, at: Number(right), detail }
  }
  return null
}

/**
 * Whether there is a valid MMDD at `at`, otherwise the place of what is wrong; `least` is the first day that a month
 * may have.
 */
function isDay(text: string, year: number, at: number, least = 1): boolean | number {
  const days = daysInMonth(year, pairAt(text, at))
  const day = pairAt(text, at + 2)
  if (days === 0) return at
  return (day >= least && day <= days) || at + 2
}

/** The check character pair of alphanumeric keys (GenSpecs 7.9.5): weights are the primes from the right, modulo 1021. */
export function checkPair(value: string): boolean {
  const length = value.length - 2
  let sum = 0
  let prime = 1
  for (let i = length - 1; i >= 0; i--) {
    do prime++
    while (!isPrime(prime))
    sum += SET_82.indexOf(value.charCodeAt(i)) * prime
  }
  sum %= 1021
  return length >= 0 && value.slice(length) === SET_32[sum >> 5]! + SET_32[sum & 31]!
}

function isPrime(number: number): boolean {
  for (let i = 2; i * i <= number; i++) if (number % i === 0) return false
  return true
}

/** IBAN (ISO 13616): country, two check digits, account; the letters count 10 to 35, the whole modulo 97 is 1. */
function isAccount(value: string): boolean {
  let rest = 0
  for (const character of value.slice(4) + value.slice(0, 4)) {
    const worth = Number.parseInt(character, 36)
    rest = (rest * (worth > 9 ? 100 : 10) + worth) % 97
  }
  return rest === 1 && value.length > 10 && !/[^\dA-Z]/.test(value) && isCountryLetters(value.slice(0, 2))
}
