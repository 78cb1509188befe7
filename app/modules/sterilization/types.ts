import type { Instant } from '~/lib/day'

/** Low: skin contact under a sterile cover. High: where the instructions or the clinic's policy ask for it (R22). */
export type DisinfectionLevel = 'low' | 'intermediate' | 'high'

export type Disinfection = { readonly level: DisinfectionLevel; readonly doneAt: Instant }

export type DisinfectionFacts = {
  /** The level that it needs; null for equipment that touches nobody. */
  readonly needed: DisinfectionLevel | null
  /** The last one of each level. */
  readonly done: readonly Disinfection[]
  /** When it last touched a patient; null when that was never recorded. */
  readonly lastUsedAt: Instant | null
}

export type DisinfectionFinding =
  | { readonly code: 'NEVER_DISINFECTED'; readonly needed: DisinfectionLevel }
  | { readonly code: 'NOT_DISINFECTED_SINCE'; readonly needed: DisinfectionLevel; readonly lastUsedAt: Instant }

export type DisinfectionRefusal =
  | { readonly code: 'EQUIPMENT_UNKNOWN' }
  | { readonly code: 'NOT_EQUIPMENT'; readonly product: string }
  | { readonly code: 'DISINFECTED_LATER_THAN_NOW' }
