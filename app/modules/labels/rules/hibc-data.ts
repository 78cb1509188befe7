/** What stands inside HIBC symbols: the primary's parts, the secondary's quantity, date and lot, the supplements. */
import { strangerAt } from './characters'
import { clockTime, dayAt, digitsAt, julianDay, lastDayOfMonth, longDay, pairAt, yearAt } from './dates'
import { fail, put, type Statement, state, stateDate } from './statements'

/** Reads LIC, product number and unit of measure from `at` to `end` (2.1); false after a refusal. */
export function readPrimary(s: Statement, at: number, end: number): boolean {
  const { text, fields } = s
  const unit = end - 1
  if (end - at < 6 || end - at > 23) return fail(s, 'LENGTH', 'product number', at, end)
  let stranger = strangerAt(text, at, unit, 128)
  if (stranger < 0) stranger = strangerAt(text, unit, end, 1)
  if (stranger >= 0) return fail(s, 'FORMAT', 'product number', stranger, stranger + 1)
  fields.di = text.slice(at, end)
  fields.lic = text.slice(at, at + 4)
  fields.pcn = text.slice(at + 4, unit)
  fields.unitOfMeasure = digitsAt(text, unit, 1)
  put(s, 'LIC', at, at + 4)
  put(s, 'PCN', at + 4, unit)
  return put(s, 'U/M', unit, end)
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
  const id = text.slice(at, Math.min(at + 3, end))
  if (id === '14D' || id === '16D') {
    put(s, id, at + 3, end)
    const day = end - at === 11 ? longDay(text, at + 3) : null
    return stateDate(s, id === '16D' ? 'productionDate' : 'expiry', day, 'day', at + 3, end)
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
    if (!readQuantity(s, `$$${flag}`, at + 1, next, next <= end)) return -1
    at = next
    // The date may be left out. A lot that begins with a digit could be one, so it needs the empty date, 7.
    if (at === end || digitsAt(text, at, 1) < 0) return at
    flag = text[at]!
  }
  if (flag === '7') return at + 1
  if (flag === '0' || flag === '1') return readDate(s, at, end, '')
  if (flag >= '2' && flag <= '6') return readDate(s, at + 1, end, flag)
  return fail(s, at > start ? 'DATE' : 'FORMAT', 'expiry', at, end) || -1
}

/** An expiration date in the format of its flag (Appendix E1.1), MMYY without one; returns the position behind it, −1 after a refusal. */
function readDate(s: Statement, at: number, end: number, flag: string): number {
  const { text } = s
  // MMYY | 2 MMDDYY | 3 YYMMDD | 4 YYMMDDHH | 5 YYJJJ | 6 YYJJJHH. Hours are Greenwich time.
  const next = at + [4, 0, 6, 6, 8, 5, 7][Number(flag)]!
  const hourly = flag === '4' || flag === '6'
  let value = next <= end && digitsAt(text, at, next - at) >= 0 ? readDay(s, at, flag) : null
  if (hourly && value) value = clockTime(pairAt(text, next - 2), 0) && `${value}T${text.slice(next - 2, next)}`
  const precision = hourly ? 'hour' : flag === '' ? 'month' : 'day'
  if (!stateDate(s, 'expiry', value, precision, at, Math.min(next, end), hourly)) return -1
  put(s, flag === '' ? 'MMYY' : `$$${flag}`, at, next)
  return next
}

function readDay({ text, thisYear }: Statement, at: number, flag: string): string | null {
  if (flag === '') return lastDayOfMonth(yearAt(text, at + 2, thisYear), pairAt(text, at))
  if (flag === '2') return dayAt(text, yearAt(text, at + 4, thisYear), at)
  const year = yearAt(text, at, thisYear)
  return flag < '5' ? dayAt(text, year, at + 2) : julianDay(year, digitsAt(text, at + 2, 3))
}

function readQuantity(s: Statement, id: string, at: number, end: number, whole: boolean): boolean {
  const count = whole && end > at ? digitsAt(s.text, at, end - at) : -1
  if (count < 0) return fail(s, 'QUANTITY', 'quantity', at, end)
  return state(s, 'quantity', count, 'QUANTITY', at, end) && put(s, id, at, end)
}

function readText(s: Statement, name: string, id: string, most: number, at: number, end: number): boolean {
  if (at === end || end - at > most) return fail(s, 'LENGTH', name, at, end)
  for (let i = at; i < end; i++) {
    const code = s.text.charCodeAt(i)
    // A “+” begins a symbol: inside a lot it can only be two scans that ran together. “_” is a printed check character.
    if (code === 43 || code === 95) return fail(s, 'CHARSET', name, i, i + 1)
  }
  return state(s, name, s.text.slice(at, end), 'FORMAT', at, end) && put(s, id, at, end)
}
