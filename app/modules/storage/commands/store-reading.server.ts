import { earlier, type Instant } from '~/lib/day'
import { sql, type Tx } from '~/lib/db.server'
import { ok, type Result } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { setProven } from '~/modules/stock/commands/places.server'
import { keepStretches } from '~/modules/stock/commands/stretches.server'
import { raiseTask } from '~/modules/tasks/commands.server'
import { givenBefore } from '../queries/given-before.server'
import { openExcursion } from '../queries/locations.server'
import { neighborsOf, newestReading } from '../queries/readings.server'
import { unitsThatStood } from '../queries/stood.server'
import { checkReading, decideReading, provenBy, readingSpan } from '../rules/reading'
import { stretchesOf } from '../rules/stretches'
import type { LocationFacts, NewReading, OpenExcursion, ReadingAnswer, ReadingPlan, StorageRefusal } from '../types'

/** A reading to store: how it was typed, and which one it corrects and why. */
export type ReadingToStore = NewReading & {
  readonly typed?: string | null
  readonly corrects?: { readonly id: number; readonly reason: string } | null
}

/** Opens the excursion of a reading, or makes the open one worse or longer; gives its id, null where there is none. */
export async function storeExcursion(
  tx: Tx,
  placeId: number,
  plan: { readonly excursion: ReadingPlan['excursion']; readonly worst: number; readonly from: Instant },
  open: OpenExcursion | null,
): Promise<number | null> {
  if (plan.excursion === 'open') {
    const data = { placeId, startedAt: plan.from, temperatureCentiCelsiusWorst: plan.worst }
    return (await tx.excursion.create({ data, select: { id: true } })).id
  }
  if (plan.excursion === 'none' || open === null) return open?.id ?? null
  const worst = plan.excursion === 'worse' ? plan.worst : open.worst
  const startedAt = earlier(plan.from, open.startedAt)
  await tx.$executeRaw(
    sql`UPDATE "Excursion" SET "temperatureCentiCelsiusWorst" = ${worst}, "startedAt" = ${startedAt} WHERE "id" = ${open.id}`,
  )
  return open.id
}

/** Holds what was exposed for the excursion, and what no reading proves for the reading. */
async function storeHolds(
  tx: Tx,
  stamp: Stamp,
  { exposed, unproven }: ReadingPlan,
  { excursionId, readingId }: { readonly excursionId: number | null; readonly readingId: number },
): Promise<void> {
  if (exposed.length > 0 && excursionId === null)
    throw new Error('Units were exposed without an excursion that holds them.')
  const reason = 'temperature' as const
  await placeHolds(tx, stamp, [
    ...exposed.map((unit) => ({ ...unit, reason, source: `excursion:${excursionId}` })),
    ...unproven.map((unit) => ({ ...unit, reason, source: `reading:${readingId}` })),
  ])
}

/** A place is proven as far as the newest reading that counts reaches: computed again after each, so that a late one can't stretch it. */
async function settleProven(tx: Tx, location: LocationFacts): Promise<void> {
  const newest = await newestReading(tx, location.placeId)
  if (newest) await setProven(tx, location.placeId, provenBy(newest, location).until)
}

/** The kind of the task that asks about patients who got something of an excursion before its reading came in. */
export const givenTask = 'excursion.given'

/** Whoever got something exposed before the reading came in is listed in the excursion; a manager is asked to look at it. */
async function askAboutGiven(tx: Tx, stamp: Stamp, location: LocationFacts, excursionId: number): Promise<void> {
  const { startedAt, place } = await tx.excursion.findUniqueOrThrow({
    where: { id: excursionId },
    select: { startedAt: true, place: { select: { siteId: true } } },
  })
  const given = await givenBefore(tx, location, startedAt as Instant)
  if (given.length === 0) return
  const about = { kind: 'excursion', id: excursionId }
  await raiseTask(tx, stamp, { kind: givenTask, about, siteId: place.siteId, role: 'manager' })
}

async function insertReading(tx: Tx, stamp: Stamp, placeId: number, reading: ReadingToStore): Promise<number> {
  const made = await tx.temperatureReading.create({
    data: {
      placeId,
      takenAt: reading.takenAt,
      recordedAt: stamp.at,
      temperatureCentiCelsiusMin: reading.min,
      temperatureCentiCelsiusMax: reading.max,
      temperatureCentiCelsiusCurrent: reading.current,
      source: reading.source,
      actor: stamp.actor,
      typed: reading.typed ?? null,
      typedUnit: reading.typedUnit ?? null,
      confirmed: reading.confirmed ?? false,
      correctsId: reading.corrects?.id ?? null,
      correctionReason: reading.corrects?.reason ?? null,
    },
    select: { id: true },
  })
  return made.id
}

/**
 * Stores a reading of whatever time inside a transaction, with all that follows: it is judged at its own time against what stood
 * there then and still exists (R20, R21). Refuses what `checkReading` refuses; then nothing was stored.
 */
export async function storeReading(
  tx: Tx,
  stamp: Stamp,
  location: LocationFacts,
  reading: ReadingToStore,
): Promise<Result<ReadingAnswer, StorageRefusal>> {
  const { placeId } = location
  const corrects = reading.corrects?.id ?? null
  const refusal = checkReading(reading, location, stamp.at)
  if (refusal) return { ok: false, refusal }
  const { before, after } = await neighborsOf(tx, placeId, reading.takenAt, corrects)
  const provenUntil = corrects === null ? location.provenUntil : before && provenBy(before, location).until
  const span = readingSpan(reading, { before, after, provenUntil })
  const excursion = await openExcursion(tx, placeId)
  const units = await unitsThatStood(tx, placeId, { excursionId: excursion?.id ?? null, readingId: corrects })
  const given = await unitsThatStood(tx, placeId, { excursionId: null, readingId: null }, 'given')
  const decided = decideReading(reading, { at: stamp.at, location, excursion, span, after, units, given })
  if (!decided.ok) return decided
  const plan = decided.value
  const readingId = await insertReading(tx, stamp, placeId, reading)
  const from = plan.segments[0]?.from ?? span.from
  const excursionId = await storeExcursion(tx, placeId, { ...plan, from }, excursion)
  await storeHolds(tx, stamp, plan, { excursionId, readingId })
  await keepStretches(tx, stamp, { placeId, readingId }, stretchesOf(span, plan, after))
  await settleProven(tx, location)
  if (plan.excursion !== 'none' && excursionId !== null) await askAboutGiven(tx, stamp, location, excursionId)
  return ok({
    readingId,
    min: reading.min,
    max: reading.max,
    current: reading.current,
    late: after !== null,
    outOfRange: plan.outOfRange,
    excursionId: plan.excursion === 'none' ? null : excursionId,
    held: plan.exposed.length,
    unproven: plan.unproven.length,
  })
}
