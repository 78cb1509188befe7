import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { textsOf } from '~/modules/protocols/queries.server'
import type { ScreeningOutcome } from '~/modules/readiness/types'
import { usesOf } from '../queries/uses.server'
import { type Answers, decideScreening } from '../rules/screening'
import { decideOverride, decideStep } from '../rules/steps'
import type { ProcedureRefusal, Reaction, Step } from '../types'
import { openFile, stepFacts, storeEvent, type Target } from './open-file.server'
import { holdAfterReaction, storeReaction } from './reaction.server'

type Answer<T> = Promise<Result<T, ProcedureRefusal | CommandRefusal>>

/**
 * The screening of the day (R26): every contraindication answered. A stop is stored and does not let the procedure go on;
 * it may be screened again.
 */
export const screen = (
  context: CommandContext,
  key: string,
  input: Target & { readonly answers: Answers; readonly reason: string | null },
): Answer<{ outcome: ScreeningOutcome }> =>
  runCommand(context, { key, kind: 'procedure.screen', input }, async (tx, note) => {
    const file = await openFile(tx, input)
    if (!file.ok) return file
    const step = decideStep('screened', await stepFacts(tx, file.value, context.at), context.at)
    if (!step.ok) return step
    const questions = await textsOf(tx, file.value.row.versionId, 'contraindications')
    const decision = decideScreening(questions, input.answers, input.reason)
    if (!decision.ok) return decision
    const { outcome, yes } = decision.value
    const goesOn = outcome !== 'stop' && file.value.row.status === 'booked'
    await storeEvent(tx, context, input.procedureId, {
      kind: 'screened',
      detail: { outcome, yes, reason: input.reason },
      status: goesOn ? 'screened' : undefined,
    })
    note({ subject: `procedure:${input.procedureId}`, detail: { outcome } })
    return ok({ outcome })
  })

/** The patient consented, informed (R26, docs/rules.md#the-protocol). */
export const consent = (context: CommandContext, key: string, input: Target): Answer<null> =>
  runCommand(context, { key, kind: 'procedure.consent', input }, async (tx, note) => {
    const file = await openFile(tx, input)
    if (!file.ok) return file
    const step = decideStep('consented', await stepFacts(tx, file.value, context.at), context.at)
    if (!step.ok) return step
    await storeEvent(tx, context, input.procedureId, { kind: 'consented', status: 'consented' })
    note({ subject: `procedure:${input.procedureId}` })
    return ok(null)
  })

/** The time-out: right patient, right side, right site, said aloud. READY is asked again (R31). */
export const takeTimeOut = (context: CommandContext, key: string, input: Target): Answer<null> =>
  runCommand(context, { key, kind: 'procedure.time-out', input }, async (tx, note) => {
    const file = await openFile(tx, input)
    if (!file.ok) return file
    const step = decideStep('time-out', await stepFacts(tx, file.value, context.at), context.at)
    if (!step.ok) return step
    await storeEvent(tx, context, input.procedureId, { kind: 'time-out' })
    note({ subject: `procedure:${input.procedureId}` })
    return ok(null)
  })

/** A step is overridden by who may, with a reason (R26). Giving and closing can't be. */
export const overrideStep = (
  context: CommandContext,
  key: string,
  input: Target & { readonly step: Step; readonly reason: string },
): Answer<null> =>
  runCommand(context, { key, kind: 'procedure.override', input }, async (tx, note) => {
    const file = await openFile(tx, input)
    if (!file.ok) return file
    const decision = decideOverride(input.step, await stepFacts(tx, file.value, context.at), context.at)
    if (!decision.ok) return decision
    await storeEvent(tx, context, input.procedureId, {
      kind: 'override',
      detail: { step: input.step, reason: input.reason },
    })
    note({ subject: `procedure:${input.procedureId}`, detail: { step: input.step, reason: input.reason } })
    return ok(null)
  })

/**
 * The observation is over, after at least the protocol's minutes (R28). A severe reaction holds the lots that were given
 * for review. With a reaction nothing is refused: where the observation can't end yet, the reaction is stored by itself and
 * the observation goes on (`over` is false).
 */
export const endObservation = (
  context: CommandContext,
  key: string,
  input: Target & { readonly reaction: Reaction; readonly notes: string; readonly instructionsGiven: boolean },
): Answer<{ held: number; over: boolean }> =>
  runCommand(context, { key, kind: 'procedure.observe', input }, async (tx, note) => {
    const file = await openFile(tx, input)
    if (!file.ok) return file
    const subject = `procedure:${input.procedureId}`
    const { reaction, notes, instructionsGiven } = input
    const step = decideStep('observed', await stepFacts(tx, file.value, context.at), context.at)
    if (reaction !== 'none' && !(step.ok && instructionsGiven)) {
      const held = await storeReaction(tx, context, file.value, { reaction, notes, at: context.at })
      note({ subject, detail: { reaction, held, over: false } })
      return ok({ held, over: false })
    }
    if (!step.ok) return step
    await storeEvent(tx, context, input.procedureId, {
      kind: 'observed',
      detail: { reaction, notes, instructionsGiven },
      status: 'observed',
    })
    const held = reaction === 'severe' ? await holdAfterReaction(tx, context, file.value) : 0
    note({ subject, detail: { reaction, held } })
    return ok({ held, over: true })
  })

export type NoteInput = {
  readonly technique: string
  readonly response: string
  readonly observations: string
  readonly adjustments: string | null
}

/** Closes a procedure with its note complete (R29): the protocol's record row. */
export const closeProcedure = (context: CommandContext, key: string, input: Target & NoteInput): Answer<null> =>
  runCommand(context, { key, kind: 'procedure.close', input }, async (tx, note) => {
    const file = await openFile(tx, input)
    if (!file.ok) return file
    const step = decideStep('closed', await stepFacts(tx, file.value, context.at), context.at)
    if (!step.ok) return step
    const uses = await usesOf(tx, input.procedureId)
    if (!uses.some((use) => use.isBiologic && !use.undone)) return refuse({ code: 'NOTHING_GIVEN' as const })
    const { technique, response, observations, adjustments } = input
    await storeEvent(tx, context, input.procedureId, {
      kind: 'closed',
      detail: { technique, response, observations, adjustments },
      status: 'closed',
    })
    note({ subject: `procedure:${input.procedureId}` })
    return ok(null)
  })
