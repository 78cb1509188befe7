import { among, empty, type Reader, sql } from '~/lib/db.server'
import { day, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { binds, effects, parts } from './rules/words'
import type { ProtocolPart, ProtocolText, Requirement, Version } from './types'

const versionColumns = sql`v."id", p."code" AS "protocolCode", p."name" AS "protocolName", v."version", v."effectiveFrom",
  v."doseMicrolitersMin", v."doseMicrolitersMax", v."observationMinutesMin", v."readyForMinutes", v."followUpWeeksMin",
  v."followUpWeeksMax", v."intervalWeeksMin"`

const version = row({
  id: int,
  protocolCode: text,
  protocolName: text,
  version: int,
  effectiveFrom: day,
  doseMicrolitersMin: int,
  doseMicrolitersMax: int,
  observationMinutesMin: int,
  readyForMinutes: int,
  followUpWeeksMin: int,
  followUpWeeksMax: int,
  intervalWeeksMin: int,
})

/** The newest version of each protocol: what a new booking is made under. */
export const currentVersions: (reader: Reader) => Promise<Version[]> = read(
  'protocols.current-versions',
  version,
  () => sql`SELECT ${versionColumns} FROM "ProtocolVersion" v JOIN "Protocol" p ON p."id" = v."protocolId"
    WHERE v."version" = (SELECT MAX(w."version") FROM "ProtocolVersion" w WHERE w."protocolId" = p."id") ORDER BY p."name"`,
  [],
)

const versionWithId = read(
  'protocols.version-by-id',
  version,
  (id: number) => sql`SELECT ${versionColumns} FROM "ProtocolVersion" v JOIN "Protocol" p ON p."id" = v."protocolId"
    WHERE v."id" = ${id}`,
  [1],
)

/** One version with its figures; null when there is none. */
export const versionById = (reader: Reader, id: number): Promise<Version | null> => versionWithId.one(reader, id)

const requirementRows = read(
  'protocols.requirements',
  row({
    id: int,
    versionId: int,
    code: text,
    label: text,
    bind: oneOf(...binds),
    quantity: int,
    sizeMicrolitersMin: nullable(int),
    sizeMicrolitersMax: nullable(int),
    volumeMicroliters: nullable(int),
    condition: nullable(text),
    categoryId: nullable(int),
    categoryCode: nullable(text),
    categoryName: nullable(text),
  }),
  (versionIds: readonly number[]) => sql`SELECT r."id", r."versionId", r."code", r."label", r."bind", r."quantity",
      r."sizeMicrolitersMin", r."sizeMicrolitersMax", r."volumeMicroliters", r."condition", c."id" AS "categoryId",
      c."code" AS "categoryCode", c."name" AS "categoryName"
    FROM "Requirement" r LEFT JOIN "RequirementAlternative" a ON a."requirementId" = r."id"
      LEFT JOIN "Category" c ON c."id" = a."categoryId"
    WHERE r."versionId" IN ${among(versionIds)} ORDER BY r."versionId", r."position", c."id"`,
  [[1]],
)

/** The requirements of these versions with their alternatives, in order, by version. */
export async function requirementsOf(
  reader: Reader,
  versionIds: readonly number[],
): Promise<Map<number, Requirement[]>> {
  const byVersion = new Map<number, Requirement[]>()
  if (versionIds.length === 0) return byVersion
  const byId = new Map<number, Requirement & { alternatives: { categoryId: number; code: string; name: string }[] }>()
  for (const { categoryId, categoryCode, categoryName, ...rest } of await requirementRows(reader, versionIds)) {
    let requirement = byId.get(rest.id)
    if (!requirement) {
      requirement = { ...rest, alternatives: [] }
      byId.set(rest.id, requirement)
      byVersion.set(rest.versionId, [...(byVersion.get(rest.versionId) ?? []), requirement])
    }
    if (categoryId !== null && categoryCode !== null && categoryName !== null)
      requirement.alternatives.push({ categoryId, code: categoryCode, name: categoryName })
  }
  return byVersion
}

/** The words of a version, in order; of one part where that is named. */
export const textsOf: (reader: Reader, versionId: number, part?: ProtocolPart) => Promise<ProtocolText[]> = read(
  'protocols.texts',
  row({ part: oneOf(...parts), code: text, text, effect: nullable(oneOf(...effects)) }),
  (versionId: number, part?: ProtocolPart) => sql`SELECT "part", "code", "text", "effect" FROM "ProtocolText"
    WHERE "versionId" = ${versionId} ${part ? sql`AND "part" = ${part}` : empty} ORDER BY "position"`,
  [1],
  [1, 'after'],
)
