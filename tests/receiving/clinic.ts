import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { toInstant } from '~/lib/day'
import type { Database } from '~/lib/db.server'
import type { CommandContext } from '~/modules/audit/types'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Role, Visitor } from '~/modules/auth/types'
import { addCode, addProduct, ensureSupplier, insertBaseCatalog } from '~/modules/catalog/commands.server'
import type { NewProduct } from '~/modules/catalog/types'
import { openDelivery } from '~/modules/receiving/commands/delivery.server'
import type { receipt } from '~/modules/receiving/schema'
import type { NewDelivery } from '~/modules/receiving/types'
import { createPlace, setProven } from '~/modules/stock/commands/places.server'
import { filledClinic } from '../support/filled'
import { insertPerson, visitorOfPerson } from '../support/visitor'

/** A line as its command takes it. */
export type ReceiptInput = z.input<typeof receipt>

/** The morning of all these tests. */
export const morning = toInstant(new Date('2026-11-24T15:00:00Z'))

export const key = (): string => randomUUID()

/** GTINs of the products below, with their check digits. */
export const gtins = { vial: '05901234123457', vialCarton: '15901234123454', syringe: '00300450549105' }

const contextOf = (db: Database): CommandContext => ({ db, actor: 'person:1', at: morning })

async function fill(db: Database) {
  const context = contextOf(db)
  const site = await db.write(async (tx) => {
    const made = await tx.site.create({ data: { name: 'Main clinic', address: '', timeZone: 'America/New_York' } })
    for (const _person of [1, 2]) await insertPerson(tx, made.id, morning)
    return { id: made.id, name: made.name, timeZone: made.timeZone }
  })
  const places = await db.write(async (tx) => {
    const place = async (name: string, storageBand: 'ultra-low' | 'fridge' | 'room' | null) => {
      const { placeId } = await createPlace(tx, context, {
        siteId: site.id,
        kind: storageBand ? 'storage' : 'preparation',
        name,
        storageBand,
      })
      if (storageBand) await setProven(tx, placeId, toInstant(new Date('2026-11-25T15:00:00Z')))
      return placeId
    }
    return {
      freezer: await place('Freezer 1', 'ultra-low'),
      fridge: await place('Fridge 2', 'fridge'),
      cabinet: await place('Cabinet 1', 'room'),
      bench: await place('Bench', null),
    }
  })
  const products = await db.write(async (tx) => {
    const categories = await insertBaseCatalog(tx)
    const supplierId = await ensureSupplier(tx, 'Acme Bio')
    const product = async (category: string, rest: Omit<NewProduct, 'categoryId' | 'manufacturer'>) => {
      const made = await addProduct(tx, context, {
        manufacturer: 'Acme Bio',
        categoryId: categories.get(category) ?? 0,
        supplierId,
        ...rest,
      })
      if (!made.ok) throw new Error(made.refusal.code)
      return made.value.productId
    }
    const vial = await product('biologic-vial', { name: 'Amnio flow', sizeMicroliters: 2000, storageBand: 'ultra-low' })
    const syringe = await product('syringe', { name: 'Syringe 5 mL' })
    const gel = await product('ultrasound-gel', { name: 'Sterile gel' })
    await addCode(tx, context, { scheme: 'gs1', code: gtins.vial, productId: vial, packageQuantity: 1 })
    await addCode(tx, context, { scheme: 'gs1', code: gtins.vialCarton, productId: vial, packageQuantity: 10 })
    await addCode(tx, context, { scheme: 'gs1', code: gtins.syringe, productId: syringe, packageQuantity: 1 })
    return { supplierId, vial, syringe, gel }
  })
  return { site, places, products }
}

/** A clinic with one site, storage that is proven, three products with codes, and an open delivery. */
export type Clinic = Awaited<ReturnType<typeof clinic>>

export async function clinic(arrival: Partial<NewDelivery> = {}) {
  const { db, made, close } = await filledClinic('tests/receiving/clinic.ts', fill)
  const { site, places, products } = made
  const context = contextOf(db)
  // The person of `context` and another one, both with every role.
  const visitor = visitorOfPerson(db, 1, site, morning)
  const colleague = visitorOfPerson(db, 2, site, morning)
  const shipment = {
    supplierId: products.supplierId,
    arrivedAt: '2026-11-24T14:30:00.000Z',
    shipperCondition: 'good' as const,
    sealIntact: true,
    dryIcePresent: false,
    temperatureCentiCelsiusArrival: -7100,
    ...arrival,
  }
  const delivery = await perform(visitor, openDelivery, shipment, key())
  if (!delivery.ok) throw new Error(delivery.refusal.code)
  const { deliveryId } = delivery.value
  const line = (raw: string, rest: Partial<ReceiptInput> = {}): ReceiptInput => ({
    deliveryId,
    scans: [{ raw, symbologyId: '' }],
    placeId: null,
    packages: 1,
    ...rest,
  })
  const newVisitor = async (roles?: readonly Role[]): Promise<Visitor> => {
    const id = await db.write((tx) => insertPerson(tx, site.id, morning, roles))
    return visitorOfPerson(db, id, site, morning, roles)
  }
  return { db, context, visitor, colleague, newVisitor, site, places, products, deliveryId, line, close }
}

/** A GS1 label: GTIN, expiry, lot, and a serial where there is one. */
export const gs1 = (gtin: string, lot: string, expiry = '270131', serial?: string): string =>
  `01${gtin}17${expiry}10${lot}${serial ? `\x1d21${serial}` : ''}`
