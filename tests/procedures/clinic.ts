import { randomUUID } from 'node:crypto'
import { addHours, addMinutes, type Day, type Instant } from '~/lib/day'
import type { Database, Tx } from '~/lib/db.server'
import type { CommandContext } from '~/modules/audit/types'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Visitor } from '~/modules/auth/types'
import { addProduct, insertBaseCatalog } from '~/modules/catalog/commands.server'
import { allergens } from '~/modules/catalog/rules/allergens'
import type { NewProduct } from '~/modules/catalog/types'
import { insertKit, seeSeal } from '~/modules/kits/commands/kit.server'
import { createPatient } from '~/modules/patients/commands/create.server'
import type { AllergyCode } from '~/modules/patients/types'
import { recordApplied } from '~/modules/procedures/commands/applied.server'
import { bookProcedure, type NewProcedure } from '~/modules/procedures/commands/book.server'
import { clearToInject } from '~/modules/procedures/commands/clear.server'
import { bindWithinReach, scanForReadiness, signReady } from '~/modules/procedures/commands/ready.server'
import { scanForGiving } from '~/modules/procedures/commands/scan-give.server'
import { consent, screen, takeTimeOut } from '~/modules/procedures/commands/steps.server'
import { askKey } from '~/modules/procedures/rules/booking-asks'
import { timeOutParts } from '~/modules/procedures/rules/time-out'
import { insertProtocol } from '~/modules/protocols/commands.server'
import { decideEnd } from '~/modules/stock/commands/holds.server'
import { bulkUnit, newUnit, openLot, outsidePlace, post } from '~/modules/stock/commands/ledger.server'
import { createPlace, setProven } from '~/modules/stock/commands/places.server'
import type { Door, Outcome } from '~/server/action'
import { filledClinic } from '../support/filled'
import { insertPerson, visitorOfPerson } from '../support/visitor'

export const morning = '2026-11-24T14:00:00.000Z' as Instant
export const zone = 'America/New_York'

/** Takes the value out of a result, or says which refusal came instead. */
export function value<T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}

/** A command key that no other call has, in whichever process. */
export const newKey = (): string => randomUUID()

const noAllergens = Object.fromEntries(allergens.map((allergen) => [allergen, 'no' as const]))

const described: Record<string, Omit<NewProduct, 'categoryId' | 'manufacturer'>> = {
  'biologic-vial': { name: 'Amnio flow', sizeMicroliters: 2_000, storageBand: 'fridge' },
  syringe: { name: 'Syringe 5 mL', sizeMicroliters: 5_000 },
  needle: { name: 'Needle 18G' },
  'spinal-needle': { name: 'Spinal needle 22G' },
  'antiseptic-chlorhexidine': { name: 'Chlorhexidine 2%' },
  'antiseptic-alcohol': { name: 'Alcohol 70%' },
  'sterile-gloves': { name: 'Gloves 7.5' },
  drape: { name: 'Drape' },
  gauze: { name: 'Gauze' },
  'transducer-cover': { name: 'Cover' },
  'ultrasound-gel': { name: 'Gel' },
  'sharps-container': { name: 'Sharps' },
  epinephrine: { name: 'Epinephrine', strength: '1 mg/mL' },
  'filter-needle': { name: 'Filter needle' },
  'antihistamine-injectable': { name: 'Diphenhydramine inj' },
  'antihistamine-oral': { name: 'Cetirizine' },
  'ultrasound-system': { name: 'Ultrasound' },
  'ultrasound-transducer': { name: 'Curved probe', disinfectionLevel: 'low' },
  'anesthetic-injectable': { name: 'Lidocaine 1%', sizeMicroliters: 20_000, multiDose: true },
}

export type Clinic = {
  readonly db: Database
  readonly siteId: number
  readonly roomId: number
  readonly preparationId: number
  readonly fridgeId: number
  readonly kitId: number
  readonly versionId: number
  readonly product: (category: string) => number
  readonly at: (instant?: Instant) => CommandContext
  /** Person 1, with every role, at a time. */
  readonly visitor: (instant?: Instant) => Visitor
  readonly close: () => Promise<void>
}

