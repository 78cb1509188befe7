/** What stands inside HIBC symbols: the primary's parts, the secondary's quantity, date and lot, the supplements. */
import type { DatePrecision } from '../types'
import { clockTime, digitsAt, fullYear, isoDay, julianDay, lastDayOfMonth } from './dates'
import { disagree, fail, longDay, put, type Statement, stateDate } from './statements'

/** Reads LIC, product number and unit of measure from `at` to `end` (2.1); false after a refusal. */
export function readPrimary(s: Statement, at: number, end: number): boolean {
  const { text, fields } = s
  if (end - at < 6 || end - at > 23) return fail(s, 'LENGTH', 'product number', at, end)
  for (let i = at; i < end; i++) {
    const code = text.charCodeAt(i)
    if (!(code > 47 && code < 58) && !(code > 64 && code < 91 && i < end - 1))
      return fail(s, 'FORMAT', 'product number', i, i + 1)
  }
  fields.di = text.slice(at, end)
  fields.lic = text.slice(at, at + 4)
  fields.pcn = text.slice(at + 4, end - 1)
  fields.unitOfMeasure = digitsAt(text, end - 1, 1)
  put(s, 'LIC', at, at + 4)
  put(s, 'PCN', at + 4, end - 1)
  return put(s, 'U/M', end - 1, end)
}

/** Reads secondary data and supplements, which `/` separates, from `at` to `end` (2.2, 2.3); false after a refusal. */
export function readSegments(s: Statement, at: number, end: number): boolean {
  for (let from = at; from <= end; ) {
    let to = from
    while (to < end && s.text.charCodeAt(to) !== 47) to++
    if (!readSegment(s, from, to)) return false
    from = to + 1
  }
  return true
}

function readSegment(s: Statement, at: number, end: number): boolean {
  const { text } = s
  const first = at < end ? text[at] : ''
  if (first === '$') return readDollar(s, at, end)
  if (first === 'S') return readText(s, 'serial', 'S', 18, at + 1, end)
  // The standard does not bound the digits of a quantity; eight are a number that nothing rounds (2.3.2.4).
  if (first === 'Q') return readQuantity(s, 'Q', at + 1, end, end - at <= 9)
  if (at + 3 <= end && (text.startsWith('16D', at) || text.startsWith('14D', at))) {
    const day = end - at === 11 ? longDay(text, at + 3) : null
    put(s, text.slice(at, at + 3), at + 3, end)
    return stateDate(s, text[at + 1] === '6' ? 'productionDate' : 'expiry', day, 'day', at + 3, end)
  }
  // The legacy form: a Julian date, then at most 13 characters of lot.
  if (at + 5 > end || digitsAt(text, at, 5) < 0) return fail(s, 'FORMAT', 'part', at, end)
  const lot = readDate(s, at, end, '5')
  return lot === end || (lot > 0 && readText(s, 'lot', 'LOT', 13, lot, end))
}

/** `$`, `$+`, `$$` and `$$+`: lot or serial, the doubled ones with a quantity and a date before it (Appendix E). */
function readDollar(s: Statement, start: number, end: number): boolean {
  const { text, elements } = s
  let at = start + 1
  const dated = at < end && text[at] === '$'
  if (dated) at++
  const serial = at < end && text[at] === '+'
  if (serial) at++
  const begun = elements.length
  if (dated) at = readDated(s, at, end)
  if (at < 0) return false
  if (at === end && elements.length > begun) return true
  return serial ? readText(s, 'serial', 'SERIAL', 18, at, end) : readText(s, 'lot', 'LOT', 18, at, end)
}

/** Quantity and expiration date behind `$$`; returns where the lot begins, −1 after a refusal. */
function readDated(s: Statement, start: number, end: number): number {
  const { text } = s
  let at = start
  let flag = at < end ? text[at]! : ''
  if (flag === '8' || flag === '9') {
    const next = at + (flag === '8' ? 3 : 6)
    if (!readQuantity(s, flag === '8' ? '$$8' : '$$9', at + 1, next, next <= end)) return -1
    at = next
    // The date may be left out. A lot that begins with a digit could be one, so it needs the empty date, 7.
    if (at === end || digitsAt(text, at, 1) < 0) return at
    flag = text[at]!
  }
  if (flag === '7') return at + 1
  if (flag === '0' || flag === '1') return readDate(s, at, end, '')
  if (flag >= '2' && flag <= '6') return readDate(s, at + 1, end, flag)
  fail(s, at > start ? 'DATE' : 'FORMAT', 'expiration date', at, end)
  return -1
}

/** The date formats by their flag, which the id repeats (Appendix E1.1). Without a flag it is MMYY. */
const FORMATS: Readonly<Record<string, { id: string; width: number; precision: DatePrecision }>> = {
  '': { id: 'MMYY', width: 4, precision: 'month' },
  2: { id: '$$2', width: 6, precision: 'day' },
  3: { id: '$$3', width: 6, precision: 'day' },
  4: { id: '$$4', width: 8, precision: 'hour' },
  5: { id: '$$5', width: 5, precision: 'day' },
  6: { id: '$$6', width: 7, precision: 'hour' },
}

/** An expiration date in the format of its flag; returns the position behind it, −1 after a refusal. */
function readDate(s: Statement, at: number, end: number, flag: string): number {
  const { text } = s
  const { id, width, precision } = FORMATS[flag]!
  const next = at + width
  // Hours are Greenwich time (Appendix E1.1).
  const hourly = precision === 'hour'
  const sound = next <= end && digitsAt(text, at, width) >= 0
  let value = sound ? readDay(s, at, flag) : null
  if (hourly && value) value = clockTime(digitsAt(text, next - 2, 2)) && `${value}T${text.slice(next - 2, next)}`
  if (!stateDate(s, 'expiry', value, precision, at, Math.min(next, end), hourly)) return -1
  put(s, id, at, next)
  return next
}

function readDay(s: Statement, at: number, flag: string): string | null {
  const pair = (position: number) => digitsAt(s.text, position, 2)
  const year = (position: number) => fullYear(pair(position), s.now)
  if (flag === '') return lastDayOfMonth(year(at + 2), pair(at))
  if (flag === '2') return isoDay(year(at + 4), pair(at), pair(at + 2))
  if (flag < '5') return isoDay(year(at), pair(at + 2), pair(at + 4))
  return julianDay(year(at), digitsAt(s.text, at + 2, 3))
}

function readQuantity(s: Statement, id: string, at: number, end: number, whole: boolean): boolean {
  const count = whole && end > at ? digitsAt(s.text, at, end - at) : -1
  if (count < 0) return fail(s, 'QUANTITY', 'quantity', at, end)
  const had = s.fields.quantity
  if (had !== undefined && had !== count) return disagree(s, 'QUANTITY', 'quantity', at, end)
  s.fields.quantity = count
  return put(s, id, at, end)
}

function readText(s: Statement, name: 'lot' | 'serial', id: string, most: number, at: number, end: number): boolean {
  if (at === end || end - at > most) return fail(s, 'LENGTH', name, at, end)
  for (let i = at; i < end; i++) {
    const code = s.text.charCodeAt(i)
    // A “+” begins a symbol: inside a lot it can only be two scans that ran together. “_” is a printed check character.
    if (code === 43 || code === 95) return fail(s, 'CHARSET', name, i, i + 1)
  }
  const value = s.text.slice(at, end)
  const had = s.fields[name]
  if (had !== undefined && had !== value) return disagree(s, 'FORMAT', name, at, end)
  s.fields[name] = value
  return put(s, id, at, end)
}
