import type { AuditNote, CommandContext } from '../types'
import { storeAudit } from './run.server'

/** Writes down that a patient's link was read, durable before the answer leaves (R38). */
export async function recordRead(context: CommandContext, action: string, notes: AuditNote[]): Promise<void> {
  if (notes.length > 0) await context.db.write((tx) => storeAudit(tx, context, action, null, notes))
}
