import { parseWithZod } from '@conform-to/zod/v4'
import type { z } from 'zod'
import { query, sql } from '~/lib/db.server'
import type { Result } from '~/lib/result'
import { explainCommandRefusal } from '~/modules/audit/messages'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { actorNames } from '~/modules/auth/queries.server'
import type { Role } from '~/modules/auth/types'
import { explainOlderCount, explainStock } from '../messages'
import {
  countForm,
  expiryForm,
  holdForm,
  leaveForm,
  moveForm,
  quantityOf,
  releaseForm,
  seenAt,
  undoForm,
} from '../schema'
import type { StockRefusal } from '../types'
import { countUnit } from './count.server'
import { correctExpiry } from './expiry.server'
import { decideHold, type HoldPage, holdCommand, releaseHold } from './holds.server'
import { discardUnit, moveUnit, returnUnit, undoMovement } from './moves.server'

/** What came of a form of the stock pages: a sentence, and whether it was done. `movement` can be undone. */
export type StockAnswer = { readonly done: boolean; readonly title: string; readonly movement?: string }

/** What a form is about: a unit with its product, or a lot, or a place. */
export type FormSubject = {
  readonly siteId: number
  readonly timeZone: string
  readonly roles: readonly Role[]
  readonly unit?: { readonly id: number; readonly baseUnit: string; readonly containerQuantity: number }
  readonly lotId?: number
  readonly placeId?: number
}

const said = (title: string): StockAnswer => ({ done: false, title })

function answer(result: Result<unknown, StockRefusal | CommandRefusal>, title: string, movement?: string): StockAnswer {
  if (result.ok) return { done: true, title, movement }
  const { refusal } = result
  return said(
    refusal.code === 'COMMAND_KEY_REUSED' || refusal.code === 'COMMAND_KEY_INVALID'
      ? explainCommandRefusal(refusal)
      : explainStock(refusal),
  )
}

/** Reads a form by its schema; the first thing that is wrong with it as a sentence. */
function read<Schema extends z.ZodType>(
  form: FormData,
  schema: Schema,
): { value: z.output<Schema> } | { wrong: StockAnswer } {
  const submission = parseWithZod(form, { schema })
  if (submission.status === 'success') return { value: submission.value }
  const [first] = Object.values(submission.error ?? {})
    .flat()
    .filter((error) => error !== null)
  return { wrong: said(first ?? 'Something in this form is not as expected. Look at each field.') }
}

/** A place is reached only at the person's own site; what stands elsewhere is another site's to move. */
async function standsHere(context: CommandContext, siteId: number, placeId: number): Promise<boolean> {
  const rows = await query(
    context.db.read,
    sql`SELECT "id" FROM "Place" WHERE "id" = ${placeId} AND "siteId" = ${siteId}`,
  )
  return rows.length > 0
}

const amountWords = 'Enter how much: containers or pieces (3), or a volume (0.5 mL) of what is drawn from.'
type Unit = NonNullable<FormSubject['unit']>

async function moved(context: CommandContext, subject: FormSubject, unit: Unit, form: FormData): Promise<StockAnswer> {
  const given = read(form, moveForm)
  if ('wrong' in given) return given.wrong
  const { commandKey, fromPlaceId, toPlaceId, alreadyDone, quantity: text } = given.value
  const quantity = quantityOf(text, unit)
  if (quantity === null) return said(amountWords)
  if (fromPlaceId === toPlaceId) return said('It stands there already. Choose another place.')
  if (!(await standsHere(context, subject.siteId, fromPlaceId))) return said(explainStock({ code: 'PLACE_UNKNOWN' }))
  const input = { unitId: unit.id, fromPlaceId, toPlaceId, quantity, alreadyDone: alreadyDone === 'on' }
  const done = await moveUnit(context, commandKey, input)
  return answer(
    done,
    done.ok && done.value.held ? 'Recorded, and on hold: it was moved outside its storage band.' : 'Moved.',
    commandKey,
  )
}

async function left(
  context: CommandContext,
  subject: FormSubject,
  unit: Unit,
  form: FormData,
  how: 'discard' | 'return',
): Promise<StockAnswer> {
  const given = read(form, leaveForm)
  if ('wrong' in given) return given.wrong
  const { commandKey, fromPlaceId, quantity: text, reason } = given.value
  const quantity = quantityOf(text, unit)
  if (quantity === null) return said(amountWords)
  if (!(await standsHere(context, subject.siteId, fromPlaceId))) return said(explainStock({ code: 'PLACE_UNKNOWN' }))
  const input = { unitId: unit.id, fromPlaceId, quantity, reason }
  return how === 'discard'
    ? answer(await discardUnit(context, commandKey, input), 'Discarded.', commandKey)
    : answer(await returnUnit(context, commandKey, input), 'Sent back to the supplier.', commandKey)
}

