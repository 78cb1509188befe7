import fc from 'fast-check'
import { addDays, addHours, addMinutes, type Day, type Instant } from '~/lib/day'
import type { Database, Tx } from '~/lib/db.server'
import type { Requirement } from '~/modules/protocols/types'
import { booking as someBooking, requirements as someRequirements } from './builders'

/** When these clinics are looked at; the procedure is two days later, so that some of what is good now has expired by then. */
export const at = '2026-11-24T14:00:00.000Z' as Instant
export const scheduledAt = addHours(at, 48)
const today = '2026-11-24' as Day

export const placeKinds = [
  'room',
  'cabinet',
  'preparation',
  'storage',
  'shelf',
  'unproven',
  'held',
  'other-room',
  'kit',
] as const
type PlaceName = (typeof placeKinds)[number]

const days = [-500, -30, -1, 0, 1, 2, 3, 40, 40, 40, 41, 400]
/** Mostly the first; the others come now and then. */
const mostly = <const T>(usual: T, ...others: readonly T[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(usual) },
    ...others.map((each) => ({ weight: 1, arbitrary: fc.constant(each) })),
  )

const standing = fc.record({
  place: fc.constantFrom<PlaceName>(...placeKinds, 'storage', 'storage', 'shelf', 'preparation', 'room'),
  quantity: fc.integer({ min: 0, max: 4 }),
  reserved: mostly(0, 1, 4),
  opened: mostly<null | 'good' | 'over'>(null, 'good', 'good', 'over'),
  held: mostly(false, true),
  thaw: mostly<null | 'runs' | 'over'>(null, 'runs', 'over'),
  owner: mostly<null | 'own' | 'other'>(null, 'own', 'other'),
  clean: fc.boolean(),
})
const lot = fc.record({
  expiry: fc.option(fc.constantFrom(...days), { freq: 8 }),
  /** Local time of that day at which it ends; it is 09:00 there. */
  time: mostly<null | string>(null, '08:00', '09:00', '21:30'),
  held: mostly<null | 'stands' | 'released'>(null, 'stands', 'stands', 'released'),
  stock: fc.array(standing, { minLength: 1, maxLength: 2 }),
})
const product = fc.record({
  kind: fc.constantFrom('gauze', 'syringe', 'syringe', 'vial', 'equipment', 'anesthetic'),
  latex: mostly<'yes' | 'no' | null>('no', 'yes', null, null),
  sterile: mostly<'yes' | 'no' | null>('yes', 'no', null, null),
  size: fc.constantFrom(null, 5_000, 5_000),
  autologous: mostly(false, true),
  cold: mostly(false, true),
  held: mostly(false, true),
  lots: fc.array(lot, { minLength: 1, maxLength: 8 }),
})

/** A random clinic: what it has, whether the patient is allergic, how much is asked for, how much is read at once. */
export const worlds = fc.record({
  products: fc.array(product, { minLength: 3, maxLength: 6 }),
  allergic: fc.boolean(),
  /** Nobody has looked yet whether any label says sterile. */
  unlooked: mostly(false, true, true),
  wanted: fc.integer({ min: 1, max: 5 }),
  bound: fc.nat(12),
  few: mostly(0, 2, 4, 400),
  page: mostly(1, 2, 3),
})
export type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never

type Kind = World['products'][number]['kind']

export type Made = {
  readonly siteId: number
  readonly roomId: number
  readonly patientId: number
  readonly vialId: number
  readonly categories: Readonly<Record<Kind, number>>
  readonly requirements: readonly Requirement[]
  /** What can be bound: a few of the balances made. */
  readonly balances: readonly { readonly unitId: number; readonly placeId: number; readonly requirement: string }[]
}

let made = 0

async function places(tx: Tx, siteId: number): Promise<Record<PlaceName, number>> {
  const place = async (kind: string, over: { parentId?: number; storageBand?: string; provenUntil?: string } = {}) =>
    (await tx.place.create({ data: { siteId, kind, name: kind, inside: true, ...over } })).id
  const proven = { storageBand: 'fridge', provenUntil: addHours(at, 5) }
  const room = await place('room')
  const storage = await place('storage', proven)
  const held = await place('storage', proven)
  await tx.hold.create({
    data: { reason: 'temperature', note: 'Alarm', placeId: held, placedAt: at, actor: 'person:1' },
  })
  return {
    room,
    cabinet: await place('storage', { parentId: room }),
    preparation: await place('preparation'),
    storage,
    shelf: await place('shelf', { parentId: storage }),
    unproven: await place('storage', { ...proven, provenUntil: addMinutes(at, -1) }),
    held: await place('shelf', { parentId: held }),
    'other-room': await place('room'),
    kit: await place('kit', { parentId: room }),
  }
}

