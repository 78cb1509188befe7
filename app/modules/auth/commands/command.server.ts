import type { z } from 'zod'
import type { Instant } from '~/lib/day'
import type { Lock, Tx } from '~/lib/db.server'
import type { Refusal, Result } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import type { Permission, Role, Site, Status, WhenLate } from '../types'

/** The right that a command needs: one of the table, being signed in, or what follows from the row that it is about. */
export type Right<Input> =
  | Permission
  | 'signed-in'
  | {
      /** In words, for the list of commands: "the right of the movement that it undoes". */
      readonly says: string
      /** Reads the row inside the transaction. */
      readonly of: (tx: Tx, input: Input, site: Site) => Promise<Permission>
    }

/** What a command's `run` works with. It may be handed on as a `Stamp` to functions that write inside its transaction. */
export type Work<Detail> = Stamp & {
  readonly tx: Tx
  readonly site: Site
  readonly roles: readonly Role[]
  /**
   * When it happened, for a command that records what has happened: the time of its press, if it waited for the network.
   * For any other command the same as `at`.
   */
  readonly happenedAt: Instant
  /** The human behind the actor: the person, or whoever made the token; null for the program itself. */
  readonly personId: number | null
  /** The id of the postings that this command makes: no other command of anybody has it. */
  readonly movement: string
  /** Adds a line to the audit trail: `subject` is `lot:12`, the detail holds ids and figures, no names of patients. */
  readonly note: (subject: string, detail: Detail) => void
}

/** A thing that a person does, declared once for pages, API and scenarios. `perform` is the only way to run it. */
export type Declared<
  Input extends z.ZodType = z.ZodType,
  Detail = unknown,
  Answer extends Result<unknown> = Result<unknown>,
  Prepared = unknown,
> = {
  /** `room.verb`, as the audit trail shows it. */
  readonly kind: string
  /** What it does, in one sentence, for the list of commands. */
  readonly what: string
  readonly right: Right<z.output<Input>>
  /** `person` refuses tokens: a human must be there. */
  readonly by: 'anyone' | 'person'
  /** What becomes of a form that waited for the network (docs/safety.md §8). */
  readonly whenLate: WhenLate
  readonly input: Input
  /** Every refusal of `run` with the status that the API answers it with. */
  readonly refusals: Readonly<Record<Extract<Answer, { ok: false }>['refusal']['code'], Status>>
  /** What the audit trail's lines hold. */
  readonly audit: z.ZodType<Detail>
  /** Slow work on the input that must not hold up the transaction: hashing a password. */
  readonly prepare?: (input: z.output<Input>) => Promise<Prepared>
  /** What of the input tells one command from another under the same key; all of it where this is not given. */
  readonly compared?: (input: z.output<Input>) => unknown
  /** What others that write the same wait for, had before the facts are read: then they wait instead of failing. */
  readonly locks?: (input: z.output<Input>, site: Site) => readonly Lock[]
  run(work: Work<Detail>, input: z.output<Input>, prepared: Prepared): Promise<Answer>
}

/** A declared command with its types of input and answer. */
export type Command<Input extends z.ZodType, Answer extends Result<unknown>> = Omit<
  Declared<Input, unknown, Answer>,
  'run' | 'refusals'
> & {
  readonly refusals: Readonly<Record<string, Status>>
  run(work: Work<unknown>, input: z.output<Input>, prepared: unknown): Promise<Answer>
}

/** The refusals of a command, for its room's `messages.ts`. */
export type RefusalOf<C> =
  C extends Command<z.ZodType, infer Answer> ? Extract<Answer, { ok: false }>['refusal'] : Refusal

/** What a command gives when it is done. */
export type ValueOf<C> = C extends Command<z.ZodType, infer Answer> ? Extract<Answer, { ok: true }>['value'] : unknown

const all = new Map<string, Command<z.ZodType, Result<unknown>>>()

/** Every command that the loaded modules declare, by kind. */
export const allCommands = (): ReadonlyMap<string, Command<z.ZodType, Result<unknown>>> => all

/**
 * Declares a command. The compiler holds its audit details, its refusals (each with a status) and its answer together;
 * `docs/commands.md` is made of the same objects.
 */
export function command<Input extends z.ZodType, Detail, Answer extends Result<unknown>, Prepared = undefined>(
  declared: Omit<Declared<Input, NoInfer<Detail>, Answer, Prepared>, 'audit' | 'refusals'> & {
    readonly audit: z.ZodType<Detail>
    readonly refusals: Readonly<Record<Extract<NoInfer<Answer>, { ok: false }>['refusal']['code'], Status>>
  },
): Command<Input, Answer> {
  // The types of detail and preparation are between `run` and its declaration only.
  const made = declared as unknown as Command<Input, Answer>
  all.set(made.kind, made as unknown as Command<z.ZodType, Result<unknown>>)
  return made
}
