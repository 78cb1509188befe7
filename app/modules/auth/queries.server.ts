import { createHmac } from 'node:crypto'
import { redirect } from '@remix-run/node'
import { clock } from '~/lib/clock'
import { addMinutes } from '~/lib/day'
import { type Database, database, sql } from '~/lib/db.server'
import { instant, int, read, row, text } from '~/lib/rows.server'
import { watchingHeader } from '~/lib/watching'
import { hashSecret } from './commands/secrets.server'
import { touchSession } from './commands/sessions.server'
import { explainForbidden } from './messages'
import { roleColumn } from './queries/rights.server'
import { idleMinutes, may, rolesThatMay } from './rules'
import type { Permission, Visitor } from './types'

export const sessionCookie = 'vialkeep-session'

/** The Set-Cookie text that starts a session (or ends it, with null). `Secure` only over https: a clinic's plain http drops it. */
export function sessionCookieText(request: Request, secret: string | null): string {
  const secure = new URL(request.url).protocol === 'https:' ? '; Secure' : ''
  return `${sessionCookie}=${secret ?? ''}; Path=/; HttpOnly; SameSite=Lax${secure}${secret === null ? '; Max-Age=0' : ''}`
}

function cookieOf(request: Request, name: string): string | null {
  const cookies = request.headers.get('Cookie') ?? ''
  const found = cookies.split(/;\s*/).find((part) => part.startsWith(`${name}=`))
  return found ? found.slice(name.length + 1) : null
}

/** The session's secret out of the request's cookies; null when there is none. */
export const sessionSecret = (request: Request): string | null => cookieOf(request, sessionCookie)

const stationCookie = 'vialkeep-station'
// As long as browsers keep any cookie. Each visit to the scanner check renews it.
const stationCookieSeconds = 400 * 86_400

/** The Set-Cookie text that names this browser's station. */
export function stationCookieText(request: Request, stationKey: string): string {
  const secure = new URL(request.url).protocol === 'https:' ? '; Secure' : ''
  return `${stationCookie}=${stationKey}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${stationCookieSeconds}${secure}`
}

/** The station of this browser: its name, and what the scanner check found, as JSON of the labels room (R6); null where none was set up. */
export async function stationOf(request: Request) {
  const key = cookieOf(request, stationCookie)
  return key ? (await database()).read.station.findUnique({ where: { key } }) : null
}

const sessionRows = read(
  'auth.session',
  row({
    id: int,
    personId: int,
    name: text,
    siteId: int,
    siteName: text,
    timeZone: text,
    lastSeenAt: instant,
    role: roleColumn,
  }),
  (tokenHash: string, since: string) =>
    sql`SELECT s."id", s."personId", p."name", s."siteId", t."name" AS "siteName", t."timeZone", s."lastSeenAt", r."role"
        FROM "Session" s JOIN "Person" p ON p."id" = s."personId" JOIN "Site" t ON t."id" = s."siteId"
        JOIN "PersonRole" r ON r."personId" = p."id" AND r."siteId" = s."siteId"
        WHERE s."tokenHash" = ${tokenHash} AND s."endedAt" IS NULL AND p."endedAt" IS NULL AND s."lastSeenAt" > ${since}`,
  ['', ''],
)

/** Who this request's session belongs to; null when it has none, or the session is over or idle too long (R37). */
export async function visitorOf(request: Request): Promise<Visitor | null> {
  const secret = sessionSecret(request)
  if (!secret) return null
  const db = await database()
  const at = clock()
  const rows = await sessionRows(db.read, hashSecret(secret), addMinutes(at, -idleMinutes))
  const [found] = rows
  if (!found) return null
  // An open page that checks for changes by itself doesn't mean that anyone is working.
  const watching = request.headers.has(watchingHeader)
  if (!watching && found.lastSeenAt < addMinutes(at, -1)) await touchSession(db, found.id, at)
  return {
    context: { db, actor: `person:${found.personId}`, at },
    clock,
    personId: found.personId,
    name: found.name,
    roles: rows.map((each) => each.role),
    site: { id: found.siteId, name: found.siteName, timeZone: found.timeZone },
    scanner: (await stationOf(request))?.scannerProfile ?? null,
  }
}

