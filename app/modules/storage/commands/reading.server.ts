import { z } from 'zod'
import { sql, type Tx } from '~/lib/db.server'
import { id, instantIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { endProven, extendProven } from '~/modules/stock/commands/places.server'
import { keepStretches } from '~/modules/stock/commands/stretches.server'
import { locationFacts, openExcursion } from '../queries/locations.server'
import { unitsThatStood } from '../queries/stood.server'
import { checkReading, decideReading, readingSpan } from '../rules/reading'
import { storageRefusals } from '../rules/refusals'
import { stretchesOf } from '../rules/stretches'
import { centiCelsius } from '../schema'
import type { ReadingPlan } from '../types'

async function storeExcursion(
  tx: Tx,
  placeId: number,
  plan: ReadingPlan,
  open: { id: number } | null,
  from: string,
): Promise<number | null> {
  if (plan.excursion === 'open') {
    const made = await tx.excursion.create({
      data: { placeId, startedAt: from, temperatureCentiCelsiusWorst: plan.worst },
      select: { id: true },
    })
    return made.id
  }
  if (plan.excursion === 'worse' && open)
    await tx.$executeRaw(
      sql`UPDATE "Excursion" SET "temperatureCentiCelsiusWorst" = ${plan.worst} WHERE "id" = ${open.id}`,
    )
  return open?.id ?? null
}

/** Holds what was exposed for the excursion, and what no reading proves for the reading. */
async function storeHolds(
  tx: Tx,
  stamp: Stamp,
  { exposed, unproven }: ReadingPlan,
  { excursionId, readingId }: { readonly excursionId: number | null; readonly readingId: number },
): Promise<void> {
  if (exposed.unitIds.length > 0 && excursionId === null)
    throw new Error('Units were exposed without an excursion that holds them.')
  const hold = (unitId: number, note: string, source: string) => ({
    reason: 'temperature' as const,
    note,
    source,
    unitId,
  })
  await placeHolds(tx, stamp, [
    ...exposed.unitIds.map((unitId) => hold(unitId, exposed.note, `excursion:${excursionId}`)),
    ...unproven.unitIds.map((unitId) => hold(unitId, unproven.note, `reading:${readingId}`)),
  ])
}

/**
 * A person (or a device) records a reading of a storage location (R20, R21). It extends what is proven, opens an excursion
 * when it is out of range, and holds exactly the units whose own range was exceeded or whose storage it can't prove.
 * Refuses figures that contradict themselves, a time in the future, and one not newer than the last reading.
 */
export const recordReading = command({
  kind: 'storage.record-reading',
  what: 'Records a temperature reading of a storage location.',
  right: 'storage.record',
  by: 'anyone',
  whenLate: 'send',
  input: z.object({
    placeId: id,
    min: centiCelsius,
    max: centiCelsius,
    current: centiCelsius,
    source: z.enum(['min-max', 'current', 'logger', 'device']),
    /** Without it the reading is taken now, so that a form sent twice is the same input. */
    takenAt: instantIn.optional(),
    since: instantIn.nullish(),
  }),
  refusals: storageRefusals,
  audit: z.object({
    readingId: z.number(),
    outOfRange: z.boolean(),
    excursionId: z.number().nullable(),
    held: z.number(),
    unproven: z.number(),
  }),
  run: async (work, { placeId, ...reading }) => {
    const { tx, at, actor } = work
    const siteId = work.site.id
    const taken = { ...reading, takenAt: reading.takenAt ?? at }
    const location = await locationFacts(tx, siteId, placeId)
    if (!location) return refuse({ code: 'LOCATION_UNKNOWN' as const })
    const refusal = checkReading(taken, location, at)
    if (refusal) return refuse(refusal)
    const excursion = await openExcursion(tx, placeId)
    const span = readingSpan(taken, location)
    const units = await unitsThatStood(tx, { placeId, siteId }, span, excursion?.id ?? null)
    const decided = decideReading(taken, { at, location, excursion, span, units })
    if (!decided.ok) return decided
    const plan = decided.value
    const { id: readingId } = await tx.temperatureReading.create({
      data: {
        placeId,
        takenAt: taken.takenAt,
        recordedAt: at,
        temperatureCentiCelsiusMin: taken.min,
        temperatureCentiCelsiusMax: taken.max,
        temperatureCentiCelsiusCurrent: taken.current,
        source: taken.source,
        actor,
      },
      select: { id: true },
    })
    const excursionId = await storeExcursion(tx, placeId, plan, excursion, span.from)
    await storeHolds(tx, work, plan, { excursionId, readingId })
    const { until, ends } = plan.proven
    await (ends ? endProven(tx, placeId, until) : extendProven(tx, placeId, until))
    await keepStretches(tx, work, { placeId, readingId }, stretchesOf(taken, span, plan.proven))
    const held = plan.exposed.unitIds.length
    const answer = { readingId, outOfRange: plan.outOfRange, excursionId, held, unproven: plan.unproven.unitIds.length }
    work.note(`place:${placeId}`, answer)
    return ok(answer)
  },
})
