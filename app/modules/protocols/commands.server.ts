import { dayOf } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { hipProtocol } from './rules/hip-protocol'
import type { ProtocolDraft, ProtocolRefusal } from './types'

async function categoriesByCode(tx: Tx, draft: ProtocolDraft): Promise<Map<string, number>> {
  const wanted = new Set(draft.requirements.flatMap((requirement) => requirement.alternatives))
  const rows = await tx.category.findMany({ where: { code: { in: [...wanted] } }, select: { id: true, code: true } })
  return new Map(rows.map((row) => [row.code, row.id]))
}

async function insertVersion(
  tx: Tx,
  context: Stamp,
  protocolId: number,
  draft: ProtocolDraft,
  categories: Map<string, number>,
): Promise<number> {
  const { code: _code, name: _name, requirements, texts, ...figures } = draft
  const last = await tx.protocolVersion.findFirst({
    where: { protocolId },
    orderBy: { version: 'desc' },
    select: { version: true },
  })
  const version = await tx.protocolVersion.create({
    data: {
      ...figures,
      protocolId,
      version: (last?.version ?? 0) + 1,
      effectiveFrom: dayOf(context.at, 'utc'),
      createdAt: context.at,
      actor: context.actor,
    },
    select: { id: true },
  })
  for (const [position, { alternatives, ...requirement }] of requirements.entries()) {
    const categoryIds = alternatives.map((code) => categories.get(code)).filter((id) => id !== undefined)
    await tx.requirement.create({
      data: {
        ...requirement,
        versionId: version.id,
        position,
        alternatives: { create: categoryIds.map((categoryId) => ({ categoryId })) },
      },
      select: { id: true },
    })
  }
  await tx.protocolText.createMany({
    data: texts.map((text, position) => ({ ...text, versionId: version.id, position })),
  })
  return version.id
}

/**
 * Stores a protocol as its next version, inside a transaction: for a clinic's set-up and the demo. The hip protocol when
 * none is named. A protocol whose code is stored already gets no second first version. Refuses, naming them, categories
 * that the catalog lacks.
 */
export async function insertProtocol(
  tx: Tx,
  context: Stamp,
  draft: ProtocolDraft = hipProtocol,
): Promise<Result<{ versionId: number; created: boolean }, ProtocolRefusal>> {
  const known = await tx.protocol.findUnique({
    where: { code: draft.code },
    select: { versions: { orderBy: { version: 'desc' }, take: 1, select: { id: true } } },
  })
  const current = known?.versions[0]
  if (current) return ok({ versionId: current.id, created: false })
  const categories = await categoriesByCode(tx, draft)
  const missing = draft.requirements
    .flatMap((requirement) => requirement.alternatives)
    .filter((code) => !categories.has(code))
  if (missing.length > 0) return refuse({ code: 'CATEGORIES_MISSING', categories: [...new Set(missing)] })
  const protocol = await tx.protocol.create({ data: { code: draft.code, name: draft.name }, select: { id: true } })
  return ok({ versionId: await insertVersion(tx, context, protocol.id, draft, categories), created: true })
}
