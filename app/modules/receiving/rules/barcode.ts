/** How one barcode of a label can be read, beside what the label's other barcodes say. */
import { ok, type Result, refuse } from '~/lib/result'
import { collect, EMPTY_COLLECTION } from '~/modules/labels/rules/collect-label'
import { codesOf } from '~/modules/labels/rules/product-codes'
import { isProven, type Readings, readAll } from '~/modules/labels/rules/readings'
import type { LabelReading, ScannerProfile } from '~/modules/labels/types'
import type { RawScan, ReceivingRefusal } from '../types'

/** What the reader needs: the day at the site, and what is known of the station's scanner. */
export type ReadAs = { readonly today: string; readonly scanner?: ScannerProfile | null }

/** A supplier's own code, from no standard. A product can be linked to it. */
const mayBeOwnCode = /^[A-Za-z0-9][A-Za-z0-9._/-]{2,39}$/
const plain: LabelReading = { symbology: 'plain', form: 'plain', elements: [], fields: {}, warnings: [] }

/** A text that stands for the lot, as it is. */
const asLot = (lot: string): LabelReading => ({
  symbology: 'text',
  form: 'lot-text',
  elements: [{ id: 'lot', value: lot }],
  fields: { lot },
  warnings: [],
})

/** Whether one of these says which product it is. */
export const namesProduct = (readings: readonly LabelReading[]): boolean =>
  readings.some((reading) => reading.symbology === 'plain' || codesOf(reading).length > 0)

const has = (readings: readonly LabelReading[], field: string): boolean =>
  readings.some(({ fields }) => fields[field] !== undefined)

/** Whether a reading says what the others left open: lot, expiry or serial. A count alone is no part that is waited for. */
export const addsTo = (others: readonly LabelReading[], reading: LabelReading): boolean =>
  ['lot', 'expiry', 'serial'].some((field) => reading.fields[field] !== undefined && !has(others, field))

/** Whether a reading can stand on one label with the others. */
export function agrees(others: readonly LabelReading[], reading: LabelReading): boolean {
  let state = EMPTY_COLLECTION
  for (const [index, each] of [...others, reading].entries()) {
    const collected = collect(state, { kind: 'read', raw: String(index), reading: each }, {})
    if (collected.contradiction) return false
    state = collected.state
  }
  return true
}

/** The readings of a barcode. `asks`: a person chooses, even where there is only one, because nothing proves it. */
export type Ways = {
  readonly readings: readonly LabelReading[]
  readonly asks: boolean
  readonly all: Readings
}

const readBarcode = ({ raw, symbologyId }: RawScan, as: ReadAs): Readings =>
  readAll(raw, { now: as.today, symbologyId: symbologyId || null, scanner: symbologyId ? null : as.scanner })

/**
 * How a barcode can be read. A label that proves itself has one reading. A text that only begins as GS1 does may as well be
 * the lot as it stands, unless that contradicts the label's other barcodes. A text of no standard is the lot where the label
 * names a product and lacks one, else a supplier's own code. None where it can't be read.
 */
export function waysOf(scan: RawScan, others: readonly LabelReading[], as: ReadAs): Ways {
  const all = readBarcode(scan, as)
  const { label, typed, question } = all
  const one = (readings: readonly LabelReading[]): Ways => ({ readings, asks: readings.length > 1, all })
  if (question && question.detail !== 'NOT_GS1_CARRIER') return { readings: question.readings, asks: true, all }
  const text = typed?.text ?? ''
  if (label.length === 0) {
    // A label of ours that was misread is nobody's code.
    if (!mayBeOwnCode.test(text) || all.refusal?.detail === 'own') return one([])
    return one([namesProduct(others) && !has(others, 'lot') ? asLot(text) : plain])
  }
  const weak = label.some((reading) => reading.symbology === 'gs1' && !isProven(reading))
  if (all.proven || !typed || !weak) return one(label)
  const ways = [...label, ...(others.length === 0 ? [plain] : []), asLot(text)]
  const fitting = ways.filter((reading) => agrees(others, reading))
  const adding = fitting.filter(
    (reading) => addsTo(others, reading) || has(others, 'lot') === (reading.fields.lot !== undefined),
  )
  if (others.length === 0) return one(ways)
  // Where every way contradicts the label, the contradiction is said of the likeliest one.
  return fitting.length === 0 ? one(label.slice(0, 1)) : one(adding.length > 0 ? adding : ways)
}

/** One reading of a barcode: the only one, or the one that the person chose. */
export function readOne(
  scan: RawScan,
  others: readonly LabelReading[],
  as: ReadAs,
): Result<LabelReading, ReceivingRefusal> {
  const { readings, asks, all } = waysOf(scan, others, as)
  const [first] = readings
  if (!first) {
    const label = all.refusal ?? { code: 'UNKNOWN_LABEL' as const, detail: '', seen: scan.raw.slice(0, 20) }
    return refuse({ code: 'LABEL_REFUSED', label })
  }
  if (!asks) return ok(first)
  const chosen = scan.reading === undefined ? undefined : readings[scan.reading]
  if (chosen) return ok(chosen)
  const label = all.question ?? { kind: 'ambiguous', raw: scan.raw, reason: 'OTHER', detail: 'NAME_OR_LABEL', readings }
  return refuse({ code: 'LABEL_ASKS', label: { ...label, readings } })
}
