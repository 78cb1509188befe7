import type { Day } from '~/lib/day'

/**
 * How a lot was found: by its own number, by another name of the same lot, by one of its units, as a member of a group
 * (donor, donation), or only nearly (O/0, I/1): near ones stand apart and are never added by accident (R34).
 */
export type MatchHow = 'exact' | 'alias' | 'unit' | 'group' | 'near'

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

type Named = Omit<LotMatch, 'how' | 'matched'> & { kind: string; text: string; key: string; relation: string }

const rank: Record<MatchHow, number> = { exact: 0, alias: 1, unit: 2, group: 3, near: 4 }

function howOf(row: Named, key: string): MatchHow | null {
  if (row.key !== key) return row.relation === 'same' ? 'near' : null
  if (row.relation === 'group') return 'group'
  if (row.kind === 'unit') return 'unit'
  return row.kind === 'lot' ? 'exact' : 'alias'
}

/** One match for each lot, by its strongest name, strongest first. Names that don't match are left out. */
export function sortMatches(key: string, rows: readonly Named[]): LotMatch[] {
  const best = new Map<number, LotMatch>()
  for (const row of rows) {
    const how = howOf(row, key)
    if (how === null) continue
    const { kind: _kind, text, key: _key, relation: _relation, ...lot } = row
    const known = best.get(row.lotId)
    if (!known || rank[how] < rank[known.how]) best.set(row.lotId, { ...lot, how, matched: text })
  }
  return [...best.values()].sort((a, b) => rank[a.how] - rank[b.how] || a.productName.localeCompare(b.productName))
}

/** Whether a match means this very lot: what a hold or a trace follows without asking (exact, alias or unit). */
export const isSameLot = (match: LotMatch): boolean =>
  match.how === 'exact' || match.how === 'alias' || match.how === 'unit'
