import { bandField } from '~/modules/catalog/schema'
import { confirmCorrection, correctReading } from '~/modules/storage/commands/correct.server'
import { closeExcursion } from '~/modules/storage/commands/excursion.server'
import { enterLabel } from '~/modules/storage/commands/label.server'
import { createSimplePlace, createStorage, endPlace, renameOnePlace } from '~/modules/storage/commands/places.server'
import { recordLogger, recordReading } from '~/modules/storage/commands/reading.server'
import { explainStorage, readingSentence } from '~/modules/storage/messages'
import { bandRange } from '~/modules/storage/rules/bands'
import { readLoggerFile } from '~/modules/storage/rules/logger-file'
import { readingForm } from '~/modules/storage/schema'
import type { ReadingAnswer } from '~/modules/storage/types'
import { type Said, the } from '../forms'
import { counted, lotOf, placeOf, productOf } from '../things'
import { verb } from '../verb'
import { act, idOf, made, StoryFault, say, timeOf, type World } from '../world'

const done = { explain: explainStorage, say: () => say('done') }

/** Hundredths of a degree of a figure in °C. */
export function centidegrees(text: string): number {
  if (!/^[−-]?\d{1,3}(\.\d{1,2})?$/.test(text)) throw new StoryFault(`"${text}" is no temperature in °C.`)
  return Math.round(Number(text.replace('−', '-')) * 100)
}

const simple = (kind: 'room' | 'preparation' | 'shelf', words: string, example: string) =>
  verb(createSimplePlace.kind, words, example, async (world, who, said) => {
    const parent = said.storage === undefined ? {} : { parentId: (await placeOf(world, said.storage)).id }
    return act(world, who, createSimplePlace, { kind, name: the(said, 'name'), ...parent }, done)
  })

const excursionOpen = (world: World, placeId: number) =>
  world.db.read.excursion.findFirst({ where: { placeId, closedAt: null }, select: { id: true } })

/** The figures of a reading as a story says them: three, or the current one alone. */
function figuresOf(world: World, said: Said) {
  const current = centidegrees(the(said, 'degrees'))
  return {
    current,
    min: said.low === undefined ? current : centidegrees(said.low),
    max: said.high === undefined ? current : centidegrees(said.high),
    source: said.low === undefined ? ('current' as const) : ('min-max' as const),
    ...(said.time !== undefined && { takenAt: timeOf(world, said.time) }),
    confirmed: said.asked !== undefined,
  }
}

/** What came of a reading: in range or not, late, what it holds. An excursion that it opened or belongs to can be given a name. */
const saidOfReading = (world: World, placeId: number) => async (answer: ReadingAnswer) => {
  const excursion = await excursionOpen(world, placeId)
  const words = [
    answer.outOfRange ? 'out of range' : 'in range',
    ...(answer.late ? ['late'] : []),
    ...(answer.held > 0 ? [counted(answer.held, 'container held', 'containers held')] : []),
    ...(answer.unproven > 0 ? [counted(answer.unproven, 'container unproven', 'containers unproven')] : []),
  ]
  return excursion ? made('excursion', excursion.id, ...words) : say(...words)
}

