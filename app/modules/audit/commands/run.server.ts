import { createHash } from 'node:crypto'
import type { Clock } from '~/lib/clock'
import { type Database, rowsOf, sql, type Tx } from '~/lib/db.server'
import { type Refusal, type Result, refuse } from '~/lib/result'
import { read, row, text } from '~/lib/rows.server'
import { canonicalText, isCommandKey } from '../rules'
import type { ActorLabel, AuditNote, CommandHead, CommandRefusal, Stamp } from '../types'

/** Where a command runs: the database, who acts, and the clock that is read once the transaction has begun. */
export type RunIn = { readonly db: Database; readonly actor: ActorLabel; readonly clock: Clock }

/** What the work of a command is given. `note` adds a line to the audit trail. */
export type Running = { readonly tx: Tx; readonly stamp: Stamp; readonly note: (entry: AuditNote) => void }

/** A command's work, and the read that it begins with: that is asked together with what was stored under the key. */
export type StoredWork<First, Answer> = {
  readonly first: (tx: Tx) => Promise<First>
  readonly run: (running: Running, first: First) => Promise<Answer>
}

/**
 * Carries a refusal out of a transaction, so that everything written before it is rolled back. One that is `passing` (no
 * right, for now) is audited and not kept as the answer to its key.
 */
export class Refused extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly passing = false,
  ) {
    super(refusal.code)
  }
}

const hashOf = (head: CommandHead): string =>
  createHash('sha256').update(head.kind).update('\n').update(canonicalText(head.input)).digest('hex')

const storedCommand = read(
  'audit.stored-command',
  row({ kind: text, inputHash: text, answer: text }),
  (actor: string, key: string) =>
    sql`SELECT "kind", "inputHash", "answer" FROM "Command" WHERE "actor" = ${actor} AND "key" = ${key}`,
  ['', ''],
)

async function storedAnswer(tx: Tx, actor: string, head: CommandHead, hash: string): Promise<Result<unknown> | null> {
  const stored = await storedCommand.one(tx, actor, head.key)
  if (!stored) return null
  if (stored.inputHash !== hash) return refuse({ code: 'COMMAND_KEY_REUSED', kind: stored.kind })
  return JSON.parse(stored.answer) as Result<unknown>
}

/**
 * How each try looks for the answer that is stored under the key. On PostgreSQL the first look is outside the transaction:
 * a read of a key that isn't there yet stands in the way of everyone who stores one next to it. Who stored the same key
 * meanwhile makes the insert fail, upon which the write runs again and looks inside.
 */
function lookFor(db: Database, actor: string, head: CommandHead, hash: string) {
  let outside = db.dialect === 'postgresql' ? storedAnswer(db.read, actor, head, hash) : null
  outside?.catch(() => undefined)
  return (tx: Tx): Promise<Result<unknown> | null> => {
    const first = outside
    outside = null
    return first ?? storedAnswer(tx, actor, head, hash)
  }
}

const storeCommand = (tx: Tx, stamp: Stamp, head: CommandHead, hash: string, answer: Result<unknown>) =>
  tx.$executeRaw(
    sql`INSERT INTO "Command" ("key", "kind", "actor", "inputHash", "answer", "at")
        VALUES (${head.key}, ${head.kind}, ${stamp.actor}, ${hash}, ${JSON.stringify(answer)}, ${stamp.at})`,
  )

const noteColumns = { action: 'TEXT', subject: 'TEXT', detail: 'TEXT' } as const

/** Writes audit entries inside a transaction. */
export async function storeAudit(tx: Tx, stamp: Stamp, action: string, key: string | null, notes: AuditNote[]) {
  const rows = notes.map((note) => ({
    action: note.action ?? action,
    subject: note.subject,
    detail: JSON.stringify(note.detail ?? {}),
  }))
  await tx.$executeRaw(
    sql`INSERT INTO "AuditEntry" ("at", "actor", "commandKey", "action", "subject", "detail")
        SELECT ${stamp.at}, ${stamp.actor}, ${key}, n."action", n."subject", n."detail" FROM (${rowsOf(noteColumns, rows)}) n`,
  )
}

/**
 * Runs a command's work: one transaction, idempotent by the actor's key, audited inside (docs/safety.md §11). The time is
 * read after the transaction has begun, so that a decision is never dated before what it waited for. The work returns its
 * answer (kept as JSON, so plain data, and no patient's name) or a refusal, upon which everything it wrote is rolled back
 * and only the refusal is kept. Refuses a key that came before with another input.
 */
export async function runStored<First, Answer extends Result<unknown>>(
  { db, actor, clock }: RunIn,
  head: CommandHead,
  work: StoredWork<First, Answer>,
): Promise<Answer | { readonly ok: false; readonly refusal: CommandRefusal }> {
  if (!isCommandKey(head.key)) return refuse({ code: 'COMMAND_KEY_INVALID' as const })
  const hash = hashOf(head)
  const look = lookFor(db, actor, head, hash)
  try {
    return await db.write(async (tx) => {
      const stamp = { actor, at: clock() }
      const [stored, first] = await Promise.all([look(tx), work.first(tx)])
      if (stored) return stored as Answer
      const notes: AuditNote[] = []
      const answer = await work.run({ tx, stamp, note: (entry) => void notes.push(entry) }, first)
      if (!answer.ok) throw new Refused(answer.refusal)
      await Promise.all([
        storeCommand(tx, stamp, head, hash, answer),
        storeAudit(tx, stamp, head.kind, head.key, notes.length > 0 ? notes : [{ subject: '' }]),
      ])
      return answer
    }, head)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return keepRefusal<Answer>({ db, actor, clock }, head, hash, error)
  }
}

function keepRefusal<Answer>(
  { db, actor, clock }: RunIn,
  head: CommandHead,
  hash: string,
  { refusal, passing }: Refused,
): Promise<Answer> {
  return db.write(async (tx) => {
    const stamp = { actor, at: clock() }
    const stored = await storedAnswer(tx, actor, head, hash)
    if (stored) return stored as Answer
    if (!passing) await storeCommand(tx, stamp, head, hash, refuse(refusal))
    await storeAudit(tx, stamp, `${head.kind}.refused`, head.key, [{ subject: '', detail: { code: refusal.code } }])
    return refuse(refusal) as Answer
  })
}
