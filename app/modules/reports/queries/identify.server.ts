import { recordRead } from '~/modules/audit/commands/reads.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { placeFacts } from '~/modules/stock/queries/places.server'
import { productLot } from '~/modules/stock/rules/lot-key'
import type { Meaning } from '~/modules/stock/rules/meanings'
import { nameOfMeaning } from '~/modules/stock/rules/scan-words'
import type { Identified } from '../types'
import { describeProduct, describeUnits } from './describe.server'

async function identifyPatient(visitor: Visitor, id: number): Promise<Identified | null> {
  if (!may(visitor.roles, 'patient.read')) return null
  const patient = await visitor.context.db.read.patient.findUnique({ where: { id }, select: { id: true, name: true } })
  if (!patient) return null
  await recordRead(visitor.context, 'patient.read', [{ subject: `patient:${patient.id}` }])
  return {
    tone: 'good',
    title: `Patient ${patient.name}.`,
    to: { href: `/patients/${patient.id}`, label: 'Open the patient' },
  }
}

async function identifyPlace(visitor: Visitor, id: number): Promise<Identified | null> {
  const place = await placeFacts(visitor.context.db.read, id)
  if (!place || place.siteId !== visitor.site.id) return null
  return {
    tone: 'good',
    title: `${place.name}.`,
    to: { href: `/stock/places/${place.id}`, label: 'See what is in it' },
  }
}

function identifyKit(visitor: Visitor, { id, siteId }: { id: number; siteId: number | null }): Identified | null {
  if (siteId !== null && siteId !== visitor.site.id) return null
  return {
    tone: 'good',
    title: siteId === null ? 'An emergency kit.' : 'The seal of an emergency kit.',
    to: { href: `/kits/${id}`, label: 'Check the kit' },
  }
}

/** One meaning of a scan, in a sentence with the page that it leads to; null where this person or site has no such thing. */
export async function identify(visitor: Visitor, meaning: Meaning): Promise<Identified | null> {
  switch (meaning.kind) {
    case 'unit':
      return describeUnits(visitor, { unitIds: [meaning.unit.unitId] }, meaning.unit.lotId, nameOfMeaning(meaning))
    case 'lot':
      return describeUnits(visitor, { lotIds: [meaning.lot.lotId] }, meaning.lot.lotId, nameOfMeaning(meaning))
    case 'product':
      return describeProduct(visitor, { id: meaning.productId, name: meaning.productName })
    case 'group':
      return {
        tone: 'question',
        title: `The ${meaning.group} number of ${meaning.lots.length} ${meaning.lots.length === 1 ? 'lot' : 'lots'}.`,
        detail: meaning.lots.map((lot) => `${productLot(lot.productName, lot.lotNumber)}`).join(' · '),
        to: { href: `/recalls?${new URLSearchParams({ lot: meaning.matched })}`, label: 'See them all' },
      }
    case 'place':
      return identifyPlace(visitor, meaning.id)
    case 'kit':
      return identifyKit(visitor, meaning)
    case 'delivery':
      return meaning.siteId === visitor.site.id
        ? { tone: 'good', title: 'A delivery.', to: { href: `/receiving/${meaning.id}`, label: 'Open the delivery' } }
        : null
    case 'procedure':
      return may(visitor.roles, 'procedure.read')
        ? {
            tone: 'good',
            title: `Procedure ${meaning.id}.`,
            to: { href: `/procedures/${meaning.id}`, label: 'Open the procedure' },
          }
        : null
    case 'patient':
      return identifyPatient(visitor, meaning.id)
    case 'badge':
    case 'unknown':
      return null
  }
}
