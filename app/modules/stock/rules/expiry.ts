import type { Day } from '~/lib/day'

/** The audit trail's name for a corrected expiry. The lot's history is read from it. */
export const correctsExpiry = 'stock.correct-expiry'

/** The source of a hold that a second person must release, because one person made the date later. */
export const laterExpiry = 'expiry:later'

/**
 * What a corrected expiry needs. A later date makes an expired lot usable, and one person alone can't extend a date
 * (R24: confirmed by two): the lot is held with the returned note until another person has compared. An earlier date,
 * and the first one of a lot that had none, count at once.
 */
export const holdForLater = (known: Day | null, expiry: Day): string | null =>
  known !== null && expiry > known
    ? `Its expiry was made later, ${known} to ${expiry}. Another person compares label and papers, then releases.`
    : null
