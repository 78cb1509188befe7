/** What the data structures of ISBT 128 say, as fields (ST-001 2.4). */
import type { DatePrecision, LabelFields } from '../types'
import { clockTime, digitsAt, isoDay, julianDay, lastDayOfMonth } from './dates'
import { check37, type Structure } from './isbt128-structures'
import { type Outcome, refuse } from './outcome'

export type Fields = { -readonly [K in keyof LabelFields]: LabelFields[K] }
type DateName = 'expiry' | 'productionDate' | 'collectionDate'

/**
 * Adds what one structure says; its characters, from `at` to `end`, already fit its pattern.
 * @returns null, or the refusal of a wrong checksum, an impossible date, or one that contradicts an earlier date
 */
export function addFields(fields: Fields, structure: Structure, text: string, at: number, end: number): Outcome | null {
  // A lot for the product goes before that of its container or of an item beside it.
  if (structure.field && !(structure.field === 'lot' && structure.number !== '035' && fields.lot)) {
    fields[structure.field] = text.slice(at, end)
  }
  switch (structure.number) {
    case '001':
      return addDonation(fields, text, at)
    case '003':
      fields.pdc = text.slice(at, at + 5)
      return null
    case '004':
    case '005':
      return addJulian(fields, 'expiry', text, at, end)
    case '006':
    case '007':
      return addJulian(fields, 'collectionDate', text, at, end)
    case '008':
    case '009':
      return addJulian(fields, 'productionDate', text, at, end)
    case '017':
      fields.di ??= fields.containerDI as string
      fields.containerManufacturer = text.slice(at + 1, at + 3)
      fields.containerCatalog = text.slice(at + 3, end)
      return null
    case '018':
    case '022':
    case '035':
      // Lots are padded with zeros in front (2.4.18): the padded one is stored, the printed one shown and searched for.
      fields.lotShown = fields.lot!.replace(/^0+(?=.)/, '')
      return null
    case '021':
      fields.manufacturer = text.slice(at, at + 2)
      fields.catalog = text.slice(at + 2, end)
      return null
    case '024':
      return addBirthDate(fields, text, at + 2)
    case '025':
      fields.patientId = text.slice(at + 4, end)
      return null
    case '026':
      return addDate(
        fields,
        'expiry',
        lastDayOfMonth(digitsAt(text, at, 4), digitsAt(text, at + 4, 2)),
        'month',
        text,
        at,
        end,
      )
    case '031':
      return addFlexible(fields, text, at, end)
    case '033':
    case '034':
      fields.finp = text.slice(at, at + 5)
      fields.fpc = text.slice(at + 5, at + 11)
      if (structure.number === '034') fields.pdc = text.slice(at + 11, end)
      return null
    case '037':
    case '039':
      return checkDonor(structure, text, at, end)
    case '038':
      return addEuropeanCode(fields, text, at)
    case '040':
      return text.startsWith('CH', at) ? null : refuse('FORMAT', 'A chain of identity number begins with “CH”.', at)
  }
  return null
}

/** The donation number is 13 characters; the flags behind it steer processes, 60–96 are a check on the number (2.4.1, A.2). */
function addDonation(fields: Fields, text: string, at: number): Outcome | null {
  const flags = text.slice(at + 13, at + 15)
  const value = digitsAt(flags, 0, 2)
  if (value >= 60 && value <= 96 && value - 60 !== check37(text, at, at + 13)) {
    return refuse('FLAG_CHECKSUM', 'The check behind the donation number does not fit the number.', at + 13, flags)
  }
  fields.din = text.slice(at, at + 13)
  fields.flags = flags
  return null
}

/** `cyyjjj`, with `hhmm` in the longer structures; 2359 also stands for “no time given” (2.4.4–2.4.9). */
function addJulian(fields: Fields, name: DateName, text: string, at: number, end: number): Outcome | null {
  const century = text.charCodeAt(at) - 48
  // The standard does not spell the centuries out: 0 is 20xx, 1 is 21xx, 9 is 19xx; another is a misprint.
  const year = (century === 9 ? 1900 : 2000 + century * 100) + digitsAt(text, at + 1, 2)
  const day = century > 1 && century < 9 ? null : julianDay(year, digitsAt(text, at + 3, 3))
  if (end - at === 6) return addDate(fields, name, day, 'day', text, at, end)
  return addDate(fields, name, atTime(day, text, at + 6), 'minute', text, at, end)
}

