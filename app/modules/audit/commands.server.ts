import { stopped } from '~/lib/clock'
import type { Tx } from '~/lib/db.server'
import type { Result } from '~/lib/result'
import { runStored, storeAudit } from './commands/run.server'
import type { AuditNote, CommandContext, CommandHead, CommandRefusal } from './types'

/** The form of commands before they were declared; `perform` (auth) takes its place, room by room. */
export const runCommand = <Answer extends Result<unknown>>(
  { db, actor, at }: CommandContext,
  head: CommandHead,
  work: (tx: Tx, note: (entry: AuditNote) => void) => Promise<Answer>,
): Promise<Answer | { readonly ok: false; readonly refusal: CommandRefusal }> =>
  runStored({ db, actor, clock: stopped(at) }, head, ({ tx, note }) => work(tx, note))

/** Writes down that a patient's link was read, durable before the answer leaves (R38). */
export async function recordRead(context: CommandContext, action: string, notes: AuditNote[]): Promise<void> {
  if (notes.length > 0) await context.db.write((tx) => storeAudit(tx, context, action, null, notes))
}
