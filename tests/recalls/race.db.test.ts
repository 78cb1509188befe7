import { afterEach, beforeEach, expect, test } from 'vitest'
import { query, sql } from '~/lib/db.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { openNotice } from '~/modules/recalls/commands.server'
import { openDelivery } from '~/modules/receiving/commands/delivery.server'
import { receive } from '~/modules/receiving/commands/receive.server'
import { key, must, now, type SmallClinic, smallClinic } from '../support/clinic'

let clinic: SmallClinic
let deliveryId: number
beforeEach(async () => {
  clinic = await smallClinic()
  const shipment = {
    newSupplier: 'Acme Bio',
    arrivedAt: now,
    shipperCondition: 'good' as const,
    sealIntact: true,
    dryIcePresent: false,
  }
  const opened = await perform(clinic.visitor, openDelivery, shipment, key())
  deliveryId = must(opened).deliveryId
})
afterEach(() => clinic.close())

const notice = (lot: string) =>
  perform(
    clinic.visitor,
    openNotice,
    {
      kind: 'recall',
      class: 'I',
      reference: `R ${lot}`,
      firm: 'Acme Bio',
      title: 'particles',
      text: '',
      lotIds: [],
      otherLots: lot,
    },
    key(),
  )

const delivery = (lot: string) =>
  perform(
    clinic.visitor,
    receive,
    {
      deliveryId,
      scans: [],
      productId: clinic.productId,
      lot,
      expiry: '2027-12-31',
      placeId: clinic.freezer,
      packages: 1,
    },
    key(),
  )

const heldForRecall = async (lot: string) => {
  const [row] = await query<{ count: number }>(
    clinic.db.read,
    sql`SELECT COUNT(*) AS "count" FROM "Hold" h JOIN "Lot" l ON l."id" = h."lotId" WHERE l."lotNumber" = ${lot} AND h."reason" = 'recall'`,
  )
  return row?.count
}

test('a notice and a delivery of the same unknown lot at the same moment: the lot is on hold, whoever was first', async () => {
  for (let round = 0; round < 10; round++) {
    const lots = Array.from({ length: 4 }, (_, index) => `RX-${round}-${index}`)
    const done = await Promise.all(
      lots.flatMap((lot, index) =>
        (index + round) % 2 === 0 ? [notice(lot), delivery(lot)] : [delivery(lot), notice(lot)],
      ),
    )
    expect(done.map(({ ok }) => ok)).toEqual(done.map(() => true))
    expect(await Promise.all(lots.map(heldForRecall))).toEqual(lots.map(() => 1))
  }
})
