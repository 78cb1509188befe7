import type { Instant } from '~/lib/day'
import { sameDonor } from '~/modules/stock/rules/donor'
import type { Need, ReachableUnit, UnitFinding } from '../../types'
import { conflicts } from '../contains'
import { equipmentFinding, freeOf, isKindOf, isWithinReach, piecesIn } from '../meets'
import { whoseIs } from '../whose'
import { allergyWords } from './patient-words'
import { labeledSterile } from './product-facts'

/** What is asked of a product alone says the same of every unit of it. */
export type ProductCheck = (
  unit: Pick<ReachableUnit, 'touch'> & { readonly facts: Pick<ReachableUnit['facts'], 'productId'> },
  need: Need,
) => readonly UnitFinding[]

/** One thing that can stand against a unit for a need. It finds; the table says what that weighs for whom. */
export type UnitCheck = (unit: ReachableUnit, need: Need, at: Instant) => readonly UnitFinding[]

const product: UnitCheck = ({ facts }, { booking, requirement }) =>
  (requirement === null ? facts.isBiologic : requirement.bind === 'unit') && facts.productId !== booking.productId
    ? [{ code: 'WRONG_PRODUCT', booked: booking.productName }]
    : []

const kind: UnitCheck = ({ facts }, { requirement }) =>
  requirement !== null && !isKindOf(facts, requirement) ? [{ code: 'WRONG_KIND', label: requirement.label }] : []

const reach: UnitCheck = ({ facts, reach }, { requirement }) =>
  requirement !== null && !isWithinReach(reach, requirement) ? [{ code: 'OUT_OF_REACH', place: facts.placeName }] : []

/** What others keep of it, and what is kept of it here. Equipment is used, not kept. */
const claims: UnitCheck = (unit, { requirement, kept, keptUnits = [] }) => {
  const equipment = requirement?.bind === 'equipment'
  if (kept !== null) return equipment || kept.reserved ? [] : [{ code: 'NOT_RESERVED' }]
  if (unit.facts.quantity <= 0 || equipment) return []
  const free = freeOf(unit)
  if (free <= 0) return [{ code: 'KEPT_FOR_OTHER' }]
  const little: UnitFinding[] =
    requirement?.bind === 'supply' && piecesIn(unit.facts, free, requirement) <= 0
      ? [{ code: 'TOO_LITTLE', free, baseUnit: unit.facts.baseUnit }]
      : []
  return [...little, { code: 'NOT_KEPT', kept: keptUnits }]
}

const disinfection: UnitCheck = (unit, { requirement }, at) => {
  if (requirement?.bind !== 'equipment') return []
  const dirty = equipmentFinding(unit, at)
  return dirty ? [{ code: 'NOT_DISINFECTED', ...dirty }] : []
}

const thawed: UnitCheck = ({ facts }) => (facts.needsThaw && facts.thawLimitAt === null ? [{ code: 'NOT_THAWED' }] : [])

const owners = { other: 'OF_OTHER_PATIENT', unknown: 'OWNER_UNKNOWN', theirs: 'OF_THIS_PATIENT' } as const

const ownership: UnitCheck = (unit, { booking }) => {
  const whose = whoseIs(unit, booking.patientId)
  return whose === null ? [] : [{ code: owners[whose] }]
}

const allergens: ProductCheck = ({ touch, facts }, { allergies }) => {
  const { contains, unknown } = conflicts(touch, allergies)
  return [
    ...contains.map((allergen): UnitFinding => ({ code: 'ALLERGY', allergen })),
    ...unknown.map((allergen): UnitFinding => ({ code: 'ALLERGY_UNKNOWN', productId: facts.productId, allergen })),
  ]
}

/** Two donors never go into one syringe (R27). */
const donors: UnitCheck = ({ facts }, { others }) => {
  if (!facts.isBiologic || others.every((other) => sameDonor(other, facts))) return []
  return [{ code: 'TWO_DONORS', lots: [...new Set([facts.lotNumber, ...others.map(({ lotNumber }) => lotNumber)])] }]
}

/** The checks that a product answers for all of its units. */
export const productChecks: readonly ProductCheck[] = [allergens, labeledSterile]

/** Every check of a unit beyond what stock knows. A new one is a function here, a row of the table and its sentence. */
export const unitChecks: readonly UnitCheck[] = [
  ownership,
  allergens,
  allergyWords,
  labeledSterile,
  donors,
  product,
  kind,
  claims,
  disinfection,
  thawed,
  reach,
]
