import type { Day, Instant } from '~/lib/day'
import type { KitFacts } from '~/modules/kits/types'
import { allergyTable, readAllergyWords } from '~/modules/patients/rules/allergy-words'
import type { Allergy, AllergyCode } from '~/modules/patients/types'
import { hipProtocol } from '~/modules/protocols/rules/hip-protocol'
import type { Requirement } from '~/modules/protocols/types'
import type { FindingKey } from '~/modules/readiness/rules/overrides'
import type {
  Binding,
  Booking,
  Bound,
  FindingOverride,
  Reach,
  ReachableUnit,
  ReadinessFacts,
} from '~/modules/readiness/types'
import type { HoldFact, UnitFacts } from '~/modules/stock/types'

export const day = (text: string): Day => text as Day
export const instant = (text: string): Instant => text as Instant

/** The clinic's morning of these tests: 09:00 in New York. */
export const now = instant('2026-11-24T14:00:00.000Z')
export const zone = 'America/New_York'

/** Category ids as the hip protocol's alternatives are given them here, by code. */
const categoryIds = new Map<string, number>()
export function categoryId(code: string): number {
  const known = categoryIds.get(code)
  if (known !== undefined) return known
  categoryIds.set(code, categoryIds.size + 1)
  return categoryIds.size
}

export const requirements: readonly Requirement[] = hipProtocol.requirements.map((draft, index) => ({
  id: index + 1,
  versionId: 1,
  code: draft.code,
  label: draft.label,
  bind: draft.bind,
  quantity: draft.quantity,
  sizeMicrolitersMin: draft.sizeMicrolitersMin ?? null,
  sizeMicrolitersMax: draft.sizeMicrolitersMax ?? null,
  volumeMicroliters: draft.volumeMicroliters ?? null,
  condition: draft.condition ?? null,
  alternatives: draft.alternatives.map((code) => ({ categoryId: categoryId(code), code, name: code })),
}))

let lastUnit = 100

/** A usable thing of a category in the room; everything can be said otherwise. */
export function unit(category: string, over: Partial<UnitFacts> = {}): UnitFacts {
  lastUnit += 1
  return {
    unitId: lastUnit,
    unitNumber: null,
    bulk: true,
    donation: null,
    donor: null,
    lotId: lastUnit,
    lotNumber: `L${lastUnit}`,
    expiry: day('2027-06-30'),
    expiryTime: null,
    productId: lastUnit,
    productName: `Some ${category}`,
    manufacturer: 'Acme',
    baseUnit: 'each',
    containerQuantity: 1,
    strength: null,
    sizeMicroliters: null,
    multiDose: false,
    needsThaw: false,
    thawedForHours: null,
    openForHours: null,
    overfillMicroliters: 100,
    regulatoryStanding: null,
    categoryId: categoryId(category),
    categoryCode: category,
    categoryName: category,
    expires: true,
    isBiologic: category === 'biologic-vial',
    isEquipment: category.startsWith('ultrasound-s') || category.startsWith('ultrasound-t'),
    band: null,
    placeId: 2,
    placeName: 'Room 2',
    placeKind: 'room',
    placeBand: null,
    provenUntil: null,
    siteId: 1,
    timeZone: zone,
    quantity: 10,
    reserved: 0,
    holds: [],
    openedAt: null,
    discardAt: null,
    thawLimitAt: null,
    ...over,
  }
}

/** A 2 mL vial of the booked product in a proven LN2 freezer. */
export const vial = (over: Partial<UnitFacts> = {}): UnitFacts =>
  unit('biologic-vial', {
    productId: 7,
    productName: 'Amnio flow',
    bulk: false,
    baseUnit: 'uL',
    containerQuantity: 2_000,
    quantity: 2_000,
    band: 'vapor-ln2',
    placeId: 5,
    placeName: 'LN2-1 shelf B',
    placeKind: 'shelf',
    placeBand: 'vapor-ln2',
    provenUntil: instant('2026-11-25T14:00:00.000Z'),
    ...over,
  })

export const hold = (over: Partial<HoldFact> = {}): HoldFact => ({
  id: 1,
  reason: 'recall',
  note: 'Z-1244',
  source: null,
  scope: 'lot',
  placedAt: now,
  ...over,
})

const entering = ['biologic-vial', 'syringe', 'needle', 'spinal-needle', 'ultrasound-gel', 'anesthetic-injectable']

export const reachable = (
  facts: UnitFacts,
  over: Partial<Omit<ReachableUnit, 'facts'>> & {
    contains?: Record<string, 'yes' | 'no' | 'unknown'>
    labeledSterile?: 'yes' | 'no' | 'unknown'
  } = {},
): ReachableUnit => {
  const { contains, labeledSterile, ...rest } = over
  const reach: Reach = facts.placeKind === 'shelf' || facts.placeKind === 'storage' ? 'storage' : 'room'
  return {
    facts,
    reach,
    touch: {
      productId: facts.productId,
      productName: facts.productName,
      categoryCode: facts.categoryCode,
      isBiologic: facts.isBiologic,
      entersPatient: entering.includes(facts.categoryCode),
      labeledSterile: labeledSterile ?? 'yes',
      changedAt: null,
      touchesPatient: !['ultrasound-system', 'sharps-container'].includes(facts.categoryCode),
      disinfectionLevel: facts.categoryCode === 'ultrasound-transducer' ? 'low' : null,
      contains: contains ?? {},
    },
    disinfections: facts.isEquipment ? [{ level: 'low', doneAt: instant('2026-11-24T12:00:00.000Z') }] : [],
    lastUsedAt: null,
    ownerId: null,
    ...rest,
  }
}

let lastBinding = 0

