import { createHash } from 'node:crypto'
import { type Database, join, query, sql, type Tx } from '~/lib/db.server'
import { type Refusal, type Result, refuse } from '~/lib/result'
import { canonicalText, isCommandKey, rangesOf } from './rules'
import type { AuditNote, CommandContext, CommandHead, CommandRefusal } from './types'

/** Carries a refusal out of a transaction, so that everything written before it is rolled back. */
class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
  }
}

const hashOf = (head: CommandHead): string =>
  createHash('sha256').update(head.kind).update('\n').update(canonicalText(head.input)).digest('hex')

type StoredAnswer = { kind: string; inputHash: string; answer: string }

async function storedAnswer(
  tx: Tx,
  { actor }: CommandContext,
  head: CommandHead,
  inputHash: string,
): Promise<Result<unknown> | null> {
  const [stored] = await query<StoredAnswer>(
    tx,
    sql`SELECT "kind", "inputHash", "answer" FROM "Command" WHERE "actor" = ${actor} AND "key" = ${head.key}`,
  )
  if (!stored) return null
  if (stored.inputHash !== inputHash) return refuse({ code: 'COMMAND_KEY_REUSED', kind: stored.kind })
  return JSON.parse(stored.answer) as Result<unknown>
}

const storeCommand = (tx: Tx, context: CommandContext, head: CommandHead, inputHash: string, answer: Result<unknown>) =>
  tx.$executeRaw(
    sql`INSERT INTO "Command" ("key", "kind", "actor", "inputHash", "answer", "at")
        VALUES (${head.key}, ${head.kind}, ${context.actor}, ${inputHash}, ${JSON.stringify(answer)}, ${context.at})`,
  )

async function storeAudit(tx: Tx, context: CommandContext, action: string, key: string | null, notes: AuditNote[]) {
  const rows = notes.map(
    (note) =>
      sql`(${context.at}, ${context.actor}, ${note.action ?? action}, ${note.subject}, ${JSON.stringify(note.detail ?? {})}, ${key})`,
  )
  await tx.$executeRaw(
    sql`INSERT INTO "AuditEntry" ("at", "actor", "action", "subject", "detail", "commandKey") VALUES ${join(rows)}`,
  )
}

/**
 * Runs a command: one transaction, idempotent by its actor and `head.key`, audited inside, retried on a passing conflict. `work` gets
 * the transaction and a function that notes what the audit trail says; it returns its answer (kept as JSON, so plain
 * data, and no patient's name) or a refusal, upon which everything it wrote is rolled back and only the refusal is kept.
 * Refuses a key that came before with another input.
 */
export async function runCommand<Answer extends Result<unknown>>(
  context: CommandContext,
  head: CommandHead,
  work: (tx: Tx, note: (entry: AuditNote) => void) => Promise<Answer>,
): Promise<Answer | { readonly ok: false; readonly refusal: CommandRefusal }> {
  if (!isCommandKey(head.key)) return refuse({ code: 'COMMAND_KEY_INVALID' as const })
  const inputHash = hashOf(head)
  try {
    return await context.db.write(async (tx) => {
      const stored = await storedAnswer(tx, context, head, inputHash)
      if (stored) return stored as Answer
      const notes: AuditNote[] = []
      const answer = await work(tx, (entry) => void notes.push(entry))
      if (!answer.ok) throw new Refused(answer.refusal)
      await storeCommand(tx, context, head, inputHash, answer)
      await storeAudit(tx, context, head.kind, head.key, notes.length > 0 ? notes : [{ subject: '' }])
      return answer
    }, head)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { refusal } = error
    return context.db.write(async (tx) => {
      const stored = await storedAnswer(tx, context, head, inputHash)
      if (stored) return stored as Answer
      await storeCommand(tx, context, head, inputHash, refuse(refusal))
      await storeAudit(tx, context, `${head.kind}.refused`, head.key, [{ subject: '', detail: { code: refusal.code } }])
      return refuse(refusal) as Answer
    })
  }
}

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
