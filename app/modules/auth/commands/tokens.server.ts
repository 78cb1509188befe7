import { z } from 'zod'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { roles } from '../rules'
import { command } from './command.server'

/**
 * Makes an API token with one role at this site, out of the hash of a secret (`secrets.server.ts`): the secret is shown
 * once by whoever made it and stored nowhere. The token counts as its maker and ends with them.
 */
export const makeApiToken = command({
  kind: 'auth.make-token',
  what: 'Makes an API token with one role at this site.',
  right: 'access.manage',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ name: wordsIn(120), role: z.enum(roles), tokenHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  refusals: { ACCOUNT_UNKNOWN: 404 },
  audit: z.object({ role: z.string() }),
  run: async ({ tx, at, site, personId, note }, { name, role, tokenHash }) => {
    if (personId === null) return refuse({ code: 'ACCOUNT_UNKNOWN' as const })
    const data = { name, role, tokenHash, siteId: site.id, createdById: personId, createdAt: at }
    const token = await tx.apiToken.create({ data, select: { id: true } })
    note(`token:${token.id}`, { role })
    return ok({ tokenId: token.id })
  },
})

/** Ends an API token of this site at once. */
export const endApiToken = command({
  kind: 'auth.end-token',
  what: 'Ends an API token.',
  right: 'access.manage',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ tokenId: id }),
  refusals: { ACCOUNT_UNKNOWN: 404 },
  audit: z.object({}),
  run: async ({ tx, at, site, note }, { tokenId }) => {
    const ended = await tx.apiToken.updateMany({
      where: { id: tokenId, siteId: site.id, endedAt: null },
      data: { endedAt: at },
    })
    if (ended.count === 0) return refuse({ code: 'ACCOUNT_UNKNOWN' as const })
    note(`token:${tokenId}`, {})
    return ok(null)
  },
})
