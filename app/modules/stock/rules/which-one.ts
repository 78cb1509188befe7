/** Which of several containers is in the hand, where a label names their lot alone. Pure. */
import type { Instant } from '~/lib/day'
import type { UnitFacts } from '../types'
import type { ScanChoice, ScanRefusal } from './scanned'
import { isUseless } from './warnings'

/**
 * What a door needs to know of a container. `any`: of what lot it is. `which`: the one that is kept, so a person may say
 * which of those that stand here it is. `own-number`: the very one that enters the patient, by its own number or our label
 * on it, since one that is used up by the records may still lie there.
 */
export type ContainerAsked = 'any' | 'which' | 'own-number'

/** More choices than this are no help: then the number is scanned. */
const mostChoices = 12

/** Whether each of them is a thing of its own that enters a patient: drawn from, or of living tissue. */
const isOneOfItsKind = ({ bulk, baseUnit, isBiologic }: UnitFacts): boolean =>
  !bulk && (baseUnit === 'uL' || isBiologic)

const nameOf = ({ unitNumber, unitId }: UnitFacts): string => unitNumber ?? `container ${unitId}`

/** A choice of a container goes back with the choice of its lot, where the same scan meant several lots first. */
const choiceOf =
  (lotMeant: string | undefined) =>
  (unit: UnitFacts): ScanChoice => ({
    meant: `${lotMeant === undefined ? '' : `${lotMeant}${behind}`}${keyOf(unit)}`,
    label: `${nameOf(unit)}, ${unit.placeName}`,
  })

const behind = ' > '

const keyOf = ({ unitId }: UnitFacts): string => `unit ${unitId}`

/** What a person chose, in its parts: the meaning of the scan, and the container of it. */
export function partsOfMeant(meant: string | undefined): {
  readonly meaning: string | null
  readonly unit: string | null
} {
  const [meaning = null, unit = meaning] = meant?.split(behind) ?? []
  return { meaning, unit }
}

/** Each container once, by the first of its rows. */
const once = (units: readonly UnitFacts[]): UnitFacts[] =>
  [...new Map([...units].reverse().map((unit) => [unit.unitId, unit])).values()].reverse()

/**
 * The question which container it is, where the label doesn't say and more than one could be in the hand; null where one is
 * meant, where they are counted and not told apart, and where all of them are stopped by themselves: then that is said.
 * @param standing those of the lot that stand at this site
 * @param spent those that are gone by the records
 */
export function whichOne(
  { standing, spent }: { readonly standing: readonly UnitFacts[]; readonly spent: readonly UnitFacts[] },
  {
    container,
    meant,
    at,
  }: { readonly container?: ContainerAsked; readonly meant?: string | undefined; readonly at: Instant },
): Extract<ScanRefusal, { code: 'SCAN_WHICH_ONE' }> | null {
  const here = once(standing.filter(isOneOfItsKind))
  const all = container === 'own-number' ? once([...here, ...spent.filter(isOneOfItsKind)]) : here
  const [first] = here
  if (
    container === undefined ||
    container === 'any' ||
    !first ||
    all.length < 2 ||
    here.every((unit) => isUseless(unit, at))
  )
    return null
  // Where nothing of the lot is left, what is gone is asked about; it is not said to be here, and none of it is chosen.
  const left = here.filter(({ quantity }) => quantity > 0)
  const choices = container === 'which' && left.length <= mostChoices ? left.map(choiceOf(meant)) : []
  const { lotNumber, productName: product } = first
  return { code: 'SCAN_WHICH_ONE', product, lotNumber, count: all.length, names: left.map(nameOf), choices }
}

/** The container that a person chose among these; all of them where none was. */
export function chosenOf(units: readonly UnitFacts[], meant: string | undefined): readonly UnitFacts[] {
  const chosen = units.filter((unit) => keyOf(unit) === partsOfMeant(meant).unit)
  return chosen.length > 0 ? chosen : units
}
