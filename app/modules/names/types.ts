import type { Readings } from '~/modules/labels/rules/readings'
import type { LabelGoods, LabelReading, PrintedCode } from '~/modules/labels/types'

/**
 * What kind of name it is. `lot` is the manufacturer's number; `carton` and `own` are other names of the same lot; `inside` reads
 * as a lot's number and stands in the text that the lot was recorded under (`CW-777 vial`).
 */
export type NameKind =
  | 'lot'
  | 'carton'
  | 'own'
  | 'inside'
  | 'donor'
  | 'donation'
  | 'unit'
  | 'product-code'
  | 'product'
  | 'place'
  | 'seal'
  | 'mrn'
  | 'delivery'

/** What a name can be the name of. */
export type TargetKind = 'lot' | 'unit' | 'product' | 'place' | 'kit' | 'patient' | 'delivery'

/**
 * How sure it is that the text means this name. `exact`: the same but for case, spaces and hyphens. `mended`: something in
 * the text was put right first, or it was read in a way that nothing proves. `near`: a look-alike or a guess.
 */
export type Certainty = 'exact' | 'mended' | 'near'

/** Why a name is only near: letters that look alike, what a spreadsheet does, a separator that was lost, a part of it. */
export type NearReason =
  | 'LOOK_ALIKE'
  | 'LEADING_ZEROS'
  | 'SCIENTIFIC'
  | 'TRAILING_ZEROS'
  | 'THOUSANDS'
  | 'SEPARATOR_MISSING'
  /** The lot is recorded under a longer text in which it stands. */
  | 'INSIDE'
  /** The name contains the text: for whoever searches. */
  | 'CONTAINS'

/** A name to be registered. `relation` says whether it means this one thing or a group of things. */
export type NewName = {
  readonly kind: NameKind
  readonly text: string
  readonly target: { readonly kind: TargetKind; readonly id: number }
  readonly relation?: 'same' | 'group'
  readonly scheme?: string | null
  readonly siteId?: number | null
}

/** A registered name. */
export type Named = {
  readonly kind: NameKind
  readonly scheme: string | null
  readonly text: string
  readonly key: string
  readonly targetKind: TargetKind
  readonly targetId: number
  readonly relation: 'same' | 'group'
  readonly siteId: number | null
  readonly endedAt: string | null
}

/** A name that a text may mean. */
export type NameMatch = {
  readonly name: Named
  readonly certainty: Certainty
  readonly why: NearReason | null
}

/** A key to look for, and what finding it would mean. */
export type Wanted = {
  readonly key: string
  readonly certainty: Certainty
  readonly why: NearReason | null
}

/** What one reading of a label names. */
export type ReadingNames = {
  readonly reading: LabelReading
  readonly goods: LabelGoods
  readonly codes: readonly PrintedCode[]
  /** Whether the reading is beyond doubt; otherwise the text may be something else. */
  readonly proven: boolean
  /** Products that claim the label's codes: those of the most exact code that anybody claims. */
  readonly products: readonly NameMatch[]
  readonly lots: readonly NameMatch[]
  readonly units: readonly NameMatch[]
  readonly donations: readonly NameMatch[]
}

/** A label in hand whose barcodes were read and put together already, with the product codes that it prints. */
export type OpenLabel = { readonly reading: LabelReading; readonly codes: readonly PrintedCode[] }

/** Everything that a text may mean, by names alone. */
export type Resolved = {
  readonly readings: Readings
  readonly labels: readonly ReadingNames[]
  /** What the text itself is the name of. */
  readonly typed: readonly NameMatch[]
}
