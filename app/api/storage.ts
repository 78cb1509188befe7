import { z } from 'zod'
import { type Instant, parseInstant } from '~/lib/day'
import { ok, refuse } from '~/lib/result'
import { perform } from '~/modules/auth/commands/perform.server'
import { recordLogger, recordReading } from '~/modules/storage/commands/reading.server'
import { explainStorage } from '~/modules/storage/messages'
import { storageLocations } from '~/modules/storage/queries/locations.server'
import { readLoggerFile } from '~/modules/storage/rules/logger-file'
import { readTemperature } from '~/modules/storage/rules/temperature'
import { locationsAnswer, readingAnswer } from './answers'
import { type ApiRefusal, endpoint } from './endpoint'
import { id, text } from './inputs'
import { refusedBy } from './refusals'

const commandKey = z
  .string('must be text')
  .regex(/^[A-Za-z0-9._:-]{8,64}$/, 'must have 8 to 64 letters, digits, hyphens, dots, colons or underscores')
  .meta({
    description: 'Made by the client, a UUID: the same request sent again adds nothing and gets the first answer.',
  })

const instant = z
  .string('must be text')
  .refine((value) => parseInstant(value) !== null, 'must be a time with its offset, as 2026-03-02T14:00:00Z')
  .transform((value) => parseInstant(value) as Instant)

const figure = text(24).meta({
  description: 'As it is read off the thermometer: "4.5", "-71", "41 F", "5 °C". A unit in it counts.',
})

const unit = z
  .enum(['C', 'F'], 'must be C or F')
  .optional()
  .meta({ description: 'The unit of figures that name none; °C where neither says.' })

/** Where things are kept cold or at room temperature, and how each place stands. */
export const storageList = endpoint({
  method: 'get',
  path: '/storage/locations',
  name: 'storageLocations',
  summary: 'The storage locations of this site, with their limits and newest reading',
  description: 'Temperatures in hundredths of °C. `provenUntil` is null where no reading was entered yet.',
  permission: 'stock.read',
  answer: locationsAnswer,
  refusals: [],
  run: async ({ context, site }) =>
    ok({
      locations: (await storageLocations(context.db.read, site.id)).map(
        ({ placeId, name, band, range, readingDueHours, provenUntil, lastTakenAt, last, excursionId, units }) => ({
          ...{ placeId, name, band, min: range.min, max: range.max, readingDueHours, provenUntil },
          ...{ last: last === null || lastTakenAt === null ? null : { ...last, takenAt: lastTakenAt } },
          ...{ excursionId, units },
        }),
      ),
    }),
})

const notFigure = (field: string, value: string) =>
  refuse<ApiRefusal>({
    code: 'bad-input',
    status: 400,
    message: `In the body, ${field} can't be read as a temperature: "${value}". Send it as it is read, such as -71, 4.5, "41 F" or "5 °C".`,
  })

const notBoth = refuse<ApiRefusal>({
  code: 'bad-input',
  status: 400,
  message: 'In the body, min and max belong together: send both, or neither.',
})

const readingBody = z.strictObject({
  commandKey,
  current: figure,
  min: figure.optional(),
  max: figure.optional(),
  unit,
  takenAt: instant
    .optional()
    .meta({ description: 'When it was read; now where it is left out. Earlier times are welcome.' }),
  since: instant
    .optional()
    .meta({ description: 'When lowest and highest were last reset, where it was not at the reading before.' }),
  device: z
    .boolean('must be true or false')
    .optional()
    .meta({ description: 'True for a device that nobody types for: it is never asked.' }),
  confirmed: z
    .boolean('must be true or false')
    .optional()
    .meta({ description: 'The answer to READING_ASKS: these figures are really so.' }),
})

/** A reading of a storage location, of now or of an earlier time. */
export const storageReading = endpoint({
  method: 'post',
  path: '/storage/locations/{id}/readings',
  name: 'recordReading',
  summary: 'Records a temperature reading of a storage location',
  description:
    'Judged at its own time against what was there then; what was kept out of its range is on hold when this is answered. Figures that can hardly be true are refused with READING_ASKS and not stored: send them again under a new key with `confirmed`. A mistyped reading is corrected by a person on its page, not here.',
  permission: 'storage.record',
  params: z.strictObject({ id }),
  body: readingBody,
  answer: readingAnswer,
  refusals: [400, 404, 409, 422, 503],
  run: async (visitor, given) => {
    if ((given.min === undefined) !== (given.max === undefined)) return notBoth
    const preferred = given.unit ?? 'C'
    const current = readTemperature(given.current, preferred)
    const min = readTemperature(given.min ?? given.current, preferred)
    const max = readTemperature(given.max ?? given.current, preferred)
    if (current === null) return notFigure('current', given.current)
    if (min === null) return notFigure('min', given.min ?? '')
    if (max === null) return notFigure('max', given.max ?? '')
    const remembers = given.min !== undefined && given.max !== undefined
    const typed = [given.min, given.current, given.max].filter((each) => each !== undefined).join(', ')
    const input = {
      placeId: given.id,
      ...{ min: min.centi, max: max.centi, current: current.centi, typedUnit: current.unit, typed },
      source: given.device ? ('device' as const) : remembers ? ('min-max' as const) : ('current' as const),
      takenAt: given.takenAt,
      since: given.since ?? null,
      confirmed: given.confirmed ?? false,
    }
    const answer = await perform(visitor, recordReading, input, given.commandKey)
    return answer.ok ? ok(answer.value) : refusedBy(recordReading, answer.refusal, explainStorage)
  },
})

/** The samples of a logger, as its file. */
export const storageLogger = endpoint({
  method: 'post',
  path: '/storage/locations/{id}/logger-files',
  name: 'recordLoggerFile',
  summary: "Records the samples of a logger's file, each at its own time",
  description:
    'A time and a temperature in each line, apart by commas, semicolons or tabs, oldest first. A time without an offset is the site’s. Nothing of a file is stored that can be read only in part.',
  permission: 'storage.record',
  params: z.strictObject({ id }),
  body: z.strictObject({ commandKey, file: text(200_000), unit, name: text(120).optional() }),
  answer: readingAnswer.extend({ samples: z.int().min(1), waits: z.int().min(0), ended: z.int().min(0) }),
  refusals: [400, 404, 409, 422, 503],
  run: async (visitor, given) => {
    const read = readLoggerFile(given.file, visitor.site.timeZone, given.unit ?? null)
    if (!read.ok) return refusedBy(recordLogger, read.refusal, explainStorage)
    const input = { placeId: given.id, samples: [...read.value], name: given.name }
    const answer = await perform(visitor, recordLogger, input, given.commandKey)
    return answer.ok ? ok(answer.value) : refusedBy(recordLogger, answer.refusal, explainStorage)
  },
})
