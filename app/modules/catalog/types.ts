import type { CodeScheme, PrintedCode } from '~/modules/labels/types'

export type { CodeScheme, PrintedCode } from '~/modules/labels/types'

/** Storage bands by name (R19); the same names as the places' bands. */
export type BandName = 'vapor-ln2' | 'ultra-low' | 'freezer' | 'fridge' | 'room'

/** What a product may contain that a patient may be allergic to (R30). */
export type Allergen =
  | 'latex'
  | 'chlorhexidine'
  | 'iodine'
  | 'alcohol'
  | 'anesthetic-amide'
  | 'anesthetic-ester'
  | 'sulfite'
  | 'paraben'
  | 'dmso'
  | 'antibiotic'
  | 'animal-serum'
  | 'albumin'
  | 'adhesive'
  | 'exosome-product'

/** Whether a product contains an allergen; no row counts as unknown. */
export type AllergenAnswer = 'yes' | 'no' | 'unknown'

/** The regulatory standing of a product, recorded by the medical director; never implies approval (R10). */
export type RegulatoryStanding =
  | 'bla'
  | 'hctp-361'
  | 'ind'
  | 'unapproved'
  | 'autologous'
  | 'blood-product'
  | 'drug'
  | 'device'

/** How a transducer is disinfected after each patient (R22). */
export type DisinfectionLevel = 'low' | 'high'

/** What follows from a category: data, not code (docs/architecture.md §6). */
export type CategoryTraits = {
  readonly code: string
  readonly name: string
  readonly tracksLots: boolean
  readonly tracksUnits: boolean
  readonly expires: boolean
  readonly drawnFrom: boolean
  readonly isBiologic: boolean
  readonly isEquipment: boolean
  readonly isEmergency: boolean
  readonly touchesPatient: boolean
  /** It is injected, or something is injected with it: then its label must say sterile (R57). */
  readonly entersPatient: boolean
  readonly needsRecords: boolean
  readonly needsDonor: boolean
  readonly storageBand: BandName | null
  readonly openForHours: number | null
  readonly capturedBy: 'scan' | 'room'
}

/** A product with the traits of its category, as a scan needs it. `band` is the product's own, else its category's. */
export type ProductFacts = {
  readonly id: number
  readonly name: string
  readonly manufacturer: string
  readonly baseUnit: 'uL' | 'each'
  readonly containerQuantity: number
  readonly strength: string | null
  readonly multiDose: boolean
  readonly needsThaw: boolean
  readonly archived: boolean
  readonly categoryCode: string
  readonly categoryName: string
  readonly tracksLots: boolean
  readonly tracksUnits: boolean
  readonly expires: boolean
  readonly drawnFrom: boolean
  readonly needsRecords: boolean
  readonly needsDonor: boolean
  readonly band: BandName | null
}

/** A product as a person describes it. Volumes in µL. */
export type NewProduct = {
  readonly name: string
  readonly manufacturer: string
  readonly categoryId: number
  readonly supplierId?: number | null
  readonly strength?: string | null
  readonly sizeMicroliters?: number | null
  readonly storageBand?: BandName | null
  readonly multiDose?: boolean
  readonly openForHours?: number | null
  readonly needsThaw?: boolean
  readonly thawedForHours?: number | null
  readonly overfillMicroliters?: number
  readonly disinfectionLevel?: DisinfectionLevel | null
  readonly contains?: Partial<Record<Allergen, AllergenAnswer>>
  /** Whether its label says sterile; nothing while nobody has looked. */
  readonly labeledSterile?: 'yes' | 'no' | null
}

/** A product as it is stored: what the rules derived from its description. */
export type ProductPlan = {
  readonly baseUnit: 'uL' | 'each'
  readonly containerQuantity: number
  readonly searchKey: string
}

/** A code to be linked to a product. `also` confirms a code that another product claims already. */
export type NewCode = PrintedCode & {
  readonly productId: number
  readonly packageQuantity: number
  readonly also?: boolean
}

/** Why a product can't enter the catalog. */
export type ProductRefusal = Extract<
  CatalogRefusal,
  { code: 'PRODUCT_CONTROLLED' | 'PRODUCT_EXISTS' | 'PRODUCT_SIZE_MISSING' | 'CATEGORY_UNKNOWN' | 'SUPPLIER_UNKNOWN' }
>

/** Why a printed code can't be linked. */
export type LinkRefusal = Extract<
  CatalogRefusal,
  { code: 'PRODUCT_UNKNOWN' | 'CODE_MALFORMED' | 'CODE_CLAIMED' | 'CODE_LINKED_ALREADY' }
>

export type CatalogRefusal =
  | {
      readonly code: 'PRODUCT_CONTROLLED'
      readonly name: string
      readonly substance: string
      readonly schedule: string
    }
  | { readonly code: 'PRODUCT_EXISTS'; readonly productId: number; readonly name: string }
  | { readonly code: 'PRODUCT_SIZE_MISSING'; readonly category: string }
  | { readonly code: 'PRODUCT_UNKNOWN' }
  | { readonly code: 'CATEGORY_UNKNOWN' }
  | { readonly code: 'CATEGORY_EXISTS'; readonly name: string }
  | { readonly code: 'SUPPLIER_UNKNOWN' }
  | { readonly code: 'SUPPLIER_EXISTS'; readonly name: string }
  | { readonly code: 'CODE_MALFORMED'; readonly scheme: CodeScheme; readonly seen: string }
  | { readonly code: 'CODE_UNKNOWN' }
  | { readonly code: 'CODE_CLAIMED'; readonly seen: string; readonly by: readonly string[] }
  | { readonly code: 'CODE_LINKED_ALREADY'; readonly seen: string; readonly packageQuantity: number }
  | { readonly code: 'STANDING_NOT_DIRECTOR' }
  | { readonly code: 'STRENGTH_SAME'; readonly strength: string }
