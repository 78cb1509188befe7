import type { Instant } from '~/lib/day'
import { among, sql } from '~/lib/db.server'
import { int, read, row, text } from '~/lib/rows.server'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { givenBefore } from '~/modules/storage/queries/given-before.server'
import { locationFacts } from '~/modules/storage/queries/locations.server'

const patients = read(
  'reports.patients-of-places',
  row({ placeId: int, procedureId: int, patientId: int, name: text, mrn: text }),
  (placeIds: readonly number[]) => sql`
    SELECT p."placeId", p."id" AS "procedureId", p."patientId", x."name", x."mrn"
    FROM "Procedure" p JOIN "Patient" x ON x."id" = p."patientId" WHERE p."placeId" IN ${among(placeIds)}`,
  [[1]],
)

/**
 * What was given of an excursion before its readings came in. Who got it is said to whoever may see patients of a notice, and each is
 * audited first (R38); anybody else reads what and when.
 */
export async function givenOfExcursion(visitor: Visitor, placeId: number, startedAt: string) {
  const { context, site, roles } = visitor
  const location = await locationFacts(context.db.read, site.id, placeId)
  if (location === null) return []
  const given = await givenBefore(context.db.read, location, startedAt as Instant)
  if (given.length === 0) return []
  const known = may(roles, 'recall.patients')
    ? await patients(
        context.db.read,
        given.map((use) => use.placeId),
      )
    : []
  const ids = [...new Set(known.map(({ patientId }) => patientId))]
  if (ids.length > 0)
    await recordRead(
      context,
      'excursion.given.read',
      ids.map((id) => ({ subject: `patient:${id}` })),
    )
  return given.map(({ placeId: procedurePlace, ...use }) => ({
    ...use,
    patient: known.find((each) => each.placeId === procedurePlace) ?? null,
  }))
}
