import { hash } from '@node-rs/argon2'
import { z } from 'zod'
import { sql, type Tx } from '~/lib/db.server'
import { id } from '~/lib/inputs'
import { ok, type Result, refuse } from '~/lib/result'
import { int, read, row } from '~/lib/rows.server'
import type { Stamp } from '~/modules/audit/types'
import { type AccountInput, personForm, type SetupInput } from '../schema'
import type { AccountRefusal, Role } from '../types'
import { command } from './command.server'

/** What a person of a small clinic does alone: every role but the medical director's and the auditor's. */
const firstRoles: readonly Role[] = ['supply', 'clinician', 'manager', 'administrator']

/**
 * Stores a clinic's site and its first person inside a transaction, for the set-up of an empty database. Refuses a
 * database that has a clinic.
 */
export async function insertClinic(
  tx: Tx,
  { at }: Stamp,
  input: Omit<SetupInput, 'password' | 'reviewer'>,
  passwordHash: string,
): Promise<Result<{ siteId: number; personId: number; roles: readonly Role[] }, AccountRefusal>> {
  if (await tx.site.findFirst({ select: { id: true } })) return refuse({ code: 'SITE_EXISTS' })
  const { clinic, address, timeZone, name, email } = input
  const site = await tx.site.create({ data: { name: clinic, address, timeZone }, select: { id: true } })
  const person = await tx.person.create({ data: { name, email, passwordHash, createdAt: at }, select: { id: true } })
  for (const role of firstRoles)
    await tx.personRole.create({ data: { personId: person.id, siteId: site.id, role }, select: { role: true } })
  return ok({ siteId: site.id, personId: person.id, roles: firstRoles })
}

/** Stores the outside reviewer that a clinic of fewer than three who may decide names at its set-up (docs/safety.md §6). */
export async function insertReviewer(
  tx: Tx,
  { at }: Stamp,
  siteId: number,
  { name, email }: Omit<AccountInput, 'password'>,
  passwordHash: string,
): Promise<number> {
  const person = await tx.person.create({ data: { name, email, passwordHash, createdAt: at }, select: { id: true } })
  await tx.personRole.create({ data: { personId: person.id, siteId, role: 'reviewer' }, select: { role: true } })
  return person.id
}

/** Adds a person to the site with roles. Refuses an email that has an account. */
export const addPerson = command({
  kind: 'auth.add-person',
  what: 'Gives a person an account with roles at this site.',
  right: 'access.manage',
  by: 'person',
  whenLate: 'send',
  input: personForm,
  refusals: { ACCOUNT_EMAIL_TAKEN: 409 },
  audit: z.object({ roles: z.array(z.string()) }),
  prepare: ({ password }) => hash(password),
  // A hash of the password would be salted anew each time, and the password itself is stored nowhere.
  compared: ({ password: _password, ...rest }) => rest,
  run: async ({ tx, at, site, note }, { name, email, roles }, passwordHash) => {
    const taken = await tx.person.findUnique({ where: { email }, select: { id: true } })
    if (taken) return refuse({ code: 'ACCOUNT_EMAIL_TAKEN' as const, email })
    const person = await tx.person.create({ data: { name, email, passwordHash, createdAt: at }, select: { id: true } })
    for (const role of roles)
      await tx.personRole.create({ data: { personId: person.id, siteId: site.id, role }, select: { role: true } })
    note(`person:${person.id}`, { roles })
    return ok({ personId: person.id })
  },
})

/** The sites where this person alone manages people: without them nobody could be let in again. */
const sitesLeftAlone = read(
  'auth.sites-left-without-administrator',
  row({ siteId: int }),
  (personId: number) =>
    sql`SELECT r."siteId" FROM "PersonRole" r WHERE r."personId" = ${personId} AND r."role" = 'administrator'
        AND NOT EXISTS (SELECT 1 FROM "PersonRole" o JOIN "Person" p ON p."id" = o."personId"
          WHERE o."siteId" = r."siteId" AND o."role" = 'administrator' AND o."personId" <> r."personId"
            AND p."endedAt" IS NULL)`,
  [1],
)

/**
 * Closes the account of a person of this site: sessions end and their API tokens too, signatures stay (R46). Refuses the
 * last administrator.
 */
export const endPerson = command({
  kind: 'auth.end-person',
  what: "Closes a person's account, sessions and tokens.",
  right: 'access.manage',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ personId: id }),
  refusals: { LAST_ADMINISTRATOR: 409, ACCOUNT_UNKNOWN: 404 },
  audit: z.object({}),
  run: async ({ tx, at: endedAt, site, note }, { personId }) => {
    const here = await tx.personRole.findFirst({ where: { personId, siteId: site.id }, select: { role: true } })
    if (!here) return refuse({ code: 'ACCOUNT_UNKNOWN' as const })
    if (await sitesLeftAlone.one(tx, personId)) return refuse({ code: 'LAST_ADMINISTRATOR' as const })
    const ended = await tx.person.updateMany({ where: { id: personId, endedAt: null }, data: { endedAt } })
    if (ended.count === 0) return refuse({ code: 'ACCOUNT_UNKNOWN' as const })
    await tx.session.updateMany({ where: { personId, endedAt: null }, data: { endedAt } })
    await tx.apiToken.updateMany({ where: { createdById: personId, endedAt: null }, data: { endedAt } })
    note(`person:${personId}`, {})
    return ok(null)
  },
})
