/**
 * North American coupon codes, AI (8110) and (8112): fields one after another, each led by its length. No clinic scans
 * them; they are checked so that nothing else passes for one.
 */
import { dayAt, yearAt } from './dates'

/** As many digits as the digit in front says, from the least to the most that it may say, and `more`. */
function counted(least: number, most: number, more = 0): string {
  const lengths = []
  for (let length = least; length <= most; length++) lengths.push(`${length}\\d{${length + more}}`)
  return `(?:${lengths.join('|')})`
}

/** A company prefix, then the offer code. */
const PREFIX = counted(0, 6, 6)
/** Value, code and family of what must be bought. */
const REQUIREMENT = `${counted(1, 5)}[0-49]\\d{3}`
/** Whose company's; 9 says that there is none. */
const OF_COMPANY = `${REQUIREMENT}(?:9|${PREFIX})`

// Optional fields are led by their number: second and third requirement, expiry, start, serial number, retailer, more.
const COUPON = new RegExp(
  `^${PREFIX}\\d{6}${counted(1, 5)}${REQUIREMENT}(?:1[0-3]${OF_COMPANY})?(?:2${OF_COMPANY})?(?:3(\\d{6}))?(?:4(\\d{6}))?` +
    `(?:5${counted(0, 9, 6)})?(?:6${counted(1, 7, 6)})?(?:9[01256][0-2]\\d[01])?$`,
)

const OFFER = new RegExp(`^[01]${PREFIX}\\d{6}${counted(0, 9, 6)}$`)

/** Whether the digits are a coupon of AI (8110) (North American Coupon Application Guideline). */
export function isCoupon(digits: string, thisYear: number): boolean {
  const [whole, expires = '', starts = ''] = COUPON.exec(digits) ?? []
  const isDay = (day: string) => day === '' || dayAt(day, yearAt(day, 0, thisYear), 2) !== null
  return whole !== undefined && isDay(expires) && isDay(starts) && (expires === '' || starts <= expires)
}

/** Whether the digits are a coupon of AI (8112): format, funder, offer, serial number, nothing after it. */
export function isPositiveOfferCoupon(digits: string): boolean {
  return OFFER.test(digits)
}