async function places(tx: Tx, context: CommandContext, siteId: number) {
  const room = await createPlace(tx, context, { siteId, kind: 'room', name: 'Room 2' })
  const preparation = await createPlace(tx, context, { siteId, kind: 'preparation', name: 'Preparation' })
  const fridge = await createPlace(tx, context, { siteId, kind: 'storage', name: 'Fridge 2', storageBand: 'fridge' })
  const kit = await createPlace(tx, context, { siteId, kind: 'kit', name: 'Emergency kit' })
  await setProven(tx, fridge.placeId, addHours(morning, 24))
  return { roomId: room.placeId, preparationId: preparation.placeId, fridgeId: fridge.placeId, kitPlaceId: kit.placeId }
}

type Goods = { lot?: string; expiry?: Day | null; quantity?: number; number?: string; donation?: string }

async function receiveIn(
  tx: Tx,
  context: CommandContext,
  siteId: number,
  productId: number,
  placeId: number,
  goods: Goods,
): Promise<{ unitId: number; lotId: number }> {
  const expiry = goods.expiry === undefined ? ('2027-06-30' as Day) : goods.expiry
  const lot = value(await openLot(tx, context, { productId, lotNumber: goods.lot ?? `LOT-${productId}`, expiry }))
  const product = await tx.product.findUniqueOrThrow({ where: { id: productId }, include: { category: true } })
  const single = product.category.tracksUnits || product.category.drawnFrom
  const { lotId, bulkId } = lot
  const { number = null, donation = null } = goods
  const unit = single
    ? value(await newUnit(tx, context, { lotId, productId, number, donation }))
    : await bulkUnit(tx, context, { lotId, productId, bulkId })
  const quantity = goods.quantity ?? (single ? product.containerQuantity : 20)
  const from = await outsidePlace(tx, siteId, 'supplier')
  const lines = [{ unitId: unit.unitId, lotId, from, to: { id: placeId, inside: true }, quantity }]
  value(await post(tx, context, { movement: newKey(), kind: 'receive', lines, occurredAt: context.at }))
  return { unitId: unit.unitId, lotId }
}

/** Receives so much of a product into a place. Drawn products and equipment get a unit for each container. */
export const receive = (clinic: Clinic, category: string, placeId: number, goods: Goods = {}) =>
  clinic.db.write((tx) => receiveIn(tx, clinic.at(), clinic.siteId, clinic.product(category), placeId, goods))

const roomSupplies = [
  'syringe',
  'needle',
  'spinal-needle',
  'antiseptic-chlorhexidine',
  'sterile-gloves',
  'drape',
  'gauze',
  'transducer-cover',
  'ultrasound-gel',
]
const kitContents = ['epinephrine', 'syringe', 'filter-needle', 'antihistamine-injectable', 'antihistamine-oral']

const contextAt = (db: Database, instant: Instant): CommandContext => ({ db, actor: 'person:1', at: instant })

