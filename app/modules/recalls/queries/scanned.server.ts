import { dayOf } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { Visitor } from '~/modules/auth/types'
import { findProducts } from '~/modules/catalog/queries.server'
import { explainLabelRefusal, whyAmbiguous } from '~/modules/labels/messages'
import { readLabel } from '~/modules/labels/rules/read-label'
import { scannerOf } from '~/modules/labels/schema'
import type { LabelReading } from '~/modules/labels/types'
import { findLots, findUnit, lotsById } from '~/modules/stock/queries/look-up.server'

/** What the look-up page searches for, as parameters of its address. They never hold a patient or a raw scan. */
export type LookUpAddress = { readonly lot: string; readonly product?: string }

type Sentence = { readonly code: 'SCAN_NOT_USABLE'; readonly sentence: string }

const no = (sentence: string) => refuse<Sentence>({ code: 'SCAN_NOT_USABLE', sentence })

async function ofReading(visitor: Visitor, reading: LabelReading): Promise<Result<LookUpAddress, Sentence>> {
  const reader = visitor.context.db.read
  const { fields } = reading
  if (reading.symbology === 'own') return ofOwnLabel(visitor, String(fields.kind ?? ''), Number(fields.id))
  const found = await findProducts(reader, reading)
  const productId = found.kind === 'one' ? found.match.product.id : undefined
  const product = productId === undefined ? {} : { product: String(productId) }
  if (fields.lot) return ok({ lot: fields.lot, ...product })
  if (fields.serial && productId !== undefined) {
    const unit = await findUnit(reader, productId, fields.serial)
    const [lot] = unit ? await lotsById(reader, [unit.lotId]) : []
    if (lot) return ok({ lot: lot.lotNumber, ...product })
  }
  if (fields.din) return ok({ lot: fields.din })
  return no(
    'This label names no lot, serial or donation. Scan the barcode that carries the lot, or type the lot as it is printed.',
  )
}

async function ofOwnLabel(visitor: Visitor, kind: string, id: number): Promise<Result<LookUpAddress, Sentence>> {
  const reader = visitor.context.db.read
  if (kind === 'lot') {
    const [lot] = await lotsById(reader, [id])
    return lot
      ? ok({ lot: lot.lotNumber, product: String(lot.productId) })
      : no('This label of ours names a lot that is not in this database.')
  }
  const unit =
    kind === 'unit' || kind === 'opened-vial'
      ? await reader.unit.findUnique({ where: { id }, select: { lotId: true } })
      : null
  const [lot] = unit ? await lotsById(reader, [unit.lotId]) : []
  return lot
    ? ok({ lot: lot.lotNumber, product: String(lot.productId) })
    : no('This label of ours does not name a lot or a unit.')
}

/**
 * What a scan or a typed text means for the look-up. A text that is the name of a lot is taken as that name first, so that
 * a lot made of digits is never mistaken for a retail code; then the label is read. Refuses with a sentence.
 */
export async function scannedLookUp(
  visitor: Visitor,
  raw: string,
  symbologyId: string,
): Promise<Result<LookUpAddress, Sentence>> {
  if (raw.trim() === '') return no('Nothing was scanned. Scan the label, or type the lot as it is printed.')
  if (raw.length <= 60 && (await findLots(visitor.context.db.read, raw)).length > 0) return ok({ lot: raw.trim() })
  const result = readLabel(raw, {
    now: dayOf(visitor.context.at, visitor.site.timeZone),
    symbologyId: symbologyId || null,
    scanner: scannerOf(visitor.scanner, symbologyId),
  })
  switch (result.kind) {
    case 'read':
      return ofReading(visitor, result.reading)
    case 'ambiguous':
      return no(
        `This code can be read in ${result.readings.length} ways: ${whyAmbiguous(result)} Type the lot as it is printed.`,
      )
    case 'refused':
      if (result.refusal.code === 'UNKNOWN_LABEL' && raw.length <= 60) return ok({ lot: raw.trim() })
      {
        const { wrong, seen, todo } = explainLabelRefusal(result.refusal)
        return no([wrong, seen, todo].filter(Boolean).join(' '))
      }
  }
}
