import { DateTime } from 'luxon'
import { addMinutes, clockTime, type Day, dateTime, type Instant } from '~/lib/day'
import type { Reader } from '~/lib/db.server'
import { idIn, notHere } from '~/lib/http.server'
import type { Live } from '~/lib/live'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { actorNames } from '~/modules/auth/queries.server'
import type { Visitor } from '~/modules/auth/types'
import { allergyLine } from '~/modules/patients/messages'
import { patientById } from '~/modules/patients/queries.server'
import type { PatientWithAllergies } from '~/modules/patients/types'
import { textsOf } from '~/modules/protocols/queries.server'
import { yesesOf } from '~/modules/readiness/rules/screening-answers'
import type { Bound, Light, ScreeningYes } from '~/modules/readiness/types'
import { isFor } from '~/modules/tasks/rules'
import { explainTimeOut, followUpText, stepName, whoseText } from '../messages'
import { correctedEvents, explainEvent } from '../rules/event-words'
import { observation } from '../rules/observation'
import { emergencyDrugs, reactionsOf } from '../rules/reactions'
import { isEnded } from '../rules/state'
import { isOverridden, isPassed, isTaken, steps } from '../rules/steps'
import { partsToAgree } from '../rules/time-out'
import { keptToDraw } from '../rules/use-facts'
import type {
  Contraindication,
  EmergencyDrug,
  ObservationReason,
  ReactionSeen,
  Status,
  Step,
  StepFacts,
  TimeOutPart,
  Wait,
} from '../types'
import { boardRows } from './board.server'
import { type ProcedureFile, type ProcedureRow, procedureFile } from './booking.server'
import { followUpsOf } from './follow-ups.server'
import { procedureLive } from './live.server'
import { sitesToBook } from './sites-to-book.server'
import { type UseRow, usesOf } from './uses.server'
import { waitsOfProcedure } from './waits.server'

/** A procedure's head: what every one of its pages shows. */
export type ProcedureHead = {
  readonly id: number
  readonly scheduledAt: string
  readonly time: string
  readonly side: string
  readonly injectionSite: string
  readonly productName: string
  readonly doseMicroliters: number
  readonly anesthesia: string
  readonly roomName: string
  readonly clinician: string
  readonly status: Status
  readonly zone: string
  readonly patient: {
    readonly id: number
    readonly name: string
    readonly mrn: string
    readonly birthDate: Day
    readonly allergies: string
    readonly asked: boolean
  }
}

const nowhere = 'There is no such procedure at this site. Go back to the list of procedures.'

/**
 * A procedure of the visitor's site by the id in the address, with its patient, and the read of the patient's link written
 * down first (R38). Throws a 404 that says what to do.
 */
export async function openProcedure(
  visitor: Visitor,
  param: string | undefined,
): Promise<{ file: ProcedureFile; patient: PatientWithAllergies; head: ProcedureHead }> {
  const reader = visitor.context.db.read
  const file = await procedureFile(reader, visitor.site.id, idIn(param, nowhere))
  const patient = file ? await patientById(reader, file.row.patientId) : null
  if (!file || !patient) throw notHere(nowhere)
  await recordRead(visitor.context, 'procedure.read', [
    { subject: `patient:${patient.id}`, detail: { procedure: file.row.id } },
  ])
  return { file, patient, head: headOf(file.row, patient) }
}

function headOf(row: ProcedureRow, patient: PatientWithAllergies): ProcedureHead {
  const { id, side, injectionSite, productName, doseMicroliters, anesthesia, roomName, clinician, status } = row
  const { mrn, name, birthDate, allergies } = patient
  const asked = allergies.length > 0
  return {
    id,
    scheduledAt: row.scheduledAt,
    time: clockTime(row.scheduledAt, row.timeZone),
    side,
    injectionSite,
    productName,
    doseMicroliters,
    anesthesia,
    roomName,
    clinician,
    status,
    zone: row.timeZone,
    patient: { id: patient.id, name, mrn, birthDate, allergies: allergyLine(allergies), asked },
  }
}

/** A step as the page shows it. */
export type StepView = {
  readonly step: Step
  readonly name: string
  readonly state: 'done' | 'overridden' | 'missing' | 'next' | 'later'
  readonly at: string | null
}

const takenWhen = (step: Step, file: ProcedureFile, light: Light): Instant | null => {
  const { state } = file
  if (step === 'screened') return state.screening?.at ?? null
  if (step === 'consented') return state.consentedAt
  if (step === 'ready') return light.state === 'ready' ? light.signedAt : null
  if (step === 'time-out') return state.timeOutAt
  if (step === 'cleared') return state.cleared?.at ?? null
  return step === 'given' ? state.givenAt : step === 'observed' ? state.observedAt : null
}

function stepState(step: Step, facts: StepFacts, next: Step | null, at: Instant): StepView['state'] {
  if (isTaken(step, facts, at)) return 'done'
  if (isOverridden(step, facts)) return 'overridden'
  if (step === next) return 'next'
  return isPassed(step, facts, at) ? 'missing' : 'later'
}

export type EventView = {
  readonly key: number
  readonly when: string
  readonly title: string
  readonly who: string
  readonly struck: boolean
}

async function eventViews(visitor: Visitor, file: ProcedureFile): Promise<EventView[]> {
  const names = await actorNames(
    visitor.context.db,
    file.events.map((event) => event.actor),
  )
  const { timeZone } = file.row
  const struck = correctedEvents(file.events)
  return file.events.map((event) => ({
    key: event.id,
    when: event.occurredAt,
    title: explainEvent(event, timeZone, visitor.context.at),
    who: names.get(event.actor) ?? event.actor,
    struck: struck.has(event.id),
  }))
}

