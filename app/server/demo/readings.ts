import { perform } from '~/modules/auth/commands/perform.server'
import { recordReading } from '~/modules/storage/commands/reading.server'
import type { NewReading } from '~/modules/storage/types'
import { type Happening, keyOf, must, person, type World } from './world'

/** How a storage location behaves: its usual temperature and how far it swings, in hundredths of °C. */
const usual: readonly { readonly place: string; readonly mean: number; readonly swing: number }[] = [
  { place: 'freezer', mean: -7_900, swing: 240 },
  { place: 'dewar', mean: -18_600, swing: 450 },
  { place: 'fridge-1', mean: 430, swing: 110 },
  { place: 'fridge-2', mean: 460, swing: 120 },
  { place: 'cabinet', mean: 2_160, swing: 130 },
]

/** A fraction from 0 to 1 that depends on nothing but its seed, so that every run tells the same temperatures. */
function fraction(seed: number): number {
  let value = Math.imul(seed + 0x6d2b79f5, 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 15), 0xc2b2ae35)
  return ((value ^ (value >>> 13)) >>> 0) / 4_294_967_296
}

/** Days ago on which a logger's report was read, before the last two weeks; it proves the weeks before it. */
const reported: readonly number[] = [88, 67, 60, 53, 46, 32, 25, 18]
const daily: readonly number[] = [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]

/** The morning on which Fridge 2 was found warm; the excursion tells of it. */
export const warmMorning = { place: 'fridge-2', daysAgo: 6 } as const

async function read(world: World, daysAgo: number): Promise<void> {
  const at = world.clock.ago(daysAgo, '07:10')
  const source: NewReading['source'] = daysAgo > 14 ? 'logger' : 'min-max'
  for (const [index, { place, mean, swing }] of usual.entries()) {
    if (place === warmMorning.place && daysAgo === warmMorning.daysAgo) continue
    const seed = daysAgo * 16 + index
    const min = Math.round(mean - swing * (0.4 + 0.6 * fraction(seed)))
    const max = Math.round(mean + swing * (0.4 + 0.6 * fraction(seed + 7_919)))
    const current = Math.round(min + (max - min) * fraction(seed + 104_729))
    const input = { placeId: world.places.get(place), min, max, current, takenAt: at, source }
    const who = daysAgo % 3 === 0 ? 'nurse' : 'supply'
    must(
      `a reading of ${place}`,
      await perform(person(world, who, at), recordReading, input, keyOf('reading', place, daysAgo)),
    )
  }
}

/** The temperatures of every storage location: each week or two by its logger, and in the last two weeks each morning by hand (R20). */
export const readings = (world: World): Happening[] =>
  [...reported, ...daily].map((daysAgo) => ({
    at: world.clock.ago(daysAgo, '07:10'),
    what: `readings ${daysAgo} days ago`,
    tell: (w) => read(w, daysAgo),
  }))
