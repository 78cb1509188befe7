import { runCommand } from '~/modules/audit/commands.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { checkSeal, countKit, insertKit } from '~/modules/kits/commands.server'
import { moveUnit } from '~/modules/stock/commands/move-unit.server'
import { as, type Happening, keyOf, must, person, type World } from './world'

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
  const context = as(world, 'supply', world.clock.ago(78, '14:00'))
  const placeId = world.places.get('kit')
  const made = await runCommand(
    context,
    { key: keyOf('kit', 'made'), kind: 'kit.make', input: { placeId } },
    async (tx, note) => {
      const kit = await insertKit(tx, context, { placeId })
      if (kit.ok) note({ subject: `kit:${kit.value.kitId}` })
      return kit
    },
  )
  world.places.set('the kit itself', must('the kit', made).kitId)
  for (const [lot, quantity] of Object.entries(content)) {
    const from = { unitId: world.units.get(lot), fromPlaceId: world.places.get('cabinet') }
    const input = { ...from, toPlaceId: placeId, quantity, reason: 'For the emergency kit' }
    must(`${lot} for the kit`, await perform(person(world, 'supply', context.at), moveUnit, input, keyOf('kit', lot)))
  }
}

async function count(world: World, daysAgo: number, newSeal: string): Promise<void> {
  const counted = Object.entries(content).map(([lot, pieces]) => ({ unitId: world.units.get(lot), pieces }))
  const kit = { siteId: world.site.id, kitId: world.places.get('the kit itself') }
  const context = as(world, 'supply', world.clock.ago(daysAgo, '15:00'))
  const done = await countKit(context, keyOf('kit', 'count', daysAgo), { ...kit, counted, newSeal, note: null })
  if (!must('the count of the kit', done).inOrder) throw new Error('The kit of the demo story is not in order.')
}

/** Somebody looks at the seal before the first procedure of a day (R24). */
async function look(world: World, daysAgo: number): Promise<void> {
  const seal = counts.filter((each) => each.daysAgo > daysAgo).at(-1)?.seal ?? ''
  const kit = { siteId: world.site.id, kitId: world.places.get('the kit itself') }
  const context = as(world, 'nurse', world.clock.ago(daysAgo, '07:30'))
  const seen = await checkSeal(context, keyOf('kit', 'seal', daysAgo), { ...kit, sealSeen: seal })
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
