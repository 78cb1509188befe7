import type { z } from 'zod'
import { addMinutes, type Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { type Result, refuse } from '~/lib/result'
import { DatabaseBusy } from '~/lib/retry.server'
import { Refused, type Running, runStored } from '~/modules/audit/commands/run.server'
import { rolesNow } from '../queries/rights.server'
import { may } from '../rules'
import type { PerformRefusal, Permission, Role, Visitor } from '../types'
import type { Command, Work } from './command.server'

const isToken = ({ context }: Visitor): boolean => context.actor.startsWith('token:')

/** The roles at this moment: a right that was lost since the page was opened is lost (docs/safety.md §11). */
const rolesOf = async (tx: Tx, { context, roles, site }: Visitor): Promise<readonly Role[]> =>
  context.actor === 'system' ? roles : rolesNow(tx, context.actor, site.id)

function demand(visitor: Visitor, roles: readonly Role[], permission: Permission): void {
  if (visitor.context.actor === 'system' || may(roles, permission)) return
  const refusal: PerformRefusal = { code: 'FORBIDDEN', permission }
  throw new Refused(refusal, true)
}

function wrongInput(error: z.ZodError): { readonly ok: false; readonly refusal: PerformRefusal } {
  const [first] = error.issues
  return refuse({ code: 'INPUT_WRONG', field: first?.path.join('.') ?? '', message: first?.message ?? '' })
}

/** What waits longer for the network decides on facts that may have passed. */
const waitSecondsMax = 120

/** A form that waited longer than this, in seconds, says a wrong time. */
const waitSecondsBelieved = 7 * 86_400

/** When it was pressed, by the server’s own clock: a browser says how long it waited, never what time it is. */
const pressedAt = (at: Instant, waitedSeconds: number): Instant =>
  addMinutes(at, -Math.min(Math.max(0, waitedSeconds), waitSecondsBelieved) / 60)

/** Why a command that waited is not done now; null where it bears it (docs/safety.md §8). What was done is answered by its key before. */
function cameLate({ whenLate }: Pick<Command<z.ZodType, Result<unknown>>, 'whenLate'>, waitedSeconds: number) {
  if (whenLate === 'send' || whenLate === 'record' || waitedSeconds <= waitSecondsMax) return null
  const refusal: PerformRefusal = { code: 'CAME_LATE', minutes: Math.floor(waitedSeconds / 60), whenLate }
  return refusal
}

/**
 * The one way in for everything that changes something: pages, API, scenarios, demo. In one transaction it finds whether
 * this actor's key was answered before, reads the actor's rights as they are now, asks the command's right (a constant, or
 * a function of the row), runs the command, stores the answer and the audit trail. Refuses input that is not as declared,
 * a token where a human must be there, whoever may not, and what waited too long for the network where the command decides on
 * facts of its moment.
 */
export async function perform<Input extends z.ZodType, Answer extends Result<unknown>>(
  visitor: Visitor,
  command: Command<Input, Answer>,
  input: NoInfer<z.input<Input>>,
  key: string,
  waitedSeconds = visitor.waitedSeconds ?? 0,
): Promise<Answer | { readonly ok: false; readonly refusal: PerformRefusal }> {
  const parsed = command.input.safeParse(input)
  if (!parsed.success) return wrongInput(parsed.error)
  if (command.by === 'person' && isToken(visitor)) return refuse({ code: 'PERSON_NEEDED' as const })
  const given = parsed.data
  const prepared = await command.prepare?.(given)
  const { db, actor } = visitor.context
  const compared = command.compared ? command.compared(given) : given
  const locks = () => command.locks?.(given, visitor.site) ?? []
  const head = { key, kind: command.kind, input: { site: visitor.site.id, given: compared }, locks }
  try {
    return await runStored({ db, actor, clock: visitor.clock }, head, {
      first: (tx) => rolesOf(tx, visitor),
      run: async (running, roles) => {
        if (actor !== 'system' && roles.length === 0) throw new Refused({ code: 'SIGNED_OUT' }, true)
        const { right } = command
        if (typeof right === 'object') demand(visitor, roles, await right.of(running.tx, given, visitor.site))
        else if (right !== 'signed-in') demand(visitor, roles, right)
        const late = cameLate(command, waitedSeconds)
        if (late) throw new Refused(late)
        const { at } = running.stamp
        const happenedAt = command.whenLate === 'record' ? pressedAt(at, waitedSeconds) : at
        return command.run(workOf(visitor, running, roles, key, happenedAt), given, prepared)
      },
    })
  } catch (error) {
    if (error instanceof DatabaseBusy) return refuse({ code: 'BUSY' as const })
    throw error
  }
}

function workOf(
  visitor: Visitor,
  { tx, stamp, note }: Running,
  roles: readonly Role[],
  key: string,
  happenedAt: Instant,
): Work<unknown> {
  return {
    ...stamp,
    happenedAt,
    tx,
    roles,
    site: visitor.site,
    personId: visitor.personId,
    // Keys belong to their actor, so the actor is part of what no other command has.
    movement: `${key}@${stamp.actor}`,
    note: (subject, detail) => note({ subject, detail: detail as Record<string, unknown> }),
  }
}
