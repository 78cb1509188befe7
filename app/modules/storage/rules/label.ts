import type { Instant } from '~/lib/day'
import type { LocationFacts, OpenExcursion, ProductLabel, ReadingPlan, Segment, StandingUnit } from '../types'
import { exposureOf, rangeOf } from './exposure'
import { rangeText } from './reading'
import { celsiusText } from './temperature'

/** What a label that became known later says of readings that were there already. */
export type LabelPlan = Pick<ReadingPlan, 'excursion' | 'worst' | 'exposed'> & { readonly from: Instant }

/** How far a figure lies outside of a label, in hundredths of °C. */
const beyond = ({ min, max }: ProductLabel, value: number): number =>
  Math.max(min === null ? 0 : min - value, max === null ? 0 : value - max)

/**
 * Which units of a product were kept outside of the label that is known now, by the readings that are there; null when none was.
 * They join the open excursion of the place, or open one.
 */
export function decideLabel({
  location,
  excursion,
  name,
  label,
  segments,
  units,
}: {
  readonly location: LocationFacts
  readonly excursion: OpenExcursion | null
  readonly name: string
  readonly label: ProductLabel
  readonly segments: readonly Segment[]
  readonly units: readonly StandingUnit[]
}): LabelPlan | null {
  const exposed = units.flatMap((unit) => {
    const exposure = exposureOf(unit, segments, location)
    if (exposure === null || unit.held) return []
    const note = `${location.name} was at ${celsiusText(exposure.min)} to ${celsiusText(exposure.max)} while it was here; the label of ${name} says ${rangeText(rangeOf(unit, location))}. Don't use it, keep it cold, don't discard it.`
    return [{ unitId: unit.unitId, note }]
  })
  const [first] = segments
  if (exposed.length === 0 || first === undefined) return null
  const figures = segments.flatMap(({ min, max }) => [min, max])
  const worst = figures.reduce((found, value) => (beyond(label, value) > beyond(label, found) ? value : found))
  const step = excursion === null ? ('open' as const) : ('same' as const)
  return { exposed, excursion: step, worst, from: first.from }
}
