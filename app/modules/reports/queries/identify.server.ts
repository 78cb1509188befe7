import { recordRead } from '~/modules/audit/commands.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { kitBySeal } from '~/modules/kits/queries.server'
import { findLots } from '~/modules/stock/queries/look-up.server'
import { placeFacts } from '~/modules/stock/queries/places.server'
import { isSameLot } from '~/modules/stock/rules/match'
import type { Identified } from '../types'
import { describeUnits } from './describe.server'

const unknown: Identified = {
  tone: 'question',
  title: 'Nothing here is called that.',
  detail:
    'Scan another barcode of the label, or look it up by its lot among the recalls, where look-alikes are tried too.',
  to: { href: '/recalls', label: 'Look it up' },
}

/** A typed text: a lot or one of its names, a unit's number, a kit's seal, or (for who may see patients) an MRN. */
export async function identifyText(visitor: Visitor, text: string): Promise<Identified> {
  const reader = visitor.context.db.read
  const matches = (await findLots(reader, text)).filter(isSameLot)
  const [first] = matches
  if (first && matches.length === 1)
    return describeUnits(
      visitor,
      { lotIds: [first.lotId] },
      first.lotId,
      `${first.productName}, lot ${first.lotNumber}`,
    )
  if (first)
    return {
      tone: 'question',
      title: `${matches.length} products have a lot ${first.lotNumber}.`,
      detail: matches.map((match) => match.productName).join(' · '),
      to: { href: `/recalls?${new URLSearchParams({ lot: text })}`, label: 'See them all' },
    }
  const kit = await kitBySeal(reader, visitor.site.id, text.trim())
  if (kit)
    return {
      tone: 'good',
      title: `The seal of an emergency kit.`,
      to: { href: `/kits/${kit.kitId}`, label: 'Check the kit' },
    }
  return identifyPatient(visitor, { mrn: text.trim() })
}

async function identifyPatient(visitor: Visitor, where: { mrn: string } | { id: number }): Promise<Identified> {
  if (!may(visitor.roles, 'patient.read')) return unknown
  const patient = await visitor.context.db.read.patient.findUnique({ where, select: { id: true, name: true } })
  if (!patient) return unknown
  await recordRead(visitor.context, 'patient.read', [{ subject: `patient:${patient.id}` }])
  return {
    tone: 'good',
    title: `Patient ${patient.name}.`,
    to: { href: `/patients/${patient.id}`, label: 'Open the patient' },
  }
}

async function identifyUnit(visitor: Visitor, id: number): Promise<Identified> {
  const unit = await visitor.context.db.read.unit.findUnique({
    where: { id },
    select: { lotId: true, number: true, lot: { select: { lotNumber: true, product: { select: { name: true } } } } },
  })
  if (!unit) return unknown
  return describeUnits(
    visitor,
    { unitIds: [id] },
    unit.lotId,
    `${unit.lot.product.name}, ${unit.number ?? `lot ${unit.lot.lotNumber}`}`,
  )
}

async function identifyLot(visitor: Visitor, id: number): Promise<Identified> {
  const lot = await visitor.context.db.read.lot.findUnique({
    where: { id },
    select: { lotNumber: true, product: { select: { name: true } } },
  })
  return lot ? describeUnits(visitor, { lotIds: [id] }, id, `${lot.product.name}, lot ${lot.lotNumber}`) : unknown
}

async function identifyPlace(visitor: Visitor, id: number): Promise<Identified> {
  const place = await placeFacts(visitor.context.db.read, id)
  if (!place || place.siteId !== visitor.site.id) return unknown
  return {
    tone: 'good',
    title: `${place.name}.`,
    to: { href: `/stock/places/${place.id}`, label: 'See what is in it' },
  }
}

/** One of our own labels, by its kind and number (R7). */
export async function identifyOwn(visitor: Visitor, kind: string, id: number): Promise<Identified> {
  switch (kind) {
    case 'unit':
    case 'opened-vial':
    case 'pack':
      return identifyUnit(visitor, id)
    case 'lot':
      return identifyLot(visitor, id)
    case 'place':
      return identifyPlace(visitor, id)
    case 'kit':
      return { tone: 'good', title: 'An emergency kit.', to: { href: `/kits/${id}`, label: 'Check the kit' } }
    case 'procedure':
      return may(visitor.roles, 'procedure.read')
        ? { tone: 'good', title: `Procedure ${id}.`, to: { href: `/procedures/${id}`, label: 'Open the procedure' } }
        : unknown
    case 'patient':
      return identifyPatient(visitor, { id })
    default:
      return unknown
  }
}
