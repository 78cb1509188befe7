import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import { outsidePlace } from '~/modules/stock/commands/ledger.server'
import { markUnits } from '~/modules/stock/commands/marks.server'
import type { ProcedureFile } from '../queries/booking.server'
import type { GivePlaces } from '../rules/plan-give'
import type { PlannedUse } from '../types'

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
    /** Lots that the first of them may have been of instead. */
    readonly otherLots?: readonly number[]
  },
): Promise<void> {
  const stored: number[] = []
  for (const use of uses) {
    const { id } = await tx.procedureUse.create({
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
    stored.push(id)
  }
  const [first] = stored
  if (first !== undefined && how.otherLots?.length)
    await tx.useOtherLot.createMany({ data: how.otherLots.map((lotId) => ({ useId: first, lotId })) })
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
