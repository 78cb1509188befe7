import type { Instant } from '~/lib/day'
import { among, empty, query, type Reader, type Sql, sql } from '~/lib/db.server'
import type { Anesthesia, Booking } from '~/modules/readiness/types'
import { isOver, stateOf } from '../rules/state'
import type { Event, ProcedureState, Side, Status } from '../types'
import { eventsOf } from './events.server'

/** A procedure's row with what its pages name. `mrn` and `name` are the patient's: the caller records the read. */
export type ProcedureRow = {
  readonly id: number
  readonly siteId: number
  readonly timeZone: string
  readonly patientId: number
  readonly mrn: string
  readonly name: string
  readonly placeId: number
  readonly versionId: number
  readonly roomPlaceId: number
  readonly roomName: string
  readonly scheduledAt: Instant
  readonly side: Side
  readonly injectionSite: string
  readonly productId: number
  readonly productName: string
  readonly regulatoryStanding: string | null
  readonly regulatoryBasis: string | null
  readonly doseMicroliters: number
  readonly anesthesia: Anesthesia
  readonly clinician: string
  readonly status: Status
  readonly readyForMinutes: number
  readonly observationMinutesMin: number
  readonly doseMicrolitersMin: number
  readonly doseMicrolitersMax: number
}

/** A procedure with its events, the state they add up to, and what readiness is told about it. */
export type ProcedureFile = {
  readonly row: ProcedureRow
  readonly events: readonly Event[]
  readonly state: ProcedureState
  readonly booking: Booking
}

const procedureRows = (reader: Reader, where: Sql, order: Sql = empty): Promise<ProcedureRow[]> =>
  query<ProcedureRow>(
    reader,
    sql`SELECT c."id", c."siteId", s."timeZone", c."patientId", a."mrn", a."name", c."placeId", c."protocolVersionId" AS "versionId", c."roomPlaceId",
          r."name" AS "roomName", c."scheduledAt", c."side", c."injectionSite", c."productId", d."name" AS "productName", d."regulatoryStanding",
          d."regulatoryBasis", c."doseMicroliters", c."anesthesia", c."clinician", c."status", v."readyForMinutes", v."observationMinutesMin",
          v."doseMicrolitersMin", v."doseMicrolitersMax"
        FROM "Procedure" c JOIN "Site" s ON s."id" = c."siteId" JOIN "Patient" a ON a."id" = c."patientId" JOIN "Place" r ON r."id" = c."roomPlaceId"
          JOIN "Product" d ON d."id" = c."productId" JOIN "ProtocolVersion" v ON v."id" = c."protocolVersionId" WHERE ${where} ${order}`,
  )

/** What readiness is told about a procedure, since it never reads procedures itself. */
export function bookingOf(row: ProcedureRow, state: ProcedureState): Booking {
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
    overridden: state.overridden,
    over: isOver(state.status),
  }
}

async function files(reader: Reader, rows: readonly ProcedureRow[]): Promise<ProcedureFile[]> {
  const events = await eventsOf(
    reader,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const own = events.get(row.id) ?? []
    const state = stateOf(row.status, own)
    return { row, events: own, state, booking: bookingOf(row, state) }
  })
}

/** One procedure of a site with its events; null when there is none there. */
export async function procedureFile(reader: Reader, siteId: number, id: number): Promise<ProcedureFile | null> {
  if (!Number.isSafeInteger(id) || id < 1 || id > 2_147_483_647) return null
  const rows = await procedureRows(reader, sql`c."id" = ${id} AND c."siteId" = ${siteId}`)
  return (await files(reader, rows))[0] ?? null
}

/** The procedures of a site scheduled from one instant up to another, by time. Two reads whatever their number. */
export async function proceduresBetween(
  reader: Reader,
  siteId: number,
  from: Instant,
  to: Instant,
): Promise<ProcedureFile[]> {
  const rows = await procedureRows(
    reader,
    sql`c."siteId" = ${siteId} AND c."scheduledAt" >= ${from} AND c."scheduledAt" < ${to}`,
    sql`ORDER BY c."scheduledAt", c."id" LIMIT 500`,
  )
  return files(reader, rows)
}

/** The procedures of a patient, newest first. */
export async function proceduresOfPatient(reader: Reader, patientId: number): Promise<ProcedureRow[]> {
  return procedureRows(
    reader,
    sql`c."patientId" = ${patientId}`,
    sql`ORDER BY c."scheduledAt" DESC, c."id" DESC LIMIT 200`,
  )
}

/** Procedures by their ids, for callers that know nothing else. */
export async function proceduresById(reader: Reader, ids: readonly number[]): Promise<ProcedureFile[]> {
  if (ids.length === 0) return []
  return files(reader, await procedureRows(reader, sql`c."id" IN ${among(ids)}`))
}
