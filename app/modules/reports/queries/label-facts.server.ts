import { clockTime, dayOf, type Instant } from '~/lib/day'
import type { Reader } from '~/lib/db.server'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { actorNames } from '~/modules/auth/queries.server'
import type { Visitor } from '~/modules/auth/types'
import { bandChoices } from '~/modules/catalog/messages'
import type { LabelFacts, PrintedKind } from '~/modules/labels/rules/print/words'

const bandName = (band: string | null): string | null => bandChoices.find(({ value }) => value === band)?.label ?? null

const minute = (at: string, zone: string): string => `${dayOf(at as Instant, zone)} ${clockTime(at as Instant, zone)}`

const unitRows = (reader: Reader, ids: readonly number[]) =>
  reader.unit.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      number: true,
      lot: { select: { lotNumber: true, expiry: true, expiryTime: true } },
      product: {
        select: { name: true, storageBand: true, category: { select: { storageBand: true, tracksLots: true } } },
      },
      openings: { select: { openedAt: true, discardAt: true, actor: true }, orderBy: { id: 'desc' }, take: 1 },
    },
  })

type UnitRow = Awaited<ReturnType<typeof unitRows>>[number]

const expiryOf = ({ lot }: UnitRow): string | null =>
  lot.expiry && [lot.expiry, lot.expiryTime].filter(Boolean).join(' ')

const unitLabel = (unit: UnitRow): LabelFacts => ({
  kind: 'unit',
  id: unit.id,
  product: unit.product.name,
  // Equipment has a row in the lot table, but no lot number.
  lot: unit.product.category.tracksLots ? unit.lot.lotNumber : null,
  number: unit.number,
  expiry: expiryOf(unit),
  storage: bandName(unit.product.storageBand ?? unit.product.category.storageBand),
})

const packLabel = (unit: UnitRow): LabelFacts => ({
  kind: 'pack',
  id: unit.id,
  product: unit.product.name,
  lot: unit.lot.lotNumber,
  expiry: expiryOf(unit),
})

async function openedLabels({ context, site }: Visitor, units: readonly UnitRow[]): Promise<LabelFacts[]> {
  const opened = units.flatMap((unit) => unit.openings.map((opening) => ({ unit, ...opening })))
  const names = await actorNames(
    context.db,
    opened.map(({ actor }) => actor),
  )
  return opened.map(({ unit, openedAt, discardAt, actor }) => ({
    kind: 'opened-vial',
    id: unit.id,
    product: unit.product.name,
    lot: unit.lot.lotNumber,
    discardAt: minute(discardAt, site.timeZone),
    openedAt: minute(openedAt, site.timeZone),
    openedBy: names.get(actor) ?? actor,
  }))
}

async function placeLabels({ context, site }: Visitor, ids: readonly number[]): Promise<LabelFacts[]> {
  const places = await context.db.read.place.findMany({
    where: { id: { in: [...ids] }, siteId: site.id, inside: true },
    select: { id: true, name: true, storageBand: true, parent: { select: { name: true } } },
  })
  return places.map(({ id, name, storageBand, parent }) => ({
    kind: 'place',
    id,
    name,
    within: [parent?.name, site.name].filter(Boolean).join(', '),
    storage: bandName(storageBand),
  }))
}

/** Patients' names. Each is audited as a read of that patient before the answer leaves (R38). */
async function patientLabels({ context }: Visitor, ids: readonly number[]): Promise<LabelFacts[]> {
  const patients = await context.db.read.patient.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true, mrn: true, birthDate: true },
  })
  await recordRead(
    context,
    'patient.read',
    patients.map(({ id }) => ({ subject: `patient:${id}`, detail: { for: 'label' } })),
  )
  return patients.map((patient) => ({ kind: 'patient', ...patient }))
}

async function badgeLabels({ context, site }: Visitor, ids: readonly number[]): Promise<LabelFacts[]> {
  const people = await context.db.read.person.findMany({
    where: { id: { in: [...ids] }, endedAt: null, roles: { some: { siteId: site.id } } },
    select: { id: true, name: true },
  })
  return people.map(({ id, name }) => ({ kind: 'badge', id, name, site: site.name }))
}

async function factsOf(visitor: Visitor, kind: PrintedKind, ids: readonly number[]): Promise<LabelFacts[]> {
  const units = () => unitRows(visitor.context.db.read, ids)
  switch (kind) {
    case 'unit':
      return (await units()).map(unitLabel)
    case 'pack':
      return (await units()).map(packLabel)
    case 'opened-vial':
      return openedLabels(visitor, await units())
    case 'place':
      return placeLabels(visitor, ids)
    case 'patient':
      return patientLabels(visitor, ids)
    case 'badge':
      return badgeLabels(visitor, ids)
  }
}

/**
 * What labels of this kind say, one for each id in the order asked for, an id named twice twice; `missing` are ids that
 * there is no such label for: unknown, of another site, or (opened vials) never opened.
 */
export async function labelFacts(
  visitor: Visitor,
  kind: PrintedKind,
  ids: readonly number[],
): Promise<{ facts: LabelFacts[]; missing: number[] }> {
  const found = new Map((await factsOf(visitor, kind, [...new Set(ids)])).map((facts) => [facts.id, facts]))
  return {
    facts: ids.flatMap((id) => found.get(id) ?? []),
    missing: [...new Set(ids)].filter((id) => !found.has(id)),
  }
}