/** What the record still leaves to be done, and whether it waits for whoever looks. */
export type FollowUpView = {
  readonly taskId: number
  readonly text: string
  readonly whose: string
  readonly mine: boolean
}

export type ProcedurePageView = {
  readonly head: ProcedureHead
  readonly light: Light
  readonly live: Live
  readonly next: Step | null
  readonly steps: readonly StepView[]
  readonly questions: readonly Contraindication[]
  readonly screenedOut: boolean
  /** What the screening said yes to, with the clinician's answer: the time-out names each. */
  readonly yeses: readonly ScreeningYes[]
  /** Why the time-out doesn't count, and whether one was taken before; null while it counts. */
  readonly timeOut: { readonly text: string; readonly again: boolean } | null
  /** What a time-out of now names aloud: all, or only what changed. */
  readonly agree: readonly TimeOutPart[]
  /** The containers that are kept to be drawn from, as they are said aloud. */
  readonly drawNames: readonly string[]
  /** What is waited for before the needle, with who recorded it; none once it was given. */
  readonly waits: readonly (Wait & { readonly who: string | null; readonly typed: string | null })[]
  readonly uses: readonly UseRow[]
  readonly events: readonly EventView[]
  readonly givenAt: string | null
  readonly observeUntil: string | null
  readonly reactions: readonly ReactionSeen[]
  readonly emergency: readonly EmergencyDrug[]
  readonly followUps: readonly FollowUpView[]
  /** Why the observation is longer than the protocol's least. */
  readonly observeReasons: readonly ObservationReason[]
  readonly now: string
}

async function waitViews(visitor: Visitor, file: ProcedureFile, bound: readonly Bound[]) {
  const { db, at } = visitor.context
  const waits = await waitsOfProcedure(db.read, file, bound, at)
  const names = await actorNames(
    db,
    waits.flatMap(({ applied }) => (applied ? [applied.actor] : [])),
  )
  return waits.map((wait) => {
    const { applied } = wait
    if (applied === null) return { ...wait, who: null, typed: null }
    const typed = DateTime.fromISO(applied.at, { zone: file.row.timeZone }).toFormat("yyyy-MM-dd'T'HH:mm")
    return { ...wait, who: names.get(applied.actor) ?? applied.actor, typed }
  })
}

const observationOf = ({ row, events, booking }: ProcedureFile, givenAt: Instant): readonly ObservationReason[] =>
  observation({
    givenAt,
    minutesMin: row.observationMinutesMin,
    anesthesia: row.anesthesia,
    yes: booking.screening?.yes.map(({ question }) => question) ?? [],
    events,
  }).reasons

/** All that a procedure's page shows, computed from now. */
export async function procedurePage(visitor: Visitor, param: string | undefined): Promise<ProcedurePageView> {
  const { file, head } = await openProcedure(visitor, param)
  const { at, db } = visitor.context
  const [row] = await boardRows(db.read, [file], at)
  if (!row) throw new Error(`No row for procedure ${file.row.id}`)
  const { light, next, facts } = row
  const given = file.state.givenAt
  return {
    head,
    light,
    live: procedureLive(visitor, row),
    next,
    steps: steps.map((step) => ({
      step,
      name: stepName(step),
      state: stepState(step, facts, next, at),
      at: takenWhen(step, file, light),
    })),
    questions: await textsOf(db.read, file.row.versionId, 'contraindications'),
    yeses: yesesOf(file.booking),
    timeOut: facts.timeOut && {
      text: explainTimeOut(facts.timeOut, file.row.timeZone),
      again: file.state.timeOutAt !== null,
    },
    agree: partsToAgree(facts.timeOut),
    drawNames: keptToDraw(row).map(({ facts: unit }) =>
      [unit.productName, unit.unitNumber ?? unit.lotNumber].join(' '),
    ),
    screenedOut: file.state.screening?.outcome === 'stop',
    waits: given === null && !isEnded(file.state.status) ? await waitViews(visitor, file, row.bound) : [],
    uses: await usesOf(db.read, file.row.id),
    events: await eventViews(visitor, file),
    givenAt: given,
    observeUntil: given && addMinutes(given, facts.observationMinutesMin),
    reactions: reactionsOf(file.events),
    emergency: emergencyDrugs(file.events),
    followUps: (await followUpsOf(db.read, file.row.id)).map(({ taskId, kind, role, dueAt }) => ({
      taskId,
      text: followUpText(kind),
      whose: `${whoseText(role)}${dueAt === null ? '' : ` Due ${dateTime(dueAt, file.row.timeZone, at)}.`}`,
      mine: isFor({ personId: null, role }, visitor),
    })),
    observeReasons: given === null ? [] : observationOf(file, given),
    now: at,
  }
}

/** The choices of a new booking: rooms of this site, products, injection sites; a patient by id. */
export async function bookingChoices(reader: Reader, siteId: number) {
  const rooms = await reader.place.findMany({
    where: { siteId, kind: 'room', endedAt: null },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  const products = await reader.product.findMany({
    where: { archivedAt: null, category: { isBiologic: true } },
    select: { id: true, name: true, manufacturer: true },
    orderBy: { name: 'asc' },
  })
  return { rooms, products, sites: await sitesToBook(reader) }
}
