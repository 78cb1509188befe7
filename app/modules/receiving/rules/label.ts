import { ok, type Result, refuse } from '~/lib/result'
import { codesOf } from '~/modules/catalog/rules/codes'
import type { PrintedCode } from '~/modules/catalog/types'
import { readLabel } from '~/modules/labels/rules/read-label'
import type { LabelFields, LabelReading } from '~/modules/labels/types'
import type { Goods, RawScan, ReceivingRefusal } from '../types'
import { goodsOf, noGoods } from './goods'

/** What the barcodes of one label say together: the product's codes, the goods, and all parts for the record (R5). */
export type LabelOfGoods = {
  readonly codes: readonly PrintedCode[]
  readonly goods: Goods
  readonly parts: {
    readonly fields: LabelFields
    readonly scans: readonly { symbology: string; form: string; elements: LabelReading['elements'] }[]
  } | null
}

type Read = Result<LabelReading, ReceivingRefusal>

function readOne(scan: RawScan, today: string, chosen: number | undefined): Read {
  const result = readLabel(scan.raw, { now: today, symbologyId: scan.symbologyId || null })
  if (result.kind === 'refused') return refuse({ code: 'LABEL_REFUSED', label: result.refusal })
  if (result.kind === 'read') return ok(result.reading)
  const reading = chosen === undefined ? undefined : result.readings[chosen]
  if (reading) return ok(reading)
  return refuse({
    code: 'LABEL_ASKS',
    detail: result.detail,
    choices: result.readings.map((each, index) => ({ index, fields: each.fields })),
  })
}

/** Adds a barcode's fields to what the label said so far: nothing is blanked, and two that disagree are refused (R2). */
function together(first: LabelReading, second: LabelReading): Read {
  for (const [field, value] of Object.entries(second.fields)) {
    const had = first.fields[field]
    if (field === 'link' || had === undefined || JSON.stringify(had) === JSON.stringify(value)) continue
    return refuse({ code: 'BARCODES_DISAGREE', field, first: String(had), second: String(value) })
  }
  return ok({
    ...first,
    elements: [...first.elements, ...second.elements],
    fields: { ...first.fields, ...second.fields },
    warnings: [...first.warnings, ...second.warnings],
  })
}

/**
 * Reads the barcodes of one label (R1–R3). `today` is the day at the site. Refuses what can't be read, asks where a
 * barcode has several readings and none was chosen, and refuses barcodes that don't belong together. No barcode at all
 * gives nothing: the line is typed.
 */
export function readGoods(
  scans: readonly RawScan[],
  today: string,
  chosen?: number,
): Result<LabelOfGoods, ReceivingRefusal> {
  const readings: LabelReading[] = []
  for (const scan of scans) {
    const read = readOne(scan, today, chosen)
    if (!read.ok) return read
    readings.push(read.value)
  }
  const [first, ...rest] = readings
  if (!first) return ok({ codes: [], goods: noGoods, parts: null })
  if (first.symbology === 'own')
    return refuse({ code: 'LABEL_OURS', kind: String(first.fields.kind), id: Number(first.fields.id) })
  let all = first
  for (const reading of rest) {
    const joined = together(all, reading)
    if (!joined.ok) return joined
    all = joined.value
  }
  const kept = readings.map(({ symbology, form, elements }) => ({ symbology, form, elements }))
  return ok({ codes: codesOf(all), goods: goodsOf(all), parts: { fields: all.fields, scans: kept } })
}
