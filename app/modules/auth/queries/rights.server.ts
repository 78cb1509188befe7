import { type Reader, sql } from '~/lib/db.server'
import { int, oneOf, read, row } from '~/lib/rows.server'
import type { ActorLabel } from '~/modules/audit/types'
import { roles } from '../rules'
import type { Role } from '../types'

/** A role, as rows hold it. */
export const roleColumn = oneOf(...roles)
const roleRow = row({ role: roleColumn })

const rolesOfPerson = read(
  'auth.roles-of-person',
  roleRow,
  (personId: number, siteId: number) =>
    sql`SELECT r."role" FROM "PersonRole" r JOIN "Person" p ON p."id" = r."personId"
        WHERE r."personId" = ${personId} AND r."siteId" = ${siteId} AND p."endedAt" IS NULL`,
  [1, 1],
)

const roleOfToken = read(
  'auth.role-of-token',
  roleRow,
  (tokenId: number, siteId: number) =>
    sql`SELECT k."role" FROM "ApiToken" k JOIN "Person" p ON p."id" = k."createdById"
        WHERE k."id" = ${tokenId} AND k."siteId" = ${siteId} AND k."endedAt" IS NULL AND p."endedAt" IS NULL`,
  [1, 1],
)

const makerOfToken = read(
  'auth.maker-of-token',
  row({ createdById: int }),
  (tokenId: number) => sql`SELECT "createdById" FROM "ApiToken" WHERE "id" = ${tokenId}`,
  [1],
)

const idOf = (actor: string): number => Number(actor.slice(actor.indexOf(':') + 1))

/** The roles that an actor has at a site at this moment; none when the account or the token has ended. */
export async function rolesNow(reader: Reader, actor: ActorLabel, siteId: number): Promise<Role[]> {
  if (actor === 'system') return []
  const found = actor.startsWith('token:')
    ? await roleOfToken(reader, idOf(actor), siteId)
    : await rolesOfPerson(reader, idOf(actor), siteId)
  return found.map(({ role }) => role)
}

/** The human behind an actor's label: a token counts as whoever made it (docs/safety.md §6); null for the program itself. */
export async function humanOf(reader: Reader, actor: string): Promise<number | null> {
  if (actor.startsWith('person:')) return idOf(actor)
  if (!actor.startsWith('token:')) return null
  return (await makerOfToken.one(reader, idOf(actor)))?.createdById ?? null
}
