import { z } from 'zod'
import { id, instantIn, textIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { locationFacts } from '../queries/locations.server'
import { readingOfSamples } from '../rules/logger-file'
import { storageRefusals } from '../rules/refusals'
import { centiCelsius } from '../schema'
import { closeGaps } from './close-gap.server'
import { storeReading } from './store-reading.server'

/** What the audit trail holds of a reading. */
export const readingAudit = z.object({
  readingId: z.number(),
  min: z.number(),
  max: z.number(),
  current: z.number(),
  late: z.boolean(),
  outOfRange: z.boolean(),
  excursionId: z.number().nullable(),
  held: z.number(),
  unproven: z.number(),
})

/** The figures of a reading, and how they were typed. Hundredths of °C. */
export const readingFigures = z.object({
  min: centiCelsius,
  max: centiCelsius,
  current: centiCelsius,
  source: z.enum(['min-max', 'current', 'logger', 'device']),
  since: instantIn.nullish(),
  typed: textIn(120).nullish(),
  typedUnit: z.enum(['C', 'F']).nullish(),
  /** It was asked whether these figures are right, and they are. */
  confirmed: z.boolean().optional(),
})

/**
 * A person, a device or a program records a reading of a storage location (R20, R21), of whatever time: it is judged at its own
 * time against what stood there then. Refuses figures that contradict themselves and a time in the future; asks before it
 * stores a typed figure that is more likely wrong than true.
 */
export const recordReading = command({
  kind: 'storage.record-reading',
  what: 'Records a temperature reading of a storage location, of now or of an earlier time.',
  right: 'storage.record',
  by: 'anyone',
  whenLate: 'send',
  input: readingFigures.extend({
    placeId: id,
    /** Without it the reading is taken now, so that a form sent twice is the same input. */
    takenAt: instantIn.optional(),
  }),
  refusals: storageRefusals,
  audit: readingAudit,
  run: async (work, { placeId, ...reading }) => {
    const location = await locationFacts(work.tx, work.site.id, placeId)
    if (!location) return refuse({ code: 'LOCATION_UNKNOWN' as const })
    const stored = await storeReading(work.tx, work, location, { ...reading, takenAt: reading.takenAt ?? work.at })
    if (stored.ok) work.note(`place:${placeId}`, stored.value)
    return stored
  },
})

/**
 * A person or a program brings the samples of a logger: one reading of their own times, measured piece by piece, so that each unit
 * is judged by the temperature while it stood there (R20). Holds for a gap that it covers within range end by it, where a second person
 * brings it; otherwise they wait for one. Refuses samples with a hole longer than readings may be apart.
 */
export const recordLogger = command({
  kind: 'storage.record-logger',
  what: 'Records the samples of a logger’s file, each at its own time.',
  right: 'storage.record',
  by: 'anyone',
  whenLate: 'send',
  input: z.object({
    placeId: id,
    samples: z
      .array(z.object({ at: instantIn, centi: centiCelsius }), 'must be a list of samples')
      .min(1, 'must have a sample')
      .max(20_000, 'must have at most 20000 samples'),
    name: textIn(120).optional(),
  }),
  refusals: storageRefusals,
  audit: readingAudit.extend({ samples: z.number(), waits: z.number(), ended: z.number() }),
  run: async (work, { placeId, samples, name }) => {
    const location = await locationFacts(work.tx, work.site.id, placeId)
    if (!location) return refuse({ code: 'LOCATION_UNKNOWN' as const })
    const read = readingOfSamples(samples, location)
    if (!read.ok) return read
    const stored = await storeReading(work.tx, work, location, { ...read.value, typed: name })
    if (!stored.ok) return stored
    const gaps = await closeGaps(work.tx, work, location, stored.value.readingId)
    const answer = { ...stored.value, samples: samples.length, ...gaps }
    work.note(`place:${placeId}`, answer)
    return ok(answer)
  },
})
