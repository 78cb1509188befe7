import type { CategoryTraits } from '../types'

const supply: CategoryTraits = {
  code: '',
  name: '',
  tracksLots: true,
  tracksUnits: false,
  expires: true,
  drawnFrom: false,
  isBiologic: false,
  isEquipment: false,
  isEmergency: false,
  touchesPatient: true,
  entersPatient: false,
  needsRecords: false,
  needsDonor: false,
  storageBand: null,
  openForHours: null,
  capturedBy: 'room',
}

const category = (code: string, name: string, traits: Partial<CategoryTraits> = {}): CategoryTraits => ({
  ...supply,
  ...traits,
  code,
  name,
})

const drawn: Partial<CategoryTraits> = { drawnFrom: true, entersPatient: true, capturedBy: 'scan' }
// What something is injected with, and the gel at the puncture: its label must say sterile (R57).
const entering: Partial<CategoryTraits> = { entersPatient: true }
// An opened multi-dose bottle is good for 28 days unless the manufacturer says less (R15).
const bottle: Partial<CategoryTraits> = { openForHours: 28 * 24 }
const equipment: Partial<CategoryTraits> = {
  tracksLots: false,
  tracksUnits: true,
  expires: false,
  isEquipment: true,
  capturedBy: 'scan',
}
const emergency: Partial<CategoryTraits> = { isEmergency: true, capturedBy: 'scan' }

/**
 * The categories that a clinic starts with: what the protocol asks for (docs/rules.md#the-protocol) and the emergency
 * kit (R24). Rows, not code: a clinic adds its own beside them, and nothing in the program asks for one of these by
 * anything but its code.
 */
export const baseCategories: readonly CategoryTraits[] = [
  category('biologic-vial', 'Biologic vial', {
    ...drawn,
    tracksUnits: true,
    isBiologic: true,
    needsRecords: true,
    needsDonor: true,
  }),
  category('diluent', 'Diluent (sodium chloride 0.9%)', { ...drawn }),
  category('anesthetic-injectable', 'Anesthetic, injectable', { ...drawn }),
  category('anesthetic-topical', 'Anesthetic, topical', { ...bottle, capturedBy: 'scan' }),
  category('syringe', 'Syringe', entering),
  category('needle', 'Needle', entering),
  category('spinal-needle', 'Spinal needle', entering),
  category('filter-needle', 'Filter needle', entering),
  category('antiseptic-chlorhexidine', 'Antiseptic: chlorhexidine', { ...bottle }),
  category('antiseptic-chlorhexidine-alcohol', 'Antiseptic: chlorhexidine in alcohol', { ...bottle }),
  category('antiseptic-alcohol', 'Antiseptic: alcohol', { ...bottle }),
  category('antiseptic-povidone-iodine', 'Antiseptic: povidone-iodine', { ...bottle }),
  category('ultrasound-system', 'Ultrasound system', { ...equipment, touchesPatient: false }),
  category('ultrasound-transducer', 'Ultrasound transducer', equipment),
  category('transducer-cover', 'Transducer cover, sterile'),
  category('ultrasound-gel', 'Ultrasound gel, sterile, single-use', entering),
  category('sterile-gloves', 'Sterile gloves'),
  category('drape', 'Drape, sterile'),
  category('gauze', 'Gauze, sterile'),
  category('adhesive-dressing', 'Adhesive dressing'),
  category('skin-marker', 'Skin marker, sterile'),
  category('sharps-container', 'Sharps container', { tracksLots: false, expires: false, touchesPatient: false }),
  category('transducer-disinfectant', 'Transducer disinfectant', { ...bottle, touchesPatient: false }),
  category('epinephrine', 'Epinephrine 1 mg/mL, ampoule or vial', { ...emergency, storageBand: 'room' }),
  category('epinephrine-auto-injector', 'Epinephrine auto-injector', { ...emergency, storageBand: 'room' }),
  category('antihistamine-injectable', 'Antihistamine, injectable', { ...emergency, storageBand: 'room' }),
  category('antihistamine-oral', 'Antihistamine, oral', emergency),
  category('emergency-other', 'Emergency kit, other', emergency),
]