export function bound(requirement: string, unit: ReachableUnit, over: Partial<Binding> = {}): Bound {
  lastBinding += 1
  const found = requirements.find((each) => each.code === requirement)
  const quantity = unit.facts.baseUnit === 'uL' ? unit.facts.quantity : (found?.quantity ?? 1)
  const binding: Binding = {
    id: lastBinding,
    procedureId: 1,
    requirement,
    unitId: unit.facts.unitId,
    placeId: unit.facts.placeId,
    quantity,
    reservationId: lastBinding,
    reserved: found?.bind !== 'equipment',
    how: 'scan',
    ...over,
  }
  return { binding, unit, lotNumber: unit.facts.lotNumber }
}

export const booking = (over: Partial<Booking> = {}): Booking => ({
  procedureId: 1,
  siteId: 1,
  timeZone: zone,
  roomPlaceId: 2,
  patientId: 1042,
  versionId: 1,
  scheduledAt: instant('2026-11-24T15:30:00.000Z'),
  side: 'left',
  productId: 7,
  productName: 'Amnio flow',
  regulatoryStanding: 'hctp-361',
  regulatoryBasis: '21 CFR 1271.10',
  doseMicroliters: 2_000,
  anesthesia: 'none',
  readyForMinutes: 120,
  screening: { at: instant('2026-11-24T13:30:00.000Z'), outcome: 'clear', yes: [] },
  consentedAt: instant('2026-11-24T13:40:00.000Z'),
  changedAt: null,
  overrides: [],
  over: false,
  ...over,
})

export const allergy = (code: AllergyCode, note: string | null = null): Allergy => ({
  id: 1,
  code,
  note,
  recordedAt: now,
  actor: 'person:1',
  words: code === 'other' ? readAllergyWords(note ?? '', allergyTable([])) : null,
  answers: [],
})

const kitItem = (code: string, over: Partial<KitFacts['items'][number]> = {}): KitFacts['items'][number] => ({
  code,
  label: code,
  categoryId: categoryId(code),
  strength: null,
  minQuantity: 1,
  needsWith: [],
  countsFor: null,
  ...over,
})

const inKit = (category: string, over: Partial<UnitFacts> = {}): UnitFacts =>
  unit(category, { placeId: 9, placeName: 'Emergency kit', placeKind: 'kit', quantity: 2, ...over })

/** A kit that is in order: sealed, counted, its seal checked this morning. */
export const kit = (over: Partial<KitFacts> = {}): KitFacts => ({
  kitId: 1,
  placeId: 9,
  name: 'Emergency kit',
  siteId: 1,
  timeZone: zone,
  parentPlaceId: null,
  sealNumber: '00417',
  sealedAt: instant('2026-11-10T15:00:00.000Z'),
  sealBrokenAt: null,
  countDueDays: 31,
  items: [
    kitItem('epinephrine', { minQuantity: 2, strength: '1 mg/mL', needsWith: ['syringe', 'filter-needle'] }),
    kitItem('epinephrine-auto-injector', { strength: '0.3 mg', countsFor: 'epinephrine' }),
    kitItem('syringe', { minQuantity: 2 }),
    kitItem('filter-needle', { minQuantity: 2 }),
    kitItem('antihistamine-injectable'),
    kitItem('antihistamine-oral'),
  ],
  units: [
    inKit('epinephrine', { strength: '1 mg/mL' }),
    inKit('syringe'),
    inKit('filter-needle'),
    inKit('antihistamine-injectable'),
    inKit('antihistamine-oral'),
  ],
  lastSealCheck: {
    kind: 'seal',
    sealSeen: '00417',
    inOrder: true,
    checkedAt: instant('2026-11-24T13:00:00.000Z'),
    actor: 'person:1',
  },
  lastCount: {
    kind: 'count',
    sealSeen: '00417',
    inOrder: true,
    checkedAt: instant('2026-11-10T15:00:00.000Z'),
    actor: 'person:1',
  },
  ...over,
})

export const kitUnit = inKit

/** One bound thing for every requirement of the hip protocol that has no condition. */
export function allBound(): Bound[] {
  const of = (code: string, category: string, over: Partial<UnitFacts> = {}) =>
    bound(code, reachable(unit(category, over)))
  return [
    bound('vial', reachable(vial())),
    of('syringe', 'syringe', { sizeMicroliters: 5_000 }),
    of('draw-needle', 'needle'),
    of('injection-needle', 'spinal-needle'),
    of('antiseptic', 'antiseptic-chlorhexidine'),
    of('gloves', 'sterile-gloves'),
    of('drape', 'drape'),
    of('gauze', 'gauze'),
    of('ultrasound', 'ultrasound-system'),
    of('transducer', 'ultrasound-transducer'),
    of('transducer-cover', 'transducer-cover'),
    of('gel', 'ultrasound-gel'),
    of('sharps', 'sharps-container'),
  ]
}

/** A booking with everything in order. Pass whatever should be different. */
export const facts = (over: Partial<ReadinessFacts> = {}): ReadinessFacts => ({
  booking: booking(),
  requirements,
  allergies: [allergy('none')],
  bound: allBound(),
  candidates: null,
  kits: [kit()],
  ...over,
})

/** The facts with the bindings of one requirement replaced. */
export const withBound = (requirement: string, replaced: readonly Bound[], over: Partial<ReadinessFacts> = {}) =>
  facts({ bound: [...allBound().filter((each) => each.binding.requirement !== requirement), ...replaced], ...over })

/** A director's override of a finding as it is now. */
export const overrideOf = (key: FindingKey, over: Partial<FindingOverride> = {}): FindingOverride => ({
  ...key,
  id: 1,
  procedureId: 1,
  patientId: booking().patientId,
  day: day('2026-11-24'),
  at: now,
  name: 'Dr. Lee',
  role: 'director',
  reason: 'towels are sterile',
  ...over,
})
