import type { Stretch } from '~/modules/stock/types'
import type { NewReading, ReadingPlan, ReadingSpan } from '../types'

/**
 * What a reading says of the time around it, as stretches that are kept (R20, R21): the gap before it, between which figures the
 * temperature lay while it watched, and how far it is trusted, or that nothing is proven from here on.
 */
export function stretchesOf(reading: NewReading, span: ReadingSpan, proven: ReadingPlan['proven']): Stretch[] {
  const unknown = { min: null, max: null }
  const { gap } = span
  const before: Stretch[] =
    gap === null || gap.from === null ? [] : [{ kind: 'gap', from: gap.from, until: gap.to, ...unknown }]
  const measured: Stretch = { kind: 'measured', from: span.from, until: span.to, min: reading.min, max: reading.max }
  const after: Stretch = proven.ends
    ? { kind: 'ended', from: proven.until, until: null, ...unknown }
    : { kind: 'due', from: span.to, until: proven.until, ...unknown }
  return [...before, measured, after]
}