const shapes: Record<Kind, { drawn: boolean; expires: boolean; isBiologic: boolean; isEquipment: boolean }> = {
  gauze: { drawn: false, expires: false, isBiologic: false, isEquipment: false },
  syringe: { drawn: false, expires: true, isBiologic: false, isEquipment: false },
  vial: { drawn: true, expires: true, isBiologic: true, isEquipment: false },
  equipment: { drawn: false, expires: false, isBiologic: false, isEquipment: true },
  anesthetic: { drawn: true, expires: true, isBiologic: false, isEquipment: false },
}

async function category(tx: Tx, kind: Kind): Promise<number> {
  const { isBiologic, isEquipment, expires, drawn: drawnFrom } = shapes[kind]
  const data = { code: `${kind}-${made}`, name: kind, isBiologic, isEquipment, expires, drawnFrom }
  const { id } = await tx.category.create({ data: { ...data, entersPatient: kind !== 'gauze' } })
  return id
}

const requirement = (code: Kind, categoryId: number, over: Partial<Requirement>): Requirement => ({
  ...someRequirements[0]!,
  ...{ id: made, code, label: code, bind: 'supply', quantity: 1, condition: null },
  ...{ sizeMicrolitersMin: null, sizeMicrolitersMax: null, volumeMicroliters: null },
  alternatives: [{ categoryId, code, name: code }],
  ...over,
})

/** Makes a clinic of its own in the database: a site, categories, products, lots and what stands of them. */
export const make = (db: Database, world: World): Promise<Made> => db.write((tx) => insert(tx, world))

async function insert(tx: Tx, world: World): Promise<Made> {
  made += 1
  const site = await tx.site.create({ data: { name: `Clinic ${made}`, address: '-', timeZone: 'America/New_York' } })
  const here = await places(tx, site.id)
  const patient = async () =>
    (
      await tx.patient.create({
        data: { mrn: `M${made}-${Math.random()}`, name: 'A', searchKey: 'a', birthDate: '1960-01-01', createdAt: at },
      })
    ).id
  const [patientId, other] = [await patient(), await patient()]
  const kinds: Kind[] = ['gauze', 'syringe', 'vial', 'equipment', 'anesthetic']
  const ids: number[] = []
  for (const kind of kinds) ids.push(await category(tx, kind))
  const categories = Object.fromEntries(kinds.map((kind, index) => [kind, ids[index]!])) as Record<Kind, number>
  const balances: { unitId: number; placeId: number; requirement: string }[] = []
  const vials: number[] = []
  for (const [index, each] of world.products.entries()) {
    const productId = await insertProduct(tx, world.unlooked ? { ...each, sterile: null } : each, {
      categoryId: categories[each.kind],
      index,
    })
    if (each.kind === 'vial') vials.push(productId)
    for (const [number, one] of each.lots.entries())
      balances.push(...(await insertLot(tx, each, one, { productId, number, here, owners: { own: patientId, other } })))
  }
  const size = { sizeMicrolitersMin: 3_000, sizeMicrolitersMax: 6_000 }
  return {
    ...{ siteId: site.id, roomId: here.room, patientId, vialId: vials[0] ?? 0, categories, balances },
    requirements: [
      requirement('vial', categories.vial, { bind: 'unit' }),
      requirement('gauze', categories.gauze, { quantity: world.wanted }),
      requirement('syringe', categories.syringe, { quantity: world.wanted, ...size }),
      // Two that take from the same.
      requirement('syringe', categories.syringe, { code: 'any-syringe', quantity: 2 }),
      requirement('equipment', categories.equipment, { bind: 'equipment' }),
      requirement('anesthetic', categories.anesthetic, { quantity: 2, volumeMicroliters: 500 }),
    ],
  }
}

