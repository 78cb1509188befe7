/** How a thing stands in one word with its shape, as lists and pages mark it. Pure. */
import type { StockFinding } from '../types'
import { blocks, type Severity } from './judge/weigh'

/** How a thing stands, as pages mark it: word, shape and color. */
export type Standing = { readonly state: 'ready' | 'check' | 'stop' | 'hold' | 'not-proven'; readonly word: string }

/** The mark of each finding of this room. A higher room adds those of its own. */
export const stockMarks: Readonly<Record<StockFinding['code'], Standing>> = {
  ON_HOLD: { state: 'hold', word: 'on hold' },
  MAY_BE_RECALLED: { state: 'stop', word: 'may be recalled' },
  KEPT_UNTIL_REPLACED: { state: 'hold', word: 'recalled, kept' },
  EXPIRED: { state: 'stop', word: 'expired' },
  EXPIRY_UNKNOWN: { state: 'stop', word: 'expiry not known' },
  OPENED_TOO_LONG: { state: 'stop', word: 'opened too long' },
  OPENED_FOR_OTHER: { state: 'stop', word: 'opened' },
  THAWED_TOO_LONG: { state: 'stop', word: 'out too long' },
  WRONG_STORAGE: { state: 'stop', word: 'wrong storage' },
  STORAGE_NOT_PROVEN: { state: 'not-proven', word: 'not proven' },
  NONE_LEFT: { state: 'not-proven', word: 'none left' },
  WRONG_BAND: { state: 'stop', word: 'wrong storage' },
  REFROZEN: { state: 'stop', word: 'thawed' },
  PART_OF_SEALED: { state: 'stop', word: 'sealed' },
  EXPIRES_SOON: { state: 'check', word: 'soon' },
  OPENED: { state: 'check', word: 'opened' },
  THAWING: { state: 'check', word: 'out of storage' },
}

/** What nothing stands against. */
export const usableMark: Standing = { state: 'ready', word: 'usable' }

/** What is not here at all. */
export const noneHere: Standing = { state: 'not-proven', word: 'none here' }

type Marked = { readonly severity: Severity; readonly mark: Standing }

const weightOf = (finding: Marked): number => (finding.severity === 'stop' ? 2 : Number(blocks(finding)))

/** The one mark of a thing where it is: its worst finding, what is said first before others that weigh the same, else usable. */
export function standingOf(findings: readonly Marked[]): Standing {
  const [worst] = [...findings].sort((a, b) => weightOf(b) - weightOf(a))
  return worst ? worst.mark : usableMark
}

/**
 * The one mark of several containers or portions: what all of them are; otherwise how much of them may be used. One that is
 * on hold may be the one in the hand, so usable beside it is only usable in part.
 */
export function standingOfAll(parts: readonly (readonly Marked[])[]): Standing {
  const marks = parts.map(standingOf)
  const [first] = marks
  if (!first) return noneHere
  if (marks.every(({ word }) => word === first.word)) return first
  const usable = parts.filter((findings) => !findings.some(blocks)).length
  if (usable === parts.length) return marks.find(({ state }) => state !== 'ready') ?? first
  if (usable > 0) return { state: 'check', word: 'usable in part' }
  return isOnlyAsked(marks) ? { state: 'check', word: 'none free' } : { state: 'stop', word: 'none usable' }
}

/** Whether none of them is wrong: each is kept for a procedure or is somebody's own. */
export const isOnlyAsked = (marks: readonly Standing[]): boolean => marks.every(({ state }) => state === 'check')
