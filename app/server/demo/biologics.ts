import type { DemoProduct } from './products'

const northpoint = { manufacturer: 'Northpoint Biologics', supplier: 'Northpoint Biologics' }
const cordwell = { manufacturer: 'Cordwell Tissue Bank', supplier: 'Cordwell Tissue Bank' }

/** The biologic vials: frozen, in vapor LN2, refrigerated. All names, makers and papers are invented. */
export const biologics: readonly DemoProduct[] = [
  {
    key: 'exosome-2',
    name: 'Exosome suspension',
    ...northpoint,
    category: 'biologic-vial',
    printed: { scheme: 'gs1', code: '950400001001' },
    strength: '5 × 10⁹ particles/mL',
    sizeMicroliters: 2_000,
    storageBand: 'ultra-low',
    needsThaw: true,
    thawedForHours: 4,
    has: ['animal-serum'],
    standing: {
      standing: 'ind',
      basis: 'Given only under IND 99001 (invented), protocol HHC-01, with its consent form.',
    },
  },
  {
    key: 'exosome-5',
    name: 'Exosome suspension, concentrated',
    ...northpoint,
    category: 'biologic-vial',
    printed: { scheme: 'gs1', code: '950400001002' },
    strength: '2 × 10¹⁰ particles/mL',
    sizeMicroliters: 5_000,
    storageBand: 'ultra-low',
    needsThaw: true,
    thawedForHours: 4,
    has: ['animal-serum'],
    standing: {
      standing: 'unapproved',
      basis:
        'No IND and no license: the maker’s letter of January says so. Not to be booked before counsel has answered.',
    },
  },
  {
    key: 'msc-1',
    name: 'Umbilical cord MSC suspension',
    ...cordwell,
    category: 'biologic-vial',
    printed: { scheme: 'isbt128', code: 'S9901' },
    strength: '10 × 10⁶ cells/mL',
    sizeMicroliters: 1_000,
    storageBand: 'vapor-ln2',
    needsThaw: true,
    thawedForHours: 2,
    has: ['dmso'],
    unknown: ['antibiotic'],
    standing: {
      standing: 'ind',
      basis: 'Given only under IND 99002 (invented), protocol HHC-02, with its consent form.',
    },
  },
  {
    key: 'amnion-2',
    name: 'Amniotic fluid allograft',
    ...cordwell,
    category: 'biologic-vial',
    printed: { scheme: 'gs1', code: '950400002001' },
    sizeMicroliters: 2_000,
    storageBand: 'fridge',
    thawedForHours: 8,
    standing: {
      standing: 'hctp-361',
      basis:
        'The bank’s letter on 21 CFR 1271.10(a), on file; the medical director’s review of its use is attached to it.',
    },
  },
  {
    key: 'wharton-1',
    name: 'Wharton’s jelly allograft',
    ...cordwell,
    category: 'biologic-vial',
    printed: { scheme: 'hibc', code: 'H9CWWJ0101' },
    sizeMicroliters: 1_000,
    storageBand: 'fridge',
    thawedForHours: 6,
    unknown: ['antibiotic', 'animal-serum'],
    standing: {
      standing: 'hctp-361',
      basis:
        'The bank’s letter on 21 CFR 1271.10(a), on file; the medical director’s review of its use is attached to it.',
    },
  },
]
