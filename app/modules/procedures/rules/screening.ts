import { ok, type Result, refuse } from '~/lib/result'
import type { ScreeningOutcome } from '~/modules/readiness/types'
import type { Contraindication, ProcedureRefusal } from '../types'

export type Answers = Readonly<Record<string, 'yes' | 'no' | 'unsure' | undefined>>

/**
 * How a screening ends (docs/rules.md#the-protocol): a yes to what stops ends in `stop`; a yes to what is assessed or
 * evaluated needs a clinician's reason to go on and ends in `assessed`; all no is `clear`. Refuses a screening that
 * leaves a question open, and a yes without a reason. A contraindication without an effect stops. "Not sure" is not "no": it counts as a
 * yes until somebody knows.
 */
export function decideScreening(
  contraindications: readonly Contraindication[],
  answers: Answers,
  reason: string | null,
): Result<{ readonly outcome: ScreeningOutcome; readonly yes: readonly string[] }, ProcedureRefusal> {
  const missing = contraindications.filter(({ code }) => answers[code] === undefined).length
  if (missing > 0 || contraindications.length === 0) return refuse({ code: 'SCREENING_INCOMPLETE', missing })
  const yes = contraindications.filter(({ code }) => answers[code] !== 'no')
  const codes = yes.map(({ code }) => code)
  if (yes.some(({ effect }) => effect === 'stop' || effect === null)) return ok({ outcome: 'stop', yes: codes })
  if (yes.length === 0) return ok({ outcome: 'clear', yes: codes })
  return reason ? ok({ outcome: 'assessed', yes: codes }) : refuse({ code: 'SCREENING_REASON_MISSING' })
}

/** What was answered with yes or not sure, in the words of the questions, as an event keeps it. */
export const saidYes = (
  questions: readonly Contraindication[],
  answers: Answers,
  yes: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    questions
      .filter(({ code }) => yes.includes(code))
      .map(({ code, text }) => [code, answers[code] === 'unsure' ? `Not sure: ${text}` : text]),
  )
