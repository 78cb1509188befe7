import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import type { Bound, ReachableUnit, ReadinessFacts } from '~/modules/readiness/types'
import { outsidePlace } from '~/modules/stock/commands/ledger.server'
import { markUnits } from '~/modules/stock/commands/marks.server'
import type { ProcedureFile } from '../queries/booking.server'
import type { UseFacts } from '../rules/check-use'
import type { GivePlaces } from '../rules/plan-give'
import type { PlannedUse } from '../types'

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
  unit?.facts.unitNumber ? `lot ${lotNumber}, ${unit.facts.unitNumber}` : `lot ${lotNumber}`

/** What `checkUse` asks, out of what the transaction sees. */
export function factsOfUse(
  file: ProcedureFile,
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

/** The outside places that a giving posts to. */
export async function placesOfGiving(tx: Tx, file: ProcedureFile): Promise<GivePlaces> {
  const { siteId, placeId } = file.row
  return {
    procedure: { id: placeId, inside: false },
    discard: await outsidePlace(tx, siteId, 'discard'),
    difference: await outsidePlace(tx, siteId, 'difference'),
  }
}

/** Stores what was used on the patient: the link that a recall follows. */
export async function storeUses(
  tx: Tx,
  stamp: Stamp,
  procedureId: number,
  movement: string,
  uses: readonly PlannedUse[],
  how: {
    readonly givenAt: Instant
    readonly recordedLate: boolean
    readonly findings: ReadonlyMap<number, readonly unknown[]>
  },
): Promise<void> {
  for (const use of uses)
    await tx.procedureUse.create({
      data: {
        ...use,
        procedureId,
        movement,
        givenAt: how.givenAt,
        recordedAt: stamp.at,
        actor: stamp.actor,
        recordedLate: how.recordedLate,
        findings: JSON.stringify(how.findings.get(use.unitId) ?? []),
      },
      select: { id: true },
    })
  await markUnits(
    tx,
    stamp,
    uses.map(({ unitId, quantity }) => ({
      unitId,
      kind: 'used-on' as const,
      ref: { kind: 'procedure' as const, id: procedureId },
      quantity,
      at: how.givenAt,
    })),
  )
}
