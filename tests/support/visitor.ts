import { clock, stopped } from '~/lib/clock'
import type { Instant } from '~/lib/day'
import type { Database, Tx } from '~/lib/db.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { hashSecret, newTokenSecret } from '~/modules/auth/commands/secrets.server'
import { makeApiToken } from '~/modules/auth/commands/tokens.server'
import { roles as everyRole } from '~/modules/auth/rules'
import type { Role, Site, Visitor } from '~/modules/auth/types'

/** The same visitor at another time: the clock of every command stands there. */
export const visitorAt = (visitor: Visitor, at: Instant): Visitor => ({
  ...visitor,
  context: { ...visitor.context, at },
  clock: stopped(at),
})

/** Adds a person with roles at a site, inside a transaction; every role unless some are named. Returns the person's id. */
export async function insertPerson(
  tx: Tx,
  siteId: number,
  at: Instant,
  roles: readonly Role[] = everyRole,
): Promise<number> {
  const email = `person-${(await tx.person.count()) + 1}@clinic.example`
  const name = `Person ${(await tx.person.count()) + 1}`
  const person = await tx.person.create({ data: { name, email, passwordHash: 'none', createdAt: at } })
  for (const role of roles) await tx.personRole.create({ data: { personId: person.id, siteId, role } })
  return person.id
}

/** A person as a visitor whose clock stands at `at`. */
export const visitorOfPerson = (
  db: Database,
  personId: number,
  site: Site,
  at: Instant,
  roles: readonly Role[] = everyRole,
): Visitor => ({
  context: { db, actor: `person:${personId}`, at },
  clock: stopped(at),
  personId,
  name: `Person ${personId}`,
  roles,
  site,
})

/** Makes an API token as an administrator does, and returns its secret. */
export async function makeToken(db: Database, personId: number, siteId: number, role: Role): Promise<string> {
  const site = { id: siteId, name: '', timeZone: 'America/New_York' }
  const visitor: Visitor = { ...visitorOfPerson(db, personId, site, clock()), clock }
  const secret = newTokenSecret()
  const input = { name: `${role} program`, role, tokenHash: hashSecret(secret) }
  const made = await perform(visitor, makeApiToken, input, `token-${role}-${siteId}`)
  if (!made.ok) throw new Error(made.refusal.code)
  return secret
}
