import type { Bound, ReachableUnit, ReadinessFacts } from '~/modules/readiness/types'
import { lotWords } from '~/modules/stock/rules/lot-key'
import type { UseFacts } from './check-use'

/** What was booked, and what the protocol allows. Microliters. */
type BookedDose = {
  readonly doseMicroliters: number
  readonly doseMicrolitersMin: number
  readonly doseMicrolitersMax: number
}

/** What is said of the volumes when something is given: of this unit, of all, and which other units go in with it. */
export type Volumes = {
  readonly given: number
  readonly givenInAll: number
  readonly others: readonly ReachableUnit[]
  /** It was used on this patient in this procedure before: then it was opened for nobody else. */
  readonly usedHere?: boolean
}

/** The bindings that keep a unit for this procedure at the place where it stands. */
export const keptOf = (readiness: ReadinessFacts, unit: ReachableUnit): Bound[] =>
  readiness.bound.filter(
    ({ binding }) => binding.unitId === unit.facts.unitId && binding.placeId === unit.facts.placeId,
  )

/** A kept container by its lot and its own number: two vials of one lot are told apart by that alone. */
const keptName = ({ lotNumber, unit }: Bound): string =>
  unit?.facts.unitNumber ? `${lotWords(lotNumber)}, ${unit.facts.unitNumber}` : `${lotWords(lotNumber)}`

/** What `checkUse` asks, out of what is known of the procedure. */
export function factsOfUse(
  file: { readonly row: BookedDose },
  readiness: ReadinessFacts,
  unit: ReachableUnit,
  volumes: Volumes | null,
): UseFacts {
  const { row } = file
  const kept = keptOf(readiness, unit)
  const sameKind = readiness.bound.filter((each) => each.unit?.facts.categoryId === unit.facts.categoryId)
  return {
    unit,
    booking: readiness.booking,
    kept:
      kept.length === 0
        ? null
        : {
            quantity: kept.reduce((sum, { binding }) => sum + binding.quantity, 0),
            reserved: kept.every(({ binding }) => binding.reserved),
          },
    keptUnits: [...new Set(sameKind.map(keptName))],
    allergies: readiness.allergies,
    doseMicroliters: row.doseMicroliters,
    protocol: { min: row.doseMicrolitersMin, max: row.doseMicrolitersMax },
    given: volumes?.given ?? null,
    givenInAll: volumes?.givenInAll ?? null,
    usedHere: volumes?.usedHere ?? false,
    otherDonors: (volumes?.others ?? []).map((other) => other.facts).filter((other) => other.isBiologic),
  }
}

/** What is kept for a procedure and drawn into a syringe, each container once: the vials, then the anesthetics. */
export function keptToDraw({ bound }: Pick<ReadinessFacts, 'bound'>): ReachableUnit[] {
  const drawn = bound.flatMap(({ unit }) => {
    const injected = unit?.touch?.entersPatient ?? unit?.facts.isBiologic
    return unit?.facts.baseUnit === 'uL' && injected ? [unit] : []
  })
  const once = [...new Map(drawn.map((unit) => [unit.facts.unitId, unit])).values()]
  return once.sort((a, b) => Number(b.facts.isBiologic) - Number(a.facts.isBiologic))
}
