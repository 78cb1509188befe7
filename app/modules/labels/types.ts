/**
 * What a label says, as the reader (rules/read-label.ts) returns it. Pure values: the same in the browser, the server,
 * the API and the audit trail.
 */
import type { Day } from '~/lib/day'

/**
 * The system that a label's text was written in. `own` is a label that Vialkeep printed itself (R7); `text` is what a
 * person typed off a label (LOT … EXP …); `plain` is a code of no standard, known only by what a product is linked to.
 */
export type Symbology = 'gs1' | 'hibc' | 'isbt128' | 'iso15434' | 'ean' | 'ndc' | 'pzn' | 'own' | 'text' | 'plain'

/** How exactly a date is printed. A `month` date is good through the last day of its month (R4). */
export type DatePrecision = 'day' | 'month' | 'hour' | 'minute'

/** One element as printed: its identifier (AI, HIBC part, ISBT data structure, MH10 identifier) and its raw value (R5). */
export type LabelElement = { readonly id: string; readonly value: string }

/**
 * The decoded fields, named as the vectors name them. All values are text except quantities; days are `YYYY-MM-DD`,
 * local instants `YYYY-MM-DDTHH:mm`. A field that the label does not carry is absent, never empty.
 */
export type LabelFields = {
  readonly gtin?: string // 14 digits
  readonly di?: string // HIBC: LIC+PCN+unit of measure; ISBT 128: PPIC
  readonly lot?: string
  readonly serial?: string
  readonly expiry?: string
  readonly expiryPrecision?: DatePrecision
  readonly productionDate?: string
  readonly productionDatePrecision?: DatePrecision
  readonly quantity?: number
  readonly din?: string // ISBT 128 donation identification number, 13 characters (flags are not part)
  readonly productCode?: string
  readonly divisions?: string
  readonly ndc11Candidates?: readonly string[]
  readonly [name: string]: string | number | readonly string[] | undefined
}

export type LabelWarningCode =
  | 'GS_SUBSTITUTED'
  | 'POSSIBLE_MISSING_SEPARATOR'
  | 'NOT_GS1_CARRIER'
  | 'CAPS_LOCK_SUSPECTED'
  | 'LAYOUT_MENDED'
  | 'AFFIX_REMOVED'
  | 'DOUBLED_SCAN'
  | 'FULL_WIDTH_DIGITS'
  | 'MISSING_GTIN'
  | 'DIVISIONS_REQUIRED'
  | 'REQUISITE_MISSING'
  | 'UNNEEDED_SEPARATOR'
  | 'EMPTY_ELEMENT'
  | 'CONFLICTING_PAIR'
  | 'NO_MACHINE_CODE'
  | 'OLD_DIGITAL_LINK'
  | 'LINK_PART_IGNORED'
  | 'CARRIER_MISMATCH'
  | 'CHECK_CHARACTER_STRIPPED_BY_SCANNER'

/** Something the reader mended or noticed. `detail` is what its sentence needs (messages.ts): what was seen, identifiers. */
export type LabelWarning = { readonly code: LabelWarningCode; readonly detail: string }

/** Classes of refusal, named as the vectors name them. */
export type LabelRefusalCode =
  | 'EMPTY'
  | 'TOO_LONG'
  | 'UNKNOWN_LABEL'
  | 'SYMBOLOGY_ID'
  | 'SYNTAX'
  | 'UNKNOWN_AI'
  | 'LENGTH'
  | 'CHARSET'
  | 'CHECK_DIGIT'
  | 'CHECK_CHARACTER'
  | 'LINK_CHARACTER'
  | 'DATE'
  | 'TIME'
  | 'QUANTITY'
  | 'REPEATED_AI'
  | 'CONFLICTING_PAIR'
  | 'FORMAT'
  | 'COMPOUND_COUNT'
  | 'UNKNOWN_IDENTIFIER'
  | 'IDENTIFIER'
  | 'FLAG_CHECKSUM'
  | 'GRID_CHECKSUM'
  | 'HIBC_PAS'
  | 'HIBC_BASIC_UDI'
  | 'NOT_HIBC'
  | 'OTHER'

/**
 * Why a label was refused and where: `position` is the 0-based index into the text as read, `seen` the offending piece,
 * `detail` which part of the label is wrong, with the figures that the sentence needs (messages.ts makes it).
 */
export type LabelRefusal = {
  readonly code: LabelRefusalCode
  readonly position?: number
  readonly seen?: string
  readonly detail: string
}

