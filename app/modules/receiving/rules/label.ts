import { ok, type Result, refuse } from '~/lib/result'
import type { PrintedCode } from '~/modules/catalog/types'
import { collect, EMPTY_COLLECTION } from '~/modules/labels/rules/collect-label'
import { goodsOf } from '~/modules/labels/rules/goods'
import { codesOf } from '~/modules/labels/rules/product-codes'
import { readLabel } from '~/modules/labels/rules/read-label'
import type { LabelFields, LabelReading, LabelResult, ScannerProfile } from '~/modules/labels/types'
import type { Goods, RawScan, ReceivingRefusal } from '../types'
import { noGoods } from './goods'

/** What the barcodes of one label say together: the product's codes, the goods, and all parts for the record (R5). */
export type LabelOfGoods = {
  readonly codes: readonly PrintedCode[]
  readonly goods: Goods
  readonly parts: LabelParts | null
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

/** What the reader is told: the day at the site, and what is known about the station's scanner. */
export type ReadAs = { readonly today: string; readonly scanner?: ScannerProfile | null }

/** A supplier's own code, from no standard. A product can be linked to it. */
const mayBeOwnCode = /^[A-Za-z][A-Za-z0-9._/-]{2,39}$/
const plain: LabelReading = { symbology: 'plain', form: 'plain', elements: [], fields: {}, warnings: [] }

/** One reading of a barcode: the only one, or the one that the person chose. */
function readOne(scan: RawScan, as: ReadAs): Result<LabelReading, ReceivingRefusal> {
  const result = readLabel(scan.raw, {
    now: as.today,
    symbologyId: scan.symbologyId || null,
    scanner: scan.symbologyId ? null : as.scanner,
  })
  if (result.kind === 'refused') {
    if (result.refusal.code === 'UNKNOWN_LABEL' && mayBeOwnCode.test(scan.raw)) return ok(plain)
    return refuse({ code: 'LABEL_REFUSED', label: result.refusal })
  }
  if (result.kind === 'read') return ok(result.reading)
  const chosen = scan.reading === undefined ? undefined : result.readings[scan.reading]
  return chosen ? ok(chosen) : refuse({ code: 'LABEL_ASKS', label: result })
}

/** The product codes of a barcode; a code of no standard is known by its text alone. */
const codesOfScan = (reading: LabelReading, raw: string): PrintedCode[] =>
  reading.symbology === 'plain' ? [{ scheme: 'own', code: raw.trim() }] : codesOf(reading)

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
    const read = readOne(scan, as)
    if (!read.ok) return read
    readings.push(read.value)
  }
  const own = readings.find((reading) => reading.symbology === 'own')
  if (own) return refuse({ code: 'LABEL_OURS', kind: String(own.fields.kind), id: Number(own.fields.id) })
  if (readings.length === 0) return ok({ codes: [], goods: noGoods, parts: null })
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
  return ok({ codes, goods: goodsOf(label.value), parts: { fields: label.value.fields, scans: parts } })
}

/**
 * Whether a barcode belongs to a label whose other barcodes are waiting (R2): only one of them names the product, or
 * both name the same. Two that name different products are two labels.
 */
export function belongsTo(waiting: readonly RawScan[], scan: RawScan, as: ReadAs): boolean {
  if (waiting.length === 0) return false
  const before = readGoods(waiting, as)
  const now = readGoods([scan], as)
  if (!before.ok || !now.ok) return false
  const [had, has] = [before.value.codes[0], now.value.codes[0]]
  return !had || !has || (had.scheme === has.scheme && had.code === has.code)
}
