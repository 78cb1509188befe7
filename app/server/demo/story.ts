import type { Database } from '~/lib/db.server'
import { clockAt } from './clock'
import { deliveries } from './deliveries'
import { excursion } from './excursion'
import { kitStory } from './kit'
import { patientStory } from './patients'
import { opening } from './people'
import { places } from './places'
import { procedureDays, procedureStory } from './procedures'
import { catalog } from './products'
import { readings } from './readings'
import { recallStory } from './recall'
import { stocking } from './stocking'
import type { Happening, World } from './world'

const chapters: readonly ((world: World) => Happening[])[] = [
  places,
  catalog,
  readings,
  deliveries,
  stocking,
  kitStory(procedureDays),
  excursion,
  patientStory,
  recallStory,
  procedureStory,
]

/**
 * Tells the whole story of the demo clinic around `at` into a database: all chapters' happenings in the order of their
 * time, each through the rooms' own commands. Told again with the same `at`, it goes on where it was cut off.
 */
export async function tellStory(db: Database, at: Date): Promise<World> {
  const world = await opening(db, clockAt(at))
  const happenings = chapters.flatMap((chapter) => chapter(world))
  // Sorting keeps the order of the chapters where two things happen at once.
  happenings.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  for (const happening of happenings) await happening.tell(world)
  return world
}
