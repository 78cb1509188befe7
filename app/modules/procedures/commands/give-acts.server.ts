import { parseLocal } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { CommandRefusal } from '~/modules/audit/types'
import type { Visitor } from '~/modules/auth/types'
import { resolveScan } from '~/modules/readiness/queries/scan.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { findLot } from '~/modules/stock/queries/look-up.server'
import type { UnitFacts } from '~/modules/stock/types'
import { bookForm, cancelForm, giveForm, lateForm } from '../schema'
import type { LateFinding, ProcedureRefusal } from '../types'
import { type Act, act } from './acts.server'
import { bookProcedure } from './book.server'
import { cancelProcedure } from './cancel.server'
import { type Giving, give } from './give.server'
import { recordGiven } from './late.server'
import type { LateInput } from './late-plan.server'

const targetOf = (visitor: Visitor, procedureId: number) => ({ siteId: visitor.site.id, procedureId })

/** The form of a new booking. */
export const actBook = (visitor: Visitor, form: FormData): Promise<Act<{ procedureId: number }>> =>
  act(visitor, form, bookForm, ({ commandKey, scheduledAt, dose, ...input }) => {
    const at = parseLocal(scheduledAt, visitor.site.timeZone)
    if (!at) return Promise.resolve(refuse({ code: 'BOOKING_PROTOCOL_UNKNOWN' as const }))
    const booking = { ...input, siteId: visitor.site.id, scheduledAt: at, doseMicroliters: dose }
    return bookProcedure(visitor.context, commandKey, booking)
  })

/** GIVEN. */
export const actGive = (visitor: Visitor, procedureId: number, form: FormData): Promise<Act<Giving>> =>
  act(visitor, form, giveForm, ({ commandKey, given, supplies, alreadyIn }) => {
    const drawn = Object.entries(given).map(([unitId, volume]) => ({ unitId: Number(unitId), given: volume }))
    return give(visitor.context, commandKey, {
      ...targetOf(visitor, procedureId),
      drawn,
      supplies: supplies === 'on',
      alreadyIn: alreadyIn === 'yes',
    })
  })

/** Cancelling, with what becomes of opened and thawed items. */
export const actCancel = (visitor: Visitor, procedureId: number, form: FormData): Promise<Act> =>
  act(visitor, form, cancelForm, ({ commandKey, reason, dispositions }) =>
    cancelProcedure(visitor.context, commandKey, {
      ...targetOf(visitor, procedureId),
      reason,
      dispositions: Object.entries(dispositions).map(([bindingId, disposition]) => ({
        bindingId: Number(bindingId),
        disposition,
      })),
    }),
  )

type Late = Promise<Result<{ movement: string; findings: readonly LateFinding[] }, ProcedureRefusal | CommandRefusal>>

/** The one container among these; asked where there are several, since each may be kept for another patient (R3). */
function oneContainer(units: readonly UnitFacts[]): Result<UnitFacts | null, ProcedureRefusal> {
  const [first] = units
  if (!first || units.every(({ unitId }) => unitId === first.unitId)) return ok(first ?? null)
  const names = [
    ...new Set(units.map(({ unitNumber, lotNumber }) => unitNumber ?? `not numbered, of lot ${lotNumber}`)),
  ]
  return refuse({ code: 'SCAN_SEVERAL', names })
}

/** Already given (R41): what the scan names when we know it, else what was typed from the label. */
export const actLate = (visitor: Visitor, procedureId: number, form: FormData) =>
  act(visitor, form, lateForm, async (input): Late => {
    const { context, site } = visitor
    const givenAt = parseLocal(input.givenAt, site.timeZone)
    if (!givenAt) return refuse({ code: 'GIVEN_IN_FUTURE' as const })
    const raw = (input.raw ?? '').trim()
    const scan = { raw, symbologyId: '', siteId: site.id, timeZone: site.timeZone, at: context.at }
    const scanned = raw === '' ? null : await resolveScan(context.db.read, scan)
    let what: LateInput['what'] | null = null
    const units = scanned?.ok && scanned.value.kind === 'units' ? scanned.value.units : []
    const one = oneContainer(units)
    if (!one.ok) return one
    if (one.value) what = { kind: 'unit', unitId: one.value.unitId, raw }
    if (what === null && input.productId !== null && input.lotNumber !== null) {
      const { productId, lotNumber, unitNumber, expiry } = input
      const lot = unitNumber === null ? await findLot(context.db.read, productId, lotNumber) : null
      const here = lot ? oneContainer(await unitFacts(context.db.read, { lotIds: [lot.lotId] })) : ok(null)
      if (!here.ok) return here
      what = here.value
        ? { kind: 'unit', unitId: here.value.unitId, raw: raw || null }
        : { kind: 'label', productId, lotNumber, unitNumber, expiry, raw: raw || null }
    }
    if (what === null) return scanned && !scanned.ok ? scanned : refuse({ code: 'UNIT_UNKNOWN' as const })
    const { given, givenBy, commandKey } = input
    const supplies = input.supplies === 'on'
    const late = { ...targetOf(visitor, procedureId), what, given, givenAt, givenBy, supplies }
    return recordGiven(context, commandKey, late)
  })
