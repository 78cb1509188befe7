import { addMinutes, type Instant } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { weighPatient } from '~/modules/patients/commands/weight.server'
import { recordApplied } from '~/modules/procedures/commands/applied.server'
import { bookProcedure } from '~/modules/procedures/commands/book.server'
import { clearToInject } from '~/modules/procedures/commands/clear.server'
import { closeProcedure, endObservation } from '~/modules/procedures/commands/close.server'
import { give } from '~/modules/procedures/commands/give.server'
import { bindWithinReach, scanForReadiness, signReady } from '~/modules/procedures/commands/ready.server'
import { scanForGiving } from '~/modules/procedures/commands/scan-give.server'
import { consent, screen, takeTimeOut } from '~/modules/procedures/commands/steps.server'
import { takeOut } from '~/modules/procedures/commands/take-out.server'
import { askKey } from '~/modules/procedures/rules/booking-asks'
import { timeOutParts } from '~/modules/procedures/rules/time-out'
import { currentVersions, textsOf } from '~/modules/protocols/queries.server'
import { recordDisinfection } from '~/modules/sterilization/commands.server'
import { ownUnitNumber } from '~/modules/stock/commands/ledger.server'
import { answeredWords } from './allergy-answers'
import { bookedCase, type Case, notReadyCase, readyCase } from './bookings'
import { labelOf } from './labels'
import { type PastCase, pastCases } from './past-cases'
import { personName } from './people'
import { productOf } from './products'
import { type Happening, keyOf, must, person, type World } from './world'

const target = (world: World, { name }: Case) => ({ procedureId: world.procedures.get(name) })

const key = (step: string, { name }: Case) => keyOf(step, name)

/** What the scanner sends of a vial: the one barcode that names it, or its number where the label has several barcodes. */
function vialScan({ product, vial, lot }: Case): { readonly raw: string; readonly symbologyId: string } {
  const { printed } = productOf(product)
  const division = vial.slice(lot.length + 1)
  const raw =
    printed.scheme === 'isbt128'
      ? `${lot} ${printed.code}V${division}`
      : (labelOf(printed, { lot, serial: vial })[0] ?? vial)
  return scan(raw)
}

function idOf(version: { readonly id: number } | undefined): number {
  if (!version) throw new Error('The demo story knows no protocol.')
  return version.id
}

async function book(world: World, each: Case, at: Instant, scheduledAt: Instant): Promise<void> {
  const [version] = await currentVersions(world.db.read)
  const booking = {
    patientId: world.patients.get(each.patient),
    versionId: idOf(version),
    roomPlaceId: world.places.get(each.room),
    scheduledAt,
    side: each.side,
    injectionSite: each.injectionSite,
    productId: world.products.get(each.product),
    doseMicroliters: each.dose,
    anesthesia: each.anesthesia,
    clinician: each.clinician,
  }
  const nurse = person(world, 'nurse', at)
  const first = await perform(nurse, bookProcedure, booking, key('book', each))
  // What is asked of a booking of the story is meant so.
  const asks = !first.ok && first.refusal.code === 'BOOKING_ASKS' ? first.refusal.findings.map(askKey) : null
  const made = asks ? await perform(nurse, bookProcedure, { ...booking, although: asks }, key('rebook', each)) : first
  world.procedures.set(each.name, must(`booking ${each.name}`, made).procedureId)
}

async function screened(world: World, each: Case, at: Instant): Promise<void> {
  const [version] = await currentVersions(world.db.read)
  const questions = await textsOf(world.db.read, idOf(version), 'contraindications')
  const answers = Object.fromEntries(questions.map(({ code }) => [code, 'no' as const]))
  const input = { ...target(world, each), answers, reason: null }
  must(`screening ${each.name}`, await perform(person(world, 'nurse', at), screen, input, key('screen', each)))
}

async function consented(world: World, each: Case, at: Instant): Promise<void> {
  const nurse = person(world, 'nurse', at)
  must(`consent ${each.name}`, await perform(nurse, consent, target(world, each), key('consent', each)))
}

const scan = (raw: string) => ({ raw, symbologyId: '' })