async function insertProduct(
  tx: Tx,
  each: World['products'][number],
  { categoryId, index }: { categoryId: number; index: number },
): Promise<number> {
  const drawn = shapes[each.kind].drawn
  const { id } = await tx.product.create({
    data: {
      ...{ name: `P${index}`, searchKey: `p${index}`, manufacturer: 'M', categoryId, createdAt: at },
      ...{ baseUnit: drawn ? 'uL' : 'each', containerQuantity: drawn ? 1_000 : 1, sizeMicroliters: each.size },
      ...{ multiDose: each.kind === 'anesthetic', storageBand: each.cold ? 'fridge' : null },
      ...{ labeledSterile: each.sterile, regulatoryStanding: each.autologous ? 'autologous' : null },
    },
  })
  if (each.latex !== null)
    await tx.productContains.create({ data: { productId: id, allergen: 'latex', answer: each.latex } })
  if (each.held)
    await tx.hold.create({ data: { reason: 'suspect', note: '-', productId: id, placedAt: at, actor: 'person:1' } })
  return id
}

type Into = {
  readonly productId: number
  readonly number: number
  readonly here: Record<PlaceName, number>
  readonly owners: { readonly own: number; readonly other: number }
}

async function insertLot(
  tx: Tx,
  each: World['products'][number],
  lot: World['products'][number]['lots'][number],
  { productId, number, here, owners }: Into,
): Promise<Made['balances'][number][]> {
  const drawn = shapes[each.kind].drawn
  const expiry = lot.expiry === null ? null : addDays(today, lot.expiry)
  const expiryTime = expiry === null ? null : lot.time
  const lotId = (
    await tx.lot.create({
      data: { productId, lotNumber: `L${number}`, lotKey: `L${number}`, expiry, expiryTime, createdAt: at },
    })
  ).id
  if (lot.held) {
    const hold = { reason: 'suspect', note: '-', lotId, placedAt: at, actor: 'person:1' }
    const { id } = await tx.hold.create({ data: hold })
    if (lot.held === 'released') {
      const end = { holdId: id, reason: 'Compared, and in order.', actor: 'person:1' }
      const decision = await tx.holdDecision.create({ data: { ...end, decidedAt: at } })
      await tx.holdRelease.create({ data: { ...end, releasedAt: at, by: 'decision', decisionId: decision.id } })
    }
  }
  const rows: Made['balances'][number][] = []
  for (const one of lot.stock) {
    const unitId = (await tx.unit.create({ data: { lotId, productId, createdAt: at } })).id
    const quantity = one.quantity * (drawn ? 500 : 1)
    const reserved = Math.min(quantity, one.reserved * (drawn ? 500 : 1))
    await tx.balance.create({ data: { unitId, placeId: here[one.place], quantity, reserved } })
    await insertStory(tx, unitId, one, { owners, kind: each.kind })
    rows.push({ unitId, placeId: here[one.place], requirement: each.kind })
  }
  return rows
}

async function insertStory(
  tx: Tx,
  unitId: number,
  one: World['products'][number]['lots'][number]['stock'][number],
  { owners, kind }: { owners: Into['owners']; kind: Kind },
): Promise<void> {
  const recorded = { recordedAt: at, actor: 'person:1' }
  if (one.opened) {
    const discardAt = addHours(at, one.opened === 'good' ? 72 : -1)
    await tx.opening.create({ data: { unitId, openedAt: addHours(at, -20), discardAt, ...recorded } })
  }
  if (one.held)
    await tx.hold.create({ data: { reason: 'damaged', note: '-', unitId, placedAt: at, actor: 'person:1' } })
  if (one.thaw) {
    const limitAt = addHours(at, one.thaw === 'runs' ? 60 : -1)
    await tx.unitClock.create({ data: { unitId, kind: 'thaw', startedAt: addHours(at, -5), limitAt, ...recorded } })
  }
  if (one.owner && kind === 'vial')
    await tx.autologousUnit.create({ data: { unitId, patientId: owners[one.owner], ...recorded } })
  if (one.clean && kind === 'equipment')
    await tx.disinfection.create({ data: { unitId, level: 'low', method: 'wipe', doneAt: at, actor: 'person:1' } })
}

/** The booking that is looked at in such a clinic. */
export const bookingIn = (clinic: Made) =>
  someBooking({
    ...{ siteId: clinic.siteId, roomPlaceId: clinic.roomId, patientId: clinic.patientId, productId: clinic.vialId },
    ...{ scheduledAt, doseMicroliters: 2_000 },
  })
