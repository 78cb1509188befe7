import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import { isForOnePatient } from '~/modules/readiness/rules/meets'
import type { ReachableUnit, ReadinessFacts } from '~/modules/readiness/types'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { openUnit } from '~/modules/stock/commands/reserve.server'
import { raiseTask } from '~/modules/tasks/commands.server'
import type { ProcedureFile } from '../queries/booking.server'
import { checkUse, wasWrong } from '../rules/check-use'
import { type Drawn, discardTime } from '../rules/plan-give'
import { factsOfUse, keptToDraw } from '../rules/use-facts'
import type { LateFinding } from '../types'
import { suppliesOf } from './give.server'

/** What a late record says of a container beside the one it is about: how much of it was given too, in microliters. */
export type AlsoSaid = { readonly unitId: number; readonly given: number }

/** What becomes of everything else that was set apart. */
export type Also = {
  readonly drawn: readonly Drawn[]
  /** May be in the patient: nobody said whether, and how much. */
  readonly unsaid: readonly ReachableUnit[]
  /** What stands against each unit, the supplies too. */
  readonly findings: ReadonlyMap<number, readonly LateFinding[]>
}

/** What was set apart to be drawn from beside this container: each anesthetic, and a vial where it was cleared. */
export function besides(file: ProcedureFile, readiness: ReadinessFacts, unitId: number): ReachableUnit[] {
  const cleared = new Set(file.state.cleared?.drawn.flatMap((each) => (each.volume > 0 ? [each.unitId] : [])))
  return keptToDraw(readiness).filter(
    ({ facts }) => facts.unitId !== unitId && (!facts.isBiologic || cleared.has(facts.unitId)),
  )
}

const availableOf = (readiness: ReadinessFacts, unitId: number): number =>
  readiness.bound
    .filter(({ binding }) => binding.unitId === unitId)
    .reduce((sum, { binding }) => sum + binding.quantity, 0)

/**
 * Sorts what else was set apart by what was said of it: nothing of it was given, this much was, or nobody said. Each that was given,
 * and each supply that was used, is judged as the vial is (R41). Refuses nothing.
 */
export function alsoGiven(
  file: ProcedureFile,
  readiness: ReadinessFacts,
  about: { readonly unitId: number; readonly given: number; readonly givenAt: Instant; readonly supplies: boolean },
  said: readonly AlsoSaid[],
): Also {
  const { unitId, givenAt } = about
  const others = besides(file, readiness, unitId).map((unit) => ({
    unit,
    given: said.find((each) => each.unitId === unit.facts.unitId)?.given ?? null,
  }))
  const findings = new Map<number, LateFinding[]>()
  const judged = (unit: ReachableUnit, given: number | null) =>
    checkUse(
      factsOfUse(file, readiness, unit, given === null ? null : { given, givenInAll: about.given, others: [] }),
      'record',
      givenAt,
    ).filter((each) => wasWrong([each]))
  for (const { unit, given } of others) if (given) findings.set(unit.facts.unitId, judged(unit, given))
  if (about.supplies)
    for (const { unit } of suppliesOf(readiness)) if (unit) findings.set(unit.facts.unitId, judged(unit, null))
  const drawn = others.flatMap(({ unit, given }): Drawn[] => {
    if (!given) return []
    const scan = file.state.scannedVials.filter((each) => each.unitId === unit.facts.unitId).at(-1)
    return [
      {
        unit: unit.facts,
        given,
        available: availableOf(readiness, unit.facts.unitId),
        basis: scan && !scan.typed ? 'scan' : 'typed',
        raw: scan?.raw ?? null,
        discardRest: isForOnePatient(unit),
      },
    ]
  })
  return { drawn, unsaid: others.flatMap(({ unit, given }) => (given === null ? [unit] : [])), findings }
}

/** That nobody said whether these were given, as findings of the record. */
export const unsaidFindings = ({ unsaid }: Also): LateFinding[] =>
  unsaid.map(({ facts: { productName, lotNumber, unitNumber } }) => ({
    code: 'MAY_BE_GIVEN',
    unit: [productName, lotNumber, ...(unitNumber === null ? [] : [unitNumber])].join(', '),
  }))

/**
 * Opens what was drawn from and stays in use, and holds what may have been in this patient, or was given although something stood
 * against it. A person is asked the same day.
 */
export async function closeOffAlso(
  tx: Tx,
  stamp: Stamp,
  { row }: ProcedureFile,
  { drawn, unsaid, findings }: Also,
  givenAt: Instant,
): Promise<void> {
  for (const { unit, discardRest } of drawn)
    if (!discardRest && unit.openedAt === null)
      await openUnit(tx, stamp, { unitId: unit.unitId, openedAt: givenAt, discardAt: discardTime(unit, givenAt) })
  const source = `procedure:${row.id}`
  const wrong = drawn.filter(({ unit }) => (findings.get(unit.unitId) ?? []).length > 0)
  await placeHolds(tx, stamp, [
    ...unsaid.map(({ facts }) => ({
      reason: 'review' as const,
      note: 'It may have been given before a late record, which says nothing of it. Find out, and don’t use it until then.',
      source,
      unitId: facts.unitId,
    })),
    ...wrong.map(({ unit }) => ({
      reason: 'review' as const,
      note: 'Given although something stood against it: what is left waits for review.',
      source,
      unitId: unit.unitId,
    })),
  ])
  if (unsaid.length > 0 || [...findings.values()].some((each) => each.length > 0)) {
    const about = { kind: 'procedure', id: row.id }
    await raiseTask(tx, stamp, { kind: 'late.sort-out', about, siteId: row.siteId, role: 'clinician' })
  }
}
