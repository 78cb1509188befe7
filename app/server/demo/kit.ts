import { perform } from '~/modules/auth/commands/perform.server'
import { checkSeal, countKit } from '~/modules/kits/commands/check.server'
import { makeKit } from '~/modules/kits/commands/make.server'
import { kitFacts, newestInKit } from '~/modules/kits/queries.server'
import { moveUnit } from '~/modules/stock/commands/move-unit.server'
import { type Happening, keyOf, must, person, type World } from './world'

/** What is in the emergency kit, by lot. */
const content: Readonly<Record<string, number>> = {
  EP7781: 4,
  EA3305: 2,
  '4C071': 6,
  '4F044': 6,
  DH9120: 2,
  CZ4408: 2,
}

/** The full counts, each with the seal that it ended with. */
const counts: readonly { readonly daysAgo: number; readonly seal: string }[] = [
  { daysAgo: 78, seal: 'HH-20417' },
  { daysAgo: 50, seal: 'HH-20455' },
  { daysAgo: 20, seal: 'HH-20488' },
]

async function make(world: World): Promise<void> {
  const at = world.clock.ago(78, '14:00')
  const made = await perform(person(world, 'manager', at), makeKit, { name: 'Emergency kit' }, keyOf('kit', 'made'))
  const { kitId, placeId } = must('the kit', made)
  world.places.set('kit', placeId)
  world.places.set('the kit itself', kitId)
  for (const [lot, quantity] of Object.entries(content)) {
    const from = { unitId: world.units.get(lot), fromPlaceId: world.places.get('cabinet') }
    const input = { ...from, toPlaceId: placeId, quantity, reason: 'For the emergency kit' }
    must(`${lot} for the kit`, await perform(person(world, 'supply', at), moveUnit, input, keyOf('kit', lot)))
  }
}

async function count(world: World, daysAgo: number, newSeal: string): Promise<void> {
  const kitId = world.places.get('the kit itself')
  const [kit] = await kitFacts(world.db.read, { kitIds: [kitId] })
  const newest = await newestInKit(world.db.read, world.places.get('kit'))
  const counted = Object.entries(content).map(([lot, pieces]) => {
    const unitId = world.units.get(lot)
    const seenQuantity = kit?.units.find((unit) => unit.unitId === unitId)?.quantity ?? 0
    return { unitId, pieces, seenQuantity, seenPostingId: newest.get(unitId) ?? 0 }
  })
  const visitor = person(world, 'supply', world.clock.ago(daysAgo, '15:00'))
  const done = await perform(visitor, countKit, { kitId, counted, newSeal, note: null }, keyOf('kit', 'count', daysAgo))
  if (!must('the count of the kit', done).inOrder) throw new Error('The kit of the demo story is not in order.')
}

/** Somebody looks at the seal before the first procedure of a day (R24). */
async function look(world: World, daysAgo: number): Promise<void> {
  const seal = counts.filter((each) => each.daysAgo > daysAgo).at(-1)?.seal ?? ''
  const visitor = person(world, 'nurse', world.clock.ago(daysAgo, '07:30'))
  const input = { kitId: world.places.get('the kit itself'), raw: seal }
  const seen = await perform(visitor, checkSeal, input, keyOf('kit', 'seal', daysAgo))
  if (!must('the seal', seen).inOrder) throw new Error('The seal of the demo story is not the kit’s.')
}

/** The emergency kit: made, counted each month, its seal looked at on these days. */
export const kitStory =
  (days: readonly number[]) =>
  (world: World): Happening[] => [
    { at: world.clock.ago(78, '14:00'), what: 'the kit', tell: make },
    ...counts.map(({ daysAgo, seal }) => ({
      at: world.clock.ago(daysAgo, '15:00'),
      what: `count ${daysAgo} days ago`,
      tell: (w: World) => count(w, daysAgo, seal),
    })),
    ...days.map((daysAgo) => ({
      at: world.clock.ago(daysAgo, '07:30'),
      what: `seal ${daysAgo} days ago`,
      tell: (w: World) => look(w, daysAgo),
    })),
  ]
