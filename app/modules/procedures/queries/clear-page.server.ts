import type { Live } from '~/lib/live'
import type { Visitor } from '~/modules/auth/types'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import { parseMilliliters } from '~/modules/stock/rules/quantity'
import { stepFacts } from '../commands/open-file.server'
import { explainClear, explainTimeOut } from '../messages'
import { clearFindings, clearKey, clearOverrider, type ToDraw } from '../rules/clearance'
import { standingOf } from '../rules/standing'
import { standingReasons } from '../rules/standing-words'
import { keptToDraw } from '../rules/use-facts'
import { noWayOver, type WayOver, wayOver } from '../rules/way-over'
import type { ClearFinding, Draw } from '../types'
import { clearFacts } from './clear-facts.server'
import { procedureLive } from './live.server'
import { openProcedure, type ProcedureHead } from './page.server'

/** A finding of the clearance, with the one way on that the page offers. */
export type ClearFindingView = {
  readonly key: string
  readonly code: ClearFinding['code']
  readonly text: string
  readonly blocks: boolean
} & WayOver

/** A container to draw from. Volumes in microliters; the volume is null while nobody has said how much. */
export type ClearDrawView = {
  readonly unitId: number
  readonly productName: string
  readonly lotNumber: string
  readonly unitNumber: string | null
  readonly expiry: string | null
  readonly isBiologic: boolean
  readonly kept: number
  readonly scanned: boolean
  readonly volume: number | null
}

export type ClearView = {
  readonly head: ProcedureHead
  readonly live: Live
  readonly draws: readonly ClearDrawView[]
  readonly findings: readonly ClearFindingView[]
  readonly open: number
  /** Why what was cleared is no longer clear, where nothing else says it. */
  readonly turned: readonly string[]
  readonly timeOut: string | null
  readonly timeOutAt: string | null
  readonly identified: boolean
  readonly wrongPatient: boolean
  readonly cleared: string | null
  readonly over: boolean
  /** The next thing to scan; null when all is scanned. */
  readonly scanNext: string | null
  /** What is drawn, as an override of a finding about it sends it. */
  readonly drawn: string
}

/** The volumes that the address names (`draw.12=1.5`), else those that were cleared, else the dose from the vials in order, and nothing said of an anesthetic. */
function drawsAsked(
  units: readonly ToDraw['unit'][],
  asked: URLSearchParams,
  dose: number,
  cleared: readonly Draw[] | null,
): Draw[] {
  let missing = dose
  return units.flatMap(({ facts }) => {
    const text = asked.get(`draw.${facts.unitId}`)
    if (text !== null) {
      const volume = /^0([.,]0+)?$/.test(text.trim()) ? 0 : parseMilliliters(text)
      return volume === null ? [] : [{ unitId: facts.unitId, volume }]
    }
    if (cleared)
      return [{ unitId: facts.unitId, volume: cleared.find(({ unitId }) => unitId === facts.unitId)?.volume ?? 0 }]
    if (!facts.isBiologic) return []
    const volume = Math.min(missing, facts.quantity)
    missing -= volume
    return [{ unitId: facts.unitId, volume }]
  })
}

function findingView(finding: ClearFinding, index: number, visitor: Visitor, zone: string): ClearFindingView {
  const isBlocking = blocks(finding)
  return {
    key: `${finding.code}:${index}`,
    code: finding.code,
    text: explainClear(finding, zone, visitor.context.at),
    blocks: isBlocking,
    ...(isBlocking ? wayOver(clearOverrider(finding), visitor.roles, clearKey(finding)) : noWayOver),
  }
}

/** All that the page of the clearance shows, as the command would find it now. */
export async function clearPage(
  visitor: Visitor,
  param: string | undefined,
  asked: URLSearchParams,
): Promise<ClearView> {
  const { file, head } = await openProcedure(visitor, param)
  const { db, at } = visitor.context
  const step = await stepFacts(db.read, file, at)
  const units = keptToDraw(step.readiness)
  const draws = drawsAsked(units, asked, file.row.doseMicroliters, file.state.cleared?.drawn ?? null)
  const facts = await clearFacts(db.read, file, step, draws, at)
  const standing = standingOf(file, step, at)
  // What was cleared stays cleared when the signature's time runs out, as GIVEN has it; everything else that is open is.
  const findings = clearFindings(facts, at).filter(
    (each) => standing.state !== 'stands' || each.code !== 'READY_FIRST' || each.because !== 'expired',
  )
  const open = findings.filter(blocks).length
  const scanned = new Set(file.state.scannedVials.map(({ unitId }) => unitId))
  const identified = file.state.patientScannedAt !== null
  const next = facts.toDraw.find(({ unit, volume }) => volume !== 0 && !scanned.has(unit.facts.unitId))
  return {
    head,
    live: procedureLive(visitor, { file, light: step.light, standing }),
    draws: facts.toDraw.map(({ unit, volume }) => {
      const { unitId, productName, lotNumber, unitNumber, expiry, isBiologic, quantity } = unit.facts
      const kept = step.readiness.bound
        .filter(({ binding }) => binding.unitId === unitId)
        .reduce((sum, { binding }) => sum + binding.quantity, 0)
      return {
        unitId,
        productName,
        lotNumber,
        unitNumber,
        expiry,
        isBiologic,
        kept: kept || quantity,
        scanned: scanned.has(unitId),
        volume,
      }
    }),
    findings: findings.map((finding, index) => findingView(finding, index, visitor, file.row.timeZone)),
    open,
    turned:
      standing.state === 'turned' ? standingReasons(standing, step, file.events, { zone: file.row.timeZone, at }) : [],
    timeOut: step.timeOut && explainTimeOut(step.timeOut, file.row.timeZone),
    timeOutAt: file.state.timeOutAt,
    identified,
    wrongPatient: file.state.wrongPatientScannedAt !== null,
    cleared: standing.state === 'stands' && open === 0 ? standing.at : null,
    over: file.booking.over,
    scanNext: !identified ? 'the wristband' : next ? (next.unit.facts.unitNumber ?? next.unit.facts.lotNumber) : null,
    drawn: JSON.stringify(draws),
  }
}
