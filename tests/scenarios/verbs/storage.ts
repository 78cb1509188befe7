import { bandField } from '~/modules/catalog/schema'
import { closeExcursion } from '~/modules/storage/commands/excursion.server'
import { createSimplePlace, createStorage, endPlace } from '~/modules/storage/commands/places.server'
import { recordReading } from '~/modules/storage/commands/reading.server'
import { explainStorage } from '~/modules/storage/messages'
import { bandRange } from '~/modules/storage/rules/bands'
import { the } from '../forms'
import { counted, lotOf, placeOf } from '../things'
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
    'reads {degrees} degrees in {place} [lowest {low} highest {high}] [at {time}]',
    'nurse reads 4.5 degrees in "Fridge 1" lowest 3.9 highest 5.2',
    async (world, who, said) => {
      const { id: placeId } = await placeOf(world, the(said, 'place'))
      const current = centidegrees(the(said, 'degrees'))
      const input = {
        placeId,
        current,
        min: said.low === undefined ? current : centidegrees(said.low),
        max: said.high === undefined ? current : centidegrees(said.high),
        source: said.low === undefined ? ('current' as const) : ('min-max' as const),
        ...(said.time !== undefined && { takenAt: timeOf(world, said.time) }),
      }
      return act(world, who, recordReading, input, {
        explain: explainStorage,
        say: async ({ outOfRange, held }) => {
          const excursion = await excursionOpen(world, placeId)
          const words = [
            outOfRange ? 'out of range' : 'in range',
            ...(held > 0 ? [counted(held, 'container held', 'containers held')] : []),
          ]
          return excursion ? made('excursion', excursion.id, ...words) : say(...words)
        },
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
  verb(endPlace.kind, 'closes place {place}', 'manager closes place "Room 2"', async (world, who, said) =>
    act(world, who, endPlace, { placeId: (await placeOf(world, the(said, 'place'))).id }, done),
  ),
]
