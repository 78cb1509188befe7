import { z } from 'zod'
import { ok } from '~/lib/result'
import { perform } from '~/modules/auth/commands/perform.server'
import { receive } from '~/modules/receiving/commands/receive.server'
import { explainReceiving } from '~/modules/receiving/messages'
import { receivedAnswer } from './answers'
import { endpoint } from './endpoint'
import { bodyDay, bodyId, id, raw, symbologyId, text } from './inputs'
import { refusedBy } from './refusals'

const barcode = { raw, symbologyId }

const body = z.strictObject({
  scanId: z
    .string('must be text')
    .regex(/^[A-Za-z0-9._:-]{8,64}$/, 'must have 8 to 64 letters, digits, hyphens, dots, colons or underscores')
    .meta({
      description: 'Made by the client, a UUID: the same scan sent again adds nothing and gets the first answer.',
    }),
  ...barcode,
  earlier: z
    .array(z.strictObject(barcode), 'must be a list of barcodes')
    .max(8, 'must have at most 8 barcodes')
    .optional()
    .meta({ description: 'The other barcodes of the same label, where it has several.' }),
  quantity: z
    .int('must be a whole number')
    .min(1, 'must be above 0')
    .max(100_000, 'must be at most 100000')
    .optional()
    .meta({ description: 'Packages like the scanned one; 1 when it is not given.' }),
  placeId: bodyId
    .nullable()
    .optional()
    .meta({ description: "Where it is put; without it the product's band decides." }),
  reading: z
    .int('must be a whole number')
    .min(0, 'must not be below 0')
    .max(99, 'must be at most 99')
    .optional()
    .meta({ description: 'Of an ambiguous label, which of the readings of /labels/read it is.' }),
  productId: bodyId.optional().meta({ description: 'The product, where the label names none or several.' }),
  lot: text(80).optional().meta({ description: 'The lot as printed, where the barcode has none.' }),
  meantLot: text(80).optional().meta({
    description: 'Where the printed lot looks like one that is known or recalled: the one that a person compared.',
  }),
  meantSerial: text(80).optional().meta({
    description: 'Where the printed serial looks like one that is known or recalled: the one that a person compared.',
  }),
  otherBox: z
    .boolean()
    .optional()
    .meta({ description: 'It came in another box than the one whose temperature was measured.' }),
  expiry: bodyDay.optional().meta({ description: 'The expiry as printed, where the barcode has none.' }),
})

/** A scan of a delivery. The answer leaves when the scan is on the disk. */
export const receivingScan = endpoint({
  method: 'post',
  path: '/receiving/deliveries/{id}/scans',
  name: 'receiveScan',
  summary: 'Receives one scanned label of a delivery',
  description:
    'Reads the label, decides, and books it into its place or into quarantine; when this is answered it is stored for good. What the label leaves open is refused with the question as a sentence, and the same label is sent again under a new scanId with the answer in `productId`, `lot`, `meantLot`, `meantSerial`, `expiry` or `reading`.',
  permission: 'receiving.receive',
  params: z.strictObject({ id }),
  body,
  answer: receivedAnswer,
  refusals: [404, 409, 422, 503],
  run: async (visitor, given) => {
    const scans = [...(given.earlier ?? []), given].map((scan) => ({
      raw: scan.raw,
      symbologyId: scan.symbologyId ?? '',
    }))
    const line = {
      deliveryId: given.id,
      scans,
      reading: given.reading,
      productId: given.productId,
      lot: given.lot,
      meantLot: given.meantLot,
      meantSerial: given.meantSerial,
      otherBox: given.otherBox,
      expiry: given.expiry,
      placeId: given.placeId ?? null,
      packages: given.quantity ?? 1,
    }
    const received = await perform(visitor, receive, line, given.scanId)
    return received.ok ? ok(received.value) : refusedBy(receive, received.refusal, explainReceiving)
  },
})
