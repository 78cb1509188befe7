import type { LotMatch } from '~/modules/stock/rules/match'

/**
 * What a case asks and a person answers: a lot whose number only looks alike, another lot of a product that the notice names
 * beside a lot, a lot whose donor nobody knows, and a text that is no single name. `text` is the name in the notice.
 */
export type Question =
  | { readonly question: 'alike' | 'product' | 'donor'; readonly lot: LotMatch; readonly text: string }
  | { readonly question: 'unread'; readonly lot: null; readonly text: string }

export type QuestionKind = Question['question']

/** An answer as it is stored. */
export type Answered = { readonly question: string; readonly lotId: number | null; readonly text: string }

const keyOf = ({ question, lotId, text }: Answered): string => `${question} ${lotId ?? ''} ${text}`

/** The questions that nobody has answered, each once. */
export function openQuestions(asked: readonly Question[], answered: readonly Answered[]): Question[] {
  const done = new Set(answered.map(keyOf))
  return asked.filter((each) => {
    const key = keyOf({ ...each, lotId: each.lot?.lotId ?? null })
    return !done.has(key) && done.add(key)
  })
}

/**
 * The answers that free a lot now, the last one of each question: not one whose question is asked again, and not one about a
 * lot that has come into the case.
 */
export function answersStanding<A extends Answered>(
  answers: readonly A[],
  asked: readonly Question[],
  inCase: readonly { readonly lotId: number }[],
): A[] {
  const open = new Set(asked.map((each) => keyOf({ ...each, lotId: each.lot?.lotId ?? null })))
  const held = new Set(inCase.map(({ lotId }) => lotId))
  const last = new Map(answers.map((each) => [keyOf(each), each]))
  return [...last].flatMap(([key, each]) =>
    each.lotId === null || open.has(key) || held.has(each.lotId) ? [] : [each],
  )
}
