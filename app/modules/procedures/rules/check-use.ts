import type { Instant } from '~/lib/day'
import type { Allergy } from '~/modules/patients/types'
import { conflicts } from '~/modules/readiness/rules/contains'
import { whoseIs } from '~/modules/readiness/rules/whose'
import type { ReachableUnit } from '~/modules/readiness/types'
import { type DonorFacts, sameDonor } from '~/modules/stock/rules/donor'
import { usability } from '~/modules/stock/rules/usability'
import type { UseFinding } from '../types'

/** What is known when a unit is about to be used on a patient. Volumes in microliters. */
export type UseFacts = {
  readonly unit: ReachableUnit
  readonly patientId: number
  /** How much of it is kept for this procedure; null when nothing is. */
  readonly keptHere: number | null
  /** The lots that are kept for this procedure, to say which one to scan. */
  readonly keptLots: readonly string[]
  readonly allergies: readonly Allergy[]
  readonly booked: { readonly productId: number; readonly productName: string; readonly doseMicroliters: number }
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

function keptFindings({ unit, keptHere, keptLots }: UseFacts): UseFinding[] {
  if (keptHere !== null) return []
  if (unit.facts.reserved > 0 && unit.facts.quantity - unit.facts.reserved <= 0)
    return [{ code: 'KEPT_FOR_OTHER', severity: 'stop' }]
  return [{ code: 'NOT_KEPT', severity: 'stop', kept: keptLots }]
}

function volumeFindings({ unit, keptHere, given, givenInAll, booked, protocol }: UseFacts): UseFinding[] {
  const findings: UseFinding[] = []
  const left = keptHere ?? unit.facts.quantity
  const { overfillMicroliters: overfill, isBiologic } = unit.facts
  if (given !== null && given > left + overfill)
    findings.push({ code: 'MORE_THAN_LEFT', severity: 'stop', given, left, overfill })
  if (givenInAll !== null && isBiologic) {
    if (givenInAll < protocol.min || givenInAll > protocol.max)
      findings.push({ code: 'DOSE_OUT_OF_PROTOCOL', severity: 'check', given: givenInAll, ...protocol })
    else if (givenInAll !== booked.doseMicroliters)
      findings.push({ code: 'DOSE_DIFFERS', severity: 'check', booked: booked.doseMicroliters, given: givenInAll })
  }
  return findings
}

/**
 * Everything against using this unit on this patient at an instant, asked *before* "given" (R27): expired, held, opened too
 * long, thawed too long or not thawed at all, storage not proven, kept for another booking or not for this one, another
 * product, another patient's own, more than is left, two donors, an allergy. `stop` findings refuse the act; R41 records them with what has
 * happened all the same.
 */
export function checkUse(facts: UseFacts, at: Instant): UseFinding[] {
  const { unit, booked, allergies } = facts
  const stock = usability(unit.facts, at)
    .findings.filter((finding) => !(facts.usedHere && finding.code === 'OPENED_FOR_OTHER'))
    .map((finding): UseFinding => ({ code: 'STOCK', severity: finding.severity, finding }))
  const findings: UseFinding[] = [...stock]
  if (unit.facts.isBiologic && unit.facts.productId !== booked.productId)
    findings.push({ code: 'WRONG_PRODUCT', severity: 'stop', booked: booked.productName })
  findings.push(...keptFindings(facts))
  if (unit.facts.needsThaw && unit.facts.thawLimitAt === null) findings.push({ code: 'NOT_THAWED', severity: 'stop' })
  if (unit.facts.isBiologic && facts.otherDonors.some((donor) => !sameDonor(donor, unit.facts)))
    findings.push({ code: 'TWO_DONORS', severity: 'stop' })
  const { contains, unknown } = conflicts(unit.touch, allergies)
  for (const allergen of contains) findings.push({ code: 'ALLERGY', severity: 'stop', allergen })
  for (const allergen of unknown) findings.push({ code: 'ALLERGY_UNKNOWN', severity: 'stop', allergen })
  const whose = whoseIs(unit, facts.patientId)
  if (whose !== null) findings.push({ code: 'AUTOLOGOUS', severity: whose === 'theirs' ? 'check' : 'stop', whose })
  return [...findings, ...volumeFindings(facts)]
}

/** The first finding that stops the act; null when nothing does. */
export const stopOf = (findings: readonly UseFinding[]): UseFinding | null =>
  findings.find((finding) => finding.severity === 'stop') ?? null
