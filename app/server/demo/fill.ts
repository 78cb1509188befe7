import { type Instant, toInstant } from '~/lib/day'
import { type Database, database, query, sql } from '~/lib/db.server'
import { ok } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import { isSetUp } from '~/modules/auth/queries.server'
import { signIns } from './people'
import { tellStory } from './story'
import { keyOf, must } from './world'

const begun = keyOf('begun')
const told = keyOf('told')

type Stored = { key: string; answer: string }

/** When the story began to be told into this database, and whether it was told to its end; null when it never was. */
async function storyOf(db: Database): Promise<{ readonly at: Date; readonly complete: boolean } | null> {
  const rows = await query<Stored>(
    db.read,
    sql`SELECT "key", "answer" FROM "Command" WHERE "key" IN (${begun}, ${told}) AND "kind" IN ('demo.begin', 'demo.end')`,
  )
  const first = rows.find((row) => row.key === begun)
  if (!first) return null
  const answer: unknown = JSON.parse(first.answer)
  const value = typeof answer === 'object' && answer !== null && 'value' in answer ? String(answer.value) : ''
  return { at: new Date(value), complete: rows.some((row) => row.key === told) }
}

/** Writes down a mark of the story as a command of its own, with the instant that it is told around. */
async function mark(db: Database, key: string, kind: string, at: Instant): Promise<void> {
  const context = { db, actor: 'system', at } as const
  const done = await runCommand(context, { key, kind, input: null }, async (_tx, note) => {
    note({ subject: 'demo' })
    return ok(at)
  })
  must(kind, done)
}

/**
 * Fills one database with the demo clinic around `at`, if it is empty. A story that was cut off is told to its end, around
 * the instant at which it began. Returns whether the demo clinic is there: false means that another clinic is, and that
 * nothing was touched.
 */
export async function fillDatabase(db: Database, at: Date): Promise<boolean> {
  const story = await storyOf(db)
  if (story?.complete) return true
  if (!story && (await isSetUp(db))) return false
  const around = story?.at ?? at
  await mark(db, begun, 'demo.begin', toInstant(around))
  await tellStory(db, around)
  await mark(db, told, 'demo.end', toInstant(around))
  return true
}

/**
 * Fills the program's database, only if it is empty, with a demo clinic around `at`, and says who can sign in: also when
 * the demo clinic was there already.
 */
export async function fillDemoClinic({ at, say }: { at: Date; say: (line: string) => void }): Promise<void> {
  const db = await database()
  say('Demo clinic: filling it in where it is not there yet; this takes some seconds.')
  if (await fillDatabase(db, at)) for (const line of signIns()) say(line)
  else say('This database has a clinic of its own, so the demo clinic was not filled in.')
}