/**
 * The door of every loader and action: who is it, and may they? Without a session it redirects to the sign-in page (and
 * back afterwards); without the permission it throws a 403 whose body says whom to ask, or goes `instead` to the page that
 * this person is here for.
 */
export async function enter(
  request: Request,
  permission: Permission,
  instead?: { readonly needs: Permission; readonly to: string },
): Promise<Visitor> {
  const visitor = await signedIn(request)
  if (instead && !may(visitor.roles, permission) && may(visitor.roles, instead.needs)) throw redirect(instead.to)
  if (!may(visitor.roles, permission))
    throw new Response(explainForbidden(permission, rolesThatMay(permission)), { status: 403 })
  return visitor
}

/**
 * Whoever is signed in: the door of actions, whose commands ask for their right themselves. Without a session it redirects
 * to the sign-in page (and back afterwards).
 */
export async function signedIn(request: Request): Promise<Visitor> {
  const visitor = await visitorOf(request)
  if (!visitor) {
    const url = new URL(request.url)
    const back = request.method === 'GET' ? url.pathname.replace(/\.data$/, '') + url.search : '/'
    throw redirect(`/sign-in?${new URLSearchParams({ back: back.replace(/[?&]_routes=[^&]*/, '') })}`)
  }
  return visitor
}

const tokenNamed = read(
  'auth.token',
  row({ id: int, name: text, role: roleColumn, siteId: int, siteName: text, timeZone: text, createdById: int }),
  (tokenHash: string) =>
    sql`SELECT k."id", k."name", k."role", k."siteId", t."name" AS "siteName", t."timeZone", k."createdById"
        FROM "ApiToken" k JOIN "Site" t ON t."id" = k."siteId"
        WHERE k."tokenHash" = ${tokenHash} AND k."endedAt" IS NULL`,
  [''],
)

/** The door of every API route: a bearer token's visitor, or null when there is no such token. */
export async function visitorOfToken(authorization: string | undefined): Promise<Visitor | null> {
  const secret = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (!secret) return null
  const db = await database()
  const found = await tokenNamed.one(db.read, hashSecret(secret))
  if (!found) return null
  return {
    context: { db, actor: `token:${found.id}`, at: clock() },
    clock,
    personId: found.createdById,
    name: found.name,
    roles: [found.role],
    site: { id: found.siteId, name: found.siteName, timeZone: found.timeZone },
  }
}

const passwordHashOf = read(
  'auth.password-hash',
  row({ passwordHash: text }),
  (personId: number) => sql`SELECT "passwordHash" FROM "Person" WHERE "id" = ${personId}`,
  [1],
)

/**
 * The key with which a browser keeps this person's forms while the network is away: only their own sign-in gets it, from any
 * server, so that nobody else reads what waits on a shared station. Another password makes another key.
 */
export async function waitingKey({ context, personId }: Visitor): Promise<string> {
  const found = personId === null ? undefined : await passwordHashOf.one(context.db.read, personId)
  return createHmac('sha256', found?.passwordHash ?? '')
    .update(`forms that wait of person ${personId}`)
    .digest('base64')
}

/** Whether a clinic has been set up in this database. */
export const isSetUp = async (db: Database): Promise<boolean> =>
  (await db.read.site.findFirst({ select: { id: true } })) !== null

/** The people with access to a site, with their roles, for the administrator. */
export const people = (db: Database, siteId: number) =>
  db.read.person.findMany({
    where: { roles: { some: { siteId } } },
    select: { id: true, name: true, email: true, endedAt: true, roles: { where: { siteId }, select: { role: true } } },
    orderBy: { name: 'asc' },
  })

/** The API tokens of a site, newest first; never their secrets. */
export const apiTokens = (db: Database, siteId: number) =>
  db.read.apiToken.findMany({
    where: { siteId },
    select: { id: true, name: true, role: true, createdAt: true, endedAt: true, createdBy: { select: { name: true } } },
    orderBy: { id: 'desc' },
  })

/** The printed names of actors (`person:3` → Ana), for histories. */
export async function actorNames(db: Database, labels: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(labels)].filter((label) => label.startsWith('person:')).map((label) => Number(label.slice(7)))
  const found = await db.read.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(found.map((person) => [`person:${person.id}`, person.name]))
}
