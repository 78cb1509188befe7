import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'
import type { Clock } from '~/lib/clock'
import { addMinutes, type Instant } from '~/lib/day'
import type { Database } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { signInAttempts } from '../rules'
import type { SignInRefusal, Visitor } from '../types'
import { command } from './command.server'
import { perform } from './perform.server'
import { hashSecret, newSecret } from './secrets.server'

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

const tokenHash = z.string().regex(/^[0-9a-f]{64}$/)

const startSession = command({
  kind: 'auth.sign-in',
  what: 'Starts a session of the person whose password was just checked.',
  right: 'signed-in',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ tokenHash }),
  refusals: { ACCOUNT_UNKNOWN: 404 },
  audit: z.object({}),
  run: async ({ tx, at, site, personId, note }, given) => {
    if (personId === null) return refuse({ code: 'ACCOUNT_UNKNOWN' as const })
    const data = { tokenHash: given.tokenHash, personId, siteId: site.id, createdAt: at, lastSeenAt: at }
    const session = await tx.session.create({ data, select: { id: true } })
    note(`session:${session.id}`, {})
    return ok(null)
  },
})

/**
 * Signs a person in: returns the session's secret, to be set as a cookie. Refuses a wrong pair without saying which was
 * wrong, and asks to wait after many failures.
 */
export async function signIn(
  db: Database,
  clock: Clock,
  input: { email: string; password: string },
): Promise<Result<{ secret: string }, SignInRefusal>> {
  const at = clock()
  if (tooMany(input.email, at)) return refuse({ code: 'SIGN_IN_TOO_MANY', minutes: 10 })
  const person = await db.read.person.findUnique({
    where: { email: input.email },
    select: { id: true, name: true, passwordHash: true, endedAt: true, roles: { select: { site: true }, take: 1 } },
  })
  const right = await verify(person?.passwordHash ?? (await nobody), input.password)
  const site = person?.roles[0]?.site
  if (!person || !right || person.endedAt !== null || site === undefined) {
    failures.set(input.email, [...(failures.get(input.email) ?? []), at])
    return refuse({ code: 'SIGN_IN_WRONG' })
  }
  failures.delete(input.email)
  const secret = newSecret()
  const { id: personId, name } = person
  const context = { db, actor: `person:${personId}` as const, at }
  const visitor: Visitor = { context, clock, personId, name, roles: [], site }
  const stored = hashSecret(secret)
  const started = await perform(visitor, startSession, { tokenHash: stored }, `sign-in:${stored.slice(0, 40)}`)
  return started.ok ? ok({ secret }) : refuse({ code: 'SIGN_IN_WRONG' })
}

/** Ends the session with this secret. An unknown one is no error: the session is over either way. */
export const endSession = command({
  kind: 'auth.sign-out',
  what: 'Ends the session.',
  right: 'signed-in',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ tokenHash }),
  refusals: {},
  audit: z.object({}),
  run: async ({ tx, at, actor, personId, note }, given) => {
    await tx.session.updateMany({
      where: { tokenHash: given.tokenHash, personId: personId ?? undefined, endedAt: null },
      data: { endedAt: at },
    })
    note(actor, {})
    return ok(null)
  },
})

/** Signs a person out of the session with this secret. */
export const signOut = (visitor: Visitor, secret: string) =>
  perform(visitor, endSession, { tokenHash: hashSecret(secret) }, `sign-out:${hashSecret(secret).slice(0, 40)}`)

/** Moves a session's idle clock. Not audited: it is no act of the person's, and it happens once a minute at the most. */
export const touchSession = (db: Database, sessionId: number, at: Instant): Promise<unknown> =>
  db.write((tx) => tx.session.update({ where: { id: sessionId }, data: { lastSeenAt: at }, select: { id: true } }))
