import type { Instant } from '~/lib/day'
import type { Allergy } from '~/modules/patients/types'
import { judge } from '~/modules/readiness/rules/judge/judge'
import { unitTable } from '~/modules/readiness/rules/judge/table'
import { nameOf } from '~/modules/readiness/rules/meets'
import type { Kept, Need, ReachableUnit, UnitFinding } from '~/modules/readiness/types'
import type { DonorFacts } from '~/modules/stock/rules/donor'
import {
  type FindingTable,
  saysOnly,
  stopsOf,
  stopsUse,
  type Weighed,
  weigh,
  wouldStop,
} from '~/modules/stock/rules/judge/weigh'
import type { ProcedureRefusal, UseFinding, VolumeFinding } from '../types'

/** What is known when a unit is about to be used on a patient. Volumes in microliters. */
export type UseFacts = {
  readonly unit: ReachableUnit
  readonly booking: Need['booking']
  /** How much of it is kept for this procedure; null when nothing is. */
  readonly kept: Kept | null
  /** What is kept for this procedure instead, by lot and number, to say what to scan. */
  readonly keptUnits: readonly string[]
  readonly allergies: readonly Allergy[]
  readonly doseMicroliters: number
  readonly protocol: { readonly min: number; readonly max: number }
  /** How much of it is given; null while no volume is known (at a scan). */
  readonly given: number | null
  /** How much is given in total, from this and the other vials. */
  readonly givenInAll: number | null
  /** Whether it was used in this procedure before: an opened container stays this patient's. */
  readonly usedHere: boolean
  /** Donors of the other vials that go into the patient. Where the donor isn't known, the lot takes its place. */
  readonly otherDonors: readonly DonorFacts[]
}

/** The table of what a volume can be found to be, beside the one of units. */
const volumeTable: FindingTable<VolumeFinding> = {
  MORE_THAN_LEFT: { weights: stopsUse, overriddenBy: 'nobody', remedy: 'none' },
  DOSE_DIFFERS: { weights: saysOnly, overriddenBy: 'clinician', remedy: 'none' },
  DOSE_OUT_OF_PROTOCOL: { weights: { ...saysOnly, enter: 'ask' }, overriddenBy: 'clinician', remedy: 'answer' },
}

/** Every finding that can stand against a use: of the unit and of the volume. */
export const useTable = { ...unitTable, ...volumeTable }

function volumeFindings({ unit, kept, given, givenInAll, doseMicroliters, protocol }: UseFacts): VolumeFinding[] {
  const findings: VolumeFinding[] = []
  const left = kept?.quantity ?? unit.facts.quantity
  const { overfillMicroliters: overfill, isBiologic } = unit.facts
  if (given !== null && given > left + overfill) findings.push({ code: 'MORE_THAN_LEFT', given, left, overfill })
  if (givenInAll === null || !isBiologic || givenInAll === doseMicroliters) return findings
  const outside = givenInAll < protocol.min || givenInAll > protocol.max
  return [
    ...findings,
    outside
      ? { code: 'DOSE_OUT_OF_PROTOCOL', given: givenInAll, ...protocol }
      : { code: 'DOSE_DIFFERS', booked: doseMicroliters, given: givenInAll },
  ]
}

/**
 * Everything against using this unit on this patient at an instant (R27): what `judge` says of it, and the volume. `enter`
 * asks before the act, which a `stop` refuses; `record` is what has happened, which nothing refuses (R41).
 */
export function checkUse(facts: UseFacts, intent: 'enter' | 'record', at: Instant): UseFinding[] {
  const { booking, allergies, kept, keptUnits, usedHere, otherDonors: others } = facts
  const need = { intent, booking, allergies, requirement: null, kept, keptUnits, others, usedHere }
  return [...judge(facts.unit, need, at), ...weigh(volumeTable, volumeFindings(facts), intent)]
}

const isOfVolume = (finding: UseFinding): finding is Weighed<VolumeFinding> => finding.code in volumeTable

/** The refusal of a use for what stops it, with the unit's name and everything else that stops it; null where nothing does. */
export function stoppedBy(unit: ReachableUnit, findings: readonly UseFinding[]): ProcedureRefusal | null {
  const stops = stopsOf(findings)
  const [first] = stops
  if (!first) return null
  if (isOfVolume(first)) return { code: 'VOLUME_STOPPED', unit: nameOf(unit.facts), finding: first }
  const also = stops.slice(1).filter((each) => !isOfVolume(each)) as Weighed<UnitFinding>[]
  return { code: 'UNIT_STOPPED', unit: nameOf(unit.facts), finding: first, also }
}

/** Whether what was recorded would have been stopped before the act, or was put on hold since. */
export const wasWrong = (findings: readonly { readonly code: string }[]): boolean =>
  findings.some(({ code }) => code === 'HELD_LATER' || code === 'GIVEN_TO_OTHER') ||
  findings.some((finding) => finding.code in useTable && wouldStop(useTable, finding as UseFinding, 'enter'))
