import { breakSeal, checkSeal, countKit } from '~/modules/kits/commands/check.server'
import { bearsIt } from '~/modules/kits/commands/kit.server'
import { makeKit } from '~/modules/kits/commands/make.server'
import { explainKitRefusal } from '~/modules/kits/messages'
import { kitFacts, newestInKit } from '~/modules/kits/queries.server'
import { pieces } from '~/modules/kits/rules/verdict'
import { the } from '../forms'
import { kitOf } from '../things'
import { verb } from '../verb'
import { act, say } from '../world'

const done = { explain: explainKitRefusal, say: () => say('done') }
const inOrder = {
  explain: explainKitRefusal,
  say: (value: { inOrder: boolean }) => say(value.inOrder ? 'in order' : 'not in order'),
}

/** The emergency kit. */
export const kitVerbs = [
  verb(makeKit.kind, 'makes kit {name}', 'manager makes kit "Emergency kit"', (world, who, said) =>
    act(world, who, makeKit, { name: the(said, 'name') }, done),
  ),
  verb(
    countKit.kind,
    'counts everything in kit {name} and seals it with {seal}',
    'nurse counts everything in kit "Emergency kit" and seals it with SEAL-7711 -> in order',
    async (world, who, said) => {
      const kit = await kitOf(world, the(said, 'name'))
      const [facts] = await kitFacts(world.db.read, { kitIds: [kit.id] })
      const newest = await newestInKit(world.db.read, kit.placeId)
      const counted = (facts?.units ?? []).map((unit) => ({
        unitId: unit.unitId,
        pieces: pieces(unit),
        seenQuantity: unit.quantity,
        seenPostingId: newest.get(unit.unitId) ?? 0,
      }))
      const input = { kitId: kit.id, counted, newSeal: the(said, 'seal'), note: null }
      return act(world, who, countKit, input, inOrder)
    },
  ),
  verb(
    checkSeal.kind,
    'sees seal {seal} on kit {name}',
    'nurse sees seal SEAL-7711 on kit "Emergency kit" -> in order',
    async (world, who, said) => {
      const kit = await kitOf(world, the(said, 'name'))
      return act(world, who, checkSeal, { kitId: kit.id, raw: the(said, 'seal') }, inOrder)
    },
  ),
  verb(
    checkSeal.kind,
    'says that seal {seal} is on kit {name}',
    'nurse says that seal HH-7 is on kit "Emergency kit" -> not in order',
    async (world, who, said) => {
      const kit = await kitOf(world, the(said, 'name'))
      return act(world, who, checkSeal, { kitId: kit.id, raw: the(said, 'seal'), meant: bearsIt }, inOrder)
    },
  ),
  verb(
    breakSeal.kind,
    'breaks the seal of kit {name} because {reason}',
    'nurse breaks the seal of kit "Emergency kit" because "an allergic reaction"',
    async (world, who, said) => {
      const kit = await kitOf(world, the(said, 'name'))
      return act(world, who, breakSeal, { kitId: kit.id, reason: the(said, 'reason') }, done)
    },
  ),
]
