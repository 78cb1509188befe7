import { z } from 'zod'
import { wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import { kitRefusals } from '../rules/refusals'
import { insertKit } from './kit.server'

/**
 * A person sets up an emergency kit: a place of its own, and the par list that the protocol starts with (R24). It has no
 * seal yet, so it is not in order until it is filled, counted and sealed. Refuses a name that is taken at the site, and
 * categories that the catalog lacks.
 */
export const makeKit = command({
  kind: 'kit.make',
  what: 'Sets up an emergency kit with the protocol’s list.',
  right: 'kit.make',
  by: 'anyone',
  whenLate: 'ask',
  input: z.object({ name: wordsIn(80) }),
  refusals: kitRefusals,
  audit: z.object({ name: z.string(), place: z.number() }),
  run: async (work, { name }) => {
    const { tx } = work
    const siteId = work.site.id
    const taken = await tx.place.findFirst({
      where: { siteId, name, endedAt: null, inside: true },
      select: { id: true },
    })
    if (taken) return refuse({ code: 'KIT_NAME_TAKEN' as const, name })
    const { placeId } = await createPlace(tx, work, { siteId, kind: 'kit', name })
    const kit = await insertKit(tx, work, { placeId })
    if (!kit.ok) return kit
    work.note(`kit:${kit.value.kitId}`, { name, place: placeId })
    return ok({ kitId: kit.value.kitId, placeId })
  },
})
