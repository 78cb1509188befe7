import { readFileSync } from 'node:fs'
import { stopped } from '~/lib/clock'
import { type Instant, parseLocal } from '~/lib/day'
import { type Database, openDatabase } from '~/lib/db.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { systemVisitor } from '~/modules/auth/queries/system.server'
import { fillDatabase } from '~/server/demo/fill'
import { setUpClinic } from '~/server/set-up'
import { copyOf, type Provider } from '../support/database'
import { programKey } from '../support/filled'
import { sourceFiles } from '../support/sources'
import { type ClinicKind, readStory, type Story } from './language'
import { play } from './story'
import { accountOf, visitorOf, type World } from './world'

/** The clinics of stories are in one city. */
const timeZone = 'America/New_York'

/** A database that tells of a clinic already, as the world of a story that begins at this time. */
export async function worldOf(db: Database, now: Instant, firstKey: number): Promise<World> {
  const site = await db.read.site.findFirstOrThrow()
  const people = await db.read.person.findMany({ select: { id: true, email: true } })
  return {
    db,
    site: { id: site.id, name: site.name, timeZone: site.timeZone },
    now,
    people: new Map(people.map(({ id, email }) => [email.split('@')[0] ?? '', id])),
    named: new Map(),
    forms: [],
    movements: new Map(),
    lastKey: firstKey,
  }
}

async function setUp(db: Database, at: Instant): Promise<World> {
  const { roles: _roles, ...admin } = accountOf('admin', 'administrator')
  const clinic = { clinic: 'Story Clinic', address: '1 Story Street', timeZone, ...admin }
  const done = await perform(systemVisitor(db, stopped(at)), setUpClinic, clinic, 'clinic-of-the-story')
  if (!done.ok) throw new Error(`The clinic can’t be set up: ${done.refusal.code}`)
  const world = await worldOf(db, at, 0)
  for (const who of ['supply', 'nurse', 'manager', 'director', 'auditor']) await visitorOf(world, who)
  return world
}

const smallClinic = 'tests/scenarios/clinics/small.txt'

const instantOf = (local: string): Instant => {
  const at = parseLocal(local.replace(' ', 'T'), timeZone)
  if (!at) throw new Error(`"${local}" is no time.`)
  return at
}

/** The small clinic is a story too: its own people do all of it. */
async function tellSmallClinic(db: Database): Promise<void> {
  const story = readStory(readFileSync(smallClinic, 'utf8'))
  if (!story.ok) throw new Error(`${smallClinic}:${story.refusal.line}  ${story.refusal.says}`)
  const world = await setUp(db, instantOf(story.value.begins))
  const difference = await play(story.value, world)
  if (difference) throw new Error(`${smallClinic}:${difference.line}  ${difference.says}`)
}

async function fill(url: string, kind: ClinicKind, begins: Instant): Promise<void> {
  const db = await openDatabase(url)
  try {
    if (kind === 'demo') await fillDatabase(db, new Date(begins))
    else if (kind === 'empty') await setUp(db, begins)
    else await tellSmallClinic(db)
  } finally {
    await db.close()
  }
}

/** Whatever may change what a filled clinic looks like. */
const tellers = [...sourceFiles('tests/scenarios').filter((each) => each.endsWith('.ts')), smallClinic]

/** A clinic of one story's own, filled by its people and copied from one that was filled before. */
export async function openClinic(
  provider: Provider,
  { clinic, begins }: Pick<Story, 'clinic' | 'begins'>,
): Promise<{ readonly world: World; close(): Promise<void> }> {
  const at = instantOf(begins)
  const program = programKey(tellers)
  // The small clinic has its own time: stories begin after it, whenever they like.
  const name = clinic === 'small' ? `small ${program}` : `${clinic} ${at} ${program}`
  const template = { name, make: (url: string) => fill(url, clinic, at) }
  const store = await copyOf(provider, template)
  const db = await openDatabase(store.url)
  // Keys of the story begin far above those with which the clinic was filled.
  const world = await worldOf(db, at, 500_000)
  return {
    world,
    close: async () => {
      await db.close()
      await store.close()
    },
  }
}
