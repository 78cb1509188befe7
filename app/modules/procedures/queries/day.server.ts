import { DateTime } from 'luxon'
import { addDays, clockTime, dayOf, type Instant } from '~/lib/day'
import { dayIn, notHere, optionalIdIn } from '~/lib/http.server'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { searchPatients } from '~/modules/patients/queries/find.server'
import { patientById } from '~/modules/patients/queries.server'
import { currentVersions } from '~/modules/protocols/queries.server'
import { lightDetail } from '~/modules/readiness/messages'
import { stepName } from '../messages'
import type { DayRow, DayView } from '../ui/board-page'
import type { BookView, PatientToBook } from '../ui/book-page'
import { type BoardRow, boardOf } from './board.server'
import { boardLive, markOf } from './live.server'
import { bookingChoices } from './page.server'
import { siteChoice } from './sites-to-book.server'

function rowOf({ file, light, next }: BoardRow, now: Instant): DayRow {
  const { row } = file
  const over = light.state === 'over'
  const detail = [
    row.roomName,
    row.productName,
    // Until the vial is scanned, show the next step; after that, the light says what is missing.
    next && next !== 'ready' && next !== 'time-out'
      ? `next: ${stepName(next).toLowerCase()}`
      : lightDetail(light, row.timeZone, now),
  ]
  return {
    id: row.id,
    time: clockTime(row.scheduledAt, row.timeZone),
    patient: row.name,
    title: `Hip, ${row.side}, ${row.injectionSite}`,
    ...markOf({ file, light }, now),
    over,
    detail: detail.filter(Boolean).join(' · '),
  }
}

/**
 * The procedures of a day (today if the address names none); for today, also the two weeks ahead. Each patient's read
 * is audited first.
 */
export async function dayPage(visitor: Visitor, asked: URLSearchParams): Promise<DayView> {
  const { context, site } = visitor
  const today = dayOf(context.at, site.timeZone)
  const day = dayIn(asked, 'day') ?? today
  const [rows, later] = await context.db.snapshot(async (reader) => [
    await boardOf(reader, site, day, context.at),
    day === today ? await boardOf(reader, site, addDays(day, 1), context.at, 14) : [],
  ])
  const patients = new Set([...rows, ...later].map(({ file }) => file.row.patientId))
  await recordRead(
    context,
    'procedure.list',
    [...patients].map((id) => ({ subject: `patient:${id}` })),
  )
  const days = grouped(later, site.timeZone)
  return {
    day,
    today,
    before: addDays(day, -1),
    after: addDays(day, 1),
    live: boardLive(visitor, day, rows),
    rows: rows.map((row) => rowOf(row, context.at)),
    ahead: days.map(([each, of]) => ({ day: each, rows: of.map((row) => rowOf(row, context.at)) })),
    mayBook: may(visitor.roles, 'procedure.change'),
  }
}

function grouped(rows: readonly BoardRow[], zone: string): [string, BoardRow[]][] {
  const days = new Map<string, BoardRow[]>()
  for (const row of rows) {
    const day = dayOf(row.file.row.scheduledAt, zone)
    days.set(day, [...(days.get(day) ?? []), row])
  }
  return [...days]
}

const noPatient = 'There is no such patient. Choose one from the list of patients.'

/** What the form of a new booking offers. Without a patient in the address it asks which one; each read of a patient is audited. */
export async function bookPage(visitor: Visitor, asked: URLSearchParams): Promise<BookView> {
  const { context, site } = visitor
  const patientId = optionalIdIn(asked, 'patient', noPatient)
  const reader = context.db.read
  const patient = patientId === null ? null : await patientById(reader, patientId)
  if (patientId !== null && patient === null) throw notHere(noPatient)
  if (patient) await recordRead(context, 'patient.choose', [{ subject: `patient:${patient.id}` }])
  const { rooms, products, sites } = await bookingChoices(reader, site.id)
  const versions = await currentVersions(reader)
  const choice = (each: { id: number; name: string }) => ({ value: String(each.id), label: each.name })
  return {
    patient: patient && { id: patient.id, name: patient.name, mrn: patient.mrn, birthDate: patient.birthDate },
    rooms: rooms.map(choice),
    sites: sites.map(siteChoice),
    products: products.map(({ id, name, manufacturer }) => ({ value: String(id), label: `${name}, ${manufacturer}` })),
    versions: versions.map(({ id, protocolName, version }) => ({
      value: String(id),
      label: `${protocolName}, version ${version}`,
    })),
    localNow: DateTime.fromISO(context.at, { zone: site.timeZone })
      .startOf('hour')
      .plus({ hours: 1 })
      .toFormat("yyyy-MM-dd'T'HH:mm"),
    clinician: visitor.name,
  }
}

/** Patients whom a search for a booking may mean, as the patients' own page finds them (R25). Each one shown is audited. */
export async function patientsToBook(visitor: Visitor, search: string): Promise<PatientToBook[]> {
  const { context, site } = visitor
  const found = await searchPatients(context.db.read, search, dayOf(context.at, site.timeZone))
  await recordRead(
    context,
    'patient.search',
    found.map(({ id }) => ({ subject: `patient:${id}` })),
  )
  return found
}