/** Freezers, fridges, rooms; readings. */
export const storageVerbs = [
  verb(
    createStorage.kind,
    'sets up storage {name} for {band}',
    'manager sets up storage "Fridge 1" for fridge',
    (world, who, said) => {
      const band = bandField.parse(the(said, 'band'))
      const input = { name: the(said, 'name'), band, ...bandRange(band), readingDueHours: 24 }
      return act(world, who, createStorage, input, done)
    },
  ),
  simple('room', 'sets up room {name}', 'manager sets up room "Room 1"'),
  simple('preparation', 'sets up preparation area {name}', 'manager sets up preparation area "Preparation"'),
  simple('shelf', 'sets up shelf {name} of {storage}', 'manager sets up shelf "Top" of "Fridge 1"'),
  verb(
    recordReading.kind,
    'reads {degrees} degrees in {place} [lowest {low} highest {high}] [at {time}] [although {asked}]',
    'nurse reads 4.5 degrees in "Fridge 1" lowest 3.9 highest 5.2',
    async (world, who, said) => {
      const { id: placeId } = await placeOf(world, the(said, 'place'))
      const input = { ...figuresOf(world, said), placeId }
      return act(world, who, recordReading, input, { explain: explainStorage, say: saidOfReading(world, placeId) })
    },
  ),
  verb(
    recordReading.kind,
    'types {figure} as the reading of {place} [lowest {low} highest {high}] on a form in {unit}',
    'nurse types 41F as the reading of "Fridge 1" on a form in C -> says "5 °C", in range',
    async (world, who, said) => {
      const { id: placeId } = await placeOf(world, the(said, 'place'))
      const form = { current: the(said, 'figure'), min: said.low, max: said.high, unit: the(said, 'unit') }
      const read = readingForm(world.site.timeZone).safeParse(form)
      if (!read.success) throw new StoryFault(`The form doesn't take it: ${read.error.issues[0]?.message}`)
      const { typedUnit } = read.data
      return act(
        world,
        who,
        recordReading,
        { ...read.data, placeId },
        {
          explain: explainStorage,
          say: async (answer) => ({
            ...(await saidOfReading(world, placeId)(answer)),
            sentence: readingSentence(answer, typedUnit),
          }),
        },
      )
    },
  ),
  verb(
    recordLogger.kind,
    'brings a logger file of {place} saying {lines}',
    'supply brings a logger file of "Fridge 1" saying "2026-03-01 21:00 4.1 C; 2026-03-01 22:00 4.3 C" -> in range, late',
    async (world, who, said) => {
      const { id: placeId } = await placeOf(world, the(said, 'place'))
      // Of "DAY TIME FIGURE", the figure stands behind a comma as in a logger's file.
      const file = the(said, 'lines')
        .replace(/; */g, '\n')
        .replace(/(\d\d:\d\d) /g, '$1,')
      const samples = readLoggerFile(file, world.site.timeZone, null)
      if (!samples.ok) return { said: [`refused ${samples.refusal.code}`], sentence: explainStorage(samples.refusal) }
      return act(
        world,
        who,
        recordLogger,
        { placeId, samples: [...samples.value] },
        {
          explain: explainStorage,
          say: saidOfReading(world, placeId),
        },
      )
    },
  ),
  verb(
    correctReading.kind,
    'corrects the reading of {wrong} degrees in {place} to {degrees} [lowest {low} highest {high}] because {reason}',
    'nurse corrects the reading of 41 degrees in "Fridge 1" to 5 because "the display shows Fahrenheit, 41 of it"',
    async (world, who, said) => {
      const { id: placeId } = await placeOf(world, the(said, 'place'))
      const wrong = await world.db.read.temperatureReading.findFirst({
        where: { placeId, temperatureCentiCelsiusCurrent: centidegrees(the(said, 'wrong')) },
        orderBy: { id: 'desc' },
      })
      if (!wrong) throw new StoryFault(`${the(said, 'place')} has no reading of ${the(said, 'wrong')} degrees.`)
      const input = { ...figuresOf(world, said), readingId: wrong.id, reason: the(said, 'reason') }
      return act(world, who, correctReading, input, {
        explain: explainStorage,
        say: async ({ waits, ended, held, outOfRange }) =>
          say(
            outOfRange ? 'out of range' : 'in range',
            ...(held > 0 ? [counted(held, 'container held', 'containers held')] : []),
            ...(waits > 0 ? [counted(waits, 'hold waits', 'holds wait')] : []),
            ...(ended > 0 ? [`${counted(ended, 'hold')} ended`] : []),
          ),
      })
    },
  ),
  verb(
    confirmCorrection.kind,
    'confirms the correction in {place} because {reason}',
    'manager confirms the correction in "Fridge 1" because "I looked at the display, it is set to Fahrenheit" -> 5 holds ended',
    async (world, who, said) => {
      const { id: placeId } = await placeOf(world, the(said, 'place'))
      const last = await world.db.read.temperatureReading.findFirst({
        where: { placeId, correctsId: { not: null } },
        orderBy: { id: 'desc' },
      })
      if (!last) throw new StoryFault(`Nothing is corrected in ${the(said, 'place')}.`)
      return act(
        world,
        who,
        confirmCorrection,
        { readingId: last.id, reason: the(said, 'reason') },
        {
          explain: explainStorage,
          say: ({ ended }) => say(`${counted(ended, 'hold')} ended`),
        },
      )
    },
  ),
  verb(
    enterLabel.kind,
    'enters that the label of {product} says {low} to {high} degrees [or {worst} degrees for {hours} hours in all] by {revision}',
    'supply enters that the label of "Exo Flow 2 mL" says -90 to -70 degrees by "IFU 12, rev. C"',
    async (world, who, said) => {
      const max = said.worst === undefined ? null : centidegrees(said.worst)
      const input = {
        productId: (await productOf(world, the(said, 'product'))).id,
        min: centidegrees(the(said, 'low')),
        max: centidegrees(the(said, 'high')),
        excursion: max === null ? null : { min: centidegrees(the(said, 'low')), max, minutes: Number(said.hours) * 60 },
        revision: the(said, 'revision'),
      }
      return act(world, who, enterLabel, input, {
        explain: explainStorage,
        say: ({ held }) => (held === 0 ? say('nothing held') : say(counted(held, 'container held', 'containers held'))),
      })
    },
  ),
  verb(
    closeExcursion.kind,
    'closes excursion {excursion} because {cause} with the advice {advice} deciding {decision} for lot {lot}',
    'manager closes excursion E because "door ajar" with the advice "fit for use up to 10 degrees for 24 hours" deciding release for lot AF-2201 -> 1 hold ended',
    async (world, who, said) => {
      const { id: lotId } = await lotOf(world, the(said, 'lot'))
      const input = closeExcursion.input.parse({
        excursionId: idOf(world, 'excursion', the(said, 'excursion')),
        cause: the(said, 'cause'),
        advice: the(said, 'advice'),
        decisions: { [lotId]: the(said, 'decision') },
      })
      return act(world, who, closeExcursion, input, {
        explain: explainStorage,
        say: ({ released }) => say(`${counted(released, 'hold')} ended`),
      })
    },
  ),
  verb(
    renameOnePlace.kind,
    'renames place {place} to {name}',
    'manager renames place "Room 2" to "Injection room"',
    async (world, who, said) =>
      act(
        world,
        who,
        renameOnePlace,
        { placeId: (await placeOf(world, the(said, 'place'))).id, name: the(said, 'name') },
        { ...done, explain: explainStorage },
      ),
  ),
  verb(endPlace.kind, 'closes place {place}', 'manager closes place "Room 2"', async (world, who, said) =>
    act(world, who, endPlace, { placeId: (await placeOf(world, the(said, 'place'))).id }, done),
  ),
]
