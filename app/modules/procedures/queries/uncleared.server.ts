import { addDays, dayOf, type Instant, startOfDay } from '~/lib/day'
import { sql } from '~/lib/db.server'
import { instant, int, json, read, row, text } from '~/lib/rows.server'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { actorNames } from '~/modules/auth/queries.server'
import type { Visitor } from '~/modules/auth/types'
import { type Rate, rateOf, unclearedDays } from '../rules/uncleared'

const detailOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** What was recorded as given, and not undone altogether, as a procedure's state has it. */
const givings = read(
  'procedures.givings',
  row({
    eventId: int,
    procedureId: int,
    patientId: int,
    patient: text,
    clinician: text,
    at: instant,
    actor: text,
    detail: json(detailOf),
  }),
  (siteId: number, from: Instant, to: Instant) => sql`
    SELECT e."id" AS "eventId", c."id" AS "procedureId", c."patientId", a."name" AS "patient", c."clinician",
      e."occurredAt" AS "at", e."actor", e."detail"
    FROM "ProcedureEvent" e JOIN "Procedure" c ON c."id" = e."procedureId" JOIN "Patient" a ON a."id" = c."patientId"
    WHERE c."siteId" = ${siteId} AND e."kind" = 'given' AND e."occurredAt" >= ${from} AND e."occurredAt" <= ${to}
      AND (c."status" IN ('given', 'observed', 'closed') OR NOT EXISTS (
        SELECT 1 FROM "ProcedureEvent" u WHERE u."procedureId" = c."id" AND u."kind" = 'undone' AND u."id" > e."id"))
    ORDER BY e."occurredAt" DESC, e."id" DESC`,
  [1, '2026-01-02T03:04:05.678Z' as Instant, '2026-01-02T03:04:05.678Z' as Instant],
)

/** How many of what was given without a clearance one page shows. The counts are of all. */
const shownMost = 100

/** One time that something was given without a clearance. */
export type UnclearedView = {
  readonly key: number
  readonly procedureId: number
  readonly patient: string
  readonly clinician: string
  readonly at: string
  readonly givenBy: string | null
  readonly recordedBy: string
  readonly late: boolean
  readonly why: string | null
}

export type UnclearedPageView = {
  readonly days: number
  readonly since: string
  readonly rate: Rate
  readonly shown: readonly UnclearedView[]
  readonly more: number
  readonly zone: string
}

/** What was given without a clearance in the last days at this site, newest first. Each patient shown is audited (R38). */
export async function unclearedPage({ context, site }: Visitor): Promise<UnclearedPageView> {
  const { at, db } = context
  const since = addDays(dayOf(at, site.timeZone), -unclearedDays)
  const rows = await givings(db.read, site.id, startOfDay(since, site.timeZone), at)
  const clearedOf = ({ cleared }: Readonly<Record<string, unknown>>) => (typeof cleared === 'boolean' ? cleared : null)
  const uncleared = rows.filter(({ detail }) => clearedOf(detail) === false)
  const shown = uncleared.slice(0, shownMost)
  await recordRead(
    context,
    'procedure.read',
    shown.map(({ patientId, procedureId }) => ({
      subject: `patient:${patientId}`,
      detail: { procedure: procedureId },
    })),
  )
  const names = await actorNames(
    db,
    shown.map(({ actor }) => actor),
  )
  return {
    days: unclearedDays,
    since,
    rate: rateOf(
      rows.map(({ procedureId, clinician, detail }) => ({ procedureId, clinician, cleared: clearedOf(detail) })),
    ),
    shown: shown.map(({ eventId, procedureId, patient, clinician, at: when, actor, detail }) => ({
      key: eventId,
      procedureId,
      patient,
      clinician,
      at: when,
      givenBy: typeof detail.givenBy === 'string' ? detail.givenBy : null,
      recordedBy: names.get(actor) ?? actor,
      late: detail.late === true,
      why: typeof detail.why === 'string' ? detail.why : null,
    })),
    more: uncleared.length - shown.length,
    zone: site.timeZone,
  }
}
