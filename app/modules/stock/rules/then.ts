import type { Instant } from '~/lib/day'
import type { Stretch, UnitMark } from '../types'

/** A moment in the past, and how much is taken as known of it: what was recorded until `knownAt`. */
export type Then = { readonly at: Instant; readonly knownAt: Instant }

/** A row that is never changed: what it says was known from `recordedAt` on. */
export type KnownRow = { readonly id: number; readonly recordedAt: Instant }

/** Of rows that each say the whole, the one that was known last; null when nothing was known yet. */
export function lastKnown<Row extends KnownRow>(rows: readonly Row[], { knownAt }: Then): Row | null {
  return rows
    .filter((row) => row.recordedAt <= knownAt)
    .reduce<Row | null>((last, row) => (last === null || isLater(row, last) ? row : last), null)
}

const isLater = (one: KnownRow, other: KnownRow): boolean =>
  one.recordedAt > other.recordedAt || (one.recordedAt === other.recordedAt && one.id > other.id)

/**
 * Whether a place's storage was proven at a moment, as known then (R20, R21), and between which measured figures it lay, in
 * hundredths of a degree: null where it was only trusted. `why` is what decided: `none` when no row covers the moment.
 */
export type Proof = {
  readonly proven: boolean
  readonly why: Stretch['kind'] | 'none'
  readonly min: number | null
  readonly max: number | null
}

/**
 * Of the stretches that cover the moment and were known, the one recorded last decides whether it is proven. The figures are
 * the widest of all that measured it: a later file that saw less does not undo what an earlier one saw.
 */
export function proofThen(stretches: readonly (Stretch & KnownRow)[], then: Then): Proof {
  const covering = stretches.filter(
    ({ from, until, recordedAt }) =>
      recordedAt <= then.knownAt && from <= then.at && (until === null || then.at <= until),
  )
  const last = lastKnown(covering, then)
  const figures = (pick: (stretch: Stretch) => number | null): number[] =>
    covering.map(pick).filter((figure): figure is number => figure !== null)
  const lows = figures((stretch) => stretch.min)
  const highs = figures((stretch) => stretch.max)
  return {
    proven: last?.kind === 'measured' || last?.kind === 'due',
    why: last?.kind ?? 'none',
    min: lows.length === 0 ? null : Math.min(...lows),
    max: highs.length === 0 ? null : Math.max(...highs),
  }
}

/** Whether a proof holds for a product's own range: proven, and no measured figure outside of it. An open end has no limit. */
export const provenWithin = (
  proof: Proof,
  range: { readonly min: number | null; readonly max: number | null },
): boolean =>
  proof.proven &&
  (proof.min === null || range.min === null || proof.min >= range.min) &&
  (proof.max === null || range.max === null || proof.max <= range.max)

/** Whose a unit was known to be: the last mark of an owner counts, and one of nobody's ends the one before. */
export function ownerThen(marks: readonly (UnitMark & KnownRow)[], then: Then): number | null {
  const last = lastKnown(
    marks.filter((mark) => mark.kind === 'owner'),
    then,
  )
  return last?.ref.kind === 'patient' ? last.ref.id : null
}

/** A hold with its release, as both are kept. */
export type HoldSpan = { readonly placedAt: Instant; readonly releasedAt: Instant | null }

/**
 * How a hold stood to a moment: `standing` when it was in force then; `later` when it was placed after the moment, is known, and
 * is in force; null when it says nothing of it. A late record is judged by what stood, and shows what came later.
 */
export function holdThen({ placedAt, releasedAt }: HoldSpan, { at, knownAt }: Then): 'standing' | 'later' | null {
  const moment = at < knownAt ? at : knownAt
  if (placedAt > knownAt) return null
  if (placedAt <= moment) return releasedAt === null || releasedAt > moment ? 'standing' : null
  return releasedAt === null || releasedAt > knownAt ? 'later' : null
}
