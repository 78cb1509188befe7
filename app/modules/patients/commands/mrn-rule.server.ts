import { z } from 'zod'
import { ok } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { shortestMrnSaid } from '../queries/find.server'

/** An administrator says how many letters and digits the clinic's record numbers have at least. Earlier rules stay. */
export const setMrnRule = command({
  kind: 'patient.mrn-rule',
  what: 'Says how many letters and digits record numbers have at least.',
  right: 'clinic.rules',
  by: 'person',
  whenLate: 'drop',
  input: z.object({
    shortest: z.int('must be a whole number').min(1, 'must be above 0').max(20, 'must be at most 20'),
  }),
  refusals: {},
  audit: z.object({ shortest: z.int(), before: z.int().nullable() }),
  run: async ({ tx, at, actor, note }, { shortest }) => {
    const before = await shortestMrnSaid(tx)
    await tx.mrnRule.create({ data: { shortest, recordedAt: at, actor }, select: { id: true } })
    note('', { shortest, before })
    return ok(null)
  },
})
