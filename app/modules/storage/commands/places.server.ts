import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, textIn, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { closePlace, createPlace, renamePlace } from '~/modules/stock/commands/places.server'
import { storageRefusals } from '../rules/refusals'
import { band, centiCelsius } from '../schema'

const nameTaken = async (tx: Tx, siteId: number, name: string): Promise<boolean> =>
  (await tx.place.findFirst({ where: { siteId, name, endedAt: null, inside: true }, select: { id: true } })) !== null

/** A place of the site that people set up and close here. A kit is not one: it has its own room. */
const openPlaceOf = (tx: Tx, siteId: number, placeId: number) =>
  tx.place.findFirst({
    where: { id: placeId, siteId, kind: { in: ['storage', 'shelf', 'room', 'preparation'] }, endedAt: null },
    select: { id: true, kind: true, name: true },
  })

const storageOf = (tx: Tx, siteId: number, placeId: number) =>
  tx.place.findFirst({ where: { id: placeId, siteId, kind: 'storage', endedAt: null }, select: { id: true } })

/**
 * A person sets up a storage location: a place with a band and a range of its own (R19). Refuses a name that is taken at the
 * site, a range that is backward, and a backup that is no storage location of the site.
 */
export const createStorage = command({
  kind: 'storage.create',
  what: 'Sets up a storage location with its band and range.',
  right: 'storage.record',
  by: 'anyone',
  whenLate: 'ask',
  input: z.object({
    name: wordsIn(80),
    band,
    min: centiCelsius,
    max: centiCelsius,
    readingDueHours: z.int().min(1).max(168),
    independentAlarm: textIn(200).nullish(),
    alarmCalls: textIn(200).nullish(),
    backupPlaceId: id.nullish(),
  }),
  refusals: storageRefusals,
  audit: z.object({ name: z.string(), band: z.string() }),
  run: async (work, input) => {
    const { tx } = work
    const siteId = work.site.id
    const { name, min, max, independentAlarm = null, alarmCalls = null, backupPlaceId = null } = input
    if (min >= max) return refuse({ code: 'RANGE_BACKWARD' as const, min, max })
    if (await nameTaken(tx, siteId, name)) return refuse({ code: 'PLACE_NAME_TAKEN' as const, name })
    if (backupPlaceId !== null && !(await storageOf(tx, siteId, backupPlaceId)))
      return refuse({ code: 'LOCATION_UNKNOWN' as const })
    const { placeId } = await createPlace(tx, work, { siteId, kind: 'storage', name, storageBand: input.band })
    await tx.storageLocation.create({
      data: {
        placeId,
        band: input.band,
        temperatureCentiCelsiusMin: min,
        temperatureCentiCelsiusMax: max,
        readingDueHours: input.readingDueHours,
        independentAlarm,
        alarmCalls,
        backupPlaceId,
      },
      select: { placeId: true },
    })
    work.note(`place:${placeId}`, { name, band: input.band })
    return ok({ placeId })
  },
})

/** A person sets up a shelf of a storage location, a room, or a preparation area. Refuses a name that is taken at the site. */
export const createSimplePlace = command({
  kind: 'storage.create-place',
  what: 'Sets up a shelf of a storage location, a room, or a preparation area.',
  right: 'storage.record',
  by: 'anyone',
  whenLate: 'ask',
  input: z.object({ kind: z.enum(['shelf', 'room', 'preparation']), name: wordsIn(80), parentId: id.optional() }),
  refusals: storageRefusals,
  audit: z.object({ name: z.string(), kind: z.string() }),
  run: async (work, { kind, name, parentId }) => {
    const { tx } = work
    const siteId = work.site.id
    if (await nameTaken(tx, siteId, name)) return refuse({ code: 'PLACE_NAME_TAKEN' as const, name })
    const parent = parentId === undefined ? null : await storageOf(tx, siteId, parentId)
    if (kind === 'shelf' && !parent) return refuse({ code: 'PARENT_UNKNOWN' as const })
    const made = await createPlace(tx, work, { siteId, kind, name, parentId: parent?.id })
    work.note(`place:${made.placeId}`, { name, kind })
    return ok(made)
  },
})

/** A person gives a place of the site another name. Refuses a name that is taken there. */
export const renameOnePlace = command({
  kind: 'storage.rename-place',
  what: 'Gives a place another name.',
  right: 'storage.record',
  by: 'anyone',
  whenLate: 'ask',
  input: z.object({ placeId: id, name: wordsIn(80) }),
  refusals: storageRefusals,
  audit: z.object({ was: z.string(), name: z.string() }),
  run: async (work, { placeId, name }) => {
    const { tx, site } = work
    const place = await openPlaceOf(tx, site.id, placeId)
    if (!place) return refuse({ code: 'LOCATION_UNKNOWN' as const })
    if (place.name === name) return ok({ placeId })
    if (await nameTaken(tx, site.id, name)) return refuse({ code: 'PLACE_NAME_TAKEN' as const, name })
    await renamePlace(tx, work, { placeId, siteId: site.id, name })
    work.note(`place:${placeId}`, { was: place.name, name })
    return ok({ placeId })
  },
})

/** A person closes a place of the site that is no longer used. Refuses one where something still stands. */
export const endPlace = command({
  kind: 'storage.end-place',
  what: 'Closes a place that is no longer used.',
  right: 'storage.record',
  by: 'anyone',
  whenLate: 'ask',
  input: z.object({ placeId: id }),
  refusals: storageRefusals,
  audit: z.object({}),
  run: async ({ tx, site, at, note }, { placeId }) => {
    const place = await openPlaceOf(tx, site.id, placeId)
    if (!place) return refuse({ code: 'LOCATION_UNKNOWN' as const })
    if (!(await closePlace(tx, place.id, at))) return refuse({ code: 'PLACE_NOT_EMPTY' as const })
    note(`place:${place.id}`, {})
    return ok(null)
  },
})
