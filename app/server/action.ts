import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, redirect } from '@remix-run/node'
import type { z } from 'zod'
import type { Result } from '~/lib/result'
import { pressedByField, pressedByOf, waitedHeader } from '~/lib/waiting'
import type { Command } from '~/modules/auth/commands/command.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { explainPerform, isPerformRefusal } from '~/modules/auth/messages'
import { enter } from '~/modules/auth/queries.server'
import type { PerformRefusal, Permission, Visitor } from '~/modules/auth/types'

/** What a page is answered: whether it was done, what came of it in a sentence, and what is wrong at which field. */
export type Answer<Value = unknown> = {
  readonly ok: boolean
  readonly sentence: string | null
  readonly errors: Readonly<Record<string, string[]>>
  readonly value: Value | null
  /** What a person must answer before it is done, each by its key: sent again with them, it is. */
  readonly asks?: readonly string[]
  /** It waited too long for the network to be done as it was pressed: ask the person first, or not at all. */
  readonly late?: 'ask' | 'drop'
}

/** A form as it arrived, and from whom. */
export type Sent = {
  readonly visitor: Visitor
  readonly form: FormData
  readonly params: Readonly<Record<string, string | undefined>>
}

/** What a form led to: an answer on the same page, or a page to go on to. */
export type Outcome<Value> = Answer<Value> | { readonly goTo: string }
/** A form's way to its command. */
export type Door<Value = unknown> = (sent: Sent) => Promise<Outcome<Value>>

type Refused<A> = A extends { readonly ok: false; readonly refusal: infer R } ? R : never
type Done<A> = A extends { readonly ok: true; readonly value: infer Value } ? Value : never

type FormOf<Schema extends z.ZodType, Input extends z.ZodType, A extends Result<unknown>, Value> = {
  /** Reads the form's texts. */
  readonly form: Schema | ((sent: Sent) => Schema)
  /** The command's input out of the form and the page's address. */
  readonly input: (given: z.output<Schema>, sent: Sent) => z.input<Input>
  /** What was done, in a sentence; null where the page shows it without one. */
  readonly say: (value: Done<A>, given: z.output<Schema>, sent: Sent) => string | null
  readonly explain: (refusal: Refused<A>, sent: Sent) => string | Promise<string>
  /** The keys of what a refusal asks. */
  readonly asks?: (refusal: Refused<A>) => readonly string[] | undefined
  /** What the page needs of the command's value. */
  readonly value?: (value: Done<A>) => Value
  /** The page to go on to when it was done. */
  readonly goTo?: (value: Done<A>, sent: Sent) => string
}

/** An answer that nothing was done. */
export const sorry = (sentence: string | null, errors: Answer['errors'] = {}): Answer<never> => ({
  ok: false,
  sentence,
  errors,
  value: null,
})

/** An answer that it was done. */
export const done = <Value = null>(sentence: string | null, value: Value | null = null): Answer<Value> => ({
  ok: true,
  sentence,
  errors: {},
  value,
})

/** The key that the browser made for this form. */
export const keyOf = (form: FormData): string => String(form.get('commandKey') ?? form.get('scanId') ?? '')

/** Reads a form by a schema: its values, or what is wrong at which field. */
export function readForm<Schema extends z.ZodType>(
  form: FormData,
  schema: Schema,
): Result<z.output<Schema>> | Answer<never> {
  const submission = parseWithZod(form, { schema })
  if (submission.status === 'success') return { ok: true, value: submission.value }
  const errors = Object.entries(submission.error ?? {}).flatMap(([name, found]) => (found ? [[name, found]] : []))
  return sorry(null, Object.fromEntries(errors) as Record<string, string[]>)
}

/** A form's way to a command: read it, make the command's input, perform it, say what came of it. */
export const formOf =
  <Input extends z.ZodType, A extends Result<unknown>, Schema extends z.ZodType, Value = null>(
    command: Command<Input, A>,
    way: FormOf<Schema, Input, A, Value>,
  ): Door<Value> =>
  async (sent) => {
    const read = readForm(sent.form, typeof way.form === 'function' ? way.form(sent) : way.form)
    if (!read.ok) return read as Answer<never>
    const given = (read as { value: z.output<Schema> }).value
    const answer = await perform(sent.visitor, command, way.input(given, sent), keyOf(sent.form))
    if (answer.ok) {
      const value = answer.value as Done<A>
      if (way.goTo) return { goTo: way.goTo(value, sent) }
      return done(way.say(value, given, sent), way.value ? way.value(value) : null)
    }
    const { refusal } = answer as { refusal: { code: string } }
    if (isPerformRefusal(refusal)) return wrapperSays(refusal)
    const asks = way.asks?.(refusal as Refused<A>)
    return { ...sorry(await way.explain(refusal as Refused<A>, sent)), ...(asks && { asks }) }
  }

/** What `perform` itself refuses, as an answer: wrong input at its field, anything else as a sentence. */
export const wrapperSays = (refusal: PerformRefusal): Answer<never> =>
  refusal.code === 'INPUT_WRONG' && refusal.field !== ''
    ? sorry(null, { [refusal.field]: [refusal.message] })
    : { ...sorry(explainPerform(refusal)), ...(refusal.code === 'CAME_LATE' && { late: refusal.whenLate }) }

/** How long a form waited for the network, in seconds, as the browser says. */
function waitedIn(form: FormData): number {
  const seconds = Number(form.get('waited') ?? 0)
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0
}

/** Whether a form that waited is sent by whoever pressed it, at the same site. */
function isTheirs(form: FormData, { personId, site }: Visitor): boolean {
  const pressedBy = form.get(pressedByField)
  return pressedBy === null || pressedBy === pressedByOf(personId, site.id)
}

const doorOf = (doors: Door | Readonly<Record<string, Door>>, intent: string): Door | undefined => {
  if (typeof doors === 'function') return doors as Door
  return Object.hasOwn(doors, intent) ? doors[intent] : undefined
}

type ValueOfDoor<D> = D extends Door<infer Value> ? Value : never

/**
 * The action of a route: who is signed in, whether they may see the page that the form is on (`right`, as its loader asks),
 * which form was sent (`intent`), and its way. Whether they may do it, the command asks; a form without a command has the
 * page's right alone. A page with one form gives its way alone.
 */
export const actionOf =
  <const Doors extends Door<unknown> | Readonly<Record<string, Door<unknown>>>>(right: Permission, doors: Doors) =>
  async ({ request, params, context }: ActionFunctionArgs) => {
    const entered = await enter(request, right)
    const form = await request.formData()
    const visitor = { ...entered, waitedSeconds: waitedIn(form) }
    const door = doorOf(doors, String(form.get('intent')))
    const outcome = !isTheirs(form, visitor)
      ? sorry('Another person pressed this, or at another site. Nothing was done with it: it waits for them.')
      : door
        ? await door({ visitor, form, params })
        : sorry('This page does not know that form. Reload it and try again.')
    if (request.headers.has(waitedHeader)) context.answered = 'goTo' in outcome ? done(null) : outcome
    if ('goTo' in outcome) throw redirect(outcome.goTo)
    type Value = ValueOfDoor<Doors extends Door<unknown> ? Doors : Doors[keyof Doors]>
    return data(outcome as Answer<Value>, { status: outcome.ok ? 200 : 422 })
  }
