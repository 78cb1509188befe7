import { createHash } from 'node:crypto'

/** What is locked, in the order in which locks are taken: who needs several waits in one direction only. */
const kinds = ['notices', 'product', 'lot', 'unit', 'place', 'balance', 'kit', 'procedure'] as const

/**
 * A lock that a write declares before it begins. It makes conflicting writes wait for each other instead of failing and
 * running again; what is right does not depend on it. `notices`, which has no key: shared by whoever opens, names, links
 * or imports a lot, exclusive for whoever opens or widens a notice. `balance`, by the site: whoever keeps things for a procedure by
 * a scan or a tap, where only the facts tell which.
 */
export type Lock =
  | { readonly kind: 'notices'; readonly shared?: boolean }
  | {
      readonly kind: Exclude<(typeof kinds)[number], 'notices'>
      /** An id, or a text where there is no id yet (a product's id with a lot's key). */
      readonly key: number | string
      readonly shared?: boolean
    }

/** PostgreSQL keeps the first of an advisory lock's two numbers apart for us: "VK", then the kind. */
const space = 0x564b_0000
/** Keys fall into so many places, so that no write needs more room in PostgreSQL's table of locks than it has. */
const placesOfKind = 1024

function placeOf(lock: Lock): number {
  if (lock.kind === 'notices') return 0
  if (typeof lock.key === 'number') return lock.key % placesOfKind
  return createHash('sha256').update(lock.key).digest().readUInt32BE(0) % placesOfKind
}

type Held = { readonly kind: number; readonly place: number; shared: boolean }

/** The locks in their one order, each once; exclusive where one of its askers needs it so. */
export function inOrder(locks: readonly Lock[]): readonly Readonly<Held>[] {
  const held = new Map<number, Held>()
  for (const lock of locks) {
    const kind = kinds.indexOf(lock.kind)
    const place = placeOf(lock)
    const shared = lock.shared ?? false
    const known = held.get(kind * placesOfKind + place)
    if (known) known.shared &&= shared
    else held.set(kind * placesOfKind + place, { kind, place, shared })
  }
  return [...held].sort(([a], [b]) => a - b).map(([, each]) => each)
}

/**
 * The statement that takes locks until the session gives them back; null without locks. They are taken before the
 * transaction begins, because a serializable one sees what was there at its first statement: waiting inside would be
 * waiting with old facts.
 */
export function lockStatement(locks: readonly Lock[]): string | null {
  const calls = inOrder(locks).map(
    ({ kind, place, shared }) => `pg_advisory_lock${shared ? '_shared' : ''}(${space + kind}, ${place})`,
  )
  return calls.length === 0 ? null : `SELECT ${calls.join(', ')}`
}
