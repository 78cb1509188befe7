/** What a person types off a label that has no barcode: "LOT 3C001 EXP 05/2026", in English or German. */
import type { LabelFields } from '../types'
import { fullYear, isoDay, lastDayOfMonth } from './dates'
import { accept, ask, type Ctx, type Outcome, readingOf, refuse, warn } from './outcome'

const NUMBER = '(?:\\s*(?:no|nr|number|#))?'
/** What precedes each value, in the order of `NAMES`. */
const WORDS =
  `((?:lot|batch)${NUMBER}|ch\\.?-?\\s*b\\.?|charge)|` +
  '(exp(?:iry|iration|ires)?(?:\\s*date)?|use\\s*by|verw(?:endbar)?\\.?\\s*bis|verfall(?:sdatum)?|mhd)|' +
  `(s\\.?\\/?n\\.?|serial${NUMBER})|(ref|cat(?:alog)?${NUMBER})`
const NAMES = ['lot', 'expiry', 'serial', 'ref']
const LABELED = new RegExp(`(?:^|\\s)(?:${WORDS})\\.?\\s*[:#]?\\s*(?=\\S)`, 'gi')
const BEGINNING = new RegExp(`^(?:${WORDS})\\.?\\s*[:#\\s]`, 'i')

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')

/** Whether the text begins with a word that labels print before a lot, an expiry, a serial or a catalog number. */
export function isLabelText(text: string): boolean {
  return BEGINNING.test(text)
}

/**
 * A text whose first value has no word before it, “CW-305 exp 05/2027”, as the label would print it: with LOT in front.
 * Null where no labeled value follows.
 */
export function withLotWord(text: string): string | null {
  const [mark] = text.matchAll(LABELED)
  return mark && mark.index > 0 ? `LOT ${text}` : null
}

/**
 * Reads labeled values. Dates: MM/YYYY, YYYY-MM, YYYY-MM-DD, DD MMM YYYY, MMM YYYY; a day and month in figures only
 * (12/11/26) is ambiguous, both readings are given. Always warns that no machine code was read.
 */
export function readLabelText(text: string, ctx: Ctx): Outcome {
  warn(ctx, 'NO_MACHINE_CODE')
  const marks = [...text.matchAll(LABELED)]
  if (marks.length === 0) return refuse('SYNTAX', 'value', 0, text)
  const values: Record<string, string> = {}
  for (const [i, mark] of marks.entries()) {
    const name = NAMES.find((_, at) => mark[at + 1] !== undefined)!
    const from = mark.index + mark[0].length
    const value = text
      .slice(from, marks[i + 1]?.index)
      .trim()
      .replace(/[\s.,;:]+$/, '')
    if ((values[name] ?? value) !== value) return refuse('SYNTAX', `${name} twice`, from, value)
    values[name] = value
  }
  const { expiry, ...others } = values
  for (const value of [values.lot, values.serial]) {
    if (value !== undefined && !/^[\w./+-]{1,20}$/.test(value)) return refuse('CHARSET', 'lot', 0, value)
  }
  const dates = expiry === undefined ? [{}] : readDates(expiry, ctx.thisYear)
  const elements = Object.entries(values).map(([id, value]) => ({ id, value }))
  const readings = dates.map((date) => readingOf('text', 'label-text', elements, { ...others, ...date }, ctx))
  if (readings.length === 0) return refuse('DATE', 'expiry', 0, expiry)
  return readings.length === 1 ? accept(readings[0]!) : ask('day', readings)
}

// Year first, year last, or the month by its name.
const DATE = /^(\d{4}([-./]\d\d?){1,2}|(\d\d?[-./]){1,2}(\d{4}|\d\d)|(\d\d?[\s.-]*)?[a-z]{3,}[\s.-]*(\d{4}|\d\d))$/i

/** The days that a printed date may be: none where it is no date, two where day and month can't be told apart. */
function readDates(text: string, thisYear: number): LabelFields[] {
  if (!DATE.test(text)) return []
  const parts = text.match(/\d+|[a-z]+/gi)!
  const isYearFirst = /^\d{4}/.test(text)
  if (isYearFirst) parts.reverse()
  const digits = parts.pop()!
  const year = digits.length === 2 ? fullYear(Number(digits), thisYear) : Number(digits)
  const dateOf = (month: number, day: number): LabelFields[] => {
    const expiry = day === 0 ? lastDayOfMonth(year, month) : isoDay(year, month, day)
    return expiry ? [{ expiry, expiryPrecision: day === 0 ? 'month' : 'day' }] : []
  }
  const [month = 0, day = 0] = parts
    .reverse()
    .map((part) => (/\d/.test(part) ? Number(part) : MONTHS.indexOf(part.slice(0, 3).toUpperCase()) + 1))
  if (parts.length === 1 || isYearFirst || /[a-z]/i.test(text)) return dateOf(month, day)
  const ways = [...dateOf(day, month || 32), ...dateOf(month, day || 32)]
  return ways[0]?.expiry === ways[1]?.expiry ? ways.slice(1) : ways
}
