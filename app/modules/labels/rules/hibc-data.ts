/** What stands inside HIBC symbols: the primary's parts, the secondary's quantity, date and lot, the supplements. */
import type { DatePrecision, LabelRefusalCode } from '../types'
import { clockTime, digitsAt, fullYear, isoDay, julianDay, lastDayOfMonth } from './dates'
import { fail, type HibcParts, setExpiry, setQuantity } from './hibc-parts'

/** Reads LIC, product number and unit of measure from `start` to `end` (2.1); false after a refusal. */
export function readPrimary(text: string, start: number, end: number, parts: HibcParts): boolean {
  const length = end - start
  if (length < 6) return fail(parts, 'LENGTH', 'The HIBC product part is too short.', end)
  if (length > 23) return fail(parts, 'LENGTH', 'The HIBC product part is longer than 23 characters.', start + 23)
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    const digit = code >= 48 && code <= 57
    if (i === end - 1 ? digit : digit || (code >= 65 && code <= 90)) continue
    const what =
      i === end - 1 ? 'The unit of measure is a digit' : 'A HIBC product number has only capital letters and digits'
    return fail(parts, 'FORMAT', `${what}.`, i, text[i])
  }
  const lic = text.slice(start, start + 4)
  const pcn = text.slice(start + 4, end - 1)
  const unit = text[end - 1]!
  const { fields, elements } = parts
  fields.di = text.slice(start, end)
  fields.lic = lic
  fields.pcn = pcn
  fields.unitOfMeasure = unit.charCodeAt(0) - 48
  elements.push({ id: 'LIC', value: lic }, { id: 'PCN', value: pcn }, { id: 'U/M', value: unit })
  return true
}

/** Reads secondary data and supplements, which `/` separates, from `start` to `end` (2.2, 2.3); false after a refusal. */
export function readSegments(text: string, start: number, end: number, parts: HibcParts, now: string): boolean {
  let from = start
  while (from <= end) {
    let to = from
    while (to < end && text.charCodeAt(to) !== 47) to++
    if (!readSegment(text, from, to, parts, now)) return false
    from = to + 1
  }
  return true
}

function readSegment(text: string, from: number, end: number, parts: HibcParts, now: string): boolean {
  if (from >= end) return fail(parts, 'LENGTH', 'A part of this HIBC label is empty.', from)
  switch (text.charCodeAt(from)) {
    case 36: // $
      return readDollar(text, from, end, parts, now)
    case 83: // S
      return readText(text, from + 1, end, 'serial', 'S', 18, parts)
    case 81: // Q
      return readCount(text, from + 1, end, parts)
  }
  const long = from + 3 <= end && (text.startsWith('16D', from) || text.startsWith('14D', from))
  if (long) return readLongDate(text, from, end, parts)
  if (from + 5 > end || digitsAt(text, from, 5) < 0) {
    const seen = text.slice(from, end)
    return fail(parts, 'FORMAT', `“${seen}” is no part of a HIBC label.`, from, seen)
  }
  // The legacy form: a Julian date, then at most 13 characters of lot.
  const lotStart = readDate(text, from, end, '5', parts, now)
  return lotStart > 0 && (lotStart === end || readText(text, lotStart, end, 'lot', 'LOT', 13, parts))
}

/** `$`, `$+`, `$$` and `$$+`: lot or serial, the doubled ones with a quantity and a date before it (Appendix E). */
function readDollar(text: string, from: number, end: number, parts: HibcParts, now: string): boolean {
  const dated = from + 1 < end && text.charCodeAt(from + 1) === 36
  let at = dated ? from + 2 : from + 1
  const serial = at < end && text.charCodeAt(at) === 43
  if (serial) at++
  const begun = parts.elements.length
  if (dated) {
    at = readDated(text, at, end, parts, now)
    if (at < 0) return false
  }
  if (at === end && parts.elements.length > begun) return true
  return serial
    ? readText(text, at, end, 'serial', 'SERIAL', 18, parts)
    : readText(text, at, end, 'lot', 'LOT', 18, parts)
}

/** Quantity and expiration date behind `$$`; returns where the lot begins, −1 after a refusal. */
function readDated(text: string, start: number, end: number, parts: HibcParts, now: string): number {
  let at = start
  const flag = at < end ? text[at]! : ''
  if (flag === '8' || flag === '9') {
    const width = flag === '8' ? 2 : 5
    const count = at + 1 + width <= end ? digitsAt(text, at + 1, width) : -1
    if (count < 0) return no(parts, 'QUANTITY', `After “${flag}” the quantity has ${width} digits.`, at + 1)
    const raw = text.slice(at + 1, at + 1 + width)
    if (!setQuantity(parts, count, at)) return -1
    parts.elements.push({ id: `$$${flag}`, value: raw })
    at += 1 + width
    // The date may be left out, a lot that begins with a digit can't be told from one then: those need the empty date, 7.
    if (at === end || digitsAt(text, at, 1) < 0) return at
  }
  const format = at < end ? text[at]! : ''
  switch (format) {
    case '0':
    case '1':
      return readDate(text, at, end, '', parts, now)
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
      return readDate(text, at + 1, end, format, parts, now)
    case '7':
      return at + 1
  }
  return no(
    parts,
    at > start ? 'DATE' : 'FORMAT',
    'After “$$” a digit from 0 to 7 says how the date is written.',
    at,
    format,
  )
}

