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

/** Whose lots they are: the maker on the label, and who delivered them. */
export type Sources = { readonly lotId: number; readonly manufacturer: string; readonly supplier: string | null }

const folded = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
const isSame = (one: string, other: string): boolean =>
  one !== '' && other !== '' && (one.includes(other) || other.includes(one))

/**
 * Which lots without a known donor a donor notice asks about (R34): those of the firm that sent it, and of whoever made or
 * delivered the lots of the case. Where nothing tells whose they are, all of them: the question is never dropped.
 */
export function lotsToAsk(firm: string, withoutDonor: readonly Sources[], ofCase: readonly Sources[]): Set<number> {
  const namesOf = ({ manufacturer, supplier }: Sources) => [folded(manufacturer), folded(supplier ?? '')]
  const inCase = new Set(ofCase.flatMap(namesOf).filter((name) => name !== ''))
  const sender = folded(firm)
  const isMeant = (row: Sources) => namesOf(row).some((name) => isSame(name, sender) || inCase.has(name))
  const meant = withoutDonor.filter(isMeant)
  const isTold = inCase.size > 0 || meant.length > 0
  return new Set((isTold ? meant : withoutDonor).map(({ lotId }) => lotId))
}
