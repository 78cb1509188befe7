import { addHours, type Instant } from '~/lib/day'
import type { StorageBand } from '~/modules/stock/types'
import type { LocationFacts, NewReading } from '../types'
import { type TemperatureRange, within } from './bands'
import { celsiusText, fahrenheitText, type TemperatureUnit, toCelsius, toFahrenheit } from './temperature'

/**
 * What makes a typed reading doubtful. `other-unit`: with °C and °F exchanged it would be `instead`. `no-minus`, `no-point`:
 * with a minus sign or a decimal point it would be. `beyond`: equipment of this kind doesn't get there. `long-ago`: it is
 * older than a month. Temperatures in hundredths of °C.
 */
export type Doubt =
  | { readonly kind: 'other-unit'; readonly seen: number; readonly unit: TemperatureUnit; readonly instead: number }
  | { readonly kind: 'no-minus' | 'no-point'; readonly seen: number; readonly instead: number }
  | { readonly kind: 'beyond'; readonly seen: number }
  | { readonly kind: 'long-ago' }

/** How far equipment of a kind gets when it fails: beyond, the figure is more likely wrong than true. Our own figures. */
const reach: Record<StorageBand, TemperatureRange> = {
  'vapor-ln2': { min: -21000, max: 4000 },
  'ultra-low': { min: -11000, max: 4000 },
  freezer: { min: -5000, max: 4000 },
  fridge: { min: -2000, max: 4000 },
  room: { min: -1000, max: 5000 },
}

/** Days after which a reading by hand is asked about: nobody remembers a thermometer that long. */
const longAgoHours = 31 * 24

/** A figure less far out of range than this is believed: freezers and fridges do that. Hundredths of °C. */
const believable = 800

/** What a figure may have been meant as, where it is far out of range and that would be in range. */
function doubtOfFigure(seen: number, unit: TemperatureUnit, { range, band }: LocationFacts): Doubt | null {
  if (within({ min: range.min - believable, max: range.max + believable }, seen, seen)) return null
  const fits = (value: number) => within(range, value, value)
  // The same digits in the other unit.
  const exchanged = unit === 'F' ? toFahrenheit(seen) : toCelsius(seen)
  if (fits(exchanged)) return { kind: 'other-unit', seen, unit, instead: exchanged }
  if (seen > 0 && fits(-seen)) return { kind: 'no-minus', seen, instead: -seen }
  const tenth = Math.round(seen / 10)
  if (fits(tenth)) return { kind: 'no-point', seen, instead: tenth }
  return within(reach[band], seen, seen) ? null : { kind: 'beyond', seen }
}

/**
 * What is doubtful about a reading that a person typed, asked before it is stored. A logger and a device don't mistype: what
 * they send is stored as it is. Nothing is asked twice: `confirmed` says that it was really so.
 */
export function doubtsOf(reading: NewReading, location: LocationFacts, at: Instant): Doubt[] {
  if (reading.confirmed || reading.source === 'logger' || reading.source === 'device') return []
  const figures = [...new Set([reading.current, reading.min, reading.max])]
  const found = figures.flatMap((figure) => doubtOfFigure(figure, reading.typedUnit ?? 'C', location) ?? [])
  return addHours(reading.takenAt, longAgoHours) < at ? [...found, { kind: 'long-ago' }] : found
}

/** A doubt as a sentence: what was read, and what it may have been. */
export function doubtText(doubt: Doubt): string {
  switch (doubt.kind) {
    case 'other-unit': {
      const { seen, unit, instead } = doubt
      return unit === 'C'
        ? `It was read as ${celsiusText(seen)}. ${celsiusText(seen).replace('°C', '°F')} would be ${celsiusText(instead)}.`
        : `It was read as ${fahrenheitText(seen)}, which is ${celsiusText(seen)}. Was it ${celsiusText(instead)}?`
    }
    case 'no-minus':
      return `It was read as ${celsiusText(doubt.seen)}, without a minus sign. Was it ${celsiusText(doubt.instead)}?`
    case 'no-point':
      return `It was read as ${celsiusText(doubt.seen)}. With a decimal point it would be ${celsiusText(doubt.instead)}.`
    case 'beyond':
      return `It was read as ${celsiusText(doubt.seen)}, and equipment of this kind hardly gets there.`
    case 'long-ago':
      return 'It was taken more than a month ago.'
  }
}
