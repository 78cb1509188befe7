import { createHash } from 'node:crypto'
import type { Instant } from '~/lib/day'
import type { Database, Reader } from '~/lib/db.server'
import { entriesAfter, entriesIn, lastSeal, newestSeal, type SealedEntry, sealsFrom } from '../queries/seals.server'
import { canonicalText, gapsOf, type IdRange, rangesOf, readRanges } from '../rules'

const sealHash = (previous: string, entries: readonly SealedEntry[]): string => {
  const hash = createHash('sha256').update(previous)
  for (const { id, at, actor, action, subject, detail, commandKey } of entries)
    hash.update(canonicalText([id, at, actor, action, subject, detail, commandKey]))
  return hash.digest('hex')
}

/**
 * How far behind the highest sealed id an entry is still looked for that was committed late. Its transaction takes a
 * minute at the most, in which far fewer entries are written than these.
 */
const lateWithin = 200_000

type Batch = {
  readonly after: { readonly id: number; readonly hash: string } | null
  readonly entries: readonly SealedEntry[]
}

/** What the next seal covers: entries that came late into the gaps that others left, then those after the last sealed one. */
async function nextBatch(reader: Reader, limit: number): Promise<Batch> {
  const after = await newestSeal.one(reader)
  const reached = (await lastSeal(reader))?.toId ?? 0
  const from = Math.max(1, reached - lateWithin)
  const sealed = (await sealsFrom(reader, from)).flatMap(({ members }) => readRanges(members))
  const gaps = gapsOf(sealed, { first: from, last: reached })
  const late = gaps.length === 0 ? [] : await entriesIn(reader, gaps, limit)
  const fresh = late.length < limit ? await entriesAfter(reader, reached, limit - late.length) : []
  return { after, entries: [...late, ...fresh] }
}

/**
 * Seals the audit entries that no seal covers yet, in one batch of at most `limit`; returns how many. The seal names its
 * members, so an entry with a lower id that was committed later joins the next one. Run by a job: entries are never
 * changed, so they are read and hashed apart from the writers, who wait for nothing but the one row of the seal.
 */
export async function sealAudit(db: Database, at: Instant, limit = 5_000): Promise<number> {
  const { after, entries } = await db.snapshot((reader) => nextBatch(reader, limit))
  const [first] = entries
  const last = entries.at(-1)
  if (!first || !last) return 0
  const seal = {
    fromId: first.id,
    toId: last.id,
    members: rangesOf(entries.map(({ id }) => id)),
    hash: sealHash(after?.hash ?? '', entries),
    sealedAt: at,
  }
  return db.write(async (tx) => {
    const newest = await newestSeal.one(tx)
    // Another process has sealed meanwhile: its seal stands, and the next run goes on from it.
    if (newest?.id !== after?.id) return 0
    await tx.auditSeal.create({ data: seal, select: { id: true } })
    return entries.length
  })
}

/** What is wrong with the seals: ids of seals whose entries were changed or removed, and of entries that no seal covers. */
export type SealFaults = { readonly broken: readonly number[]; readonly leftOut: readonly number[] }

/** How long an entry may wait for its seal, in milliseconds: the longest transaction, and the job's next run. */
const sealedWithinMs = 5 * 60_000
/** How many entries are looked at together. */
const together = 5_000

/**
 * Recomputes every seal, in one snapshot, apart from the writers. An untouched trail gives no faults. An entry is left out
 * when a seal was made well after it, and covers higher ids, but neither that seal nor another covers it.
 */
export const sealFaults = (db: Database): Promise<SealFaults> =>
  db.snapshot(async (reader) => {
    const broken: number[] = []
    const members: IdRange[] = []
    let previous = ''
    let sealedAt = ''
    let reached = 0
    for (const seal of await sealsFrom(reader, 0)) {
      const own = readRanges(seal.members)
      if (sealHash(previous, await entriesIn(reader, own, 2 * together)) !== seal.hash) broken.push(seal.id)
      members.push(...own)
      previous = seal.hash
      sealedAt = seal.sealedAt
      reached = Math.max(reached, seal.toId)
    }
    const gaps = gapsOf(members, { first: 1, last: reached })
    const unsealed = gaps.length === 0 ? [] : await entriesIn(reader, gaps, together)
    const due = new Date(Date.parse(sealedAt || '1970-01-01') - sealedWithinMs).toISOString()
    return { broken, leftOut: unsealed.filter((entry) => entry.at < due).map(({ id }) => id) }
  })
