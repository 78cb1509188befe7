import { randomUUID } from 'node:crypto'
import { type Day, type Instant, toInstant } from '~/lib/day'
import type { Database } from '~/lib/db.server'
import type { CommandContext } from '~/modules/audit/types'
import type { Role, Visitor } from '~/modules/auth/types'
import { addProduct, insertBaseCatalog } from '~/modules/catalog/commands.server'
import { newUnit, openLot, outsidePlace, post } from '~/modules/stock/commands/ledger.server'
import { createPlace, setProven } from '~/modules/stock/commands/places.server'
import { filledClinic } from './filled'
import { insertPerson, visitorOfPerson } from './visitor'

/** The instant at which tests happen unless they say otherwise: a Tuesday morning in New York. */
export const now = toInstant(new Date('2026-11-24T15:00:00Z'))

/** The value of a success; a refusal fails the test with its code. */
export function must<T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}

/** The refusal of a result; a success fails the test. */
export function refusal(result: { ok: true; value: unknown } | { ok: false; refusal: { code: string } }): {
  code: string
} {
  if (result.ok) throw new Error(`not refused: ${JSON.stringify(result.value)}`)
  return result.refusal
}

export const key = (): string => randomUUID()

/** A small clinic on a real database: a site, an ultra-low freezer proven for a day, a room, and one 2 mL vial product. */
export type SmallClinic = {
  readonly url: string
  readonly db: Database
  readonly context: CommandContext
  /** The person of `context`, with every role. */
  readonly visitor: Visitor
  /** Adds another person, with every role unless some are named. */
  newVisitor(roles?: readonly Role[]): Promise<Visitor>
  readonly siteId: number
  readonly freezer: number
  readonly room: number
  readonly productId: number
  readonly categories: ReadonlyMap<string, number>
  close(): Promise<void>
}

const contextOf = (db: Database): CommandContext => ({ db, actor: 'person:1', at: now })

const fill = (db: Database) =>
  db.write(async (tx) => {
    const context = contextOf(db)
    const categories = await insertBaseCatalog(tx)
    const site = await tx.site.create({ data: { name: 'Hip Clinic', address: '', timeZone: 'America/New_York' } })
    const personId = await insertPerson(tx, site.id, now)
    if (personId !== 1) throw new Error('The first person of a test is person 1.')
    const freezer = await createPlace(tx, context, {
      siteId: site.id,
      kind: 'storage',
      name: 'Freezer 1',
      storageBand: 'ultra-low',
    })
    await setProven(tx, freezer.placeId, '2026-11-25T15:00:00.000Z' as Instant)
    const room = await createPlace(tx, context, { siteId: site.id, kind: 'room', name: 'Room 1' })
    const product = must(
      await addProduct(tx, context, {
        name: 'Amnio flow',
        manufacturer: 'Acme Bio',
        categoryId: categories.get('biologic-vial') ?? 0,
        sizeMicroliters: 2000,
        storageBand: 'ultra-low',
        thawedForHours: 4,
        needsThaw: true,
      }),
    )
    return {
      categories: [...categories],
      siteId: site.id,
      freezer: freezer.placeId,
      room: room.placeId,
      productId: product.productId,
    }
  })

export async function smallClinic(): Promise<SmallClinic> {
  const { url, db, made, close } = await filledClinic('tests/support/clinic.ts', fill)
  const site = { id: made.siteId, name: 'Hip Clinic', timeZone: 'America/New_York' }
  return {
    url,
    db,
    context: contextOf(db),
    visitor: visitorOfPerson(db, 1, site, now),
    newVisitor: async (roles) => {
      const id = await db.write((tx) => insertPerson(tx, site.id, now, roles))
      return visitorOfPerson(db, id, site, now, roles)
    },
    ...made,
    categories: new Map(made.categories),
    close,
  }
}

/** Puts a vial of a lot into a place, as a delivery would. Returns its unit and lot. */
export const addVial = (
  clinic: SmallClinic,
  lotNumber: string,
  options: { placeId?: number; expiry?: string; number?: string; productId?: number } = {},
) =>
  clinic.db.write(async (tx) => {
    const productId = options.productId ?? clinic.productId
    const lot = must(
      await openLot(tx, clinic.context, { productId, lotNumber, expiry: (options.expiry ?? '2027-01-31') as Day }),
    )
    const unit = must(
      await newUnit(tx, clinic.context, { lotId: lot.lotId, productId, number: options.number ?? null }),
    )
    const from = await outsidePlace(tx, clinic.siteId, 'supplier')
    const to = { id: options.placeId ?? clinic.freezer, inside: true }
    const movement = key()
    must(
      await post(tx, clinic.context, {
        movement,
        kind: 'receive',
        lines: [{ unitId: unit.unitId, lotId: lot.lotId, from, to, quantity: 2000 }],
        occurredAt: now,
      }),
    )
    return { unitId: unit.unitId, lotId: lot.lotId, movement }
  })