/** The lengths of the date formats by their flag; without a flag it is MMYY. */
const WIDTH: Readonly<Record<string, number>> = { '': 4, 2: 6, 3: 6, 4: 8, 5: 5, 6: 7 }

/** An expiration date in the format of its flag (Appendix E1.1); returns the position behind it, −1 after a refusal. */
function readDate(text: string, at: number, end: number, flag: string, parts: HibcParts, now: string): number {
  const width = WIDTH[flag]!
  const next = at + width
  const digits = next <= end ? digitsAt(text, at, width) : -1
  let day: string | null = null
  let precision: DatePrecision = 'day'
  if (digits >= 0) {
    if (flag === '') {
      day = lastDayOfMonth(year(text, at + 2, now), digitsAt(text, at, 2))
      precision = 'month'
    } else if (flag === '2') day = isoDay(year(text, at + 4, now), digitsAt(text, at, 2), digitsAt(text, at + 2, 2))
    else if (flag === '3' || flag === '4')
      day = isoDay(year(text, at, now), digitsAt(text, at + 2, 2), digitsAt(text, at + 4, 2))
    else day = julianDay(year(text, at, now), digitsAt(text, at + 2, 3))
  }
  if (day !== null && (flag === '4' || flag === '6')) {
    precision = 'hour'
    day = clockTime(digitsAt(text, next - 2, 2)) && `${day}T${text.slice(next - 2, next)}`
  }
  if (day === null)
    return no(
      parts,
      'DATE',
      'The expiration date is not a day of the calendar.',
      at,
      text.slice(at, Math.min(next, end)),
    )
  if (!setExpiry(parts, day, precision, at)) return -1
  // Hours are Greenwich time (Appendix E1.1), which a reader of the bare field can't know.
  if (precision === 'hour') parts.fields.expiryZone = 'UTC'
  parts.elements.push({ id: flag === '' ? 'MMYY' : `$$${flag}`, value: text.slice(at, next) })
  return next
}

function year(text: string, at: number, now: string): number {
  return fullYear(digitsAt(text, at, 2), now)
}

/** `16D` date of manufacture and `14D` expiration date, YYYYMMDD (2.3.2). */
function readLongDate(text: string, from: number, end: number, parts: HibcParts): boolean {
  const id = text.slice(from, from + 3)
  const at = from + 3
  const sound = end - at === 8 && digitsAt(text, at, 8) >= 0
  const day = sound ? isoDay(digitsAt(text, at, 4), digitsAt(text, at + 4, 2), digitsAt(text, at + 6, 2)) : null
  const raw = text.slice(at, end)
  if (day === null) return fail(parts, 'DATE', `The date behind “${id}” is not a day written YYYYMMDD.`, at, raw)
  const { fields } = parts
  if (id === '14D') {
    if (!setExpiry(parts, day, 'day', at)) return false
  } else if (fields.productionDate !== undefined && fields.productionDate !== day) {
    return fail(parts, 'DATE', 'This label has two dates of manufacture that disagree.', at, raw)
  } else {
    fields.productionDate = day
    fields.productionDatePrecision = 'day'
  }
  parts.elements.push({ id, value: raw })
  return true
}

/** `Q` and a quantity of 1 to 8 digits (2.3.2.4). */
function readCount(text: string, at: number, end: number, parts: HibcParts): boolean {
  const count = end - at <= 8 && end > at ? digitsAt(text, at, end - at) : -1
  if (count < 0) return fail(parts, 'QUANTITY', 'The quantity behind “Q” is not a number.', at, text.slice(at, end))
  if (!setQuantity(parts, count, at)) return false
  parts.elements.push({ id: 'Q', value: text.slice(at, end) })
  return true
}

function readText(
  text: string,
  at: number,
  end: number,
  name: 'lot' | 'serial',
  id: string,
  most: number,
  parts: HibcParts,
): boolean {
  const what = name === 'lot' ? 'lot' : 'serial number'
  if (at === end) return fail(parts, 'LENGTH', `The ${what} is empty.`, at)
  if (end - at > most)
    return fail(parts, 'LENGTH', `The ${what} is longer than ${most} characters.`, at + most, text.slice(at, end))
  for (let i = at; i < end; i++) {
    const code = text.charCodeAt(i)
    // A “+” begins a symbol, so inside a lot it can only be two scans that ran together.
    if (code === 43 || code === 95) return fail(parts, 'CHARSET', `“${text[i]}” can't stand in a ${what}.`, i, text[i])
  }
  const value = text.slice(at, end)
  const { fields } = parts
  if (fields[name] !== undefined && fields[name] !== value) {
    return fail(parts, 'FORMAT', `This label has two ${what}s that disagree.`, at, value)
  }
  fields[name] = value
  parts.elements.push({ id, value })
  return true
}

function no(parts: HibcParts, code: LabelRefusalCode, detail: string, position: number, seen?: string): -1 {
  fail(parts, code, detail, position, seen)
  return -1
}
