/** What a label has said so far, and how the readers of HIBC and ISBT 128 add to it: the same or more exact, never another. */
import type { DatePrecision, LabelElement, LabelFields, LabelRefusalCode, Symbology } from '../types'
import { carrierOf } from './carriers'
import { clockTime, digitsAt, isoDay } from './dates'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

/** What is read of a text, filled in place. `refused` says why a reading function returned false. */
export type Statement = {
  readonly text: string
  readonly now: string
  readonly fields: { -readonly [K in keyof LabelFields]: LabelFields[K] }
  readonly elements: LabelElement[]
  link?: string
  refused?: Outcome
}

/** Nothing said yet. */
export function newStatement(text: string, ctx: Ctx): Statement {
  return { text, now: ctx.now, fields: {}, elements: [] }
}

type Fault = Extract<LabelRefusalCode, 'LENGTH' | 'DATE' | 'QUANTITY' | 'FORMAT' | 'CHARSET'>

const FAULTS: Readonly<Record<Fault, string>> = {
  LENGTH: 'is too short or too long; the barcode may not have been read whole',
  DATE: 'is not in the calendar',
  QUANTITY: 'is not a number of the right length',
  FORMAT: 'is not written as the standard asks',
  CHARSET: 'has a character that can’t stand there',
}

/** Keeps a part of the text as it is printed; true. */
export function put(s: Statement, id: string, at: number, end: number): true {
  s.elements.push({ id, value: s.text.slice(at, end) })
  return true
}

/** Notes why the text is refused and where; false, so that a reading function can end with it. */
export function stop(s: Statement, code: LabelRefusalCode, detail: string, at: number, end: number): false {
  s.refused = refuse(code, detail, at, s.text.slice(at, end))
  return false
}

/** Notes what is wrong with `what`, from `at` to `end`; false. */
export function fail(s: Statement, code: Fault, what: string, at: number, end: number): false {
  return stop(s, code, `The ${what} ${FAULTS[code]}.`, at, end)
}

/** Notes that the label states `what` a second time and differently (R2); false. */
export function disagree(s: Statement, code: Fault, what: string, at: number, end: number): false {
  return stop(s, code, `This label states its ${what} twice, and differently.`, at, end)
}

/** The outcome of a text that was read to its end: a reading, or why it is refused. */
export function conclude(symbology: Symbology, form: string, s: Statement, ctx: Ctx): Outcome {
  const { elements, fields, link } = s
  return s.refused ?? accept({ symbology, form, elements, fields, warnings: ctx.warnings, link })
}

export type DateName = 'expiry' | 'productionDate' | 'collectionDate'

const DATES = {
  expiry: { precision: 'expiryPrecision', zone: 'expiryZone', what: 'expiration date' },
  productionDate: { precision: 'productionDatePrecision', zone: 'productionDateZone', what: 'production date' },
  collectionDate: { precision: 'collectionDatePrecision', zone: 'collectionDateZone', what: 'collection date' },
} as const

const RANKS: Readonly<Record<DatePrecision, number>> = { month: 0, day: 1, hour: 2, minute: 3 }

/**
 * States a date that stands from `at` to `end`; of two that agree the more exact one is kept. `utc`: its time is
 * Greenwich time.
 * @returns false where it is null (no day of the calendar) or contradicts one already stated
 */
export function stateDate(
  s: Statement,
  name: DateName,
  value: string | null,
  precision: DatePrecision,
  at: number,
  end: number,
  utc = false,
): boolean {
  const { precision: key, zone, what } = DATES[name]
  if (value === null) return fail(s, 'DATE', what, at, end)
  const { fields } = s
  const had = fields[name] as string | undefined
  if (had !== undefined) {
    const hadPrecision = fields[key] as DatePrecision
    // A month is compared with a month, a day with a day, two times only with each other.
    const length = precision === hadPrecision ? 16 : precision === 'month' || hadPrecision === 'month' ? 7 : 10
    if (had.slice(0, length) !== value.slice(0, length)) return disagree(s, 'DATE', what, at, end)
    if (RANKS[precision] <= RANKS[hadPrecision]) return true
  }
  fields[name] = value
  fields[key] = precision
  if (utc) fields[zone] = 'UTC'
  return true
}

/** The day written YYYYMMDD at a position, or null. */
export function longDay(text: string, at: number): string | null {
  return isoDay(digitsAt(text, at, 4), digitsAt(text, at + 4, 2), digitsAt(text, at + 6, 2))
}

/** `day` with the time written HHMM at a position; null where either is none. */
export function withTime(day: string | null, text: string, at: number): string | null {
  const time = clockTime(digitsAt(text, at, 2), digitsAt(text, at + 2, 2))
  return day && time && `${day}T${time}`
}

/** Warns where a barcode announces GS1 data and holds another standard's: neither HIBC nor ISBT 128 travels in it. */
export function warnCarrier(ctx: Ctx): void {
  if (carrierOf(ctx.symbologyId) !== 'gs1') return
  ctx.warnings.push({
    code: 'CARRIER_MISMATCH',
    detail: `The barcode announces GS1 data (${ctx.symbologyId}) and has others.`,
  })
}
