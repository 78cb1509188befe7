import type { Printed } from './labels'
import type { DemoProduct } from './products'

const tidewater = { manufacturer: 'Tidewater Pharmaceuticals', supplier: 'Tidewater Pharmaceuticals' }

/** A GTIN body of the United States drug kind, `03` and the ten digits of an (invented) NDC; with boxes of `per`. */
const ndc = (tenDigits: string, per?: number): Printed => ({
  scheme: 'gs1',
  code: `03${tenDigits}`,
  ...(per && { box: { code: `103${tenDigits}`, per } }),
})

const anesthetic = { ...tidewater, category: 'anesthetic-injectable' }
const antiseptic = tidewater
const emergency = tidewater

/** Anesthetics, antiseptics, diluent and the emergency drugs. All makers and numbers are invented. */
export const medicines: readonly DemoProduct[] = [
  {
    key: 'saline-10',
    name: 'Sodium chloride 0.9% injection',
    ...tidewater,
    category: 'diluent',
    printed: ndc('9980010110'),
    strength: '9 mg/mL',
    sizeMicroliters: 10_000,
  },
  {
    key: 'lidocaine-20',
    name: 'Lidocaine HCl 1% injection, multi-dose',
    ...anesthetic,
    printed: ndc('9980020120'),
    strength: '10 mg/mL',
    sizeMicroliters: 20_000,
    multiDose: true,
    openForHours: 28 * 24,
    has: ['anesthetic-amide', 'paraben'],
  },
  {
    key: 'lidocaine-5',
    name: 'Lidocaine HCl 1% injection, preservative-free',
    ...anesthetic,
    printed: ndc('9980020205'),
    strength: '10 mg/mL',
    sizeMicroliters: 5_000,
    has: ['anesthetic-amide'],
  },
  {
    key: 'bupivacaine-10',
    name: 'Bupivacaine HCl 0.25% injection, preservative-free',
    ...anesthetic,
    printed: ndc('9980021110'),
    strength: '2.5 mg/mL',
    sizeMicroliters: 10_000,
    has: ['anesthetic-amide'],
  },
  {
    key: 'ropivacaine-20',
    name: 'Ropivacaine HCl 0.2% injection',
    ...anesthetic,
    printed: ndc('9980022120'),
    strength: '2 mg/mL',
    sizeMicroliters: 20_000,
    has: ['anesthetic-amide'],
  },
  {
    key: 'lidocaine-cream',
    name: 'Lidocaine 4% cream, 5 g single-use tube',
    ...tidewater,
    category: 'anesthetic-topical',
    printed: ndc('9980030130'),
    strength: '40 mg/g',
    has: ['anesthetic-amide', 'paraben'],
  },
  {
    key: 'benzocaine-gel',
    name: 'Benzocaine 20% gel, 28 g',
    ...tidewater,
    category: 'anesthetic-topical',
    printed: ndc('9980031128'),
    strength: '200 mg/g',
    has: ['anesthetic-ester'],
    unknown: ['paraben'],
  },
  {
    key: 'chloraprep',
    name: 'Chlorhexidine 2% in isopropyl alcohol 70%, 10.5 mL applicator',
    ...antiseptic,
    category: 'antiseptic-chlorhexidine-alcohol',
    printed: ndc('9980040110', 25),
    has: ['chlorhexidine', 'alcohol'],
  },
  {
    key: 'chlorhexidine-4',
    name: 'Chlorhexidine 4% solution, 118 mL',
    ...antiseptic,
    category: 'antiseptic-chlorhexidine',
    printed: ndc('9980041118'),
    has: ['chlorhexidine', 'alcohol'],
  },
  {
    key: 'alcohol-pads',
    name: 'Isopropyl alcohol 70% prep pads, sterile',
    ...antiseptic,
    category: 'antiseptic-alcohol',
    printed: ndc('9980042100', 100),
    has: ['alcohol'],
  },
  {
    key: 'povidone',
    name: 'Povidone-iodine 10% swabsticks, 3 each',
    ...antiseptic,
    category: 'antiseptic-povidone-iodine',
    printed: ndc('9980043103', 25),
    has: ['iodine'],
  },
  {
    key: 'epinephrine',
    name: 'Epinephrine injection, 1 mL ampoule',
    ...emergency,
    category: 'epinephrine',
    printed: ndc('9980050101'),
    strength: '1 mg/mL',
    has: ['sulfite'],
  },
  {
    key: 'epinephrine-auto',
    name: 'Epinephrine auto-injector, 0.3 mg',
    ...emergency,
    category: 'epinephrine-auto-injector',
    printed: ndc('9980051103'),
    strength: '0.3 mg',
    has: ['sulfite'],
  },
  {
    key: 'diphenhydramine',
    name: 'Diphenhydramine HCl injection, 1 mL vial',
    ...emergency,
    category: 'antihistamine-injectable',
    printed: ndc('9980052101'),
    strength: '50 mg/mL',
  },
  {
    key: 'cetirizine',
    name: 'Cetirizine 10 mg tablets, unit dose',
    ...emergency,
    category: 'antihistamine-oral',
    printed: ndc('9980053110'),
    strength: '10 mg',
  },
]