function atTime(day: string | null, text: string, at: number): string | null {
  const time = clockTime(digitsAt(text, at, 2), digitsAt(text, at + 2, 2))
  return day && time && `${day}T${time}`
}

function calendarDay(text: string, at: number): string | null {
  return isoDay(digitsAt(text, at, 4), digitsAt(text, at + 4, 2), digitsAt(text, at + 6, 2))
}

/** A label that states a date twice states the same: the more exact one is kept, a contradiction refused (R2). */
function addDate(
  fields: Fields,
  name: DateName,
  value: string | null,
  precision: DatePrecision,
  text: string,
  at: number,
  end: number,
): Outcome | null {
  if (value === null) return refuse('DATE', 'This date is not in the calendar.', at, text.slice(at, end))
  const had = fields[name] as string | undefined
  const hadPrecision = fields[`${name}Precision`]
  if (had !== undefined) {
    const length = precision === hadPrecision ? 16 : precision === 'month' || hadPrecision === 'month' ? 7 : 10
    if (had.slice(0, length) !== value.slice(0, length)) {
      return refuse('DATE', 'This label states two dates that disagree.', at, text.slice(at, end))
    }
    if (precision === 'month' || hadPrecision === 'minute') return null
  }
  fields[name] = value
  fields[`${name}Precision`] = precision
  return null
}

function addBirthDate(fields: Fields, text: string, at: number): Outcome | null {
  const day = calendarDay(text, at)
  if (day === null) return refuse('DATE', 'This date of birth is not in the calendar.', at, text.slice(at, at + 8))
  fields.patientBirthDate = day
  return null
}

/** `ZUTTYYYYMMDDhhmm` (2.4.31): the zone is the facility's own (1) or UTC (2), U is 0, the types are those of table 25. */
function addFlexible(fields: Fields, text: string, at: number, end: number): Outcome | null {
  const zone = text[at]!
  if ((zone !== '1' && zone !== '2') || text[at + 1] !== '0') {
    return refuse('FORMAT', 'The date does not say in which time zone it is.', at, text.slice(at, at + 2))
  }
  const value = atTime(calendarDay(text, at + 4), text, at + 12)
  if (value === null) return refuse('DATE', 'This date is not in the calendar.', at + 4, text.slice(at, end))
  const type = text.slice(at + 2, at + 4)
  fields.flexibleDate ??= value
  fields.flexibleType ??= type
  fields.flexibleZone ??= zone
  const name = type === '01' ? 'expiry' : type === '02' ? 'collectionDate' : type === '03' ? 'productionDate' : null
  // A date in UTC can't be compared with one in local time, so beside another it stays what it is.
  if (name === null || (zone === '2' && fields[name] !== undefined)) return null
  if (zone === '2') fields[`${name}Zone`] = 'UTC'
  return addDate(fields, name, value, 'minute', text, at, end)
}

/** GRID (2.4.39, retired 2.4.37): the issuing organization does not begin with 0, the last two digits are a check. */
function checkDonor(structure: Structure, text: string, at: number, end: number): Outcome | null {
  if (text[at] === '0') return refuse('FORMAT', 'A donor registry number does not begin with 0.', at, '0')
  if (structure.number === '039' && digitsAt(text, end - 2, 2) !== check37(text, at, end - 2)) {
    return refuse('GRID_CHECKSUM', 'The check at the end of the donor registry number does not fit.', end - 2)
  }
  return null
}

/** The Single European Code (ST-012 2.1), 40 characters: donation and product sequence; 00000000 is “no expiry date”. */
export function addEuropeanCode(fields: Fields, text: string, at: number): Outcome | null {
  fields.sec = text.slice(at, at + 40)
  fields.secCountry = text.slice(at, at + 2)
  fields.secTE = text.slice(at + 2, at + 8)
  fields.secDonation = text.slice(at + 8, at + 21)
  fields.secCodingSystem = text[at + 21]!
  fields.secProduct = text.slice(at + 22, at + 29)
  fields.secSplit = text.slice(at + 29, at + 32)
  if (text.startsWith('00000000', at + 32)) return null
  return addDate(fields, 'expiry', calendarDay(text, at + 32), 'day', text, at + 32, at + 40)
}
