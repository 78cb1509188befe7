import { parseLocal } from '~/lib/day'
import { type Result, refuse } from '~/lib/result'
import type { CommandRefusal } from '~/modules/audit/types'
import type { Visitor } from '~/modules/auth/types'
import { resolveScan } from '~/modules/readiness/queries/scan.server'
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
    if (scanned?.ok && scanned.value.kind === 'units') {
      const [unit] = scanned.value.units
      if (unit) what = { kind: 'unit', unitId: unit.unitId, raw }
    }
    if (what === null && input.productId !== null && input.lotNumber !== null) {
      const { productId, lotNumber, unitNumber, expiry } = input
      what = { kind: 'label', productId, lotNumber, unitNumber, expiry, raw: raw || null }
    }
    if (what === null) return scanned && !scanned.ok ? scanned : refuse({ code: 'UNIT_UNKNOWN' as const })
    const { given, givenBy, commandKey } = input
    const supplies = input.supplies === 'on'
    const late = { ...targetOf(visitor, procedureId), what, given, givenAt, givenBy, supplies }
    return recordGiven(context, commandKey, late)
  })
