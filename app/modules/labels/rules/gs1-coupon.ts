/**
 * North American coupon codes, AI (8110) and (8112): fields one after another, each led by its length. No clinic scans
 * them; they are checked so that nothing else passes for one.
 */
import { daysInMonth, digitsAt, fullYear } from './dates'

/** Walks over the fields of a coupon; `ok` turns false for good at the first field that is wrong or cut short. */
class Walk {
  at = 0
  ok = true
  constructor(
    readonly text: string,
    readonly now: string,
  ) {}

  /** One digit that must be among those allowed; returns its value. */
  one(allowed: string): number {
    const digit = this.text[this.at]
    if (digit === undefined || !allowed.includes(digit)) this.ok = false
    this.at += 1
    return Number(digit ?? 0)
  }

  /** A length indicator and as many digits as it says, plus `more`; returns where the digits begin. */
  counted(allowed: string, more: number): number {
    const length = this.one(allowed)
    const start = this.at
    this.skip(length + more)
    return start
  }

  skip(length: number): void {
    this.at += length
    if (this.at > this.text.length) this.ok = false
  }

  /** The indicator of an optional field: stepped over where it is there. */
  has(indicator: string): boolean {
    if (!this.ok || this.text[this.at] !== indicator) return false
    this.at += 1
    return true
  }

  /** A requirement: value, code and family. */
  requirement(): void {
    this.counted('12345', 0)
    this.one('012349')
    this.skip(3)
  }

  /** A company prefix; the indicator 9 says that there is none. */
  prefix(): void {
    if (this.text[this.at] === '9') this.at += 1
    else this.counted('0123456', 6)
  }

  /** YYMMDD; returns it, or an empty text where the calendar has no such day. */
  day(): string {
    const start = this.at
    this.skip(6)
    const days = daysInMonth(fullYear(digitsAt(this.text, start, 2), this.now), digitsAt(this.text, start + 2, 2))
    const day = digitsAt(this.text, start + 4, 2)
    if (day < 1 || day > days) this.ok = false
    return this.text.slice(start, start + 6)
  }

  get done(): boolean {
    return this.ok && this.at === this.text.length && !/\D/.test(this.text)
  }
}

const ANY = '0123456789'

/** Whether the digits are a coupon of AI (8110) (North American Coupon Application Guideline). */
export function isCoupon(digits: string, now: string): boolean {
  const walk = new Walk(digits, now)
  walk.counted('0123456', 6)
  walk.skip(6)
  walk.counted('12345', 0)
  walk.requirement()
  if (walk.has('1')) {
    walk.one('0123')
    walk.requirement()
    walk.prefix()
  }
  if (walk.has('2')) {
    walk.requirement()
    walk.prefix()
  }
  const expires = walk.has('3') ? walk.day() : '999999'
  if (walk.has('4') && walk.day() > expires) return false
  if (walk.has('5')) walk.counted(ANY, 6)
  if (walk.has('6')) walk.counted('1234567', 6)
  if (walk.has('9')) {
    walk.one('01256')
    walk.one('012')
    walk.one(ANY)
    walk.one('01')
  }
  return walk.done
}

/** Whether the digits are a coupon of AI (8112): format, funder, offer, serial number, nothing after it. */
export function isPositiveOfferCoupon(digits: string): boolean {
  const walk = new Walk(digits, '')
  walk.one('01')
  walk.counted('0123456', 6)
  walk.skip(6)
  walk.counted(ANY, 6)
  return walk.done
}
