import { join, type Sql, sql } from '~/lib/db.server'
import { type Column, instant, int, nullable, oneOf, text } from '~/lib/rows.server'
import type { HoldReason, MovementKind, PlaceKind, StorageBand } from '../types'

/** What a quantity counts: microliters of what is drawn from, else pieces. */
export const baseUnitColumn = oneOf('uL', 'each')

export const bandColumn: Column<StorageBand> = oneOf('vapor-ln2', 'ultra-low', 'freezer', 'fridge', 'room')

export const placeKindColumn: Column<PlaceKind> = oneOf(
  'supplier',
  'storage',
  'shelf',
  'kit',
  'preparation',
  'room',
  'procedure',
  'load',
  'discard',
  'return',
  'difference',
)

/**
 * The kinds of places that stock stands at. Each procedure is a place, too, so a site has hundreds of thousands: a read of the
 * others names their kinds, which an index finds (`"kind" ${insideKinds}`).
 */
export const insideKinds = sql`IN ('storage', 'shelf', 'kit', 'preparation', 'room', 'load')`

/**
 * A read of the places of these kinds, kind by kind (`"kind" ${isKind}`). With the statistics of hundreds of thousands of
 * procedures SQLite reads every place for a list of kinds, and PostgreSQL for rows of them; one kind that is written out is
 * looked up by both.
 */
export const ofKindsInside = (select: (isKind: Sql) => Sql): Sql =>
  join(
    ['storage', 'shelf', 'kit', 'preparation', 'room', 'load'].map((kind) => select(sql([`= '${kind}'`]))),
    ' UNION ALL ',
  )

export const movementKindColumn: Column<MovementKind> = oneOf(
  'receive',
  'put-away',
  'move',
  'give',
  'discard',
  'return',
  'count',
  'kit',
  'undo',
  'split',
)

export const holdReasonColumn: Column<HoldReason> = oneOf(
  'quarantine',
  'recall',
  'temperature',
  'records',
  'damaged',
  'sterility',
  'suspect',
  'review',
)

/** A hold as a page lists it, with how it came to be. */
export const standingHoldColumns = {
  id: int,
  reason: holdReasonColumn,
  note: text,
  source: nullable(text),
  actor: text,
  placedAt: instant,
} as const
