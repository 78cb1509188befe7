import { z } from 'zod'
import { stopped } from '~/lib/clock'
import { toInstant } from '~/lib/day'
import { type Database, database, sql } from '~/lib/db.server'
import { ok } from '~/lib/result'
import { read, row, text } from '~/lib/rows.server'
import { command } from '~/modules/auth/commands/command.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { systemVisitor } from '~/modules/auth/queries/system.server'
import { isSetUp } from '~/modules/auth/queries.server'
import { signIns } from './people'
import { tellStory } from './story'
import { keyOf, must } from './world'

const begun = keyOf('begun')
const told = keyOf('told')

const marks = read(
  'demo.marks',
  row({ key: text, answer: text }),
  () =>
    sql`SELECT "key", "answer" FROM "Command" WHERE "key" IN (${begun}, ${told}) AND "kind" IN ('demo.begin', 'demo.end')`,
  [],
)

/** When the story began to be told into this database, and whether it was told to its end; null when it never was. */
async function storyOf(db: Database): Promise<{ readonly at: Date; readonly complete: boolean } | null> {
  const rows = await marks(db.read)
  const first = rows.find((row) => row.key === begun)
  if (!first) return null
  const answer: unknown = JSON.parse(first.answer)
  const value = typeof answer === 'object' && answer !== null && 'value' in answer ? String(answer.value) : ''
  return { at: new Date(value), complete: rows.some((row) => row.key === told) }
}

/** Writes down a mark of the story, with the instant that it is told around. */
const markDeclared = (kind: 'demo.begin' | 'demo.end', what: string) =>
  command({
    kind,
    what,
    right: { says: 'the program itself', of: async () => 'access.manage' },
    by: 'anyone',
    whenLate: 'drop',
    input: z.null(),
    refusals: {},
    audit: z.object({}),
    run: async ({ at, note }) => {
      note('demo', {})
      return ok(at)
    },
  })

const begin = markDeclared('demo.begin', 'Marks that the demo clinic is being filled in.')
const end = markDeclared('demo.end', 'Marks that the demo clinic is filled in.')

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
  const program = systemVisitor(db, stopped(toInstant(around)))
  must('its beginning', await perform(program, begin, null, begun))
  await tellStory(db, around)
  must('its end', await perform(program, end, null, told))
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
