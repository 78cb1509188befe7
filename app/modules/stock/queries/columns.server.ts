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
