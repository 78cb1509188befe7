import { dayOf } from '~/lib/day'
import type { Visitor } from '~/modules/auth/types'
import { findProducts } from '~/modules/catalog/queries.server'
import { explainAmbiguity, explainLabelRefusal } from '~/modules/labels/messages'
import { readLabel } from '~/modules/labels/rules/read-label'
import { scannerOf } from '~/modules/labels/schema'
import type { LabelReading } from '~/modules/labels/types'
import { findLot, findLots, findUnit } from '~/modules/stock/queries/look-up.server'
import { isSameLot } from '~/modules/stock/rules/match'
import type { Identified } from '../types'
import { describeProduct, describeUnits } from './describe.server'
import { identifyOwn, identifyText } from './identify.server'

async function ofReading(visitor: Visitor, reading: LabelReading): Promise<Identified> {
  const reader = visitor.context.db.read
  if (reading.symbology === 'own') return identifyOwn(visitor, String(reading.fields.kind), Number(reading.fields.id))
  const found = await findProducts(reader, reading)
  if (found.kind === 'several')
    return {
      tone: 'question',
      title: `${found.matches.length} products have this code.`,
      detail: found.matches.map((match) => match.product.name).join(' · '),
      to: { href: '/catalog', label: 'Open the catalog' },
    }
  if (found.kind === 'one') return ofProduct(visitor, found.match.product, reading)
  const named = reading.fields.lot ?? reading.fields.din
  if (named) return identifyText(visitor, String(named))
  return {
    tone: 'question',
    title: 'This code is not known here yet.',
    detail: 'It is linked to a product when it is received, or in the catalog.',
    to: { href: '/catalog', label: 'Open the catalog' },
  }
}

async function ofProduct(
  visitor: Visitor,
  product: { id: number; name: string },
  reading: LabelReading,
): Promise<Identified> {
  const reader = visitor.context.db.read
  const serial = reading.fields.serial ?? reading.fields.din
  const unit = serial ? await findUnit(reader, product.id, String(serial)) : null
  if (unit)
    return describeUnits(visitor, { unitIds: [unit.unitId] }, unit.lotId, `${product.name}, unit ${unit.number}`)
  const lot = reading.fields.lot ? await findLot(reader, product.id, reading.fields.lot) : null
  if (lot) return describeUnits(visitor, { lotIds: [lot.lotId] }, lot.lotId, `${product.name}, lot ${lot.lotNumber}`)
  return describeProduct(visitor, product, reading.fields.lot)
}

/**
 * What is this? Anything scanned or typed, answered in a sentence with the page that it leads to. A text that is the name
 * of a lot or a unit is taken as that first, so that a lot made of digits is never mistaken for a retail code.
 */
export async function whatIsThis(visitor: Visitor, raw: string, symbologyId: string): Promise<Identified> {
  if (raw.trim() === '')
    return { tone: 'refused', title: 'Nothing was scanned.', detail: 'Scan a label, or type what is printed on it.' }
  if (raw.length <= 60) {
    const [match] = (await findLots(visitor.context.db.read, raw)).filter(isSameLot)
    if (match) return identifyText(visitor, raw)
  }
  const result = readLabel(raw, {
    now: dayOf(visitor.context.at, visitor.site.timeZone),
    symbologyId: symbologyId || null,
    scanner: scannerOf(visitor.scanner, symbologyId),
  })
  switch (result.kind) {
    case 'read':
      return ofReading(visitor, result.reading)
    case 'ambiguous': {
      const { question, choices } = explainAmbiguity(result)
      return { tone: 'question', title: question, detail: choices.join(' — or — ') }
    }
    case 'refused': {
      if (result.refusal.code === 'UNKNOWN_LABEL' && raw.length <= 60) return identifyText(visitor, raw)
      const { wrong, seen, todo } = explainLabelRefusal(result.refusal)
      return { tone: 'refused', title: wrong, detail: [seen, todo].filter(Boolean).join(' ') }
    }
  }
}
