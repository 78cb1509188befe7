import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'

/** What a product's label says of its storage, hundredths of °C; a null end is open. Minutes of the excursion that it allows in all. */
export type LabeledRange = {
  readonly productId: number
  readonly min: number | null
  readonly max: number | null
  readonly excursionMinutes: number | null
  readonly excursionMin: number | null
  readonly excursionMax: number | null
  readonly instructionRevision: string
}

/** Keeps what a product's label says of its storage, behind what was known before: the last row counts (R57, R69). */
export async function keepRange(tx: Tx, stamp: Stamp, range: LabeledRange): Promise<void> {
  await tx.productRange.create({
    data: {
      productId: range.productId,
      temperatureCentiCelsiusMin: range.min,
      temperatureCentiCelsiusMax: range.max,
      excursionMinutes: range.excursionMinutes,
      excursionTemperatureCentiCelsiusMin: range.excursionMin,
      excursionTemperatureCentiCelsiusMax: range.excursionMax,
      instructionRevision: range.instructionRevision,
      recordedAt: stamp.at,
      actor: stamp.actor,
    },
    select: { id: true },
  })
}
