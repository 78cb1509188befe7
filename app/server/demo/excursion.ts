import { perform } from '~/modules/auth/commands/perform.server'
import { discardUnit } from '~/modules/stock/commands/move-unit.server'
import { closeExcursion } from '~/modules/storage/commands/excursion.server'
import { recordReading } from '~/modules/storage/commands/reading.server'
import { warmMorning } from './readings'
import { type Happening, keyOf, must, person, type World } from './world'

const { place, daysAgo } = warmMorning

/** What the thermometer of the fridge said that morning, in hundredths of °C. */
const readings = [
  { time: '07:10', min: 380, max: 1_160, current: 920 },
  { time: '09:40', min: 430, max: 920, current: 470 },
] as const

async function read(world: World, index: number): Promise<void> {
  const reading = readings[index]
  if (!reading) return
  const { time, min, max, current } = reading
  const takenAt = world.clock.ago(daysAgo, time)
  const input = { placeId: world.places.get(place), min, max, current, takenAt, source: 'min-max' as const }
  const answer = must(
    'a warm reading',
    await perform(person(world, 'nurse', takenAt), recordReading, input, keyOf('warm', index)),
  )
  if (answer.excursionId !== null) world.places.set('excursion', answer.excursionId)
}

async function close(world: World): Promise<void> {
  const visitor = person(world, 'manager', world.clock.ago(4, '14:00'))
  const released = world.lots.get('CW-305')
  const lost = world.lots.get('WJ-0611')
  const input = {
    excursionId: world.places.get('excursion'),
    cause: 'The door stood ajar overnight after a late restock; the alarm called a number that had changed.',
    advice:
      'Cordwell Tissue Bank, by telephone and letter: CW-305 may be used, at most 12 °C for at most 24 hours; WJ-0611 may not.',
    decisions: { [released]: 'release' as const, [lost]: 'discard' as const },
  }
  must('closing the excursion', await perform(visitor, closeExcursion, input, keyOf('excursion', 'closed')))
}

async function discard(world: World): Promise<void> {
  const visitor = person(world, 'supply', world.clock.ago(4, '15:10'))
  for (const unit of ['WJ0611002', 'WJ0611003']) {
    const input = {
      unitId: world.units.get(unit),
      fromPlaceId: world.places.get(place),
      quantity: 1_000,
      reason: 'Too warm in Fridge 2; the bank’s advice: not fit for use',
    }
    must(`discarding ${unit}`, await perform(visitor, discardUnit, input, keyOf('discard', unit)))
  }
}

/** Fridge 2 was warm for a night: what stood in it was held, the bank asked, one lot released and one discarded (R21). */
export const excursion = (world: World): Happening[] => [
  ...readings.map(({ time }, index) => ({
    at: world.clock.ago(daysAgo, time),
    what: `Fridge 2 at ${time}`,
    tell: (w: World) => read(w, index),
  })),
  { at: world.clock.ago(4, '14:00'), what: 'the excursion closes', tell: close },
  { at: world.clock.ago(4, '15:10'), what: 'the lost lot is discarded', tell: discard },
]
