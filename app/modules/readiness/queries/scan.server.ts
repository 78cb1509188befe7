import { dayOf, type Instant } from '~/lib/day'
import { query, type Reader, sql } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { findProducts } from '~/modules/catalog/queries.server'
import { kitBySeal } from '~/modules/kits/queries.server'
import { whyAmbiguous } from '~/modules/labels/messages'
import { goodsOf } from '~/modules/labels/rules/goods'
import { readLabel } from '~/modules/labels/rules/read-label'
import type { LabelReading, ScannerProfile } from '~/modules/labels/types'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { findLot, findLots, findUnit } from '~/modules/stock/queries/look-up.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import type { UnitFacts } from '~/modules/stock/types'
import type { Scanned, ScanRefusal } from '../types'

/** A scan as it came, and where and when. */
export type ScanInput = {
  readonly raw: string
  readonly symbologyId: string
  readonly siteId: number
  readonly timeZone: string
  readonly at: Instant
  /** What is known of this station's scanner (R6). */
  readonly scanner?: ScannerProfile | null
}

type Answer = Result<Scanned, ScanRefusal>

/** Rows of units that stand somewhere before the rows of places that they left. */
function standing(units: readonly UnitFacts[]): readonly UnitFacts[] {
  const here = units.filter((unit) => unit.quantity > 0)
  if (here.length > 0) return here
  const [last] = units
  return last ? [last] : []
}

async function asUnits(
  reader: Reader,
  siteId: number,
  where: { unitIds?: number[]; lotIds?: number[] },
  seen: string,
): Promise<Answer> {
  const found = standing(await unitFacts(reader, { ...where, siteId, includeEmpty: true }))
  return found.length > 0 ? ok({ kind: 'units', units: found }) : refuse({ code: 'SCAN_NOT_HERE', seen })
}

async function byText(reader: Reader, siteId: number, text: string): Promise<Answer> {
  const key = lotKey(text)
  const numbered = await query<{ id: number }>(reader, sql`SELECT "id" FROM "Unit" WHERE "numberKey" = ${key}`)
  if (numbered.length > 0) return asUnits(reader, siteId, { unitIds: numbered.map((row) => row.id) }, text)
  const matches = await findLots(reader, text)
  const lots = matches.filter((match) => match.how === 'exact' || match.how === 'alias')
  if (lots.length > 0) return asUnits(reader, siteId, { lotIds: lots.map((lot) => lot.lotId) }, text)
  const [near] = matches.filter((match) => match.how === 'near')
  return refuse({ code: 'SCAN_UNKNOWN', seen: text, near: near?.lotNumber ?? null })
}

async function ofOwnLabel(reader: Reader, siteId: number, kind: string, id: number): Promise<Answer> {
  if (kind === 'unit' || kind === 'opened-vial') return asUnits(reader, siteId, { unitIds: [id] }, `unit ${id}`)
  if (kind === 'lot') return asUnits(reader, siteId, { lotIds: [id] }, `lot ${id}`)
  if (kind === 'kit') return ok({ kind: 'kit', kitId: id, seal: null })
  if (kind === 'patient') return ok({ kind: 'patient', patientId: id })
  return refuse({ code: 'SCAN_OTHER_THING', kind })
}

async function ofLot(
  reader: Reader,
  siteId: number,
  productId: number,
  product: string,
  reading: LabelReading,
): Promise<Answer> {
  const goods = goodsOf(reading)
  const unit = goods.unitNumber === null ? null : await findUnit(reader, productId, goods.unitNumber)
  const lot = goods.lot === null ? null : await findLot(reader, productId, goods.lot)
  if (unit && lot && unit.lotId !== lot.lotId)
    return refuse({ code: 'SCAN_CONTRADICTS', seen: goods.unitNumber ?? '', known: lot.lotNumber })
  if (lot && goods.expiry !== null && lot.expiry !== null && goods.expiry !== lot.expiry)
    return refuse({ code: 'SCAN_EXPIRY_DIFFERS', lotNumber: lot.lotNumber, known: lot.expiry, seen: goods.expiry })
  if (unit) return asUnits(reader, siteId, { unitIds: [unit.unitId] }, unit.number)
  if (goods.lot === null && goods.unitNumber === null) return refuse({ code: 'SCAN_NO_LOT', product })
  if (lot === null) return refuse({ code: 'SCAN_LOT_UNKNOWN', product, seen: goods.lot ?? goods.unitNumber ?? '' })
  const found = standing(await unitFacts(reader, { lotIds: [lot.lotId], siteId, includeEmpty: true }))
  // A serial that we don't know may only be one of containers that we don't tell apart.
  const possible = goods.unitNumber === null ? found : found.filter((each) => each.bulk)
  if (possible.length > 0) return ok({ kind: 'units', units: possible })
  return goods.unitNumber === null
    ? refuse({ code: 'SCAN_NOT_HERE', seen: lot.lotNumber })
    : refuse({ code: 'SCAN_UNIT_UNKNOWN', seen: goods.unitNumber, lotNumber: lot.lotNumber })
}

async function ofReading(reader: Reader, siteId: number, reading: LabelReading): Promise<Answer> {
  if (reading.symbology === 'own')
    return ofOwnLabel(reader, siteId, String(reading.fields.kind ?? ''), Number(reading.fields.id))
  const product = await findProducts(reader, reading)
  if (product.kind === 'several')
    return refuse({ code: 'SCAN_SEVERAL', names: product.matches.map((match) => match.product.name) })
  if (product.kind === 'one')
    return ofLot(reader, siteId, product.match.product.id, product.match.product.name, reading)
  const goods = goodsOf(reading)
  if (product.codes.length > 0) return refuse({ code: 'SCAN_PRODUCT_UNKNOWN', seen: product.codes[0]?.code ?? '' })
  const text = goods.unitNumber ?? goods.lot
  return text === null ? refuse({ code: 'SCAN_NO_LOT', product: 'This label' }) : byText(reader, siteId, text)
}

/**
 * What a scan or a typed text is, at a site: units (one, or those that a lot's label could mean), a kit by its seal, a
 * patient by our own label. A text that is the number of a unit or the name of a lot is taken as that; then the label is
 * read. Never guesses: what can be read in two ways, names several products, or contradicts what we know is refused with
 * what was seen (R3).
 */
export async function resolveScan(reader: Reader, input: ScanInput): Promise<Answer> {
  const { raw, siteId } = input
  const typed = raw.trim()
  if (typed === '') return refuse({ code: 'SCAN_EMPTY' })
  if (raw.length > 4_000) return refuse({ code: 'SCAN_TOO_LONG' })
  const kit = typed.length <= 40 ? await kitBySeal(reader, siteId, typed) : null
  if (kit) return ok({ kind: 'kit', kitId: kit.kitId, seal: typed })
  const named = typed.length <= 60 ? await byText(reader, siteId, typed) : null
  if (named && (named.ok || named.refusal.code === 'SCAN_NOT_HERE')) return named
  const result = readLabel(raw, {
    now: dayOf(input.at, input.timeZone),
    symbologyId: input.symbologyId === '' ? null : input.symbologyId,
    scanner: input.scanner ?? null,
  })
  if (result.kind === 'read') return ofReading(reader, siteId, result.reading)
  if (result.kind === 'ambiguous')
    return refuse({ code: 'SCAN_AMBIGUOUS', count: result.readings.length, detail: whyAmbiguous(result) })
  if (result.refusal.code === 'UNKNOWN_LABEL' && named) return named
  return refuse({ code: 'SCAN_LABEL', refusal: result.refusal })
}
