import type { Lights } from '../types'

/** What a look at the lights came to: as shown, turned, the session is over, or nothing that counts as an answer. */
export type Look = { readonly came: 'known'; readonly asOf: string } | { readonly came: 'turned' | 'over' | 'failed' }

/** An answer as far as a look reads it; null when none came in time. */
export type LookAnswer = { readonly ok: boolean; readonly redirected: boolean; readonly body: unknown } | null

const isLights = (body: unknown): body is Lights =>
  typeof body === 'object' &&
  body !== null &&
  'asOf' in body &&
  typeof body.asOf === 'string' &&
  'marks' in body &&
  typeof body.marks === 'object' &&
  body.marks !== null

/**
 * Reads a look (R31, R40). Only an answer that says the very lights that are shown is a good one: no answer, an error, or a
 * page that something in between put there says nothing about a hold.
 */
export function readLook(answer: LookAnswer, shown: Lights['marks']): Look {
  if (answer?.redirected) return { came: 'over' }
  if (!answer?.ok || !isLights(answer.body)) return { came: 'failed' }
  const { marks, asOf } = answer.body
  const ids = new Set([...Object.keys(marks), ...Object.keys(shown)])
  const same = [...ids].every((id) => marks[Number(id)] === shown[Number(id)])
  return same ? { came: 'known', asOf } : { came: 'turned' }
}
