import type { Day } from '~/lib/day'

/** What the audit trail calls the correction of a lot's expiry; the lot's story is told from it. */
export const correctsExpiry = 'stock.correct-expiry'

/** The source of a hold that a second person must release, since one alone made a date later. */
export const laterExpiry = 'expiry:later'

/**
 * What a corrected expiry asks for. A later date makes usable what was not, and nothing that one person says alone extends a
 * date (R24: confirmed by two): the lot is held with the returned note until another person has compared. An earlier
 * date, and the first one of a lot that had none, count at once.
 */
export const holdForLater = (known: Day | null, expiry: Day): string | null =>
  known !== null && expiry > known
    ? `Its expiry was made later, ${known} to ${expiry}. Another person compares label and papers, then releases.`
    : null

/** Whether this person may release a hold: the one who made the date later may not. */
export const mayRelease = (hold: { readonly source: string | null; readonly actor: string }, actor: string): boolean =>
  hold.source !== laterExpiry || hold.actor !== actor
