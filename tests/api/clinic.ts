import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Instant } from '~/lib/day'
import { toInstant } from '~/lib/day'
import type { Database, Tx } from '~/lib/db.server'
import type { Role } from '~/modules/auth/types'
import { lotKey } from '~/modules/stock/rules/lot-key'
import { testDatabase } from '../support/database'
import { nameEverything } from '../support/names'

/** A small clinic behind a real API server: one lot received, one vial of it given to a patient, one discarded. */
export type Clinic = {
  db: Database
  ids: {
    site: number
    lot: number
    otherLot: number
    patient: number
    strangerPatient: number
    product: number
    fridge: number
    delivery: number
  }
  /** Sends a request as the holder of a token with this role; null: without a token. */
  ask(role: Role | null, path: string, init?: RequestInit): Promise<Answer>
  close(): Promise<void>
}
export type Answer = { status: number; headers: Headers; body: unknown }

/** A package of gauze, kept by number; and a vial with a serial of its own. Both products are known. */
export const gauzeLabel = ']d201095060001343691727123110G-77'
export const vialLabel = ']d2010950600013435217271231' + '10CD-2001\u001d21S-9'

const at = '2026-11-20T09:00:00.000Z'

/** Starts it. The server reads its database from the environment, so a test file has one clinic. */
export async function openClinic(): Promise<Clinic> {
  const store = await testDatabase()
  process.env.DATABASE_URL = store.url
  process.env.LOG_LEVEL = 'silent'
  const { database } = await import('~/lib/db.server')
  const { createApiRouter } = await import('~/api/router')
  const { limitBody } = await import('~/server/body-limit')
  const db = await database()
  const ids = await db.write(fill)
  const secrets = await makeTokens(db, ids.site)
  const server = createServer(express().use(limitBody).use('/api/v1', createApiRouter()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`
  return {
    db,
    ids,
    ask: async (role, path, init = {}) => {
      const headers = new Headers(init.headers)
      if (role) headers.set('Authorization', `Bearer ${secrets.get(role)}`)
      const response = await fetch(`${base}${path}`, { ...init, headers })
      const text = await response.text()
      return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await db.close()
      await store.close()
    },
  }
}

async function makeTokens(db: Database, siteId: number): Promise<Map<Role, string>> {
  const { makeToken } = await import('../support/visitor')
  const secrets = new Map<Role, string>()
  for (const role of ['supply', 'clinician', 'manager', 'auditor', 'administrator'] as const)
    secrets.set(role, await makeToken(db, 1, siteId, role))
  return secrets
}

async function fill(tx: Tx): Promise<Clinic['ids']> {
  const site = await tx.site.create({
    data: { name: 'Hip Clinic', address: '1 Main St', timeZone: 'America/New_York' },
  })
  const { insertPerson } = await import('../support/visitor')
  await insertPerson(tx, site.id, at as Instant)
  const supplierRow = await tx.supplier.create({ data: { name: 'Acme' } })
  const delivery = await tx.delivery.create({
    data: {
      siteId: site.id,
      supplierId: supplierRow.id,
      arrivedAt: at,
      shipperCondition: 'good',
      sealIntact: true,
      actor: 'person:1',
    },
  })
  const category = await tx.category.create({
    data: { code: 'biologic-vial', name: 'Biologic vials', tracksUnits: true, drawnFrom: true, isBiologic: true },
  })
  const product = await tx.product.create({
    data: {
      name: 'Amnio flow',
      searchKey: 'amnio flow',
      manufacturer: 'Acme Bio',
      categoryId: category.id,
      baseUnit: 'uL',
      containerQuantity: 2000,
      storageBand: 'fridge',
      createdAt: at,
    },
  })
  await tx.productCode.create({
    data: { productId: product.id, scheme: 'gs1', code: '09506000134352', linkedAt: at, linkedBy: 'person:1' },
  })
  await fillGauze(tx, supplierRow.id)
  const place = (kind: string, name: string, inside: boolean) =>
    tx.place.create({
      data: {
        siteId: site.id,
        kind,
        name,
        inside,
        ...(kind === 'storage' && { storageBand: 'fridge', provenUntil: '2099-01-01T00:00:00.000Z' }),
      },
    })
  const [supplier, fridge, room, discard] = [
    await place('supplier', 'Supplier', false),
    await place('storage', 'Fridge 1', true),
    await place('room', 'Room 2', true),
    await place('discard', 'Discarded', false),
  ]
  await place('preparation', 'Cabinet', true)
  const lot = await openLot(tx, product.id, 'AB-1025')
  const otherLot = await openLot(tx, product.id, 'AB-I025')
  const patient = await tx.patient.create({
    data: { mrn: 'MRN-7', name: 'Rosa Diaz', searchKey: 'mrn 7 rosa diaz', birthDate: '1961-02-03', createdAt: at },
  })
  const strangerPatient = await tx.patient.create({
    data: { mrn: 'MRN-8', name: 'Ed Long', searchKey: 'mrn 8 ed long', birthDate: '1950-02-03', createdAt: at },
  })
  const booking = {
    siteId: site.id,
    patientId: patient.id,
    roomPlaceId: room.id,
    productId: product.id,
    protocolVersionId: await makeProtocol(tx),
  }
  const procedure = await book(tx, { ...booking, scheduledAt: at, status: 'given' })
  await book(tx, { ...booking, scheduledAt: toInstant(new Date()), status: 'booked' })
  const vials = [
    await vial(tx, lot, product.id, 'S-1'),
    await vial(tx, lot, product.id, 'S-2'),
    await vial(tx, lot, product.id, 'S-3'),
  ]
  const post = (movement: string, kind: string, unitId: number, from: number, to: number) =>
    tx.posting.create({
      data: {
        movement,
        kind,
        unitId,
        lotId: lot,
        fromPlaceId: from,
        toPlaceId: to,
        quantity: 2000,
        occurredAt: at,
        recordedAt: at,
        actor: 'person:1',
      },
    })
  await tx.storageLocation.create({
    data: { placeId: fridge.id, band: 'fridge', temperatureCentiCelsiusMin: 200, temperatureCentiCelsiusMax: 800 },
  })
  for (const unit of vials) await post('received', 'receive', unit, supplier.id, fridge.id)
  await post('given', 'give', vials[0]!, fridge.id, procedure.placeId)
  await tx.procedureUse.create({
    data: {
      procedureId: procedure.id,
      unitId: vials[0]!,
      lotId: lot,
      movement: 'given',
      quantity: 2000,
      wasted: 0,
      givenAt: at,
      recordedAt: at,
      actor: 'person:1',
      basis: 'scan',
      recordedLate: false,
      findings: '[]',
    },
  })
  await post('dropped', 'discard', vials[1]!, fridge.id, discard.id)
  await tx.balance.create({ data: { unitId: vials[2]!, placeId: fridge.id, quantity: 2000 } })
  await nameEverything(tx, at)
  return {
    site: site.id,
    lot,
    otherLot,
    patient: patient.id,
    strangerPatient: strangerPatient.id,
    product: product.id,
    fridge: fridge.id,
    delivery: delivery.id,
  }
}

async function fillGauze(tx: Tx, supplierId: number): Promise<void> {
  const category = await tx.category.create({ data: { code: 'gauze', name: 'Gauze' } })
  const product = await tx.product.create({
    data: {
      name: 'Gauze 10 cm',
      searchKey: 'gauze',
      manufacturer: 'Soft',
      supplierId,
      categoryId: category.id,
      baseUnit: 'each',
      createdAt: at,
    },
  })
  await tx.productCode.create({
    data: { productId: product.id, scheme: 'gs1', code: '09506000134369', linkedAt: at, linkedBy: 'person:1' },
  })
}

async function openLot(tx: Tx, productId: number, lotNumber: string): Promise<number> {
  const key = lotKey(lotNumber)
  const lot = await tx.lot.create({ data: { productId, lotNumber, lotKey: key, expiry: '2099-12-31', createdAt: at } })
  return lot.id
}

const vial = async (tx: Tx, lotId: number, productId: number, number: string): Promise<number> =>
  (await tx.unit.create({ data: { lotId, productId, number, numberKey: lotKey(number), createdAt: at } })).id

async function makeProtocol(tx: Tx): Promise<number> {
  const protocol = await tx.protocol.create({ data: { code: 'hip', name: 'Hip injection' } })
  const version = await tx.protocolVersion.create({
    data: {
      protocolId: protocol.id,
      version: 1,
      effectiveFrom: '2026-01-01',
      doseMicrolitersMin: 1000,
      doseMicrolitersMax: 5000,
      observationMinutesMin: 15,
      readyForMinutes: 60,
      followUpWeeksMin: 4,
      followUpWeeksMax: 6,
      createdAt: at,
      actor: 'person:1',
    },
  })
  return version.id
}

type Booking = {
  siteId: number
  patientId: number
  roomPlaceId: number
  productId: number
  protocolVersionId: number
  scheduledAt: string
  status: string
}

async function book(tx: Tx, of: Booking) {
  const place = await tx.place.create({
    data: { siteId: of.siteId, kind: 'procedure', name: 'Procedure', inside: false },
  })
  return tx.procedure.create({
    data: {
      ...of,
      placeId: place.id,
      side: 'left',
      injectionSite: 'hip joint',
      doseMicroliters: 2000,
      anesthesia: 'none',
      clinician: 'Dr. Kim',
      createdAt: at,
      actor: 'person:1',
    },
  })
}
