import type { DemoProduct } from './products'

const bayline = { manufacturer: 'Bayline Medical', supplier: 'Bayline Medical Supply' }
const lumen = { manufacturer: 'Lumen Ultrasound', supplier: 'Lumen Ultrasound' }

/** A supply that comes single, and in boxes with a GTIN of their own. */
const boxed = (item: string, per: number) =>
  ({ scheme: 'gs1', code: `95040001${item}`, box: { code: `195040001${item}`, per } }) as const

const hibc = (item: string) => ({ scheme: 'hibc', code: `H9BL${item}1` }) as const

const injection: readonly DemoProduct[] = [
  {
    key: 'syringe-1',
    name: 'Syringe 1 mL, Luer slip',
    ...bayline,
    category: 'syringe',
    printed: boxed('0101', 100),
    sizeMicroliters: 1_000,
  },
  {
    key: 'syringe-3',
    name: 'Syringe 3 mL, Luer lock',
    ...bayline,
    category: 'syringe',
    printed: boxed('0103', 100),
    sizeMicroliters: 3_000,
  },
  {
    key: 'syringe-5',
    name: 'Syringe 5 mL, Luer lock',
    ...bayline,
    category: 'syringe',
    printed: boxed('0105', 100),
    sizeMicroliters: 5_000,
  },
  {
    key: 'needle-18',
    name: 'Needle 18 G × 1½ in, to draw up',
    ...bayline,
    category: 'needle',
    printed: boxed('0218', 100),
  },
  {
    key: 'needle-25',
    name: 'Needle 25 G × 1½ in',
    ...bayline,
    category: 'needle',
    printed: boxed('0225', 100),
    unknown: ['latex'],
  },
  {
    key: 'spinal-22',
    name: 'Spinal needle 22 G × 3½ in',
    ...bayline,
    category: 'spinal-needle',
    printed: boxed('0322', 25),
  },
  {
    key: 'filter-needle',
    name: 'Filter needle 19 G, 5 µm',
    ...bayline,
    category: 'filter-needle',
    printed: boxed('0419', 50),
  },
]

const sterile: readonly DemoProduct[] = [
  {
    key: 'gloves-latex',
    name: 'Sterile gloves, latex, size 7½',
    ...bayline,
    category: 'sterile-gloves',
    printed: boxed('0575', 50),
    has: ['latex'],
  },
  {
    key: 'gloves-free',
    name: 'Sterile gloves, polyisoprene, size 7½',
    ...bayline,
    category: 'sterile-gloves',
    printed: boxed('0576', 50),
  },
  {
    key: 'drape',
    name: 'Fenestrated drape, sterile',
    ...bayline,
    category: 'drape',
    printed: hibc('DRP60'),
    has: ['adhesive'],
  },
  { key: 'gauze', name: 'Gauze 4 × 4 in, sterile, 2 each', ...bayline, category: 'gauze', printed: boxed('0644', 50) },
  {
    key: 'dressing',
    name: 'Adhesive dressing, sterile',
    ...bayline,
    category: 'adhesive-dressing',
    printed: boxed('0701', 100),
    has: ['adhesive'],
    unknown: ['latex'],
  },
  {
    key: 'marker',
    name: 'Skin marker, sterile',
    ...bayline,
    category: 'skin-marker',
    printed: hibc('MRK10'),
    has: ['alcohol'],
    unknown: ['latex'],
  },
  {
    key: 'sharps',
    name: 'Sharps container, 1 qt',
    ...bayline,
    category: 'sharps-container',
    printed: boxed('0801', 20),
    touchesNobody: true,
  },
]

const imaging: readonly DemoProduct[] = [
  {
    key: 'ultrasound',
    name: 'Ultrasound system Beam 7',
    ...lumen,
    category: 'ultrasound-system',
    printed: { scheme: 'gs1', code: '950400030007' },
    touchesNobody: true,
  },
  {
    key: 'transducer-curved',
    name: 'Curved transducer 2–5 MHz',
    ...lumen,
    category: 'ultrasound-transducer',
    printed: { scheme: 'gs1', code: '950400030025' },
    disinfectionLevel: 'low',
  },
  {
    key: 'transducer-linear',
    name: 'Linear transducer 5–12 MHz',
    ...lumen,
    category: 'ultrasound-transducer',
    printed: { scheme: 'gs1', code: '950400030512' },
    disinfectionLevel: 'low',
  },
  {
    key: 'cover',
    name: 'Transducer cover, sterile, latex-free',
    ...lumen,
    category: 'transducer-cover',
    printed: { scheme: 'gs1', code: '950400031001', box: { code: '1950400031001', per: 24 } },
  },
  {
    key: 'gel',
    name: 'Ultrasound gel, sterile, 20 g packet',
    ...lumen,
    category: 'ultrasound-gel',
    printed: { scheme: 'gs1', code: '950400031020', box: { code: '1950400031020', per: 48 } },
    unknown: ['paraben'],
  },
  {
    key: 'wipes',
    name: 'Disinfectant wipes for transducers',
    ...lumen,
    category: 'transducer-disinfectant',
    printed: { scheme: 'gs1', code: '950400031040' },
    touchesNobody: true,
  },
]

/** Syringes, needles, sterile supplies, and the ultrasound with what goes with it. */
export const supplies: readonly DemoProduct[] = [...injection, ...sterile, ...imaging]
