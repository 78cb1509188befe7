import type { Reader } from '~/lib/db.server'
import { isOneName } from '~/modules/labels/rules/typed-list'
import type { LooksLike } from '../types'
import { looksLike } from './look-alikes.server'
import { questionsOnLots } from './lot-questions.server'

/** What open notices ask about these lots, by lot: those that look like a name, and what their cases ask besides (R34). */
export async function mayBeRecalled(reader: Reader, lotIds: readonly number[]): Promise<Map<number, LooksLike[]>> {
  const found = new Map<number, LooksLike[]>()
  const add = (lotId: number, each: LooksLike) => found.set(lotId, [...(found.get(lotId) ?? []), each])
  const [alike, asked] = await Promise.all([looksLike(reader, lotIds), questionsOnLots(reader, lotIds)])
  for (const { lotId, ...each } of alike) add(lotId, each)
  for (const { lotId, question, text, ...each } of asked)
    add(lotId, { ...each, name: text, asks: question === 'alike' && !isOneName(text) ? 'among' : question })
  return found
}