function fill(db: Database) {
  const at = () => contextAt(db, morning)
  return db.write(async (tx) => {
    const site = await tx.site.create({ data: { name: 'Main', address: '1 Main St', timeZone: zone } })
    await insertPerson(tx, site.id, morning)
    const categories = await insertBaseCatalog(tx)
    const products = new Map<string, number>()
    for (const [category, product] of Object.entries(described)) {
      const categoryId = categories.get(category) ?? 0
      const added = await addProduct(tx, at(), {
        ...product,
        categoryId,
        manufacturer: 'Acme',
        contains: noAllergens,
        labeledSterile: 'yes',
      })
      products.set(category, value(added).productId)
    }
    await tx.product.update({
      where: { id: products.get('biologic-vial') },
      data: { regulatoryStanding: 'hctp-361', regulatoryBasis: '21 CFR 1271.10' },
    })
    const here = await places(tx, at(), site.id)
    const protocol = value(await insertProtocol(tx, at()))
    const sealedAt = morning
    const kit = value(await insertKit(tx, at(), { placeId: here.kitPlaceId, sealNumber: '00417', sealedAt }))
    const stock = (category: string, placeId: number, goods: Goods = {}) =>
      receiveIn(tx, at(), site.id, products.get(category) ?? 0, placeId, goods)
    for (const category of roomSupplies) await stock(category, here.roomId)
    for (const category of kitContents) await stock(category, here.kitPlaceId, { lot: `KIT-${category}`, quantity: 2 })
    await stock('sharps-container', here.roomId, { expiry: null })
    await stock('ultrasound-system', here.roomId, { expiry: null, number: 'US-1' })
    const probe = await stock('ultrasound-transducer', here.roomId, { expiry: null, number: 'PROBE-1' })
    await tx.disinfection.create({
      data: { unitId: probe.unitId, level: 'low', method: 'wipe', doneAt: morning, actor: 'person:1' },
    })
    value(await seeSeal(tx, at(), { siteId: site.id, kitId: kit.kitId, sealSeen: '00417' }))
    return { siteId: site.id, products: [...products], kitId: kit.kitId, versionId: protocol.versionId, ...here }
  })
}

/** A clinic with a room that lacks nothing but a vial, on a database of its own. */
export async function openClinic(): Promise<Clinic> {
  const { db, made, close } = await filledClinic('tests/procedures/clinic.ts', fill)
  const { products, ...rest } = made
  const productOf = new Map(products)
  const site = { id: rest.siteId, name: 'Main', timeZone: zone }
  return {
    ...rest,
    db,
    product: (category) => productOf.get(category) ?? 0,
    at: (instant = morning) => contextAt(db, instant),
    visitor: (instant = morning) => visitorOfPerson(db, 1, site, instant),
    close,
  }
}

let lastMrn = 1041

/** A patient with these allergies, `none known` when none is named. */
export async function newPatient(
  clinic: Clinic,
  allergies: readonly AllergyCode[] = ['none'],
  mrn?: string,
): Promise<number> {
  lastMrn += 1
  const here = await clinic.db.read.patient.findMany({ select: { id: true } })
  const patient = {
    mrn: mrn ?? `P-${lastMrn}`,
    name: 'Maria Example',
    birthDate: '1961-02-03',
    allergies: [...allergies],
    otherAllergy: null,
    // All of them have one name and birth date, and each is another person.
    anotherThan: here.map(({ id }) => id),
  }
  return value(await perform(clinic.visitor(), createPatient, patient, newKey())).patientId
}

/** A booked procedure of today at 10:30, for a new patient where none is named. */
export async function book(clinic: Clinic, over: Partial<NewProcedure> = {}): Promise<number> {
  const booking = {
    patientId: over.patientId ?? (await newPatient(clinic)),
    versionId: clinic.versionId,
    roomPlaceId: clinic.roomId,
    scheduledAt: '2026-11-24T15:30:00.000Z' as Instant,
    side: 'left' as const,
    injectionSite: 'joint cavity',
    productId: clinic.product('biologic-vial'),
    doseMicroliters: 2_000,
    anesthesia: 'none' as const,
    clinician: 'Dr. Lee',
    ...over,
  }
  const first = await perform(clinic.visitor(), bookProcedure, booking, newKey())
  // All of them are for one room and one time, and stand all the same.
  const asks = !first.ok && first.refusal.code === 'BOOKING_ASKS' ? first.refusal.findings.map(askKey) : null
  const booked = asks ? await perform(clinic.visitor(), bookProcedure, { ...booking, although: asks }, newKey()) : first
  return value(booked).procedureId
}

export const noToAll = {
  infection: 'no',
  'severe-allergy': 'no',
  'needs-surgery': 'no',
  diabetes: 'no',
  clotting: 'no',
  autoimmune: 'no',
} as const

export const target = (procedureId: number) => ({ procedureId })

