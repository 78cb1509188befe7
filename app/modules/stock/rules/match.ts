import type { Day } from '~/lib/day'

/**
 * How a lot was found: by its own number, by another name of the same lot, by one of its units, printed on a label whose serial
 * is of another lot (which of the two is wrong, nobody knows, so both are followed), as a member of a group (donor, donation),
 * by a name that stands in the
 * text that it is recorded under, or only nearly (O/0, I/1): near ones stand apart and are never added by accident (R34).
 */
export type MatchHow = 'exact' | 'alias' | 'unit' | 'printed' | 'group' | 'inside' | 'near'

export type LotMatch = {
  readonly lotId: number
  readonly lotNumber: string
  readonly expiry: Day | null
  readonly productId: number
  readonly productName: string
  readonly manufacturer: string
  readonly how: MatchHow
  /** The name that matched, as it is printed. */
  readonly matched: string
}

const rank: Record<MatchHow, number> = { exact: 0, alias: 1, unit: 2, printed: 3, group: 4, inside: 5, near: 6 }

/** One match for each lot, by its strongest name, strongest first. */
export function bestMatches(matches: readonly LotMatch[]): LotMatch[] {
  const best = new Map<number, LotMatch>()
  for (const match of matches) {
    const known = best.get(match.lotId)
    if (!known || rank[match.how] < rank[known.how]) best.set(match.lotId, match)
  }
  return [...best.values()].sort((a, b) => rank[a.how] - rank[b.how] || a.productName.localeCompare(b.productName))
}

/** Whether a match is no name of the lot: it looks like one, or stands in one. */
export const isNear = ({ how }: Pick<LotMatch, 'how'>): boolean => how === 'near' || how === 'inside'

/** Whether a match means this very lot, or one of two that a label contradicts: followed without asking. */
export const isSameLot = (match: LotMatch): boolean => match.how !== 'group' && !isNear(match)
