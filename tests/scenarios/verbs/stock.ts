import { countUnit } from '~/modules/stock/commands/count.server'
import { decideHold, releaseHold } from '~/modules/stock/commands/end-hold.server'
import { correctExpiry } from '~/modules/stock/commands/expiry.server'
import { placeHold } from '~/modules/stock/commands/hold.server'
import { discardUnit, moveUnit, returnUnit } from '~/modules/stock/commands/move-unit.server'
import { undoMovement } from '~/modules/stock/commands/undo.server'
import { explainStock } from '~/modules/stock/messages'
import type { Said } from '../forms'
import { the } from '../forms'
import { dayOfStory, lotOf, placeOf, quantityOf, unitOf } from '../things'
import { verb } from '../verb'
import { act, idOf, type Outcome, StoryFault, say, type World } from '../world'

const done = { explain: explainStock, say: () => say('done') }

/** Remembers the movement, so that the story can undo it. */
const moved = (world: World, unitId: number) => ({
  explain: explainStock,
  say: ({ movement, held }: { movement: string; held?: boolean }): Outcome => {
    world.movements.set(unitId, movement)
    return say(held ? 'done, on hold' : 'done')
  },
})

/** The standing hold of this reason that a lot's page shows, placed last. */
async function holdOf(world: World, lotId: number, reason: string): Promise<number> {
  const holds = await world.db.read.hold.findMany({
    where: { reason, release: { is: null }, OR: [{ lotId }, { unit: { lotId } }] },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  const [hold] = holds
  if (!hold) throw new StoryFault(`No ${reason} hold stands on that lot.`)
  return hold.id
}

/** A page that a hold is ended from: the lot's own, or another container's. */
const pageOf = async (world: World, lotId: number, unit: string | undefined) =>
  unit === undefined ? { lotId } : { unitId: (await unitOf(world, unit)).id }

async function ending(world: World, said: Said) {
  const { id: lotId } = await lotOf(world, the(said, 'lot'))
  const holdId = await holdOf(world, lotId, the(said, 'hold'))
  return { holdId, page: await pageOf(world, lotId, said.unit), reason: the(said, 'reason') }
}

async function leaving(world: World, said: Said) {
  const unit = await unitOf(world, the(said, 'unit'))
  const from = await placeOf(world, the(said, 'from'))
  return { unitId: unit.id, fromPlaceId: from.id, quantity: await quantityOf(world, unit, from.id, said) }
}

const amount = '[{count} pieces] [{ml} mL]'

/** Moving, counting, holding. */
export const stockVerbs = [
  verb(
    moveUnit.kind,
    `moves {unit} from {from} to {to} ${amount} [{already} moved]`,
    'supply moves AF2201001 from "Fridge 1" to "Room 1"',
    async (world, who, said) => {
      const { unitId, ...rest } = await leaving(world, said)
      const toPlaceId = (await placeOf(world, the(said, 'to'))).id
      const alreadyDone = said.already !== undefined
      return act(world, who, moveUnit, { unitId, ...rest, toPlaceId, alreadyDone }, moved(world, unitId))
    },
  ),
  verb(
    discardUnit.kind,
    `discards {unit} from {from} ${amount} because {reason}`,
    'nurse discards AF2201001 from "Fridge 1" because "dropped"',
    async (world, who, said) => {
      const input = { ...(await leaving(world, said)), reason: the(said, 'reason') }
      return act(world, who, discardUnit, input, moved(world, input.unitId))
    },
  ),
  verb(
    returnUnit.kind,
    `returns {unit} from {from} ${amount} because {reason}`,
    'supply returns AF2201001 from "Fridge 1" because "recalled by its maker"',
    async (world, who, said) => {
      const input = { ...(await leaving(world, said)), reason: the(said, 'reason') }
      return act(world, who, returnUnit, input, moved(world, input.unitId))
    },
  ),
  verb(
    countUnit.kind,
    'counts {count} of form {form} because {reason}',
    'supply counts 10 of form F because "monthly count"',
    async (world, who, said) => {
      const form = world.forms[idOf(world, 'form', the(said, 'form'))]
      if (!form) throw new StoryFault('That form was never opened.')
      const { unitId, placeId, quantity: seenQuantity, posting: seenPostingId, containerQuantity } = form
      const counted = Number(the(said, 'count')) * containerQuantity
      const input = { unitId, placeId, counted, reason: the(said, 'reason'), seenQuantity, seenPostingId }
      return act(world, who, countUnit, input, moved(world, unitId))
    },
  ),
  verb(
    undoMovement.kind,
    'undoes what was done last with {unit} [from the page of {other}] because {reason}',
    'supply undoes what was done last with AF2201001 because "wrong shelf"',
    async (world, who, said) => {
      const { id } = await unitOf(world, the(said, 'unit'))
      const movement = world.movements.get(id)
      if (movement === undefined) throw new StoryFault('This story has moved nothing of it.')
      const page = said.other === undefined ? id : (await unitOf(world, said.other)).id
      return act(world, who, undoMovement, { movement, unitId: page, reason: the(said, 'reason') }, moved(world, id))
    },
  ),
  verb(
    placeHold.kind,
    'holds [lot {lot}] [vial {unit}] [place {place}] as {why} noting {note}',
    'nurse holds lot AF-2201 as suspect noting "cloudy"',
    async (world, who, said) => {
      const scope =
        said.place !== undefined
          ? { placeId: (await placeOf(world, said.place)).id }
          : said.unit === undefined
            ? { lotId: (await lotOf(world, the(said, 'lot'))).id }
            : { unitId: (await unitOf(world, said.unit)).id }
      const input = placeHold.input.parse({ scope, reason: the(said, 'why'), note: the(said, 'note') })
      return act(world, who, placeHold, input, done)
    },
  ),
  verb(
    releaseHold.kind,
    'releases the {hold} hold of lot {lot} [from the page of {unit}] because {reason}',
    'nurse releases the suspect hold of lot AF-2201 because "it was a reflection in the glass"',
    async (world, who, said) => act(world, who, releaseHold, await ending(world, said), done),
  ),
  verb(
    decideHold.kind,
    'decides that the {hold} hold of lot {lot} ends [from the page of {unit}] because {reason}',
    'manager decides that the temperature hold of lot AF-2201 ends because "the logger says 5 degrees throughout"',
    async (world, who, said) => act(world, who, decideHold, await ending(world, said), done),
  ),
  verb(
    correctExpiry.kind,
    'corrects the expiry of lot {lot} to {expiry} because {reason}',
    'supply corrects the expiry of lot AF-2201 to 2026-09-30 because "read on the carton"',
    async (world, who, said) => {
      const { id: lotId } = await lotOf(world, the(said, 'lot'))
      const input = { lotId, expiry: dayOfStory(the(said, 'expiry')), reason: the(said, 'reason') }
      return act(world, who, correctExpiry, input, {
        explain: explainStock,
        say: ({ changed, held }) => say(...(changed ? ['done'] : ['nothing changed']), ...(held ? ['on hold'] : [])),
      })
    },
  ),
]
