import type { Instant } from '~/lib/day'
import { among, type Reader, type Sql, sql } from '~/lib/db.server'
import { idMax } from '~/lib/id'
import { instant, int, nullable, oneOf, type Row, read, row, text } from '~/lib/rows.server'
import { overridesOf } from '~/modules/readiness/queries/overrides.server'
import type { Booking } from '~/modules/readiness/types'
import { observationMinutes } from '../rules/observation'
import { isOver, stateOf } from '../rules/state'
import type { Event, ProcedureState } from '../types'
import { eventsOf } from './events.server'

const columns = {
  id: int,
  siteId: int,
  timeZone: text,
  patientId: int,
  mrn: text,
  name: text,
  placeId: int,
  versionId: int,
  roomPlaceId: int,
  roomName: text,
  scheduledAt: instant,
  side: oneOf('left', 'right'),
  injectionSite: text,
  /** The code of a site that can be booked; null for the words of an older booking, which are compared with nothing. */
  injectionSiteCode: nullable(text),
  productId: int,
  productName: text,
  regulatoryStanding: nullable(text),
  regulatoryBasis: nullable(text),
  doseMicroliters: int,
  anesthesia: oneOf('none', 'topical', 'injectable'),
  clinician: text,
  status: oneOf('booked', 'screened', 'consented', 'given', 'observed', 'closed', 'cancelled', 'stopped'),
  readyForMinutes: int,
  observationMinutesMin: int,
  doseMicrolitersMin: int,
  doseMicrolitersMax: int,
}

/** A procedure's row with what its pages name. `mrn` and `name` are the patient's: the caller records the read. */
export type ProcedureRow = Row<typeof columns>

/** A procedure with its events, the state they add up to, and what readiness is told about it. */
export type ProcedureFile = {
  readonly row: ProcedureRow
  readonly events: readonly Event[]
  readonly state: ProcedureState
  readonly booking: Booking
}

/** Which procedures are read: one of a site, those of a span of time, those of a patient, or those of these ids. */
type Which =
  | { readonly siteId: number; readonly id: number }
  | { readonly siteId: number; readonly from: Instant; readonly to: Instant }
  | { readonly patientId: number }
  | { readonly ids: readonly number[] }

function whereOf(which: Which): Sql {
  if ('patientId' in which)
    return sql`WHERE c."patientId" = ${which.patientId} ORDER BY c."scheduledAt" DESC, c."id" DESC LIMIT 200`
  if ('ids' in which) return sql`WHERE c."id" IN ${among(which.ids)}`
  if ('id' in which) return sql`WHERE c."id" = ${which.id} AND c."siteId" = ${which.siteId}`
  return sql`WHERE c."siteId" = ${which.siteId} AND c."scheduledAt" >= ${which.from} AND c."scheduledAt" < ${which.to}
    ORDER BY c."scheduledAt", c."id" LIMIT 500`
}

const someTime = '2026-01-02T03:04:05.678Z' as Instant

const procedureRows = read(
  'procedures.rows',
  row(columns),
  (which: Which) => sql`
    SELECT c."id", c."siteId", s."timeZone", c."patientId", a."mrn", a."name", c."placeId",
      c."protocolVersionId" AS "versionId", c."roomPlaceId", r."name" AS "roomName", c."scheduledAt", c."side",
      c."injectionSite", i."code" AS "injectionSiteCode", c."productId", d."name" AS "productName", d."regulatoryStanding", d."regulatoryBasis",
      c."doseMicroliters", c."anesthesia", c."clinician", c."status", v."readyForMinutes", v."observationMinutesMin",
      v."doseMicrolitersMin", v."doseMicrolitersMax"
    FROM "Procedure" c JOIN "Site" s ON s."id" = c."siteId" JOIN "Patient" a ON a."id" = c."patientId"
      JOIN "Place" r ON r."id" = c."roomPlaceId" JOIN "Product" d ON d."id" = c."productId"
      JOIN "ProtocolVersion" v ON v."id" = c."protocolVersionId"
      LEFT JOIN "InjectionSite" i ON i."code" = c."injectionSiteCode" AND i."active" = ${true} ${whereOf(which)}`,
  [{ siteId: 1, id: 1 }],
  [{ siteId: 1, from: someTime, to: someTime }],
  [{ patientId: 1 }],
  [{ ids: [1, 2] }],
)

/** What readiness is told about a procedure, since it never reads procedures itself. */
export function bookingOf(row: ProcedureRow, state: ProcedureState, overrides: Booking['overrides']): Booking {
  const { id, siteId, timeZone, roomPlaceId, patientId, versionId, scheduledAt, side, productId, productName } = row
  const { regulatoryStanding, regulatoryBasis, doseMicroliters, anesthesia, readyForMinutes } = row
  return {
    procedureId: id,
    siteId,
    timeZone,
    roomPlaceId,
    patientId,
    versionId,
    scheduledAt,
    side,
    productId,
    productName,
    regulatoryStanding,
    regulatoryBasis,
    doseMicroliters,
    anesthesia,
    readyForMinutes,
    screening: state.screening,
    consentedAt: state.consentedAt,
    changedAt: state.readyEndedAt,
    overrides,
    over: isOver(state.status),
  }
}

/** How long this patient is observed at least, in minutes from the giving. */
export const minutesToObserve = ({ row, state, booking, events }: ProcedureFile): number =>
  observationMinutes({
    givenAt: state.givenAt,
    minutesMin: row.observationMinutesMin,
    anesthesia: row.anesthesia,
    yes: booking.screening?.yes.map(({ question }) => question) ?? [],
    events,
  })

async function files(reader: Reader, rows: readonly ProcedureRow[]): Promise<ProcedureFile[]> {
  const ids = rows.map((row) => row.id)
  const events = await eventsOf(reader, ids)
  const overrides = await overridesOf(reader, ids)
  return rows.map((row) => {
    const own = events.get(row.id) ?? []
    const state = stateOf(row.status, own)
    return { row, events: own, state, booking: bookingOf(row, state, overrides.get(row.id) ?? []) }
  })
}

/** One procedure of a site with its events; null when there is none there. */
export async function procedureFile(reader: Reader, siteId: number, id: number): Promise<ProcedureFile | null> {
  if (!Number.isSafeInteger(id) || id < 1 || id > idMax) return null
  const rows = await procedureRows(reader, { siteId, id })
  return (await files(reader, rows))[0] ?? null
}

/** The procedures of a site scheduled from one instant up to another, by time. Three reads whatever their number. */
export async function proceduresBetween(
  reader: Reader,
  siteId: number,
  from: Instant,
  to: Instant,
): Promise<ProcedureFile[]> {
  return files(reader, await procedureRows(reader, { siteId, from, to }))
}
