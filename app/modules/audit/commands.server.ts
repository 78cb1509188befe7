import { createHash } from 'node:crypto'
import { stopped } from '~/lib/clock'
import { type Database, query, sql, type Tx } from '~/lib/db.server'
import type { Result } from '~/lib/result'
import { runStored, storeAudit } from './commands/run.server'
import { canonicalText, rangesOf } from './rules'
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

type EntryRow = {
  id: number
  at: string
  actor: string
  action: string
  subject: string
  detail: string
  commandKey: string | null
}

const sealHash = (previous: string, rows: EntryRow[]): string => {
  const hash = createHash('sha256').update(previous)
  for (const row of rows)
    hash.update(canonicalText([Number(row.id), row.at, row.actor, row.action, row.subject, row.detail, row.commandKey]))
  return hash.digest('hex')
}

const entriesBetween = (tx: Tx, after: number, limit: number) =>
  query<EntryRow>(
    tx,
    sql`SELECT "id", "at", "actor", "action", "subject", "detail", "commandKey" FROM "AuditEntry"
        WHERE "id" > ${after} ORDER BY "id" LIMIT ${limit}`,
  )

/**
 * Seals the audit entries written since the last seal, in order, in one batch of at most `limit` rows; returns how many.
 * Run by a job, so that writers never wait for each other's hashes.
 */
export function sealAudit(db: Database, at: string, limit = 5_000): Promise<number> {
  return db.write(async (tx) => {
    const last = await tx.auditSeal.findFirst({ orderBy: { id: 'desc' }, select: { toId: true, hash: true } })
    const rows = await entriesBetween(tx, last?.toId ?? 0, limit)
    const [first] = rows
    const final = rows.at(-1)
    if (!first || !final) return 0
    const hash = sealHash(last?.hash ?? '', rows)
    const members = rangesOf(rows.map((row) => row.id))
    await tx.auditSeal.create({ data: { fromId: first.id, toId: final.id, members, hash, sealedAt: at } })
    return rows.length
  })
}

/** Recomputes every seal; returns the ids of seals whose rows were changed or removed since. An untouched trail gives none. */
export async function brokenSeals(db: Database): Promise<number[]> {
  const seals = await db.read.auditSeal.findMany({ orderBy: { id: 'asc' } })
  const broken: number[] = []
  let previous = ''
  for (const seal of seals) {
    const rows = (await entriesBetween(db.read, seal.fromId - 1, 5_000)).filter((row) => Number(row.id) <= seal.toId)
    if (sealHash(previous, rows) !== seal.hash) broken.push(seal.id)
    previous = seal.hash
  }
  return broken
}
