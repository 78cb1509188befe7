import type { Stretch } from '~/modules/stock/types'
import type { Neighbors, ReadingPlan, ReadingSpan } from '../types'

/**
 * What a reading says of the time around it, as stretches that are kept (R20, R21): the gap before it, between which figures the
 * temperature lay while it watched, and how far it is trusted: no farther than to the next reading, which speaks for itself.
 */
export function stretchesOf(
  { gap }: ReadingSpan,
  { segments, proven }: Pick<ReadingPlan, 'segments' | 'proven'>,
  after: Neighbors['after'],
): Stretch[] {
  const unknown = { min: null, max: null }
  const before: Stretch[] =
    gap === null || gap.from === null ? [] : [{ kind: 'gap', from: gap.from, until: gap.to, ...unknown }]
  const measured = segments.map(({ from, to, min, max }): Stretch => ({ kind: 'measured', from, until: to, min, max }))
  const end = segments.at(-1)?.to ?? proven.until
  const until = after !== null && after.from < proven.until ? after.from : proven.until
  const due: Stretch[] = until > end ? [{ kind: 'due', from: end, until, ...unknown }] : []
  const ended: Stretch[] = after === null ? [{ kind: 'ended', from: proven.until, until: null, ...unknown }] : []
  return [...before, ...measured, ...(proven.ends ? ended : due)]
}
