import { z } from 'zod'
import { textIn, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { usesOf } from '../queries/uses.server'
import { procedureRefusals } from '../rules/refusals'
import { decideStep } from '../rules/steps'
import { openFile, stepFacts, storeEvent, target } from './open-file.server'
import { reviewAfterReaction, storeReaction } from './reaction.server'

/**
 * The observation is over, after at least the protocol's minutes (R28). A severe reaction holds the lots that were given
 * for review. With a reaction nothing is refused: where the observation can't end yet, the reaction is stored by itself and
 * the observation goes on (`over` is false).
 */
export const endObservation = command({
  kind: 'procedure.observe',
  what: 'Ends the observation after giving, with the reaction if there was one.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'record',
  input: target.extend({
    reaction: z.enum(['none', 'mild', 'severe']),
    notes: textIn(1_000),
    instructionsGiven: z.boolean(),
    /** Why it ended before its time: the patient left. It has happened, so it is recorded. */
    endedEarly: wordsIn(500).nullish(),
  }),
  refusals: procedureRefusals,
  audit: z.object({ reaction: z.string(), held: z.number(), over: z.boolean() }),
  run: async (work, { reaction, notes, instructionsGiven, endedEarly, ...input }) => {
    const { tx, happenedAt: at } = work
    const file = await openFile(work, input)
    if (!file.ok) return file
    const subject = `procedure:${input.procedureId}`
    const decided = decideStep('observed', await stepFacts(tx, file.value, at), at)
    const early = !decided.ok && decided.refusal.code === 'OBSERVATION_NOT_OVER' && endedEarly ? endedEarly : null
    const step = early === null ? decided : ok(null)
    if (reaction !== 'none' && !(step.ok && instructionsGiven)) {
      const held = await storeReaction(tx, work, file.value, { reaction, notes, at })
      work.note(subject, { reaction, held, over: false })
      return ok({ held, over: false })
    }
    if (!step.ok) return step
    const detail = { reaction, notes, instructionsGiven, ...(early !== null && { endedEarly: early }) }
    await storeEvent(tx, work, input.procedureId, { kind: 'observed', detail, occurredAt: at, status: 'observed' })
    const held = reaction === 'severe' ? await reviewAfterReaction(tx, work, file.value) : 0
    work.note(subject, { reaction, held, over: true })
    return ok({ held, over: true })
  },
})

const noteIn = z.object({
  technique: wordsIn(1_000),
  response: wordsIn(1_000),
  observations: wordsIn(1_000),
  adjustments: wordsIn(1_000).nullable(),
})

/** What the protocol wants written down of a procedure (R29). */
export type NoteInput = z.input<typeof noteIn>

/** Closes a procedure with its note complete (R29): the protocol's record row. */
export const closeProcedure = command({
  kind: 'procedure.close',
  what: 'Closes a procedure with its note.',
  right: 'procedure.change',
  by: 'person',
  whenLate: 'drop',
  input: target.extend(noteIn.shape),
  refusals: procedureRefusals,
  audit: z.object({}),
  run: async (work, { procedureId, ...detail }) => {
    const file = await openFile(work, { procedureId })
    if (!file.ok) return file
    const step = decideStep('closed', await stepFacts(work.tx, file.value, work.at), work.at)
    if (!step.ok) return step
    const uses = await usesOf(work.tx, procedureId)
    if (!uses.some((use) => use.isBiologic && !use.undone)) return refuse({ code: 'NOTHING_GIVEN' as const })
    await storeEvent(work.tx, work, procedureId, { kind: 'closed', detail, status: 'closed' })
    work.note(`procedure:${procedureId}`, {})
    return ok(null)
  },
})
