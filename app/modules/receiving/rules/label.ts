import { addMinutes, type Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { PrintedCode } from '~/modules/catalog/types'
import { symbologyIdOf } from '~/modules/labels/rules/carriers'
import { collect, EMPTY_COLLECTION } from '~/modules/labels/rules/collect-label'
import { goodsOf } from '~/modules/labels/rules/goods'
import { codesOf } from '~/modules/labels/rules/product-codes'
import { cleanTyped } from '~/modules/labels/rules/typed-text'
import type { LabelFields, LabelReading, LabelResult, LabelWarning } from '~/modules/labels/types'
import type { Goods, RawScan, ReceivingRefusal } from '../types'
import { addsTo, agrees, namesProduct, type ReadAs, readOne, waysOf } from './barcode'
import { noGoods } from './goods'

/** What the barcodes of one label say together: the product's codes, the goods, and all parts for the record (R5). */
export type LabelOfGoods = {
  readonly codes: readonly PrintedCode[]
  /** The barcodes as one label; null for a line typed by hand. */
  readonly reading: LabelReading | null
  readonly goods: Goods
  readonly parts: LabelParts | null
  /** What was mended or noticed, for the page to say. */
  readonly warnings: readonly LabelWarning[]
}

export type LabelParts = {
  readonly fields: LabelFields
  readonly scans: readonly {
    readonly symbology: string
    readonly symbologyId: string
    readonly form: string
    readonly elements: LabelReading['elements']
  }[]
}

/** The product codes of a barcode; a code of no standard is known by its text alone, as it is read and as it came. */
function codesOfScan(reading: LabelReading, raw: string): PrintedCode[] {
  if (reading.symbology !== 'plain') return codesOf(reading)
  const text = symbologyIdOf(raw.trim()) ? raw.trim().slice(3) : raw.trim()
  return [...new Set([cleanTyped(text)?.text ?? text, text])].map((code) => ({ scheme: 'own', code }))
}

function joined(readings: readonly LabelReading[], scans: readonly RawScan[]): Result<LabelReading, ReceivingRefusal> {
  let state = EMPTY_COLLECTION
  for (const [index, reading] of readings.entries()) {
    const result: LabelResult = { kind: 'read', raw: scans[index]?.raw ?? '', reading }
    const collected = collect(state, result, {})
    if (collected.contradiction) return refuse({ code: 'BARCODES_DISAGREE', contradiction: collected.contradiction })
    state = collected.state
  }
  // An ISBT 128 container is read by all its barcodes together, whichever of them came first.
  const symbology = readings.find((reading) => reading.symbology === 'isbt128')?.symbology ?? readings[0]?.symbology
  return ok({
    symbology: symbology ?? 'plain',
    form: readings.map((reading) => reading.form).join(' '),
    elements: state.readings.flatMap((reading) => reading.elements),
    fields: state.fields,
    warnings: state.warnings,
  })
}

/**
 * Reads the barcodes of one label (R1–R3). Refuses what can't be read and barcodes that don't belong together; asks where
 * a barcode has several readings and none was chosen. No barcode at all gives nothing: the line is typed.
 */
export function readGoods(scans: readonly RawScan[], as: ReadAs): Result<LabelOfGoods, ReceivingRefusal> {
  const readings: LabelReading[] = []
  for (const scan of scans) {
    const read = readOne(scan, readings, as)
    if (!read.ok) return read
    readings.push(read.value)
  }
  const own = readings.find((reading) => reading.symbology === 'own')
  if (own) return refuse({ code: 'LABEL_OURS', kind: String(own.fields.kind), id: Number(own.fields.id) })
  if (readings.length === 0) return ok({ codes: [], reading: null, goods: noGoods, parts: null, warnings: [] })
  const label = joined(readings, scans)
  if (!label.ok) return label
  const parts = readings.map(({ symbology, form, elements }, index) => ({
    symbology,
    symbologyId: scans[index]?.symbologyId ?? '',
    form,
    elements,
  }))
  const plain = readings.findIndex((reading) => reading.symbology === 'plain')
  const codes = [...codesOf(label.value), ...(plain < 0 ? [] : codesOfScan(readings[plain]!, scans[plain]?.raw ?? ''))]
  return ok({
    codes,
    reading: label.value,
    goods: goodsOf(label.value),
    parts: { fields: label.value.fields, scans: parts },
    warnings: label.value.warnings,
  })
}

/** So long after a label was asked about, in minutes, its next barcode is taken for a part of it (docs/safety.md §5). */
export const joinsWithinMinutes = 2

/** Whether the label in hand was asked about so short a time ago that the next barcode may be its. */
export const isInHand = (askedAt: Instant | null, at: Instant): boolean =>
  askedAt !== null && askedAt <= at && at <= addMinutes(askedAt, joinsWithinMinutes)

/**
 * Whether a barcode belongs to a label whose other barcodes are waiting (R2, docs/safety.md §5): only where it can be nothing
 * else. Two that name a product name the same one. One that names none says what the label lacks: lot, expiry or serial.
 */
export function belongsTo(waiting: readonly RawScan[], scan: RawScan, as: ReadAs): boolean {
  const before: LabelReading[] = []
  for (const each of waiting) {
    const read = readOne(each, before, as)
    if (read.ok) before.push(read.value)
  }
  if (before.length === 0 || before.length < waiting.length) return false
  const ways = waysOf(scan, before, as).readings.filter((reading) => agrees(before, reading))
  const [first] = ways
  if (!first) return false
  const [had] = codesOf(before[0]!).concat(before.slice(1).flatMap(codesOf))
  const [code] = codesOf(first)
  if (namesProduct(before) && namesProduct(ways)) return had?.scheme === code?.scheme && had?.code === code?.code
  return ways.some((reading) => namesProduct([reading]) || addsTo(before, reading))
}
