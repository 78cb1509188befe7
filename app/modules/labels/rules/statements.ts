/** What a label has said so far, and how the readers add to it: the same or more exact, never another. */
import type { DatePrecision, LabelElement, LabelFields, LabelRefusalCode, Symbology } from '../types'
import { carrierOf } from './carriers'
import { clockTime, pairAt } from './dates'
import { accept, type Ctx, type Outcome, refuse, warn } from './outcome'

/** What is read of a text, filled in place. `refused` says why a reading function returned false. */
export type Statement = {
  readonly text: string
  readonly thisYear: number
  readonly fields: { -readonly [K in keyof LabelFields]: LabelFields[K] }
  readonly elements: LabelElement[]
  link?: string
  refused?: Outcome
}

/** Nothing said yet. */
export function newStatement(text: string, ctx: Ctx): Statement {
  return { text, thisYear: ctx.thisYear, fields: {}, elements: [] }
}

/** Keeps a part of the text as it is printed; true. */
export function put(s: Statement, id: string, at: number, end: number): true {
  s.elements.push({ id, value: s.text.slice(at, end) })
  return true
}

/** Notes what is wrong with `what`, from `at` to `end`; false, so that a reading function can end with it. */
export function fail(s: Statement, code: LabelRefusalCode, what: string, at: number, end: number): false {
  s.refused = refuse(code, what, at, s.text.slice(at, end))
  return false
}

/** The outcome of a text that was read to its end: a reading, or why it is refused. */
export function conclude(symbology: Symbology, form: string, s: Statement, ctx: Ctx): Outcome {
  const { elements, fields, link } = s
  return s.refused ?? accept({ symbology, form, elements, fields, warnings: ctx.warnings, link })
}

/**
 * States a field, whose value stands from `at` to `end`.
 * @returns false where the label states it a second time and differently (R2)
 */
export function state(
  s: Statement,
  name: string,
  value: string | number,
  code: LabelRefusalCode,
  at: number,
  end: number,
): boolean {
  const had = s.fields[name]
  if (had !== undefined && had !== value) return fail(s, code, `${name} twice`, at, end)
  s.fields[name] = value
  return true
}

export type DateName = 'expiry' | 'productionDate' | 'collectionDate'

const PRECISE: readonly DatePrecision[] = ['month', 'day', 'hour', 'minute']

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
  if (value === null) return fail(s, 'DATE', name, at, end)
  const { fields } = s
  const key = `${name}Precision` as const
  const had = fields[name] as string | undefined
  if (had !== undefined) {
    const hadPrecision = fields[key] as DatePrecision
    // A month is compared with a month, a day with a day, two times only with each other.
    const length = precision === hadPrecision ? 16 : precision === 'month' || hadPrecision === 'month' ? 7 : 10
    if (had.slice(0, length) !== value.slice(0, length)) return fail(s, 'DATE', `${name} twice`, at, end)
    if (PRECISE.indexOf(precision) <= PRECISE.indexOf(hadPrecision)) return true
  }
  fields[name] = value
  fields[key] = precision
  if (utc) fields[`${name}Zone`] = 'UTC'
  return true
}

/** `day` with the time written HHMM at a position; null where either is none. */
export function withTime(day: string | null, text: string, at: number): string | null {
  const time = clockTime(pairAt(text, at), pairAt(text, at + 2))
  return day && time && `${day}T${time}`
}

/** Warns where a barcode announces GS1 data and holds another standard's: neither HIBC nor ISBT 128 travels in it. */
export function warnCarrier(ctx: Ctx): void {
  if (carrierOf(ctx.symbologyId) === 'gs1') warn(ctx, 'CARRIER_MISMATCH', ctx.symbologyId!)
}
