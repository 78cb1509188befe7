/** What a person types off a label that has no barcode: "LOT 3C001 EXP 05/2026", in English or German. */
import { fullYear, isoDay, lastDayOfMonth } from './dates'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

const LOT = '(?:lot|batch)(?:\\s*(?:no|nr|number|#))?|ch\\.?-?\\s*b\\.?|charge'
const EXPIRY = 'exp(?:iry|iration|ires)?(?:\\s*date)?|use\\s*by|verw(?:endbar)?\\.?\\s*bis|verfall(?:sdatum)?|mhd'
const SERIAL = 's\\.?\\/?n\\.?|serial(?:\\s*(?:no|nr|number))?'
const CATALOG = 'ref|cat(?:alog)?(?:\\s*(?:no|nr|number))?'
const LABELED = new RegExp(`(?:^|\\s)(?:(${LOT})|(${EXPIRY})|(${SERIAL})|(${CATALOG}))\\.?\\s*[:#]?\\s*(?=\\S)`, 'gi')

const MONTHS = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'

/** Whether the text begins with a word that labels print before a lot, an expiry, a serial or a catalog number. */
export function isLabelText(text: string): boolean {
  return new RegExp(`^(?:${LOT}|${EXPIRY}|${SERIAL}|${CATALOG})\\.?\\s*[:#\\s]`, 'i').test(text)
}

/**
 * Reads labeled values. Dates: MM/YYYY, YYYY-MM, YYYY-MM-DD, DD MMM YYYY, MMM YYYY; a day and month in figures only
 * (12/11/26) is ambiguous, both readings are given. Always warns that no machine code was read.
 */
export function readLabelText(text: string, ctx: Ctx): Outcome {
  ctx.warnings.push({ code: 'NO_MACHINE_CODE', detail: 'This was typed, not scanned: compare it with the label.' })
  const values = new Map<string, string>()
  const marks: { name: string; start: number; from: number }[] = []
  for (const match of text.matchAll(LABELED)) {
    const name = ['lot', 'expiry', 'serial', 'ref'].find((_, at) => match[at + 1] !== undefined)!
    marks.push({ name, start: match.index, from: match.index + match[0].length })
  }
  for (let i = 0; i < marks.length; i++) {
    const { name, from } = marks[i]!
    const value = text
      .slice(from, marks[i + 1]?.start)
      .trim()
      .replace(/[,;]$/, '')
    if (values.has(name) && values.get(name) !== value) {
      return refuse('SYNTAX', `The text gives two values for the ${name}.`, from, value)
    }
    values.set(name, value)
  }
  const lot = values.get('lot')
  const serial = values.get('serial')
  for (const value of [lot, serial]) {
    if (value !== undefined && !/^[\w./+-]{1,20}$/.test(value)) {
      return refuse('CHARSET', 'A lot or serial has up to 20 letters and digits, without spaces.', 0, value)
    }
  }
  if (values.size === 0) return refuse('SYNTAX', 'The word is there, but nothing after it.', 0, text)
  const ref = values.get('ref')
  const printed = values.get('expiry')
  const dates = printed === undefined ? [] : readDates(printed, ctx.now)
  if (printed !== undefined && dates.length === 0) return refuse('DATE', 'This expiry is not a date.', 0, printed)
  const elements = [...values].map(([id, value]) => ({ id, value }))
  const readings = (dates.length === 0 ? [{}] : dates).map((date) => {
    const fields = {
      ...(lot !== undefined && { lot }),
      ...(serial !== undefined && { serial }),
      ...(ref !== undefined && { ref }),
      ...date,
    }
    return { symbology: 'text' as const, form: 'label-text', elements, fields, warnings: ctx.warnings }
  })
  if (readings.length === 1) return accept(readings[0]!)
  const detail = 'Day and month can’t be told apart in this date.'
  return { kind: 'ambiguous', reason: 'OTHER', detail, readings }
}

type Expiry = { expiry: string; expiryPrecision: 'day' | 'month' }

function readDates(text: string, now: string): Expiry[] {
  const year = (digits: string) => (digits.length === 2 ? fullYear(Number(digits), now) : Number(digits))
  const named = /^(?:(\d{1,2})[\s.-]*)?([A-Za-z]{3})[a-z]*[\s.-]*(\d{4}|\d{2})$/.exec(text)
  if (named) {
    const place = MONTHS.indexOf(named[2]!.toUpperCase())
    if (place < 0 || place % 3 !== 0) return []
    return dateOf(year(named[3]!), place / 3 + 1, named[1] === undefined ? 0 : Number(named[1]))
  }
  const whole = /^(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?$/.exec(text)
  if (whole) return dateOf(Number(whole[1]), Number(whole[2]), whole[3] === undefined ? 0 : Number(whole[3]))
  const month = /^(\d{1,2})[-./](\d{4}|\d{2})$/.exec(text)
  if (month) return dateOf(year(month[2]!), Number(month[1]), 0)
  const three = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})$/.exec(text)
  if (!three) return []
  const [first, second] = [Number(three[1]), Number(three[2])]
  const ways = [...dateOf(year(three[3]!), first, second || 32), ...dateOf(year(three[3]!), second, first || 32)]
  return ways.filter((way, at) => ways.findIndex((other) => other.expiry === way.expiry) === at)
}

/** A date as the fields name it; day 0 means that only the month is printed. Nothing where the calendar has no such day. */
function dateOf(year: number, month: number, day: number): Expiry[] {
  const expiry = day === 0 ? lastDayOfMonth(year, month) : isoDay(year, month, day)
  return expiry === null ? [] : [{ expiry, expiryPrecision: day === 0 ? 'month' : 'day' }]
}
