import { z } from 'zod'
import { wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { textsOf } from '~/modules/protocols/queries.server'
import { yesesOf } from '~/modules/readiness/rules/screening-answers'
import { openQuestion } from '../rules/patient-questions'
import { procedureRefusals } from '../rules/refusals'
import { decideScreening, saidYes } from '../rules/screening'
import { decideStep } from '../rules/steps'
import { partsToAgree, timeOutFacts, timeOutParts } from '../rules/time-out'
import { openFile, stepFacts, storeEvent, target } from './open-file.server'

/**
 * The screening of the day (R26): every contraindication answered. A stop is stored and does not let the procedure go on;
 * it may be screened again.
 */
export const screen = command({
  kind: 'procedure.screen',
  what: 'Records the screening of the day: each contraindication answered.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'ask',
  input: target.extend({
    answers: z.record(wordsIn(60), z.enum(['yes', 'no', 'unsure'])),
    reason: wordsIn(1_000).nullable(),
  }),
  refusals: procedureRefusals,
  audit: z.object({ outcome: z.string() }),
  run: async (work, { answers, reason, ...input }) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { row } = file.value
    const step = decideStep('screened', await stepFacts(work.tx, file.value, work.at), work.at)
    if (!step.ok) return step
    const questions = await textsOf(work.tx, row.versionId, 'contraindications')
    const decision = decideScreening(questions, answers, reason)
    if (!decision.ok) return decision
    const { outcome, yes } = decision.value
    const said = saidYes(questions, answers, yes)
    await storeEvent(work.tx, work, row.id, {
      kind: 'screened',
      detail: { outcome, yes, said, reason },
      status: outcome !== 'stop' && row.status === 'booked' ? 'screened' : undefined,
    })
    work.note(`procedure:${row.id}`, { outcome })
    return ok({ outcome })
  },
})

/** The patient consented, informed (R26, docs/rules.md#the-protocol). */
export const consent = command({
  kind: 'procedure.consent',
  what: 'Records that the patient was informed and agrees.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'ask',
  input: target,
  refusals: procedureRefusals,
  audit: z.object({}),
  run: async (work, input) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const step = decideStep('consented', await stepFacts(work.tx, file.value, work.at), work.at)
    if (!step.ok) return step
    await storeEvent(work.tx, work, input.procedureId, { kind: 'consented', status: 'consented' })
    work.note(`procedure:${input.procedureId}`, {})
    return ok(null)
  },
})

/**
 * The time-out before the first needle (R67): patient, side, site, units, dose and operator, said aloud and agreed on (`agreed`; of a
 * repeated one only what changed), with each yes of the screening (`considered`). READY is asked again (R31). Refuses while a
 * question about the patient is open, a yes that nobody named, and a part that nobody agreed on.
 */
export const takeTimeOut = command({
  kind: 'procedure.time-out',
  what: 'Records the time-out: right patient, side and site.',
  right: 'procedure.change',
  by: 'person',
  whenLate: 'drop',
  input: target.extend({
    considered: z.array(wordsIn(60)).max(50).optional(),
    agreed: z.array(z.enum(timeOutParts)).max(10),
  }),
  refusals: procedureRefusals,
  audit: z.object({}),
  run: async (work, { considered = [], agreed, ...input }) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const facts = await stepFacts(work.tx, file.value, work.at)
    const step = decideStep('time-out', facts, work.at)
    if (!step.ok) return step
    const question = openQuestion(facts.readiness)
    if (question) return refuse({ code: 'QUESTION_OPEN' as const, finding: question })
    const silent = yesesOf(file.value.booking).filter((yes) => !considered.includes(yes.question))
    if (silent.length > 0)
      return refuse({ code: 'SCREENING_NOT_CONSIDERED' as const, texts: silent.map(({ text }) => text) })
    const parts = partsToAgree(facts.timeOut).filter((part) => !agreed.includes(part))
    if (parts.length > 0) return refuse({ code: 'TIME_OUT_NOT_AGREED' as const, parts })
    const detail = { agreed: timeOutFacts(file.value.row, facts.readiness.bound) }
    await storeEvent(work.tx, work, input.procedureId, { kind: 'time-out', detail })
    work.note(`procedure:${input.procedureId}`, {})
    return ok(null)
  },
})
