import type { Instant } from './day'

/** How something stands, in a word with its shape; `detail` says why. Never anything of a patient. */
export type Mark = {
  readonly state: 'ready' | 'check' | 'stop' | 'hold' | 'not-proven'
  readonly word: string
  readonly detail?: string
}

/** What was judged for a page: each verdict by the key that the page knows it by. */
export type Seen = {
  readonly marks: Readonly<Record<string, Mark>>
  /** What else the page shows that no mark says: the ids of its holds, what stands where. */
  readonly also?: unknown
  /** When a verdict turns though nothing is written, where that is known. */
  readonly turnsAt?: Instant | null
}

/** The verdicts that a page shows, and what an open page is answered when it asks for them again (docs/safety.md §8). */
export type Live = {
  /** What is asked for, such as `lot:12`. */
  readonly subjects: string
  readonly marks: Readonly<Record<string, Mark>>
  /** Another one where anything that the page shows has changed. Details, which tell the time that is left, don't count. */
  readonly version: string
  /** When it was judged. */
  readonly at: Instant
  /** The same as the site's time of day. */
  readonly asOf: string
  readonly turnsAt: Instant | null
}

/** What a look at the verdicts came to: an answer, the session is over, or nothing that counts. */
export type Look = { readonly came: 'known'; readonly live: Live } | { readonly came: 'over' | 'failed' }

/** An answer as far as a look reads it; null when none came in time. */
export type LookAnswer = { readonly ok: boolean; readonly redirected: boolean; readonly body: unknown } | null

const texts = ['subjects', 'version', 'at', 'asOf'] as const

/** Whether this is an answer of ours to these subjects, and not a page that something in between put there. */
export function isLive(body: unknown, subjects: string): body is Live {
  if (typeof body !== 'object' || body === null) return false
  const given = body as Record<string, unknown>
  if (!texts.every((name) => typeof given[name] === 'string') || given.subjects !== subjects) return false
  return typeof given.marks === 'object' && given.marks !== null
}

/** Reads a look: only an answer to the very question is one (R31, R40). */
export function readLook(answer: LookAnswer, subjects: string): Look {
  if (answer?.redirected) return { came: 'over' }
  if (!answer?.ok || !isLive(answer.body, subjects)) return { came: 'failed' }
  return { came: 'known', live: answer.body }
}