async function counted(
  context: CommandContext,
  subject: FormSubject,
  unit: Unit,
  form: FormData,
): Promise<StockAnswer> {
  const given = read(form, countForm)
  if ('wrong' in given) return given.wrong
  const { commandKey, fromPlaceId, counted: text, reason, seen } = given.value
  const quantity = /^0+$/.test(text) ? 0 : quantityOf(text, unit)
  if (quantity === null) return said(amountWords)
  if (!(await standsHere(context, subject.siteId, fromPlaceId))) return said(explainStock({ code: 'PLACE_UNKNOWN' }))
  const saw = seenAt(seen, fromPlaceId)
  if (saw === null) return said('Reload the page and count again.')
  const state = { seenQuantity: saw.quantity, seenPostingId: saw.postingId }
  const done = await countUnit(context, commandKey, {
    unitId: unit.id,
    placeId: fromPlaceId,
    counted: quantity,
    reason,
    ...state,
  })
  if (!done.ok && done.refusal.code === 'COUNT_ON_OLDER_FACTS') {
    const names = await actorNames(
      context.db,
      done.refusal.since.map((row) => row.actor),
    )
    return said(explainOlderCount(done.refusal, subject.timeZone, names))
  }
  return answer(done, 'Counted.', commandKey)
}

async function held(context: CommandContext, subject: FormSubject, form: FormData): Promise<StockAnswer> {
  const given = read(form, holdForm)
  if ('wrong' in given) return given.wrong
  const { commandKey, reason, note } = given.value
  const scope = subject.unit
    ? { unitId: subject.unit.id }
    : subject.lotId
      ? { lotId: subject.lotId }
      : { placeId: subject.placeId }
  return answer(
    await holdCommand(context, commandKey, { reason, note, ...scope }),
    'On hold. Nobody can use it until it is released.',
  )
}

const pageOf = ({ unit, lotId, placeId }: FormSubject): HoldPage =>
  unit ? { unitId: unit.id } : lotId ? { lotId } : { placeId: placeId ?? 0 }

async function released(
  context: CommandContext,
  subject: FormSubject,
  form: FormData,
  how: 'release' | 'decide',
): Promise<StockAnswer> {
  const given = read(form, releaseForm)
  if ('wrong' in given) return given.wrong
  const { commandKey, ...rest } = given.value
  const input = { ...rest, page: pageOf(subject), roles: subject.roles }
  return how === 'release'
    ? answer(await releaseHold(context, commandKey, input), 'Released.')
    : answer(await decideHold(context, commandKey, input), 'Decided: this hold is over.')
}

async function corrected(context: CommandContext, lotId: number, form: FormData): Promise<StockAnswer> {
  const given = read(form, expiryForm)
  if ('wrong' in given) return given.wrong
  const { commandKey, expiry, reason } = given.value
  const done = await correctExpiry(context, commandKey, { lotId, expiry, reason })
  const held = done.ok && done.value.held
  const rest = held
    ? 'It is later, so the lot is on hold until another person has compared.'
    : 'Holds stay until they are released.'
  return answer(
    done,
    done.ok && done.value.changed
      ? `The expiry of this lot is now ${expiry}. ${rest}`
      : `${expiry} is the expiry that is known already. Nothing was changed.`,
  )
}

async function undone(context: CommandContext, subject: FormSubject, unit: Unit, form: FormData): Promise<StockAnswer> {
  const given = read(form, undoForm)
  if ('wrong' in given) return given.wrong
  const { commandKey, movement, reason } = given.value
  const input = { movement, reason, unitId: unit.id, siteId: subject.siteId }
  return answer(await undoMovement(context, commandKey, input, subject.roles), 'Undone. Both stay in the story.')
}

/** The intents of stock's forms that need the right to hold and release; all others need the right to move. */
export const holdIntents: ReadonlySet<string> = new Set(['hold', 'release', 'decide', 'expiry'])

/** Answers a form of a stock page: move, discard, return, count, hold, release, decide, correct an expiry, undo. Nothing is done by halves. */
export function answerStockForm(context: CommandContext, subject: FormSubject, form: FormData): Promise<StockAnswer> {
  const { unit } = subject
  switch (form.get('intent')) {
    case 'hold':
      return held(context, subject, form)
    case 'release':
      return released(context, subject, form, 'release')
    case 'decide':
      return released(context, subject, form, 'decide')
    case 'expiry':
      if (subject.lotId) return corrected(context, subject.lotId, form)
      break
    case 'undo':
      if (unit) return undone(context, subject, unit, form)
      break
    case 'move':
      if (unit) return moved(context, subject, unit, form)
      break
    case 'discard':
      if (unit) return left(context, subject, unit, form, 'discard')
      break
    case 'return':
      if (unit) return left(context, subject, unit, form, 'return')
      break
    case 'count':
      if (unit) return counted(context, subject, unit, form)
      break
  }
  return Promise.resolve(said('This page does not know what to do. Reload it and try again.'))
}
