import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { addMinutes, type Instant } from '~/lib/day'
import { type Database, query, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { signInAttempts } from './rules'
import type { AccountInput, SetupInput } from './schema'
import type { AccountRefusal, Role, SignInRefusal } from './types'

const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
const newSecret = (): string => randomBytes(32).toString('base64url')

// Verified against when no account has the email, so that the answer takes the same time.
const nobody = hash('nobody has this password')

/**
 * Failed sign-ins by account, kept in memory: a restart forgives them, which costs an attacker more than it gives. Ten
 * within ten minutes ask to wait.
 */
const failures = new Map<string, Instant[]>()

function tooMany(email: string, at: Instant): boolean {
  const recent = (failures.get(email) ?? []).filter((time) => time > addMinutes(at, -10))
  if (recent.length === 0) failures.delete(email)
  else failures.set(email, recent)
  return recent.length >= signInAttempts
}

/**
 * Signs a person in: returns the session's secret, to be set as a cookie. Refuses a wrong pair without saying which was
 * wrong, and asks to wait after many failures.
 */
export async function signIn(
  db: Database,
  at: Instant,
  input: { email: string; password: string },
): Promise<Result<{ secret: string }, SignInRefusal>> {
  if (tooMany(input.email, at)) return refuse({ code: 'SIGN_IN_TOO_MANY', minutes: 10 })
  const person = await db.read.person.findUnique({
    where: { email: input.email },
    select: { id: true, passwordHash: true, endedAt: true, roles: { select: { siteId: true }, take: 1 } },
  })
  const right = await verify(person?.passwordHash ?? (await nobody), input.password)
  const siteId = person?.roles[0]?.siteId
  if (!person || !right || person.endedAt !== null || siteId === undefined) {
    failures.set(input.email, [...(failures.get(input.email) ?? []), at])
    return refuse({ code: 'SIGN_IN_WRONG' })
  }
  failures.delete(input.email)
  const secret = newSecret()
  const context: CommandContext = { db, actor: `person:${person.id}`, at }
  const head = { key: `sign-in:${hashSecret(secret).slice(0, 40)}`, kind: 'auth.sign-in', input: null }
  await runCommand(context, head, async (tx, note) => {
    const session = await tx.session.create({
      data: { tokenHash: hashSecret(secret), personId: person.id, siteId, createdAt: at, lastSeenAt: at },
    })
    note({ subject: `session:${session.id}` })
    return ok(null)
  })
  return ok({ secret })
}

/** Ends a session. An unknown secret is no error: the session is over either way. */
export async function signOut(context: CommandContext, secret: string): Promise<void> {
  const head = { key: `sign-out:${hashSecret(secret).slice(0, 40)}`, kind: 'auth.sign-out', input: null }
  await runCommand(context, head, async (tx, note) => {
    await tx.session.updateMany({
      where: { tokenHash: hashSecret(secret), endedAt: null },
      data: { endedAt: context.at },
    })
    note({ subject: context.actor })
    return ok(null)
  })
}

/** Moves a session's idle clock. Not audited: it is no act of the person's, and it happens once a minute at the most. */
export const touchSession = (db: Database, sessionId: number, at: Instant): Promise<unknown> =>
  db.write((tx) => tx.session.update({ where: { id: sessionId }, data: { lastSeenAt: at }, select: { id: true } }))

/** Sets up a clinic in an empty database: its site and its first person, who has every role of a small clinic. */
export async function setUpClinic(
  context: CommandContext,
  key: string,
  input: SetupInput,
): Promise<Result<{ siteId: number; personId: number }, AccountRefusal | CommandRefusal>> {
  const passwordHash = await hash(input.password)
  return runCommand(
    context,
    { key, kind: 'auth.set-up', input: { ...input, password: hashSecret(input.password) } },
    async (tx, note) => {
      if (await tx.site.findFirst({ select: { id: true } })) return refuse({ code: 'SITE_EXISTS' as const })
      const site = await tx.site.create({
        data: { name: input.clinic, address: input.address, timeZone: input.timeZone },
      })
      const person = await tx.person.create({
        data: { name: input.name, email: input.email, passwordHash, createdAt: context.at },
      })
      const all: Role[] = ['supply', 'clinician', 'manager', 'administrator']
      for (const role of all) await tx.personRole.create({ data: { personId: person.id, siteId: site.id, role } })
      note({ subject: `site:${site.id}` })
      note({ subject: `person:${person.id}`, detail: { roles: all } })
      return ok({ siteId: site.id, personId: person.id })
    },
  )
}

/** Adds a person to a site with roles. Refuses an email that has an account. */
export async function addPerson(
  context: CommandContext,
  key: string,
  input: AccountInput & { siteId: number; roles: readonly Role[] },
): Promise<Result<{ personId: number }, AccountRefusal | CommandRefusal>> {
  const passwordHash = await hash(input.password)
  return runCommand(
    context,
    { key, kind: 'auth.add-person', input: { ...input, password: hashSecret(input.password) } },
    async (tx, note) => {
      const taken = await tx.person.findUnique({ where: { email: input.email }, select: { id: true } })
      if (taken) return refuse({ code: 'ACCOUNT_EMAIL_TAKEN' as const, email: input.email })
      const person = await tx.person.create({
        data: { name: input.name, email: input.email, passwordHash, createdAt: context.at },
      })
      for (const role of input.roles)
        await tx.personRole.create({ data: { personId: person.id, siteId: input.siteId, role } })
      note({ subject: `person:${person.id}`, detail: { roles: input.roles } })
      return ok({ personId: person.id })
    },
  )
}

/** Whether a site would be left without anybody who can manage its people: nobody could be let in again. */
async function isLastAdministrator(tx: Tx, personId: number): Promise<boolean> {
  const rows = await query<{ siteId: number }>(
    tx,
    sql`SELECT r."siteId" FROM "PersonRole" r WHERE r."personId" = ${personId} AND r."role" = 'administrator'
        AND NOT EXISTS (SELECT 1 FROM "PersonRole" o JOIN "Person" p ON p."id" = o."personId"
          WHERE o."siteId" = r."siteId" AND o."role" = 'administrator' AND o."personId" <> r."personId" AND p."endedAt" IS NULL)`,
  )
  return rows.length > 0
}

/** Closes a person's account: sessions end and their API tokens too, signatures stay (R46). */
export const endPerson = (context: CommandContext, key: string, input: { personId: number }) =>
  runCommand(context, { key, kind: 'auth.end-person', input }, async (tx, note) => {
    if (await isLastAdministrator(tx, input.personId)) return refuse({ code: 'LAST_ADMINISTRATOR' as const })
    const ended = await tx.person.updateMany({
      where: { id: input.personId, endedAt: null },
      data: { endedAt: context.at },
    })
    if (ended.count === 0) return refuse({ code: 'ACCOUNT_UNKNOWN' as const })
    await tx.session.updateMany({ where: { personId: input.personId, endedAt: null }, data: { endedAt: context.at } })
    await tx.apiToken.updateMany({
      where: { createdById: input.personId, endedAt: null },
      data: { endedAt: context.at },
    })
    note({ subject: `person:${input.personId}` })
    return ok(null)
  })

/**
 * Makes an API token with one role at one site. Returns its secret, which is shown once and stored only as a hash; so the
 * stored answer holds the id alone, and the same key sent twice makes no second token and shows no secret again.
 */
export async function makeApiToken(
  context: CommandContext,
  key: string,
  input: { name: string; role: Role; siteId: number; createdById: number },
): Promise<Result<{ id: number; secret: string }, AccountRefusal | CommandRefusal>> {
  const secret = `vk_${newSecret()}`
  const made = await runCommand(context, { key, kind: 'auth.make-token', input }, async (tx, note) => {
    const token = await tx.apiToken.create({ data: { ...input, tokenHash: hashSecret(secret), createdAt: context.at } })
    note({ subject: `token:${token.id}`, detail: { role: input.role } })
    return ok({ id: token.id })
  })
  return made.ok ? ok({ id: made.value.id, secret }) : made
}

/** Ends an API token at once. */
export const endApiToken = (context: CommandContext, key: string, input: { tokenId: number; siteId: number }) =>
  runCommand(context, { key, kind: 'auth.end-token', input }, async (tx, note) => {
    const ended = await tx.apiToken.updateMany({
      where: { id: input.tokenId, siteId: input.siteId, endedAt: null },
      data: { endedAt: context.at },
    })
    if (ended.count === 0) return refuse({ code: 'ACCOUNT_UNKNOWN' as const })
    note({ subject: `token:${input.tokenId}` })
    return ok(null)
  })

/**
 * Names a browser's station, or names it anew, with what the scanner check found of its scanner (JSON of the labels
 * room). The latest check counts.
 */
export const saveStation = (
  context: CommandContext,
  key: string,
  input: { stationKey: string; name: string; scannerProfile: string },
): Promise<Result<{ stationKey: string }, CommandRefusal>> =>
  runCommand(context, { key, kind: 'auth.save-station', input }, async (tx, note) => {
    const station = { name: input.name, scannerProfile: input.scannerProfile, checkedAt: context.at }
    await tx.station.upsert({
      where: { key: input.stationKey },
      create: { key: input.stationKey, ...station },
      update: station,
      select: { key: true },
    })
    note({ subject: `station:${input.stationKey}`, detail: { name: input.name, scannerProfile: input.scannerProfile } })
    return ok({ stationKey: input.stationKey })
  })
