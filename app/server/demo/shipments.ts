import type { Goods, Shipment } from './deliveries'

const papers = ['donor-eligibility', 'certificate-of-analysis'] as const

const equipment: Shipment = {
  name: 'equipment',
  supplier: 'Lumen Ultrasound',
  daysAgo: 84,
  time: '09:40',
  arrival: { orderNumber: 'HH-1001', packingSlip: 'LU-55820', carrier: 'Freight' },
  goods: [
    { product: 'ultrasound', lot: null, serials: ['BEAM-70412'], place: 'preparation' },
    { product: 'transducer-curved', lot: null, serials: ['CV-20931'], place: 'preparation' },
    { product: 'transducer-linear', lot: null, serials: ['LN-31188'], place: 'preparation' },
    { product: 'cover', lot: 'LC2209', expires: 640, packages: 4 },
    { product: 'gel', lot: 'LG7731', expires: 410, packages: 3 },
    { product: 'wipes', lot: 'LW1180', expires: 300, packages: 6 },
  ],
}

const supplies: Shipment = {
  name: 'supplies',
  supplier: 'Bayline Medical Supply',
  daysAgo: 82,
  time: '10:10',
  arrival: { orderNumber: 'HH-1002', packingSlip: 'BL-90217', carrier: 'Ground' },
  goods: [
    { product: 'syringe-1', lot: '4C071', expires: 900, packages: 1 },
    { product: 'syringe-3', lot: '4C118', expires: 880, packages: 2 },
    { product: 'syringe-5', lot: '4C121', expires: 870, packages: 2 },
    { product: 'needle-18', lot: '4D002', expires: 760, packages: 2 },
    { product: 'needle-25', lot: '4D019', expires: 755, packages: 1 },
    { product: 'spinal-22', lot: '4E310', expires: 700, packages: 2 },
    { product: 'filter-needle', lot: '4F044', expires: 690, packages: 1 },
    { product: 'gloves-latex', lot: 'GL-3301', expires: 520, packages: 1 },
    { product: 'gloves-free', lot: 'GP-4102', expires: 505, packages: 1 },
    { product: 'gloves-free', lot: 'GP-3977', expires: -12, packages: 1 },
    { product: 'drape', lot: 'D60118', expires: 610, packages: 40 },
    { product: 'gauze', lot: '4G205', expires: 820, packages: 2 },
    { product: 'dressing', lot: '4H077', expires: 480, packages: 1 },
    { product: 'marker', lot: 'MK0052', expires: 350, packages: 30 },
    { product: 'sharps', lot: null, packages: 1 },
  ],
}

const drugs: Shipment = {
  name: 'drugs',
  supplier: 'Tidewater Pharmaceuticals',
  daysAgo: 80,
  time: '11:05',
  arrival: { orderNumber: 'HH-1003', packingSlip: 'TW-33071', carrier: 'Ground' },
  goods: [
    { product: 'saline-10', lot: 'SC8841', expires: 390, packages: 12 },
    { product: 'lidocaine-20', lot: 'LM2207', expires: 430, packages: 4 },
    { product: 'lidocaine-5', lot: 'LP6610', expires: 365, packages: 12 },
    { product: 'bupivacaine-10', lot: 'BV1092', expires: 275, packages: 6 },
    { product: 'ropivacaine-20', lot: 'RV5530', expires: 19, packages: 4 },
    { product: 'lidocaine-cream', lot: 'LX0417', expires: 240, packages: 24 },
    { product: 'benzocaine-gel', lot: 'BZ7702', expires: -30, packages: 2 },
    { product: 'chloraprep', lot: 'CH4419', expires: 330, packages: 1 },
    { product: 'chlorhexidine-4', lot: 'CS2093', expires: 420, packages: 2 },
    { product: 'alcohol-pads', lot: 'AP6631', expires: 560, packages: 1 },
    { product: 'povidone', lot: 'PV1207', expires: 300, packages: 1 },
    { product: 'epinephrine', lot: 'EP7781', expires: 210, packages: 6 },
    { product: 'epinephrine-auto', lot: 'EA3305', expires: 170, packages: 2 },
    { product: 'diphenhydramine', lot: 'DH9120', expires: 46, packages: 4 },
    { product: 'cetirizine', lot: 'CZ4408', expires: 520, packages: 4 },
  ],
}

