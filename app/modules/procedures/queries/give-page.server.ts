import { DateTime } from 'luxon'
import type { Live, Mark } from '~/lib/live'
import type { Visitor } from '~/modules/auth/types'
import { keptFacts } from '~/modules/readiness/queries/facts.server'
import { isForOnePatient } from '~/modules/readiness/rules/meets'
import type { Bound } from '~/modules/readiness/types'
import { productLot } from '~/modules/stock/rules/lot-key'
import { quantityText } from '~/modules/stock/rules/quantity'
import { stepFacts } from '../commands/open-file.server'
import { explainIdentity } from '../messages'
import { mayKeep, touched } from '../rules/cancel'
import { identityFinding } from '../rules/identity'
import { standingOf } from '../rules/standing'
import { standingMark, standingReasons } from '../rules/standing-words'
import { isTaken } from '../rules/steps'
import type { Clearance, IdentityFinding, Status } from '../types'
import { procedureLive } from './live.server'
import { bookingChoices, openProcedure, type ProcedureHead } from './page.server'

/** A container that is kept for the procedure and drawn from. Volumes in microliters. */
export type DrawnView = {
  readonly unitId: number
  readonly lotNumber: string
  readonly unitNumber: string | null
  readonly productName: string
  readonly expiry: string | null
  readonly isBiologic: boolean
  readonly kept: number
  /** What is in it by the records. */
  readonly holds: number
  readonly discardsRest: boolean
  readonly scanned: boolean
  /** Where it stands, when that is storage: it has to be taken out first if it must thaw. */
  readonly storedIn: string | null
  /** What the form starts with: what was cleared; else the dose for the vials in order, and of an anesthetic nothing is said. */
  readonly suggested: number | null
}

export type GiveView = {
  readonly head: ProcedureHead
  readonly live: Live
  /** What speaks against this being the right patient; null when the wristband was scanned. */
  readonly identity: IdentityFinding | null
  readonly identityText: string | null
  /** How the clearance stands now, by the judgment that GIVEN asks; each reason a sentence. */
  readonly standing: { readonly mark: Mark; readonly stands: boolean; readonly reasons: readonly string[] }
  /** When it was cleared to inject; null where no clearance counts. */
  readonly clearedAt: string | null
  readonly givenAt: string | null
  readonly drawn: readonly DrawnView[]
  readonly supplies: readonly { readonly key: number; readonly text: string }[]
  readonly localNow: string
  readonly products: readonly { readonly value: string; readonly label: string }[]
  readonly person: string
}

function drawnViews(
  bound: readonly Bound[],
  scanned: ReadonlySet<number>,
  dose: number,
  cleared: Clearance | null,
): DrawnView[] {
  let missing = dose
  // The vials first: they are what the page is for.
  const vialsFirst = [...bound].sort(
    (a, b) => Number(b.unit?.facts.isBiologic ?? false) - Number(a.unit?.facts.isBiologic ?? false),
  )
  return vialsFirst.flatMap(({ unit, binding }) => {
    if (unit === null || unit.facts.baseUnit !== 'uL') return []
    const { unitId, lotNumber, unitNumber, productName, expiry, isBiologic } = unit.facts
    const planned = cleared?.drawn.find((each) => each.unitId === unitId)?.volume ?? 0
    const suggested = cleared ? planned : isBiologic ? Math.min(missing, binding.quantity) : null
    missing -= suggested ?? 0
    const view: DrawnView = {
      unitId,
      lotNumber,
      unitNumber,
      productName,
      expiry,
      isBiologic,
      kept: binding.quantity,
      holds: Math.max(unit.facts.quantity, binding.quantity),
      discardsRest: isForOnePatient(unit),
      scanned: scanned.has(unitId),
      storedIn: unit.reach === 'storage' ? unit.facts.placeName : null,
      suggested,
    }
    return [view]
  })
}

const suppliesText = (bound: readonly Bound[]) =>
  bound.flatMap(({ unit, binding }) =>
    unit === null || unit.facts.baseUnit === 'uL' || binding.reservationId === null
      ? []
      : [
          {
            key: binding.id,
            text: `${quantityText(binding.quantity, unit.facts)} × ${productLot(unit.facts.productName, unit.facts.lotNumber)}`,
          },
        ],
  )

/** All that the give page shows. */
export async function givePage(visitor: Visitor, param: string | undefined): Promise<GiveView> {
  const { file, head } = await openProcedure(visitor, param)
  const { db, at } = visitor.context
  const step = await stepFacts(db.read, file, at)
  const facts = step.readiness
  const standing = standingOf(file, step, at)
  const zone = file.row.timeZone
  const cleared = isTaken('cleared', step, at) ? file.state.cleared : null
  const scanned = new Set(file.state.scannedVials.map((each) => each.unitId))
  const identity = identityFinding(file.state, file.row.timeZone, at)
  const choices = await bookingChoices(db.read, visitor.site.id)
  return {
    head,
    live: procedureLive(visitor, { file, light: step.light, standing }),
    standing: {
      mark: standingMark(standing, zone),
      stands: standing.state === 'stands',
      reasons: standingReasons(standing, step, file.events, { zone, at }),
    },
    identity,
    identityText: identity && explainIdentity(identity, file.row.timeZone),
    clearedAt: cleared?.at ?? null,
    givenAt: file.state.givenAt,
    drawn: drawnViews(facts.bound, scanned, file.row.doseMicroliters, cleared),
    supplies: suppliesText(facts.bound),
    localNow: DateTime.fromISO(at, { zone: file.row.timeZone }).toFormat("yyyy-MM-dd'T'HH:mm"),
    products: choices.products.map((each) => ({ value: String(each.id), label: `${each.name}, ${each.manufacturer}` })),
    person: visitor.name,
  }
}

export type CancelView = {
  readonly head: ProcedureHead
  readonly status: Status
  readonly items: readonly {
    readonly bindingId: number
    readonly lotNumber: string
    readonly productName: string
    readonly mayKeep: boolean
  }[]
}

/** What the cancel page shows: the opened and thawed items that need a disposition (R26). */
export async function cancelPage(visitor: Visitor, param: string | undefined): Promise<CancelView> {
  const { file, head } = await openProcedure(visitor, param)
  const { db, at } = visitor.context
  const facts = await keptFacts(db.read, file.booking)
  return {
    head,
    status: file.row.status,
    items: touched(facts.bound).map((item) => ({
      bindingId: item.binding.id,
      lotNumber: item.lotNumber,
      productName: item.unit?.facts.productName ?? '',
      mayKeep: mayKeep(item, at),
    })),
  }
}
