import { stopped } from '~/lib/clock'
import type { Instant } from '~/lib/day'
import type { Database } from '~/lib/db.server'
import type { Result } from '~/lib/result'
import type { CommandContext } from '~/modules/audit/types'
import type { Visitor } from '~/modules/auth/types'
import type { Clock } from './clock'

/** A number by its name in the story; asking for one that the story has not told yet is a fault. */
export class Names {
  private readonly ids = new Map<string, number>()
  constructor(private readonly what: string) {}

  set(name: string, id: number): void {
    this.ids.set(name, id)
  }

  get(name: string): number {
    const id = this.ids.get(name)
    if (id === undefined) throw new Error(`The demo story knows no ${this.what} ${name}.`)
    return id
  }
}

/** What the story has told so far: the clinic's database, its clock, and who and what is known by which number. */
export type World = {
  readonly db: Database
  readonly clock: Clock
  readonly site: { readonly id: number; readonly timeZone: string }
  readonly people: Names
  readonly suppliers: Names
  readonly categories: Names
  readonly places: Names
  readonly products: Names
  readonly lots: Names
  /** Units by their number; the bulk of a lot by the lot's number. */
  readonly units: Names
  readonly patients: Names
  readonly procedures: Names
}

/** A world in which nothing has happened yet. */
export const newWorld = (db: Database, clock: Clock, site: World['site']): World => ({
  db,
  clock,
  site,
  people: new Names('person'),
  suppliers: new Names('supplier'),
  categories: new Names('category'),
  places: new Names('place'),
  products: new Names('product'),
  lots: new Names('lot'),
  units: new Names('unit'),
  patients: new Names('patient'),
  procedures: new Names('procedure'),
})

/** Something that happens in the story, at its time. Chapters give them in any order; they happen in the order of time. */
export type Happening = { readonly at: Instant; readonly what: string; tell(world: World): Promise<void> }

/** Who acts, and when. */
export const as = (world: World, person: string, at: Instant): CommandContext => ({
  db: world.db,
  actor: `person:${world.people.get(person)}`,
  at,
})

/** A person of the story as a visitor whose clock stands at `at`. Rights are asked of the database, as of anybody. */
export const person = (world: World, name: string, at: Instant): Visitor => ({
  context: as(world, name, at),
  clock: stopped(at),
  personId: world.people.get(name),
  name,
  roles: [],
  site: { ...world.site, name: '' },
})

/** The key of a command of the story: always the same, so that a story that was cut off goes on where it stopped. */
export const keyOf = (...parts: readonly (string | number)[]): string => `demo:${parts.join(':')}`

/** The answer of a command that the story relies on. A refusal is a fault of the story and ends it with what was said. */
export function must<T>(what: string, result: Result<T>): T {
  if (!result.ok) throw new Error(`The demo story stops at ${what}: ${JSON.stringify(result.refusal)}`)
  return result.value
}
