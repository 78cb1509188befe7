import { hash } from '@node-rs/argon2'
import { z } from 'zod'
import type { Clock } from '~/lib/clock'
import type { Database } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { insertClinic, insertReviewer } from '~/modules/auth/commands/accounts.server'
import { command } from '~/modules/auth/commands/command.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { signIn } from '~/modules/auth/commands/sessions.server'
import { explainAccount, explainPerform, isPerformRefusal } from '~/modules/auth/messages'
import { systemVisitor } from '~/modules/auth/queries/system.server'
import { type SetupInput, setupInput } from '~/modules/auth/schema'
import { insertBaseCatalog } from '~/modules/catalog/commands.server'
import { insertProtocol } from '~/modules/protocols/commands.server'

/**
 * Sets up a clinic in an empty database: its site and first person, an outside reviewer where one is named, the supply categories and the clinical protocol that
 * every clinic starts with. All or nothing.
 */
export const setUpClinic = command({
  kind: 'auth.set-up',
  what: 'Sets up a clinic in an empty database, with its first person.',
  right: { says: 'an empty database', of: async () => 'access.manage' },
  by: 'anyone',
  whenLate: 'drop',
  input: setupInput,
  refusals: { SITE_EXISTS: 409 },
  audit: z.object({ roles: z.array(z.string()) }),
  prepare: async ({ password, reviewer }) => ({
    own: await hash(password),
    ofReviewer: reviewer ? await hash(reviewer.password) : '',
  }),
  compared: ({ password: _password, reviewer, ...rest }) => ({ ...rest, reviewer: reviewer?.email }),
  run: async (work, { reviewer, ...input }, hashes) => {
    const { tx, note } = work
    const clinic = await insertClinic(tx, work, input, hashes.own)
    if (!clinic.ok) return refuse({ code: 'SITE_EXISTS' as const })
    const { siteId, personId, roles } = clinic.value
    await insertBaseCatalog(tx)
    const protocol = await insertProtocol(tx, work)
    if (!protocol.ok) throw new Error(`The protocol could not be stored: ${protocol.refusal.code}`)
    note(`site:${siteId}`, { roles: [] })
    note(`person:${personId}`, { roles: [...roles] })
    if (reviewer) {
      const reviewerId = await insertReviewer(tx, work, siteId, reviewer, hashes.ofReviewer)
      note(`person:${reviewerId}`, { roles: ['reviewer'] })
    }
    return ok({ siteId, personId })
  },
})

/**
 * Sets up a clinic and signs its first person in. Returns the session's secret, or a refusal as a sentence.
 */
export async function setUp(
  db: Database,
  clock: Clock,
  key: string,
  input: SetupInput,
): Promise<Result<{ secret: string }, { code: string; sentence: string }>> {
  const clinic = await perform(systemVisitor(db, clock), setUpClinic, input, key)
  if (!clinic.ok) {
    const { refusal } = clinic
    const sentence = isPerformRefusal(refusal) ? explainPerform(refusal) : explainAccount(refusal)
    return refuse({ code: refusal.code, sentence })
  }
  const signed = await signIn(db, clock, { email: input.email, password: input.password })
  if (!signed.ok) throw new Error('The account that was just made can not sign in.')
  return ok(signed.value)
}
