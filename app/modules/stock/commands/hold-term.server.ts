import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'

/**
 * Says until when what a source holds stays where it stands by: `replaced`: an emergency kit counts it until a good
 * replacement is there; `decided`: never. Everything else stays on hold in both cases.
 */
export const setHoldTerm = (
  tx: Tx,
  { at, actor }: Stamp,
  term: { readonly source: string; readonly until: 'replaced' | 'decided'; readonly reason: string },
) => tx.holdTerm.create({ data: { ...term, recordedAt: at, actor }, select: { id: true } })