/** The vial, the antiseptic and the anesthetic are scanned, everything else is taken from what is within reach. */
async function bound(world: World, each: Case, at: Instant): Promise<void> {
  const scans = [vialScan(each), scan(each.antiseptic)]
  if (each.anesthetic) scans.push(scan(ownUnitNumber(world.units.get(each.anesthetic))))
  for (const [index, scanned] of scans.entries()) {
    const input = { ...target(world, each), ...scanned }
    const nurse = person(world, 'nurse', addMinutes(at, index))
    const done = await perform(nurse, scanForReadiness, input, keyOf('bind', each.name, index))
    must(`binding ${scanned.raw} for ${each.name}`, done)
  }
  const nurse = person(world, 'nurse', addMinutes(at, 4))
  must(`supplies of ${each.name}`, await perform(nurse, bindWithinReach, target(world, each), key('reach', each)))
}

async function signed(world: World, each: Case, at: Instant): Promise<void> {
  const where = target(world, each)
  await answeredWords(world, each.name, where.procedureId, at)
  const input = { ...where, signedName: personName('nurse') }
  must(`READY of ${each.name}`, await perform(person(world, 'nurse', at), signReady, input, key('sign', each)))
}

/** The first binding of the vial, standing or not: a story that goes on after it was cut off asks with the same one. */
async function firstOfVial({ db }: World, procedureId: number): Promise<number> {
  const first = await db.read.readinessBinding.findFirst({
    where: { procedureId, requirement: 'vial' },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  if (!first) throw new Error(`The demo story keeps no vial for procedure ${procedureId}.`)
  return first.id
}

async function takenOut(world: World, each: Case, at: Instant): Promise<void> {
  const where = target(world, each)
  const bindingId = await firstOfVial(world, where.procedureId)
  const input = { ...where, bindingId, reason: null }
  must(`taking out ${each.vial}`, await perform(person(world, 'nurse', at), takeOut, input, key('out', each)))
}

async function given(world: World, each: PastCase, at: Instant): Promise<void> {
  const nurse = (minutes: number) => person(world, 'nurse', addMinutes(at, minutes))
  const where = target(world, each)
  const waits = each.anesthesia === 'topical' ? (['topical', 'antiseptic'] as const) : (['antiseptic'] as const)
  for (const what of waits) {
    const applied = { ...where, what, at: null, correction: null }
    const minutes = what === 'topical' ? -30 : -10
    must(`${what} of ${each.name}`, await perform(nurse(minutes), recordApplied, applied, key(what, each)))
  }
  must(
    `time-out of ${each.name}`,
    await perform(nurse(-9), takeTimeOut, { ...where, agreed: [...timeOutParts] }, key('time-out', each)),
  )
  const wristband = { ...where, ...scan(each.patient) }
  must(`wristband of ${each.name}`, await perform(nurse(-8), scanForGiving, wristband, key('wristband', each)))
  const vial = { ...where, ...vialScan(each) }
  must(`vial of ${each.name}`, await perform(nurse(-7), scanForGiving, vial, key('vial', each)))
  const volumes = [{ unitId: world.units.get(each.vial), volume: each.given ?? each.dose }]
  if (each.anesthetic) {
    const unitId = world.units.get(each.anesthetic)
    volumes.push({ unitId, volume: 5_000 })
    const scanned = { ...where, ...scan(ownUnitNumber(unitId)) }
    must(`anesthetic of ${each.name}`, await perform(nurse(-6), scanForGiving, scanned, key('anesthetic', each)))
    const weight = { patientId: world.patients.get(each.patient), tenths: 745, unit: 'kg' as const }
    must(`weight of ${each.name}`, await perform(nurse(-6), weighPatient, weight, key('weight', each)))
  }
  const clearing = { ...where, drawn: volumes }
  must(`clearance of ${each.name}`, await perform(nurse(-5), clearToInject, clearing, key('clear', each)))
  const drawn = volumes.map(({ unitId, volume }) => ({ unitId, given: volume }))
  const giving = { ...where, drawn, supplies: true }
  must(`giving ${each.name}`, await perform(nurse(0), give, giving, key('give', each)))
}

async function observed(world: World, each: PastCase, at: Instant): Promise<void> {
  const { reaction = 'none', observed: notes } = each
  const input = { ...target(world, each), reaction, notes, instructionsGiven: true }
  must(
    `observation of ${each.name}`,
    await perform(person(world, 'nurse', at), endObservation, input, key('observe', each)),
  )
}

async function closed(world: World, each: PastCase, at: Instant): Promise<void> {
  if (!each.note) return
  const input = { ...target(world, each), ...each.note }
  must(`closing ${each.name}`, await perform(person(world, 'admin', at), closeProcedure, input, key('close', each)))
}

const wipe = async (world: World, unit: string, what: string, at: Instant): Promise<void> => {
  const input = {
    unitId: world.units.get(unit),
    level: 'low' as const,
    method: 'Disinfectant wipes LW1180, 3 minutes wet',
  }
  must(
    `disinfecting ${unit}`,
    await perform(person(world, 'nurse', at), recordDisinfection, input, keyOf('wipe', what)),
  )
}

type Step = readonly [minutes: number, tell: (world: World, at: Instant) => Promise<void>]

/** A procedure of the past from its booking to its note, at its minutes before and after the giving. */
function past(world: World, each: PastCase): Happening[] {
  const at = world.clock.ago(each.daysAgo, each.time)
  const steps: readonly Step[] = [
    [-50, (w, t) => screened(w, each, t)],
    [-45, (w, t) => consented(w, each, t)],
    [-40, (w, t) => bound(w, each, t)],
    [-30, (w, t) => signed(w, each, t)],
    [-25, (w, t) => takenOut(w, each, t)],
    [0, (w, t) => given(w, each, t)],
    [32, (w, t) => observed(w, each, t)],
    [36, (w, t) => wipe(w, 'CV-20931', each.name, t)],
    [50, (w, t) => closed(w, each, t)],
  ]
  const booked = world.clock.ago(each.daysAgo + 5, '15:30')
  return [
    { at: booked, what: `booking ${each.name}`, tell: (w) => book(w, each, booked, at) },
    ...steps.map(([minutes, tell]) => {
      const then = addMinutes(at, minutes)
      return { at: then, what: each.name, tell: (w: World) => tell(w, then) }
    }),
  ]
}

/** What is done for a procedure of today. */
function today(world: World): Happening[] {
  const { clock } = world
  const happening = (
    at: Instant,
    each: Case,
    tell: (w: World, then: Case, at: Instant) => Promise<void>,
  ): Happening => ({
    at,
    what: each.name,
    tell: (w) => tell(w, each, at),
  })
  const booked = (each: Case, scheduledAt: Instant): Happening =>
    happening(clock.ago(3, '16:00'), each, (w, then, at) => book(w, then, at, scheduledAt))
  return [
    booked(readyCase, clock.ahead(75, '23:15')),
    booked(notReadyCase, clock.ahead(135, '23:30')),
    booked(bookedCase, clock.ahead(225, '23:45')),
    happening(clock.ago(1, '15:00'), readyCase, bound),
    happening(clock.ago(1, '15:20'), notReadyCase, bound),
    happening(clock.ago(0, '07:45'), readyCase, screened),
    happening(clock.ago(0, '07:50'), readyCase, consented),
    happening(clock.ago(0, '08:35'), notReadyCase, screened),
    // A signature counts for two hours, so this one is given at the very moment around which the story is told.
    happening(clock.at, readyCase, signed),
  ]
}

/** The days on which something is given, today included. */
export const procedureDays: readonly number[] = [...new Set([...pastCases.map((each) => each.daysAgo), 0])]

/** Procedures of the last ten weeks, and the three of today: one READY, one not, one only booked. */
export const procedureStory = (world: World): Happening[] => [
  {
    at: world.clock.ago(83, '10:00'),
    what: 'transducers disinfected',
    tell: async (w) => {
      for (const unit of ['CV-20931', 'LN-31188']) await wipe(w, unit, `first-${unit}`, w.clock.ago(83, '10:00'))
    },
  },
  ...pastCases.flatMap((each) => past(world, each)),
  ...today(world),
]