/** Sends a form to one of a page's doors, as the page's route does. */
export function send<Value>(
  door: Door<Value>,
  visitor: Visitor,
  procedureId: number | string,
  fields: Readonly<Record<string, string>>,
): Promise<Outcome<Value>> {
  const form = new FormData()
  for (const [name, text] of Object.entries({ commandKey: newKey(), ...fields })) form.set(name, text)
  return door({ visitor, form, params: { procedureId: String(procedureId) } })
}

export const scan = (clinic: Clinic, procedureId: number, raw: string, key = newKey()) =>
  perform(clinic.visitor(), scanForReadiness, { ...target(procedureId), raw, symbologyId: '' }, key)

/** Screened, consented, everything bound and signed. Returns the vial. */
export async function makeReady(
  clinic: Clinic,
  procedureId: number,
): Promise<{ unitId: number; lotId: number; number: string }> {
  const one = target(procedureId)
  const number = `SN-${procedureId}`
  const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240', number })
  value(await perform(clinic.visitor(), screen, { ...one, answers: noToAll, reason: null }, newKey()))
  value(await perform(clinic.visitor(), consent, one, newKey()))
  value(await scan(clinic, procedureId, number))
  value(await perform(clinic.visitor(), bindWithinReach, one, newKey()))
  value(await perform(clinic.visitor(), signReady, { ...one, signedName: 'Ana Ruiz' }, newKey()))
  return { ...vial, number }
}

/** A scan on the page where it is given, as the scanner sends it. */
export const scanAtGiving = (clinic: Clinic, procedureId: number, raw: string, at: Instant = morning) =>
  perform(clinic.visitor(at), scanForGiving, { ...target(procedureId), raw, symbologyId: '' }, newKey())

/** Scans the wristband of the procedure's own patient. */
export async function scanWristband(clinic: Clinic, procedureId: number, at: Instant = morning): Promise<void> {
  const { patient } = await clinic.db.read.procedure.findUniqueOrThrow({
    where: { id: procedureId },
    select: { patient: { select: { mrn: true } } },
  })
  value(await scanAtGiving(clinic, procedureId, patient.mrn, at))
}

/** All that a time-out agrees on. */
export const agreed = [...timeOutParts]

/** The antiseptic was applied so long ago that it is dry. */
export const antisepsis = (clinic: Clinic, procedureId: number, at: Instant = morning) =>
  perform(
    clinic.visitor(at),
    recordApplied,
    { ...target(procedureId), what: 'antiseptic', at: addMinutes(at, -10), correction: null },
    newKey(),
  )

/** CLEAR TO INJECT with these volumes, after the antiseptic. */
export const clearing = async (
  clinic: Clinic,
  procedureId: number,
  drawn: readonly { readonly unitId: number; readonly volume: number }[],
  at: Instant = morning,
) => {
  await antisepsis(clinic, procedureId, at)
  return perform(clinic.visitor(at), clearToInject, { ...target(procedureId), drawn: [...drawn] }, newKey())
}

/** Ready, time-out taken, wristband and vial scanned, cleared: one press before GIVEN. */
export async function makeGiveable(clinic: Clinic, procedureId: number) {
  const vial = await makeReady(clinic, procedureId)
  const one = target(procedureId)
  value(await perform(clinic.visitor(), takeTimeOut, { ...one, agreed }, newKey()))
  await scanWristband(clinic, procedureId)
  value(await scanAtGiving(clinic, procedureId, vial.number))
  value(await clearing(clinic, procedureId, [{ unitId: vial.unitId, volume: 2_000 }]))
  return vial
}

/** As a manager who ends the review of what is left without looking: it must stay out of reach all the same. */
export const endReview = ({ db }: Clinic, unitId: number) =>
  db.write(async (tx) => {
    for (const { id } of await tx.hold.findMany({ where: { unitId, reason: 'review' } }))
      await decideEnd(tx, { at: morning, actor: 'person:2' }, id, 'Looked at: nothing more was drawn.')
  })
