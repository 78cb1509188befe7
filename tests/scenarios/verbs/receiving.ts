import { closeDelivery, openDelivery, undoLine } from '~/modules/receiving/commands/delivery.server'
import { receive } from '~/modules/receiving/commands/receive.server'
import { attachRecord, confirmRecords } from '~/modules/receiving/commands/records.server'
import { explainReceiving } from '~/modules/receiving/messages'
import type { Received } from '~/modules/receiving/types'
import type { Said } from '../forms'
import { the } from '../forms'
import { counted, dayOfStory, lotOf, placeOf, productOf, supplierOf, whole } from '../things'
import { verb } from '../verb'
import { act, idOf, made, type Outcome, StoryFault, say, type World } from '../world'
import { centidegrees } from './storage'

const done = { explain: explainReceiving, say: () => say('done') }

/** `3 of lot AF-2201 accepted`: what the page says of a line. */
const lineSaid = ({ containers, lotNumber, verdict }: Received): Outcome =>
  say(`${containers} of lot ${lotNumber} ${verdict}`)

const barcodes = (said: Said) =>
  [said.text, said.second, said.third].flatMap((raw) => (raw === undefined ? [] : [{ raw, symbologyId: '' }]))

const added = async (world: World, said: Said) => ({
  deliveryId: idOf(world, 'delivery', the(said, 'delivery')),
  placeId: said.place === undefined ? null : (await placeOf(world, said.place)).id,
  packages: whole(said.packages ?? '1'),
  ...(said.other !== undefined && { otherBox: true }),
  ...(said.lot !== undefined && { lot: said.lot }),
  ...(said.meant !== undefined && { meantLot: said.meant }),
  ...(said.serial !== undefined && { meantSerial: said.serial }),
  ...(said.expiry !== undefined && { expiry: dayOfStory(said.expiry) }),
  ...(said.donor !== undefined && { donor: said.donor }),
  ...(said.product !== undefined && { productId: (await productOf(world, said.product)).id }),
})

/** Goods coming through the door. */
export const receivingVerbs = [
  verb(
    openDelivery.kind,
    'opens a delivery from {supplier} [at {degrees} degrees] [with seal {seal}]',
    'supply opens a delivery from "Quay Medical" at 4.2 degrees -> delivery D',
    async (world, who, said) => {
      const input = {
        supplierId: (await supplierOf(world, the(said, 'supplier'))).id,
        arrivedAt: world.now,
        shipperCondition: 'good' as const,
        sealIntact: said.seal !== 'broken',
        dryIcePresent: false,
        temperatureCentiCelsiusArrival: said.degrees === undefined ? null : centidegrees(said.degrees),
      }
      return act(world, who, openDelivery, input, {
        explain: explainReceiving,
        say: ({ deliveryId }) => made('delivery', deliveryId),
      })
    },
  ),
  verb(
    receive.kind,
    'scans {text} [and {second}] [and {third}] at delivery {delivery} [times {packages}] [lot {lot}] [meaning {meant}] [serial {serial}] [expiring {expiry}] [of donor {donor}] [as {product}] [into {place}] [by {other} box]',
    'supply scans "(01)00860014210013(17)270131(10)AF-2209(21)AF2209001" at delivery D -> 1 of lot AF-2209 quarantined',
    async (world, who, said) =>
      act(
        world,
        who,
        receive,
        { ...(await added(world, said)), scans: barcodes(said) },
        {
          explain: explainReceiving,
          say: lineSaid,
        },
      ),
  ),
  verb(
    receive.kind,
    'types {packages} of {product} at delivery {delivery} [lot {lot}] [meaning {meant}] [expiring {expiry}] [of donor {donor}] [into {place}] [by {other} box]',
    'supply types 20 of "Needle 18G" at delivery D lot ND-4410 expiring 2028-05-31 -> 20 of lot ND-4410 accepted',
    async (world, who, said) =>
      act(
        world,
        who,
        receive,
        { ...(await added(world, said)), scans: [] },
        {
          explain: explainReceiving,
          say: lineSaid,
        },
      ),
  ),
  verb(
    undoLine.kind,
    'takes back the last line of delivery {delivery}',
    'supply takes back the last line of delivery D',
    async (world, who, said) => {
      const line = await world.db.read.deliveryLine.findFirst({
        where: { deliveryId: idOf(world, 'delivery', the(said, 'delivery')) },
        orderBy: { id: 'desc' },
        select: { id: true },
      })
      if (!line) throw new StoryFault('That delivery has no line.')
      return act(world, who, undoLine, { lineId: line.id }, done)
    },
  ),
  verb(closeDelivery.kind, 'closes delivery {delivery}', 'supply closes delivery D', (world, who, said) =>
    act(world, who, closeDelivery, { deliveryId: idOf(world, 'delivery', the(said, 'delivery')) }, done),
  ),
  verb(
    attachRecord.kind,
    'attaches {kind} {reference} to lot {lot}',
    'supply attaches donor-eligibility "DE 2201" to lot AF-2201 -> certificate-of-analysis missing',
    async (world, who, said) => {
      const { id: lotId } = await lotOf(world, the(said, 'lot'))
      const input = attachRecord.input.parse({ lotId, kind: the(said, 'kind'), reference: the(said, 'reference') })
      return act(world, who, attachRecord, input, {
        explain: explainReceiving,
        say: ({ missing }) => say(...(missing.length > 0 ? missing.map((kind) => `${kind} missing`) : ['complete'])),
      })
    },
  ),
  verb(
    confirmRecords.kind,
    'reads the records of lot {lot} naming {named} as {conclusion}',
    'supply reads the records of lot AF-2201 naming AF-2201 as good -> 1 hold ended',
    async (world, who, said) => {
      const { id: lotId } = await lotOf(world, the(said, 'lot'))
      const { named, conclusion } = said
      const input = confirmRecords.input.parse({ lotId, named, conclusion })
      return act(world, who, confirmRecords, input, {
        explain: explainReceiving,
        say: ({ released, held }) => say(held ? 'on hold' : `${counted(released, 'hold')} ended`),
      })
    },
  ),
]
