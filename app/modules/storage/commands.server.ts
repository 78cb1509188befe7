import type { Instant } from '~/lib/day'
import { sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import type { Role } from '~/modules/auth/types'
import { placeHolds, releaseHolds } from '~/modules/stock/commands/holds.server'
import { closePlace, createPlace, endProven, extendProven } from '~/modules/stock/commands/places.server'
import { keepStretches } from '~/modules/stock/commands/stretches.server'
import { saysWhy } from '~/modules/stock/rules/release'
import { excursionHolds, locationFacts, openExcursion, unitsThatStood } from './queries.server'
import { decideClosing } from './rules/excursion'
import { checkReading, decideReading, readingSpan } from './rules/reading'
import { stretchesOf } from './rules/stretches'
import type { LotDecision, NewReading, NewStorage, ReadingAnswer, ReadingPlan, StorageRefusal } from './types'

type Answer<T> = Promise<Result<T, StorageRefusal | CommandRefusal>>

const nameTaken = async (tx: Tx, siteId: number, name: string): Promise<boolean> =>
  (await tx.place.findFirst({ where: { siteId, name, endedAt: null, inside: true }, select: { id: true } })) !== null

/** Makes a storage location inside a transaction: a place with a band and a range of its own (R19). */
export async function addStorage(
  tx: Tx,
  context: CommandContext,
  siteId: number,
  input: NewStorage,
): Promise<Result<{ placeId: number }, StorageRefusal>> {
  if (input.min >= input.max) return refuse({ code: 'RANGE_BACKWARD', min: input.min, max: input.max })
  if (await nameTaken(tx, siteId, input.name)) return refuse({ code: 'PLACE_NAME_TAKEN', name: input.name })
  const { placeId } = await createPlace(tx, context, {
    siteId,
    kind: 'storage',
    name: input.name,
    storageBand: input.band,
  })
  await tx.storageLocation.create({
    data: {
      placeId,
      band: input.band,
      temperatureCentiCelsiusMin: input.min,
      temperatureCentiCelsiusMax: input.max,
      readingDueHours: input.readingDueHours,
      independentAlarm: input.independentAlarm ?? null,
      alarmCalls: input.alarmCalls ?? null,
      backupPlaceId: input.backupPlaceId ?? null,
    },
    select: { placeId: true },
  })
  return ok({ placeId })
}

/** A person sets up a storage location. Refuses a name that is taken at the site and a range that is backward. */
export const createStorage = (
  context: CommandContext,
  key: string,
  input: NewStorage & { readonly siteId: number },
): Answer<{ placeId: number }> =>
  runCommand(context, { key, kind: 'storage.create', input }, async (tx, note) => {
    const made = await addStorage(tx, context, input.siteId, input)
    if (made.ok) note({ subject: `place:${made.value.placeId}`, detail: { name: input.name, band: input.band } })
    return made
  })

/** A person sets up a shelf of a storage location, a room, or a preparation area. Refuses a name that is taken at the site. */
export const createSimplePlace = (
  context: CommandContext,
  key: string,
  input: {
    readonly siteId: number
    readonly kind: 'shelf' | 'room' | 'preparation'
    readonly name: string
    readonly parentId?: number
  },
): Answer<{ placeId: number }> =>
  runCommand(context, { key, kind: 'storage.create-place', input }, async (tx, note) => {
    if (await nameTaken(tx, input.siteId, input.name))
      return refuse({ code: 'PLACE_NAME_TAKEN' as const, name: input.name })
    const parent = input.parentId
      ? await tx.place.findFirst({
          where: { id: input.parentId, siteId: input.siteId, kind: 'storage', endedAt: null },
          select: { id: true },
        })
      : null
    if (input.kind === 'shelf' && !parent) return refuse({ code: 'PARENT_UNKNOWN' as const })
    const made = await createPlace(tx, context, {
      siteId: input.siteId,
      kind: input.kind,
      name: input.name,
      parentId: parent?.id,
    })
    note({ subject: `place:${made.placeId}`, detail: { name: input.name, kind: input.kind } })
    return ok(made)
  })

/** A person closes a place of the site that is no longer used. Refuses one where something still stands. */
export const endPlace = (
  context: CommandContext,
  key: string,
  input: { readonly siteId: number; readonly placeId: number },
): Answer<null> =>
  runCommand(context, { key, kind: 'storage.end-place', input }, async (tx, note) => {
    const place = await tx.place.findFirst({
      where: { id: input.placeId, siteId: input.siteId, inside: true, endedAt: null },
      select: { id: true },
    })
    if (!place) return refuse({ code: 'LOCATION_UNKNOWN' as const })
    if (!(await closePlace(tx, place.id, context.at))) return refuse({ code: 'PLACE_NOT_EMPTY' as const })
    note({ subject: `place:${place.id}` })
    return ok(null)
  })

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

async function storeHolds(
  tx: Tx,
  context: CommandContext,
  plan: ReadingPlan,
  sources: { exposed: string; unproven: string },
): Promise<void> {
  const hold = (unitId: number, note: string, source: string) => ({
    reason: 'temperature' as const,
    note,
    source,
    unitId,
  })
  await placeHolds(tx, context, [
    ...plan.exposed.unitIds.map((unitId) => hold(unitId, plan.exposed.note, sources.exposed)),
    ...plan.unproven.unitIds.map((unitId) => hold(unitId, plan.unproven.note, sources.unproven)),
  ])
}

/**
 * A person (or a device) records a reading of a storage location (R20, R21). It extends what is proven, opens an excursion
 * when it is out of range, and holds exactly the units whose own range was exceeded or whose storage it can't prove.
 * Refuses figures that contradict themselves, a time in the future, and one not newer than the last reading.
 */
export const recordReading = (
  context: CommandContext,
  key: string,
  input: Omit<NewReading, 'takenAt'> & {
    readonly placeId: number
    readonly siteId: number
    /** Without it the reading is taken now, so that a form sent twice is the same input. */
    readonly takenAt?: Instant
  },
): Answer<ReadingAnswer> =>
  runCommand(context, { key, kind: 'storage.record-reading', input }, async (tx, note) => {
    const { placeId, siteId } = input
    const taken = { ...input, takenAt: input.takenAt ?? context.at }
    const location = await locationFacts(tx, siteId, placeId)
    if (!location) return refuse({ code: 'LOCATION_UNKNOWN' as const })
    const refusal = checkReading(taken, location, context.at)
    if (refusal) return refuse(refusal)
    const excursion = await openExcursion(tx, placeId)
    const span = readingSpan(taken, location)
    const units = await unitsThatStood(tx, { placeId, siteId }, span, excursion?.id ?? null)
    const plan = decideReading(taken, { at: context.at, location, excursion, span, units })
    if (!plan.ok) return plan
    const reading = await tx.temperatureReading.create({
      data: {
        placeId,
        takenAt: taken.takenAt,
        recordedAt: context.at,
        temperatureCentiCelsiusMin: input.min,
        temperatureCentiCelsiusMax: input.max,
        temperatureCentiCelsiusCurrent: input.current,
        source: input.source,
        actor: context.actor,
      },
      select: { id: true },
    })
    const excursionId = await storeExcursion(tx, placeId, plan.value, excursion, span.from)
    await storeHolds(tx, context, plan.value, {
      exposed: `excursion:${excursionId ?? 0}`,
      unproven: `reading:${reading.id}`,
    })
    const { until, ends } = plan.value.proven
    await (ends ? endProven(tx, placeId, until) : extendProven(tx, placeId, until))
    const stretches = stretchesOf(taken, span, plan.value.proven)
    await keepStretches(tx, context, { placeId, readingId: reading.id }, stretches)
    const answer = {
      readingId: reading.id,
      outOfRange: plan.value.outOfRange,
      excursionId,
      held: plan.value.exposed.unitIds.length,
      unproven: plan.value.unproven.unitIds.length,
    }
    note({ subject: `place:${placeId}`, detail: answer })
    return ok(answer)
  })

/**
 * A person closes an excursion with its cause, the manufacturer's advice and a decision for each lot (R21). Lots decided to
 * be fit are released, the others stay held. On one that is closed, what was kept on hold and is still here is decided
 * later, by the same form. Refuses an undecided lot, one that is closed with nothing left to decide, and a release by
 * anybody but a manager or the medical director, with an advice that says something.
 */
export const closeExcursion = (
  context: CommandContext,
  key: string,
  input: {
    readonly siteId: number
    readonly excursionId: number
    readonly cause: string
    readonly advice: string
    readonly decisions: Readonly<Record<number, LotDecision>>
  },
  roles: readonly Role[],
): Answer<{ released: number }> =>
  runCommand(context, { key, kind: 'storage.close-excursion', input }, async (tx, note) => {
    const { excursionId, cause, advice } = input
    const found = await tx.excursion.findFirst({
      where: { id: excursionId, place: { siteId: input.siteId } },
      select: { closedAt: true, placeId: true, cause: true, advice: true },
    })
    if (!found) return refuse({ code: 'EXCURSION_UNKNOWN' as const })
    const standing = await excursionHolds(tx, excursionId)
    const holds = found.closedAt === null ? standing : standing.filter((hold) => Number(hold.left) === 1)
    if (found.closedAt !== null && holds.length === 0) return refuse({ code: 'EXCURSION_CLOSED' as const })
    const closing = decideClosing(holds, input.decisions)
    if (!closing.ok) return closing
    if (closing.value.release.length > 0) {
      if (!roles.includes('manager') && !roles.includes('director'))
        return refuse({ code: 'RELEASE_NOT_YOURS' as const })
      if (!saysWhy(advice)) return refuse({ code: 'ADVICE_SAYS_NOTHING' as const })
    }
    const released = await releaseHolds(
      tx,
      context,
      closing.value.release,
      `Excursion ${excursionId} closed: ${advice}`,
    )
    await tx.excursion.update({
      where: { id: excursionId },
      data: {
        closedAt: found.closedAt ?? context.at,
        cause: [found.cause, cause].filter(Boolean).join('\n'),
        advice: [found.advice, advice].filter(Boolean).join('\n'),
        closedBy: context.actor,
      },
      select: { id: true },
    })
    note({
      subject: `excursion:${excursionId}`,
      detail: { place: found.placeId, cause, decisions: input.decisions, released },
    })
    return ok({ released })
  })
