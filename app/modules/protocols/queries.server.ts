import { empty, join, query, type Reader, sql } from '~/lib/db.server'
import type { Bind, ContraindicationEffect, ProtocolPart, ProtocolText, Requirement, Version } from './types'

type VersionRow = Version

const versionColumns = sql`v."id", p."code" AS "protocolCode", p."name" AS "protocolName", v."version", v."effectiveFrom", v."doseMicrolitersMin",
  v."doseMicrolitersMax", v."observationMinutesMin", v."readyForMinutes", v."followUpWeeksMin", v."followUpWeeksMax", v."intervalWeeksMin"`

/** The newest version of each protocol: what a new booking is made under. */
export const currentVersions = (reader: Reader): Promise<Version[]> =>
  query<VersionRow>(
    reader,
    sql`SELECT ${versionColumns} FROM "ProtocolVersion" v JOIN "Protocol" p ON p."id" = v."protocolId"
        WHERE v."version" = (SELECT MAX(w."version") FROM "ProtocolVersion" w WHERE w."protocolId" = p."id") ORDER BY p."name"`,
  )

/** One version with its figures; null when there is none. */
export async function versionById(reader: Reader, id: number): Promise<Version | null> {
  const [row] = await query<VersionRow>(
    reader,
    sql`SELECT ${versionColumns} FROM "ProtocolVersion" v JOIN "Protocol" p ON p."id" = v."protocolId" WHERE v."id" = ${id}`,
  )
  return row ?? null
}

type RequirementRow = Omit<Requirement, 'alternatives' | 'bind'> & {
  bind: string
  categoryId: number | null
  categoryCode: string | null
  categoryName: string | null
}

/** The requirements of these versions with their alternatives, in order, by version. */
export async function requirementsOf(
  reader: Reader,
  versionIds: readonly number[],
): Promise<Map<number, Requirement[]>> {
  const byVersion = new Map<number, Requirement[]>()
  if (versionIds.length === 0) return byVersion
  const rows = await query<RequirementRow>(
    reader,
    sql`SELECT r."id", r."versionId", r."code", r."label", r."bind", r."quantity", r."sizeMicrolitersMin", r."sizeMicrolitersMax",
          r."volumeMicroliters", r."condition", c."id" AS "categoryId", c."code" AS "categoryCode", c."name" AS "categoryName"
        FROM "Requirement" r LEFT JOIN "RequirementAlternative" a ON a."requirementId" = r."id" LEFT JOIN "Category" c ON c."id" = a."categoryId"
        WHERE r."versionId" IN (${join([...new Set(versionIds)])}) ORDER BY r."versionId", r."position", c."id"`,
  )
  const byId = new Map<number, Requirement & { alternatives: { categoryId: number; code: string; name: string }[] }>()
  for (const { categoryId, categoryCode, categoryName, bind, ...row } of rows) {
    let requirement = byId.get(row.id)
    if (!requirement) {
      requirement = { ...row, bind: bind as Bind, alternatives: [] }
      byId.set(row.id, requirement)
      byVersion.set(row.versionId, [...(byVersion.get(row.versionId) ?? []), requirement])
    }
    if (categoryId !== null)
      requirement.alternatives.push({ categoryId, code: categoryCode ?? '', name: categoryName ?? '' })
  }
  return byVersion
}

type TextRow = { part: string; code: string; text: string; effect: string | null }

/** The words of a version, in order; of one part where that is named. */
export async function textsOf(reader: Reader, versionId: number, part?: ProtocolPart): Promise<ProtocolText[]> {
  const rows = await query<TextRow>(
    reader,
    sql`SELECT "part", "code", "text", "effect" FROM "ProtocolText" WHERE "versionId" = ${versionId}
        ${part ? sql`AND "part" = ${part}` : empty} ORDER BY "position"`,
  )
  return rows.map((row) => ({
    ...row,
    part: row.part as ProtocolPart,
    effect: row.effect as ContraindicationEffect | null,
  }))
}