/** A carton of vials with serials that follow each other. */
const vials = (product: string, lot: string, expires: number, first: number, count: number, donor: string): Goods => ({
  product,
  lot,
  expires,
  serials: Array.from(
    { length: count },
    (_, index) => `${lot.replace('-', '')}${String(first + index).padStart(3, '0')}`,
  ),
  donor,
  papers,
})

const dryIce = { carrier: 'Overnight', dryIcePresent: true, temperatureCentiCelsiusArrival: -7600 } as const
const cooled = { carrier: 'Overnight', temperatureCentiCelsiusArrival: 480 } as const

const biologics: readonly Shipment[] = [
  {
    name: 'northpoint-1',
    supplier: 'Northpoint Biologics',
    daysAgo: 75,
    time: '10:20',
    arrival: { ...dryIce, orderNumber: 'HH-1004', packingSlip: 'NB-20418' },
    goods: [
      { ...vials('exosome-2', 'NB-2402', 150, 1, 6, 'NPD-0117'), place: 'shelf-a' },
      { ...vials('exosome-5', 'NB-5107', -1, 1, 2, 'NPD-0109'), place: 'shelf-c' },
    ],
  },
  {
    name: 'cordwell-ln2',
    supplier: 'Cordwell Tissue Bank',
    daysAgo: 74,
    time: '09:15',
    arrival: { carrier: 'Courier, dry shipper', temperatureCentiCelsiusArrival: -17_800, packingSlip: 'CW-7701' },
    goods: [
      {
        product: 'msc-1',
        lot: 'A999926100417',
        expires: 600,
        serials: ['A0', 'B0', 'C0', 'D0'],
        donor: 'CWD-5521',
        papers,
      },
    ],
  },
  {
    name: 'cordwell-1',
    supplier: 'Cordwell Tissue Bank',
    daysAgo: 60,
    time: '10:45',
    arrival: { ...cooled, orderNumber: 'HH-1007', packingSlip: 'CW-7790' },
    goods: [
      { ...vials('amnion-2', 'CW-298', 6, 1, 4, 'CWD-5540'), place: 'fridge-1' },
      { ...vials('wharton-1', 'WJ-0611', 120, 1, 3, 'CWD-5533'), place: 'fridge-2' },
      { ...vials('amnion-2', 'CW-305', 95, 1, 4, 'CWD-5547'), place: 'fridge-2' },
    ],
  },
  {
    name: 'northpoint-2',
    supplier: 'Northpoint Biologics',
    daysAgo: 30,
    time: '10:05',
    arrival: { ...dryIce, orderNumber: 'HH-1012', packingSlip: 'NB-20611' },
    goods: [{ ...vials('exosome-2', 'NB-2407', 240, 1, 8, 'NPD-0124'), place: 'shelf-b' }],
  },
  {
    name: 'cordwell-2',
    supplier: 'Cordwell Tissue Bank',
    daysAgo: 12,
    time: '10:30',
    arrival: { ...cooled, orderNumber: 'HH-1015', packingSlip: 'CW-7902' },
    goods: [{ ...vials('amnion-2', 'CW-311', 180, 1, 4, 'CWD-5561'), place: 'fridge-1' }],
  },
  {
    name: 'northpoint-3',
    supplier: 'Northpoint Biologics',
    daysAgo: 2,
    time: '10:50',
    arrival: { ...dryIce, orderNumber: 'HH-1018', packingSlip: 'NB-20702' },
    // Its certificate of analysis is still on the way: held until it is here (R9).
    goods: [
      { ...vials('exosome-2', 'NB-2411', 300, 1, 4, 'NPD-0131'), papers: ['donor-eligibility'], place: 'shelf-b' },
    ],
  },
]

const today: Shipment = {
  name: 'today',
  supplier: 'Bayline Medical Supply',
  daysAgo: 0,
  time: '08:20',
  arrival: { orderNumber: 'HH-1020', packingSlip: 'BL-91553', carrier: 'Ground' },
  goods: [
    { product: 'syringe-5', lot: '4K207', expires: 1_020, packages: 1 },
    { product: 'gloves-free', lot: 'GP-4230', expires: 700, packages: 1 },
  ],
  open: true,
}

/** All deliveries of the story; the last one is open today. */
export const shipments: readonly Shipment[] = [equipment, supplies, drugs, ...biologics, today]
