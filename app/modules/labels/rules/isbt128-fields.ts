/** What the data structures of ISBT 128 say, as fields (ST-001 2.4). */
import { digitsAt, julianDay, lastDayOfMonth, longDay, pairAt } from './dates'
import { check37, misfit, NUMBER, type Structure } from './isbt128-structures'
import { type DateName, fail, type Statement, stateDate, withTime } from './statements'

/**
 * Adds what one structure says; its characters, from `at` to `end`, already fit its pattern. False after a refusal: a
 * wrong checksum, a day that the calendar has not, a date that contradicts an earlier one.
 */
export function addFields(s: Statement, structure: Structure, at: number, end: number): boolean {
  const { text, fields } = s
  const { pieces, number, date } = structure
  for (const { field, from, to } of pieces) fields[field] = text.slice(at + from, to === undefined ? end : at + to)
  if (date) return addJulian(s, date, at, end)
  switch (number) {
    case '001':
      return checkFlags(s, at, end)
    case '017':
      fields.di ??= text.slice(at, end)
      return true
    case '018':
    case '022':
    case '035':
      return addLot(s, number === '035', at, end)
    case '024':
      fields.patientBirthDate = longDay(text, at + 2) ?? undefined
      return fields.patientBirthDate !== undefined || fail(s, 'DATE', 'date of birth', at, end)
    case '026':
      return stateDate(s, 'expiry', lastDayOfMonth(digitsAt(text, at, 4), pairAt(text, at + 4)), 'month', at, end)
    case '031':
      return addFlexible(s, at, end)
    case '037':
    case '039':
      return checkDonor(s, number, at, end)
    case '038': {
      // The Single European Code (ST-012 2.1) ends in its expiry; 00000000 is “none”.
      const day = end - 8
      return text.startsWith('00000000', day) || stateDate(s, 'expiry', longDay(text, day), 'day', day, end)
    }
    case '040':
      return text.startsWith('CH', at) || fail(s, 'FORMAT', 'chain of identity number', at, end)
  }
  return true
}

/** The donation number is 13 characters; the flags behind it steer processes, 60–96 are a check on the number (A.2). */
function checkFlags(s: Statement, at: number, end: number): boolean {
  const check = pairAt(s.text, end - 2) - 60
  if (check < 0 || check > 36 || check === check37(s.text, at, end - 2)) return true
  return fail(s, 'FLAG_CHECKSUM', '', end - 2, end)
}

/**
 * Lots are padded with zeros in front (2.4.18, 2.4.35): `lot` is as scanned, `lotShown` as printed. A lot of the product
 * goes before one of its container or of an item beside it.
 */
function addLot(s: Statement, ofProduct: boolean, at: number, end: number): boolean {
  if (s.fields.lot !== undefined && !ofProduct) return true
  let first = at
  while (first < end - 1 && s.text.charCodeAt(first) === 48) first++
  s.fields.lot = s.text.slice(at, end)
  s.fields.lotShown = s.text.slice(first, end)
  return true
}

/** `cyyjjj`, with `hhmm` in the longer structures; 2359 also stands for “no time given” (2.4.4–2.4.9). */
function addJulian(s: Statement, name: DateName, at: number, end: number): boolean {
  const { text } = s
  const century = digitsAt(text, at, 1)
  // The standard does not spell the centuries out: 0 is 20xx, 1 is 21xx, 9 is 19xx; another is a misprint.
  const year = (century === 9 ? 1900 : 2000 + century * 100) + pairAt(text, at + 1)
  const day = century > 1 && century < 9 ? null : julianDay(year, digitsAt(text, at + 3, 3))
  if (end - at === 6) return stateDate(s, name, day, 'day', at, end)
  return stateDate(s, name, withTime(day, text, at + 6), 'minute', at, end)
}

/** `ZUTTYYYYMMDDhhmm` (2.4.31): the zone is the facility's own (1) or UTC (2), U is 0, the types are those of table 25. */
function addFlexible(s: Statement, at: number, end: number): boolean {
  const { text, fields } = s
  const zone = text[at]!
  if ((zone !== '1' && zone !== '2') || text[at + 1] !== '0') return fail(s, 'FORMAT', 'time zone', at, at + 2)
  const value = withTime(longDay(text, at + 4), text, at + 12)
  if (value === null) return fail(s, 'DATE', 'date', at + 4, end)
  fields.flexibleDate ??= value
  fields.flexibleType ??= text.slice(at + 2, at + 4)
  fields.flexibleZone ??= zone
  return true
}

/** By the type, 01–03. */
const FLEXIBLE: readonly (DateName | undefined)[] = [undefined, 'expiry', 'collectionDate', 'productionDate']

/**
 * States the dates of the flexible structures, once all others are known: a time in UTC can't be compared with one in
 * local time, so beside another it only stays an element.
 */
export function addFlexibleDates(s: Statement): boolean {
  return s.elements.every(({ id, value }) => {
    const name = id === '031' ? FLEXIBLE[pairAt(value, 2)] : undefined
    const utc = value[0] === '2'
    if (name === undefined || (utc && s.fields[name] !== undefined)) return true
    return stateDate(s, name, withTime(longDay(value, 4), value, 12), 'minute', 0, 0, utc)
  })
}

/** GRID (2.4.39, retired 2.4.37): the issuing organization does not begin with 0, the last two digits are a check. */
function checkDonor(s: Statement, number: string, at: number, end: number): boolean {
  if (s.text[at] === '0') return fail(s, 'FORMAT', 'donor registry number', at, end)
  if (number === '037' || pairAt(s.text, end - 2) === check37(s.text, at, end - 2)) return true
  return fail(s, 'GRID_CHECKSUM', '', end - 2, end)
}

/** Takes the donation number from a Single European Code where the label has no other and it has the shape of one (ST-012 3.2). */
export function addEuropeanDonation(s: Statement): void {
  const donation = s.fields.secDonation
  if (typeof donation === 'string' && misfit(donation, 0, NUMBER) < 0) s.fields.din ??= donation
}
