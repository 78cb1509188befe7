/**
 * Labels of several barcodes (R2): a field collects what the barcodes of one label say, in any order, until the product's
 * traits are satisfied. Nothing that was read is blanked; two barcodes that disagree are refused and change nothing.
 */
import type {
  Contradiction,
  DatePrecision,
  LabelCollection,
  LabelFields,
  LabelReading,
  LabelResult,
  LabelWarning,
  MissingPart,
  WantedTraits,
} from '../types'

/** The answer to one more barcode. `repeated` says that this very text was collected before. */
export type Collected = {
  readonly state: LabelCollection
  readonly missing: readonly MissingPart[]
  readonly contradiction?: Contradiction
  readonly repeated?: boolean
}

/** Nothing scanned yet. */
export const EMPTY_COLLECTION: LabelCollection = { readings: [], raws: [], fields: {}, warnings: [] }

// Fields that a label states once, whatever barcode states them. Quantities of inner and outer codes may differ.
const STATED_ONCE = ['gtin', 'lot', 'serial', 'din', 'productCode', 'divisions', 'pzn', 'kind', 'id'] as const
const DATES = ['expiry', 'productionDate'] as const

/**
 * Adds one barcode. Only a reading is added: a refusal or an ambiguous text changes nothing; where a person has chosen
 * among the readings, pass that one as `{ kind: 'read' }`.
 */
export function collect(state: LabelCollection, result: LabelResult, wanted: WantedTraits): Collected {
  if (result.kind !== 'read') return { state, missing: missingParts(state, wanted) }
  if (state.raws.includes(result.raw)) return { state, missing: missingParts(state, wanted), repeated: true }
  const { reading } = result
  const contradiction = findContradiction(state, reading)
  if (contradiction) return { state, missing: missingParts(state, wanted), contradiction }
  const fields = merge(state.fields, reading.fields)
  const next = {
    readings: [...state.readings, reading],
    raws: [...state.raws, result.raw],
    fields,
    warnings: standing([...state.warnings, ...reading.warnings], fields),
  }
  return { state: next, missing: missingParts(next, wanted) }
}

/** What the label still lacks: the product, what the traits ask, the divisions where its product code announces them. */
export function missingParts(state: LabelCollection, wanted: WantedTraits): MissingPart[] {
  const { fields } = state
  const missing: MissingPart[] = []
  // Our own label names a row that knows everything else.
  if (state.readings.some(({ symbology }) => symbology === 'own')) return missing
  const isNamed = fields.gtin ?? fields.di ?? fields.productCode ?? fields.pzn ?? fields.sscc
  if (isNamed === undefined && !state.readings.some(({ symbology }) => symbology === 'plain')) missing.push('product')
  if (wanted.needsDonation && fields.din === undefined) missing.push('donation')
  if (state.warnings.some(({ code }) => code === 'DIVISIONS_REQUIRED')) missing.push('divisions')
  if (wanted.needsLot && fields.lot === undefined) missing.push('lot')
  if (wanted.needsSerial && fields.serial === undefined) missing.push('serial')
  if (wanted.needsExpiry && fields.expiry === undefined) missing.push('expiry')
  return missing
}

function findContradiction(state: LabelCollection, reading: LabelReading): Contradiction | null {
  const mixed = state.readings.find(({ symbology }) => (symbology === 'own') !== (reading.symbology === 'own'))
  if (mixed) {
    return contradict('kind', mixed.symbology, reading.symbology, 'One is our own label, the other the manufacturer’s.')
  }
  const [item, content] = [
    state.fields.gtin ?? reading.fields.gtin,
    state.fields.contentGtin ?? reading.fields.contentGtin,
  ]
  if (item !== undefined && content !== undefined) {
    const detail = 'One barcode names this item, the other what a carton holds: they exclude each other.'
    return contradict('gtin', String(item), String(content), detail)
  }
  for (const field of STATED_ONCE) {
    const found = differing(field, state.fields, reading.fields)
    if (found) return found
  }
  for (const field of DATES) {
    if (moreExact(field, state.fields, reading.fields) === 'none') {
      return contradict(field, String(state.fields[field]), String(reading.fields[field]))
    }
  }
  return findForeignHalf(state, reading)
}

/** HIBC halves carry the primary's check character as a link; two primaries must name one product. */
function findForeignHalf(state: LabelCollection, reading: LabelReading): Contradiction | null {
  for (const other of state.readings) {
    if (other.symbology !== reading.symbology) continue
    if (other.link !== undefined && reading.link !== undefined && other.link !== reading.link) {
      const detail = 'The link characters of the two barcodes differ: they are of different labels.'
      return contradict('link', other.link, reading.link, detail)
    }
    const found = differing('di', other.fields, reading.fields)
    if (found) return found
  }
  return null
}

function differing(field: string, had: LabelFields, got: LabelFields): Contradiction | null {
  const [first, second] = [had[field], got[field]]
  if (first === undefined || second === undefined || first === second) return null
  return contradict(field, String(first), String(second))
}

function contradict(field: string, had: string, got: string, detail?: string): Contradiction {
  return { field, had, got, detail: detail ?? `One barcode says ${had}, the other ${got}.` }
}

/** Which of two dates to keep: a month covers its days and a day its times; `none` where they disagree. */
function moreExact(field: (typeof DATES)[number], had: LabelFields, got: LabelFields): 'had' | 'got' | 'none' {
  const [first, second] = [had[field], got[field]]
  if (second === undefined || first === second) return 'had'
  if (first === undefined) return 'got'
  const [coarse, fine] = [length(had[`${field}Precision`]), length(got[`${field}Precision`])]
  const shared = Math.min(coarse, fine)
  if (coarse === fine || first.slice(0, shared) !== second.slice(0, shared)) return 'none'
  return fine > coarse ? 'got' : 'had'
}

/** How many characters of an ISO date or instant a precision vouches for. */
function length(precision: DatePrecision | undefined): number {
  switch (precision) {
    case 'month':
      return 7
    case 'hour':
      return 13
    case 'minute':
      return 16
    case 'day':
    case undefined:
      return 10
  }
}

function merge(had: LabelFields, got: LabelFields): LabelFields {
  const merged: Record<string, LabelFields[string]> = { ...got, ...had }
  for (const field of DATES) {
    if (moreExact(field, had, got) !== 'got') continue
    merged[field] = got[field]
    merged[`${field}Precision`] = got[`${field}Precision`]
  }
  return merged
}

/** The warnings that still hold: a product, a companion or divisions that were missing may have come with another barcode. */
function standing(warnings: readonly LabelWarning[], fields: LabelFields): LabelWarning[] {
  const isNamed = (fields.gtin ?? fields.di ?? fields.productCode) !== undefined
  return warnings.filter(({ code }) => {
    if (code === 'MISSING_GTIN' || code === 'REQUISITE_MISSING') return !isNamed
    return code !== 'DIVISIONS_REQUIRED' || fields.divisions === undefined
  })
}
