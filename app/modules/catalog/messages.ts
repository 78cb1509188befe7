import { unreachable } from '~/lib/result'
import type { Allergen, AllergenAnswer, BandName, CatalogRefusal, CodeScheme, RegulatoryStanding } from './types'

const schemeNames: Record<CodeScheme, string> = {
  gs1: 'GS1 number (GTIN)',
  hibc: 'HIBC product number',
  isbt128: 'ISBT 128 product code',
  ndc: 'NDC',
  pzn: 'PZN',
  own: 'our own number',
}

/** The kind of a printed code as pages name it. */
export const schemeName = (scheme: CodeScheme): string => schemeNames[scheme]

const allergenNames: Record<Allergen, string> = {
  latex: 'Latex',
  chlorhexidine: 'Chlorhexidine',
  iodine: 'Iodine',
  alcohol: 'Alcohol',
  'anesthetic-amide': 'Amide anesthetics (lidocaine, bupivacaine)',
  'anesthetic-ester': 'Ester anesthetics (benzocaine, tetracaine)',
  sulfite: 'Sulfites',
  paraben: 'Parabens',
  dmso: 'DMSO',
  antibiotic: 'Antibiotics',
  'animal-serum': 'Animal serum',
  albumin: 'Albumin, human or bovine',
  adhesive: 'Adhesive',
  'exosome-product': 'Exosome product',
}

export const allergenName = (allergen: Allergen): string => allergenNames[allergen]

const answerNames: Record<AllergenAnswer, string> = {
  yes: 'contains it',
  no: "doesn't contain it",
  unknown: 'not known',
}

export const answerName = (answer: AllergenAnswer): string => answerNames[answer]

const standingNames: Record<RegulatoryStanding, string> = {
  bla: 'Licensed (BLA)',
  'hctp-361': 'HCT/P under section 361',
  ind: 'Investigational (IND)',
  unapproved: 'Unapproved, without an IND',
  autologous: 'Autologous',
  'blood-product': 'Blood product (PRP and like)',
  drug: 'Drug (NDA, ANDA or OTC monograph)',
  device: 'Device (510(k), PMA or exempt)',
}

/** A regulatory standing as it was recorded; it never implies approval (R10). */
export const standingName = (standing: RegulatoryStanding): string => standingNames[standing]

const bandNames: Record<BandName, string> = {
  'vapor-ln2': 'Vapor LN2, −150 °C or colder',
  'ultra-low': 'Ultra-low freezer, −90 to −60 °C',
  freezer: 'Freezer, −25 to −15 °C',
  fridge: 'Fridge, 2 to 8 °C',
  room: 'Room, 20 to 25 °C',
}

export const bandChoices = Object.entries(bandNames).map(([value, label]) => ({ value, label }))

/** A refusal of the catalog as a sentence: what is wrong, what was seen, what to do next. */
export function explainCatalog(refusal: CatalogRefusal): string {
  switch (refusal.code) {
    case 'PRODUCT_CONTROLLED':
      return `${refusal.name} names ${refusal.substance}, a controlled substance (schedule ${refusal.schedule}). Vialkeep doesn't keep controlled substances: they need a DEA registration's own records and locked counts. Keep it in your controlled-substance log; nothing was added.`
    case 'PRODUCT_EXISTS':
      return `${refusal.name} is in the catalog already. Choose it instead, or give this one the name, strength or size that tells them apart.`
    case 'PRODUCT_SIZE_MISSING':
      return `${refusal.category}: volumes are drawn from it, so enter the volume of one container in mL.`
    case 'PRODUCT_UNKNOWN':
      return 'There is no such product. Choose one from the list.'
    case 'CATEGORY_UNKNOWN':
      return 'There is no such category. Choose one from the list.'
    case 'CATEGORY_EXISTS':
      return `There is a category ${refusal.name} already. Choose another name.`
    case 'SUPPLIER_UNKNOWN':
      return 'There is no such supplier. Choose one from the list, or add it first.'
    case 'SUPPLIER_EXISTS':
      return `${refusal.name} is a supplier already. Choose it from the list.`
    case 'CODE_MALFORMED':
      return malformed(refusal.scheme, refusal.seen)
    case 'CODE_UNKNOWN':
      return 'This product has no such code. Reload the page.'
    case 'CODE_CLAIMED':
      return `The code ${refusal.seen} belongs to ${refusal.by.join(' and ')}. Look at the label again. If both print it, tick "Also link it here": each scan of it will then ask which one it is.`
    case 'CODE_LINKED_ALREADY':
      return `The code ${refusal.seen} is linked to this product already, as a package of ${refusal.packageQuantity}. Nothing was changed.`
    case 'STRENGTH_SAME':
      return `The strength is ${refusal.strength} already. Nothing was changed.`
    case 'STANDING_NOT_DIRECTOR':
      return 'Only the medical director records the regulatory standing of a product. Ask them to sign in and record it.'
    default:
      return unreachable(refusal)
  }
}

function malformed(scheme: CodeScheme, seen: string): string {
  if (scheme === 'gs1')
    return `${seen} is no GTIN: it has 8, 12, 13 or 14 digits, and the last one is a check digit. Compare it with the digits printed below the barcode.`
  return `${seen} is no ${schemeNames[scheme]}. Compare it with what is printed on the label, or scan it.`
}
