import { z } from 'zod'
import { wordsIn } from '~/lib/inputs'
import { ok } from '~/lib/result'
import { command } from './command.server'

/**
 * Names a browser's station, or names it anew, with what the scanner check found of its scanner (JSON of the labels
 * room). The latest check counts.
 */
export const saveStation = command({
  kind: 'auth.save-station',
  what: "Keeps what the scanner check found of this browser's scanner.",
  right: 'stock.read',
  by: 'person',
  whenLate: 'send',
  input: z.object({ stationKey: wordsIn(80), name: wordsIn(120), scannerProfile: wordsIn(4_000) }),
  refusals: {},
  audit: z.object({ name: z.string(), scannerProfile: z.string() }),
  run: async ({ tx, at, note }, { stationKey, name, scannerProfile }) => {
    const station = { name, scannerProfile, checkedAt: at }
    await tx.station.upsert({
      where: { key: stationKey },
      create: { key: stationKey, ...station },
      update: station,
      select: { key: true },
    })
    note(`station:${stationKey}`, { name, scannerProfile })
    return ok({ stationKey })
  },
})
