import { afterEach, beforeEach, expect, test } from 'vitest'
import { sql } from '~/lib/db.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { openNotice } from '~/modules/recalls/commands.server'
import { openDelivery } from '~/modules/receiving/commands/delivery.server'
import { receive } from '~/modules/receiving/commands/receive.server'
import { linkCode } from '~/modules/stock/commands/link-code.server'
import { key, must, now, type SmallClinic, smallClinic } from '../support/clinic'
import { query } from '../support/query'

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

const delivery = (lot: string, donor?: string) =>
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
      ...(donor === undefined ? {} : { donor }),
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

test('a notice that names a donor, and a known lot of that donor received again at the same moment', async () => {
  for (let round = 0; round < 4; round++) {
    const lots = Array.from({ length: 4 }, (_, index) => `RD-${round}-${index}`)
    for (const lot of lots) must(await delivery(lot))
    const done = await Promise.all(
      lots.flatMap((lot, index) => {
        const donor = `DONOR-${lot}`
        return (index + round) % 2 === 0 ? [notice(donor), delivery(lot, donor)] : [delivery(lot, donor), notice(donor)]
      }),
    )
    expect(done.map(({ ok }) => ok)).toEqual(done.map(() => true))
    expect(await Promise.all(lots.map(heldForRecall))).toEqual(lots.map(() => 1))
  }
})

test('a notice that names a code, and that code linked at the same moment', async () => {
  must(await delivery('RC-1'))
  for (const [round, code] of ['00860014210013', '00860014210020', '00860014210037'].entries()) {
    const link = () =>
      perform(clinic.visitor, linkCode, { productId: clinic.productId, scheme: 'gs1', code, packageQuantity: 1 }, key())
    const both = round % 2 === 0 ? [notice(code), link()] : [link(), notice(code)]
    expect((await Promise.all(both)).map(({ ok }) => ok)).toEqual([true, true])
    expect(await heldForRecall('RC-1')).toBe(round + 1)
  }
})
