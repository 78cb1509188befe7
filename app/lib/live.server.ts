import { createHash } from 'node:crypto'
import { clockTime, type Instant } from './day'
import type { Live, Seen } from './live'

/** What was judged at an instant, as a page and its later looks get it. */
export function liveOf(where: { readonly at: Instant; readonly zone: string }, subjects: string, seen: Seen): Live {
  const told = Object.entries(seen.marks)
    .map(([key, { state, word }]) => [key, state, word])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  const version = createHash('sha256')
    .update(JSON.stringify([told, seen.also ?? null]))
    .digest('base64url')
    .slice(0, 16)
  const { at, zone } = where
  return { subjects, marks: seen.marks, version, at, asOf: clockTime(at, zone), turnsAt: seen.turnsAt ?? null }
}
