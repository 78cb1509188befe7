import { addMinutes, type Day, type Instant } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { closeDelivery, openDelivery } from '~/modules/receiving/commands/delivery.server'
import { receive as receiveLine } from '~/modules/receiving/commands/receive.server'
import { attachRecord, confirmRecords } from '~/modules/receiving/commands/records.server'
import type { NewDelivery, Received } from '~/modules/receiving/types'
import { labelOf } from './labels'
import { productOf } from './products'
import { shipments } from './shipments'
import { type Happening, keyOf, must, person, type World } from './world'

/** Goods of one lot. `expires`: days from today, none for what does not expire. */
export type Goods = {
  readonly product: string
  readonly lot: string | null
  readonly expires?: number
  /** Boxes, where the product has boxes; else single containers by one scan and a number. */
  readonly packages?: number
  /** Containers with a number of their own: one scan each. */
  readonly serials?: readonly string[]
  readonly donor?: string
  readonly place?: string
  /** Which of the compulsory papers came along (R10). */
  readonly papers?: readonly ('donor-eligibility' | 'certificate-of-analysis')[]
}

/** A delivery of the story. Temperature on arrival in hundredths of °C. */
export type Shipment = {
  readonly name: string
  readonly supplier: string
  readonly daysAgo: number
  readonly time: string
  readonly arrival: Partial<Omit<NewDelivery, 'supplierId' | 'arrivedAt'>>
  readonly goods: readonly Goods[]
  /** Still open: more of it is on the bench. */
  readonly open?: boolean
}

type Line = { readonly shipment: string; readonly deliveryId: number; readonly line: number }

const expiryOf = (world: World, goods: Goods): Day | null =>
  goods.expires === undefined ? null : world.clock.day(goods.expires)

/** The barcodes that a clerk scans of a box or container, and what the number of scans stands for. */
function scansOf(
  world: World,
  goods: Goods,
  serial: string | null,
): { readonly raw: string; readonly symbologyId: string }[] {
  const { printed } = productOf(goods.product)
  const expiry = expiryOf(world, goods)
  const boxed = printed.scheme === 'gs1' && printed.box && serial === null
  const label = boxed ? { scheme: 'gs1' as const, code: printed.box?.code ?? '' } : printed
  const print =
    printed.scheme === 'isbt128' && serial !== null
      ? { lot: goods.lot, expiry, division: serial }
      : { lot: goods.lot, expiry, serial }
  return labelOf(label, print).map((raw) => ({ raw, symbologyId: '' }))
}

/** What a lot's containers are called in the story: by their number, the bulk by the lot's number. */
function remember(world: World, goods: Goods, serial: string | null, received: Received): void {
  const lot = goods.lot ?? goods.product
  world.lots.set(lot, received.lotId)
  if (serial !== null) world.units.set(serial.length > 3 ? serial : `${lot}-${serial}`, received.unitIds[0] ?? 0)
  else received.unitIds.forEach((id, index) => void world.units.set(index === 0 ? lot : `${lot}#${index + 1}`, id))
}

async function attachPapers(world: World, goods: Goods, at: Instant): Promise<void> {
  if (!goods.papers) return
  const supply = person(world, 'supply', at)
  for (const kind of goods.papers) {
    const reference = `${kind === 'certificate-of-analysis' ? 'CoA' : 'DE'} ${goods.lot}`
    const record = { lotId: world.lots.get(goods.lot ?? ''), kind, reference }
    must(reference, await perform(supply, attachRecord, record, keyOf('paper', goods.lot ?? '', kind)))
  }
  // A clerk reads them once all are there.
  if (goods.papers.length < 2) return
  const papers = { lotId: world.lots.get(goods.lot ?? ''), named: goods.lot ?? '', conclusion: 'good' as const }
  const read = await perform(supply, confirmRecords, papers, keyOf('papers-read', goods.lot ?? ''))
  must(`the papers of ${goods.lot}`, read)
}

async function receive(world: World, where: Line, goods: Goods, at: Instant): Promise<void> {
  const { shipment, deliveryId, line } = where
  const place = goods.place === undefined ? null : world.places.get(goods.place)
  const rest = { deliveryId, placeId: place, ...(goods.donor && { donor: goods.donor }) }
  for (const [index, serial] of (goods.serials ?? [null]).entries()) {
    const packages = serial === null ? (goods.packages ?? 1) : 1
    const input = { ...rest, scans: scansOf(world, goods, serial), packages }
    const key = keyOf('scan', shipment, line, index)
    const received = await perform(person(world, 'supply', at), receiveLine, input, key)
    remember(world, goods, serial, must(`${shipment} ${goods.product}`, received))
    // The papers are in the box. They are attached once the first vial has shown the lot.
    if (index === 0) await attachPapers(world, goods, at)
  }
}

async function arrive(world: World, shipment: Shipment, at: Instant): Promise<void> {
  const delivery = {
    supplierId: world.suppliers.get(shipment.supplier),
    arrivedAt: at,
    shipperCondition: 'good' as const,
    sealIntact: true,
    dryIcePresent: false,
    ...shipment.arrival,
  }
  const made = await perform(person(world, 'supply', at), openDelivery, delivery, keyOf('delivery', shipment.name))
  const { deliveryId } = must(`delivery ${shipment.name}`, made)
  // One minute a line; today's all at once, since the beginning of the hour may be the beginning of the day.
  const later = (minutes: number) => (shipment.daysAgo > 0 ? addMinutes(at, minutes) : at)
  for (const [line, goods] of shipment.goods.entries())
    await receive(world, { shipment: shipment.name, deliveryId, line }, goods, later(line + 5))
  if (shipment.open) return
  const closer = person(world, 'supply', later(45))
  const closed = await perform(closer, closeDelivery, { deliveryId }, keyOf('closed', shipment.name))
  must(`closing ${shipment.name}`, closed)
}

/** Goods come through the door, each scanned as a clerk would, and their papers with them. */
export const deliveries = (world: World): Happening[] =>
  shipments.map((shipment) => {
    const at = world.clock.ago(shipment.daysAgo, shipment.time)
    return { at, what: `delivery ${shipment.name}`, tell: (w) => arrive(w, shipment, at) }
  })
