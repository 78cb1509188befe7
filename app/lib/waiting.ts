/** Marks a form that waited for the network: its answer is wanted as JSON, and no page. */
export const waitedHeader = 'X-Waited'

/** The field that says who pressed a form that waited, and at which site: only they send it. */
export const pressedByField = 'pressedBy'

export const pressedByOf = (personId: number | null, siteId: number): string => `${personId ?? 0}@${siteId}`
