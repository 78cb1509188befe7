import type { LocationFacts, ProductLabel, Segment, StandingUnit } from '../types'
import { bandRange, type TemperatureRange, within } from './bands'
import { during, minutesOf } from './stays'

const open = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY }

/** A range of a label with its open ends. */
const rangeOfLabel = ({
  min,
  max,
}: {
  readonly min: number | null
  readonly max: number | null
}): TemperatureRange => ({
  min: min ?? open.min,
  max: max ?? open.max,
})

/**
 * The range that counts for a unit: its product's labeled range; without one that of the product's band; without either that of
 * the location's band (R21, R57). The location's own limits say when to look, not what harms a product.
 */
export function rangeOf(
  { label, band }: Pick<StandingUnit, 'label' | 'band'>,
  location: Pick<LocationFacts, 'band'>,
): TemperatureRange {
  return label === null ? bandRange(band ?? location.band) : rangeOfLabel(label)
}

/** How a unit was exposed: the farthest figures, hundredths of °C, and how many minutes it may have been outside, this time and before. */
export type Exposure = { readonly min: number; readonly max: number; readonly minutes: number | null }

/** Whether an excursion of so many minutes between these figures is one that the label allows. */
function allows(label: ProductLabel | null, { min, max, minutes }: Exposure): boolean {
  const allowed = label?.excursion ?? null
  return allowed !== null && minutes !== null && within(rangeOfLabel(allowed), min, max) && minutes <= allowed.minutes
}

/**
 * How a unit was exposed while it stood there; null when it was not, or when its label allows it. A label's allowance is one
 * budget: the time outside adds up over all of the unit's stays (R16). A reading proves between which figures the temperature
 * lay and not for how long, so the whole time counts; a single figure out of range has no length, and nothing allows it.
 */
export function exposureOf(
  unit: StandingUnit,
  segments: readonly Segment[],
  location: Pick<LocationFacts, 'band'>,
): Exposure | null {
  const range = rangeOf(unit, location)
  const found = segments
    .filter(({ min, max }) => !within(range, min, max))
    .flatMap((segment) =>
      unit.stays.flatMap((stay) => {
        const time = during(stay, segment.from, segment.to)
        return time === null ? [] : [{ ...segment, ...time, point: segment.from === segment.to }]
      }),
    )
  if (found.length === 0) return null
  const exposure: Exposure = {
    min: Math.min(...found.map(({ min }) => min)),
    max: Math.max(...found.map(({ max }) => max)),
    minutes: found.some(({ point }) => point) ? null : minutesOf([...found, ...unit.outside]),
  }
  return allows(unit.label, exposure) ? null : exposure
}
