import { parseWithZod } from '@conform-to/zod/v4'
import type { z } from 'zod'
import { parseLocal } from '~/lib/day'
import type { Result } from '~/lib/result'
import { explainCommandRefusal } from '~/modules/audit/messages'
import type { CommandRefusal } from '~/modules/audit/types'
import type { Visitor } from '~/modules/auth/types'
import { explainProcedure } from '../messages'
import {
  closeForm,
  consentForm,
  observeForm,
  overrideForm,
  reactionForm,
  screenForm,
  timeOutForm,
  undoForm,
} from '../schema'
import type { ProcedureRefusal } from '../types'
import { recordReaction } from './reaction.server'
import { closeProcedure, consent, endObservation, overrideStep, screen, takeTimeOut } from './steps.server'
import { undoUse } from './undo.server'

/** What became of a form: done, refused with a sentence, or wrong at its fields. */
export type Act<T = unknown> =
  | { readonly done: T; readonly refusal?: undefined; readonly errors?: undefined }
  | { readonly refusal: string; readonly errors?: undefined }
  | { readonly refusal?: undefined; readonly errors: Record<string, string[]> }

/** A refusal of any room below, or of the command wrapper, as a sentence. */
export function sentenceOf(refusal: ProcedureRefusal | CommandRefusal, visitor: Visitor): string {
  if (refusal.code === 'COMMAND_KEY_REUSED' || refusal.code === 'COMMAND_KEY_INVALID')
    return explainCommandRefusal(refusal)
  return explainProcedure(refusal, visitor.site.timeZone, visitor.context.at)
}

/** Parses a form and runs a command on it; errors stay at their fields, a refusal becomes a sentence. */
export async function act<Schema extends z.ZodType, T>(
  visitor: Visitor,
  form: FormData,
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<Result<T, ProcedureRefusal | CommandRefusal>>,
): Promise<Act<T>> {
  const submission = parseWithZod(form, { schema })
  if (submission.status !== 'success') {
    const errors = Object.entries(submission.error ?? {}).flatMap(([name, found]) => (found ? [[name, found]] : []))
    return { errors: Object.fromEntries(errors) as Record<string, string[]> }
  }
  const answer = await run(submission.value as z.output<Schema>)
  return answer.ok ? { done: answer.value } : { refusal: sentenceOf(answer.refusal, visitor) }
}

/** The forms of a procedure's page, by their intent. An intent that nobody knows is refused. */
export async function actOnProcedure(visitor: Visitor, procedureId: number, form: FormData): Promise<Act> {
  const { context } = visitor
  const target = { siteId: visitor.site.id, procedureId }
  switch (form.get('intent')) {
    case 'screen':
      return act(visitor, form, screenForm, ({ commandKey, answers, reason }) =>
        screen(context, commandKey, { ...target, answers, reason }),
      )
    case 'consent':
      return act(visitor, form, consentForm, ({ commandKey }) => consent(context, commandKey, target))
    case 'time-out':
      return act(visitor, form, timeOutForm, ({ commandKey }) => takeTimeOut(context, commandKey, target))
    case 'override':
      return act(visitor, form, overrideForm, ({ commandKey, step, reason }) =>
        overrideStep(context, commandKey, { ...target, step, reason }),
      )
    case 'observe':
      return act(visitor, form, observeForm, ({ commandKey, reaction, notes, instructions }) =>
        endObservation(context, commandKey, {
          ...target,
          reaction,
          notes: notes ?? '',
          instructionsGiven: instructions === 'on',
        }),
      )
    case 'reaction':
      return act(visitor, form, reactionForm, ({ commandKey, severity, seen, seenAt }) =>
        recordReaction(context, commandKey, {
          ...target,
          reaction: severity,
          notes: seen,
          seenAt: seenAt ? parseLocal(seenAt, visitor.site.timeZone) : null,
        }),
      )
    case 'close':
      return act(visitor, form, closeForm, ({ commandKey, ...note }) =>
        closeProcedure(context, commandKey, { ...target, ...note }),
      )
    case 'undo':
      return act(visitor, form, undoForm, ({ commandKey, movement, reason }) =>
        undoUse(context, commandKey, { ...target, movement, reason }),
      )
    default:
      return { refusal: 'This page does not know that form. Reload it and try again.' }
  }
}
