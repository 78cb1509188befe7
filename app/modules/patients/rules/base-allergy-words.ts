import type { AllergyWord, ComparedAllergy } from '../types'

/** Names of the very thing, and names of a relative: a member of the class that is not always in a product that says yes. */
const known: Record<ComparedAllergy, { readonly sure: string; readonly relative?: string }> = {
  latex: { sure: 'latex, natural rubber, rubber, rubber latex, latex glove' },
  chlorhexidine: {
    sure: 'chlorhexidine, chlorhexidine gluconate, CHG, Hibiclens, Hibistat, ChloraPrep, Chloraprep wipe, Peridex, Biopatch, BactoShield, Dyna-Hex, chlorhexadine, hibiclense',
  },
  iodine: {
    sure: 'iodine, povidone-iodine, povidone iodine, povidone, Betadine, PVP, PVP-I, iodophor, DuraPrep, Iodoform, Lugol, tincture of iodine, betadyne',
    relative: 'iodinated contrast, contrast dye, IV contrast, IV dye, x-ray dye, CT contrast',
  },
  alcohol: {
    sure: 'alcohol, isopropyl alcohol, isopropyl, isopropanol, rubbing alcohol, ethanol, ethyl alcohol, IPA, alcohol swab, alcohol wipe',
    relative: 'ChloraPrep, DuraPrep, hand sanitizer',
  },
  'anesthetic-amide': {
    sure: 'lidocaine, Xylocaine, lignocaine, bupivacaine, Marcaine, Sensorcaine, ropivacaine, Naropin, mepivacaine, Carbocaine, Polocaine, prilocaine, Citanest, articaine, Septocaine, levobupivacaine, EMLA, LMX, LMX4, lidocain, Exparel, amide anesthetic, local anesthetic, anesthetic, numbing medicine, numbing cream, caine, caine drug',
    relative: 'dental anesthetic, dental injection',
  },
  'anesthetic-ester': {
    sure: 'procaine, Novocain, Novocaine, chloroprocaine, Nesacaine, tetracaine, benzocaine, Cetacaine, Hurricaine, ester anesthetic, local anesthetic, anesthetic, numbing medicine, numbing cream, caine, caine drug',
    relative: 'PABA, dental anesthetic, dental injection',
  },
  sulfite: {
    sure: 'sulfite, sulphite, bisulfite, metabisulfite, sodium metabisulfite, sodium bisulfite, potassium metabisulfite',
  },
  paraben: { sure: 'paraben, methylparaben, propylparaben, methyl paraben, propyl paraben' },
  dmso: { sure: 'DMSO, dimethyl sulfoxide, dimethylsulfoxide, dimethyl sulphoxide' },
  antibiotic: {
    sure: 'antibiotic, gentamicin, gentamycin, Garamycin, streptomycin, penicillin-streptomycin, pen strep, amphotericin, amphotericin B, vancomycin, Vancocin, polymyxin, polymyxin B, neomycin, Neosporin, bacitracin, tobramycin, aminoglycoside, primocin',
    relative:
      'PCN, penicillin, amoxicillin, Augmentin, ampicillin, cephalosporin, cefazolin, Ancef, Keflex, cephalexin, ceftriaxone, clindamycin, Cleocin, ciprofloxacin, Cipro, levofloxacin, Levaquin, fluoroquinolone, erythromycin, azithromycin, Zithromax, Z-Pak, doxycycline, tetracycline, sulfa, sulfa drug, sulfonamide, Bactrim, Septra, sulfamethoxazole, mycin',
  },
  'animal-serum': {
    sure: 'animal serum, bovine, porcine, fetal bovine serum, FBS, FCS, calf serum, bovine serum albumin, BSA, horse serum, equine, animal protein, animal product, bovine protein, porcine protein',
    relative: 'beef, cow, pork, pig, gelatin, alpha-gal, alpha gal, red meat',
  },
  albumin: { sure: 'albumin, human albumin, serum albumin, human serum albumin, HSA, bovine serum albumin, BSA' },
  adhesive: {
    sure: 'adhesive, tape, surgical tape, medical tape, silk tape, paper tape, adhesive tape, band-aid, band aid, bandage adhesive, bandaid, Tegaderm, Steri-Strip, steri strip, acrylate, Dermabond, Mastisol, skin glue, Ioban, dressing adhesive',
  },
  'exosome-product': {
    sure: 'exosome, exosome product, extracellular vesicle, secretome',
    relative: 'stem cell, stem cell product, biologic, amniotic fluid, amniotic product, Wharton jelly, Whartons jelly',
  },
  acetaminophen: { sure: 'acetaminophen, Tylenol, paracetamol, APAP' },
  nsaid: {
    sure: 'NSAID, ibuprofen, Advil, Motrin, naproxen, Aleve, aspirin, ASA, ketorolac, Toradol, diclofenac, Voltaren, meloxicam, Mobic, celecoxib, Celebrex',
  },
}

const words = (list: string | undefined, allergen: ComparedAllergy, isSure: boolean): AllergyWord[] =>
  (list ?? '').split(',').map((word) => ({ word: word.trim(), allergen, isSure }))

/** The brand names, abbreviations and other names that every clinic starts with. A clinic adds its own beside them. */
export const baseAllergyWords: readonly AllergyWord[] = Object.entries(known)
  .flatMap(([allergen, { sure, relative }]) => [
    ...words(sure, allergen as ComparedAllergy, true),
    ...words(relative, allergen as ComparedAllergy, false),
  ])
  .filter(({ word }) => word !== '')