/** What makes a text ambiguous; where a warning says it too, the warning's code. */
export type AmbiguityDetail =
  | 'LAYOUT'
  | 'LAYOUT_SUSPECTED'
  | 'NAME_OR_LABEL'
  | 'check'
  | 'day'
  | 'donation'
  | 'ean-8'
  | 'ndc'
  | 'number'
  | 'parenthesis'
  | 'upc-e'
  | Extract<
      LabelWarningCode,
      | 'CAPS_LOCK_SUSPECTED'
      | 'CARRIER_MISMATCH'
      | 'CHECK_CHARACTER_STRIPPED_BY_SCANNER'
      | 'DOUBLED_SCAN'
      | 'FULL_WIDTH_DIGITS'
      | 'NOT_GS1_CARRIER'
      | 'POSSIBLE_MISSING_SEPARATOR'
    >

/** One complete meaning of a string. */
export type LabelReading = {
  readonly symbology: Symbology
  /** The form: `gs1` element string, `hibc-primary`, `hibc-secondary`, `hibc-combined`, `isbt128-din`, … for the collector and the log. */
  readonly form: string
  readonly elements: readonly LabelElement[]
  readonly fields: LabelFields
  readonly warnings: readonly LabelWarning[]
  /** Parts that a label of several barcodes still lacks by the standard itself (e.g. a HIBC primary alone lacks its secondary). */
  readonly link?: string // HIBC link character, where the form has one
}

/** The answer of the reader. An `ambiguous` string comes with its readings, and never as one of them (R3). */
export type LabelResult =
  | { readonly kind: 'read'; readonly raw: string; readonly reading: LabelReading }
  | {
      readonly kind: 'ambiguous'
      readonly raw: string
      readonly reason: 'MISSING_SEPARATOR' | 'LAYOUT' | 'UPC_E_OR_EAN_8' | 'NDC_SPLIT' | 'OTHER'
      readonly detail: AmbiguityDetail
      readonly readings: readonly LabelReading[]
    }
  | {
      readonly kind: 'refused'
      readonly raw: string
      readonly refusal: LabelRefusal
      readonly warnings: readonly LabelWarning[]
    }

/** What the reader is told besides the text. Time enters as an argument: the century window needs the day. */
export type ReadOptions = {
  /** Today as `YYYY-MM-DD`. */
  readonly now: string
  /** The symbology identifier (`]d2`, `]C1`, …) where the decoder gave it apart from the text. */
  readonly symbologyId?: string | null
  /** What is known of this station's scanner (kept by the scanner check page). */
  readonly scanner?: ScannerProfile | null
}

/** The result of the scanner check, kept for a station (R6). */
export type ScannerProfile = {
  /** The keyboard layout that the computer has, by its name in our table; null where it is the scanner's own (US). */
  readonly layout?: string | null
  /** What arrives where the label has a group separator: the character itself, a substitute, or null: it is dropped. */
  readonly groupSeparator?: string | null
  readonly dropsSeparator?: boolean
  readonly prefix?: string
  readonly suffix?: string
}

/** What the product's traits ask of its label. */
export type WantedTraits = {
  readonly needsLot?: boolean
  readonly needsExpiry?: boolean
  readonly needsSerial?: boolean
  readonly needsDonation?: boolean
}

/** What is still to be scanned, in the order in which a page names it. */
export type MissingPart = 'product' | 'donation' | 'divisions' | 'lot' | 'serial' | 'expiry'

/** What the barcodes of one label have said so far. `raws` are their texts as scanned (R5). */
export type LabelCollection = {
  readonly readings: readonly LabelReading[]
  readonly raws: readonly string[]
  readonly fields: LabelFields
  readonly warnings: readonly LabelWarning[]
}

/** Why a barcode does not belong to those collected: the field, what was read before and what this one says. */
export type Contradiction = {
  readonly field: string
  readonly had: string
  readonly got: string
  readonly detail: string
}

/** The systems of printed product codes. `gs1`: GTIN-14; `hibc`: LIC + PCN + unit of measure; `isbt128`: PPIC, or the product code's first five characters. */
export type CodeScheme = 'gs1' | 'hibc' | 'isbt128' | 'ndc' | 'pzn' | 'own'

/** A product code as a label prints it. */
export type PrintedCode = { readonly scheme: CodeScheme; readonly code: string }

/** What a label says of the goods, in the ledger's terms. */
export type LabelGoods = {
  readonly lot: string | null
  readonly expiry: Day | null
  readonly expiryTime: string | null
  readonly expiryPrecision: 'day' | 'month'
  /** The manufacturer's number of this one container: serial, or donation with product code and division. */
  readonly unitNumber: string | null
  readonly donation: string | null
  /** How many containers the label says that it stands for; null when it doesn't say. */
  readonly count: number | null
  readonly warnings: readonly LabelWarningCode[]
}
