import { addDays, type Day, type Instant, startOfDay } from '~/lib/day'
import type { Reader } from '~/lib/db.server'
import { readinessFacts } from '~/modules/readiness/queries/facts.server'
import { signsOf } from '~/modules/readiness/queries/signs.server'
import { passedOver } from '~/modules/readiness/rules/passed-over'
import { lightOf } from '~/modules/readiness/rules/verdict'
import type { Bound, Light, ReadinessFacts } from '~/modules/readiness/types'
import { type Standing, standingOf } from '../rules/standing'
import { nextStep } from '../rules/steps'
import { timeOutFacts, timeOutFinding } from '../rules/time-out'
import type { Step, StepFacts } from '../types'
import { minutesToObserve, type ProcedureFile, proceduresBetween } from './booking.server'
import { timeOutMinutes } from './time-out.server'

/** A procedure as a board shows it. */
export type BoardRow = {
  readonly file: ProcedureFile
  readonly light: Light
  /** How its clearance stands. */
  readonly standing: Standing
  readonly facts: StepFacts
  readonly bound: readonly Bound[]
  readonly next: Step | null
}

type Seen = { readonly light: Light; readonly readiness: ReadinessFacts | null }

/** Readiness of many procedures at an instant, in a fixed number of reads: each light, and what is kept. */
async function seenOf(reader: Reader, files: readonly ProcedureFile[], at: Instant): Promise<Map<number, Seen>> {
  const open = files.filter((file) => !file.booking.over)
  const facts = await readinessFacts(
    reader,
    open.map((file) => file.booking),
  )
  const signs = await signsOf(
    reader,
    open.map((file) => file.row.id),
  )
  return new Map(
    files.map((file): [number, Seen] => {
      const own = facts.get(file.row.id)
      const light: Light = own ? lightOf(own, signs.get(file.row.id) ?? null, at) : { state: 'over' }
      return [file.row.id, { light, readiness: own ?? null }]
    }),
  )
}

/**
 * The lights of many procedures at an instant, in a fixed number of reads (R32). Computed from the facts as of now, so
 * a hold placed a second ago has already changed them.
 */
export async function lightsOf(
  reader: Reader,
  files: readonly ProcedureFile[],
  at: Instant,
): Promise<Map<number, Light>> {
  const seen = await seenOf(reader, files, at)
  return new Map([...seen].map(([id, { light }]) => [id, light]))
}

/** What decides about the steps of a procedure whose light is known. */
function stepFactsOf(file: ProcedureFile, { light, readiness }: Seen, minutes: number, at: Instant): StepFacts {
  const { row, state, booking } = file
  const { timeZone } = row
  const observationMinutesMin = minutesToObserve(file)
  const timeOut = timeOutFinding(state, timeOutFacts(row, readiness?.bound ?? []), minutes, at)
  return { state, light, passedOver: passedOver(booking, at), timeOut, timeZone, observationMinutesMin }
}

/** Procedures with their lights and next steps. */
export async function boardRows(reader: Reader, files: readonly ProcedureFile[], at: Instant): Promise<BoardRow[]> {
  const seen = await seenOf(reader, files, at)
  const minutes = await timeOutMinutes(reader)
  return files.map((file) => {
    const own = seen.get(file.row.id) ?? { light: { state: 'over' as const }, readiness: null }
    const facts = stepFactsOf(file, own, minutes, at)
    const { light, readiness } = own
    const standing: Standing = readiness ? standingOf(file, { ...facts, readiness }, at) : { state: 'none' }
    return { file, light, standing, facts, bound: readiness?.bound ?? [], next: nextStep(facts, at) }
  })
}

/** The board of a site for a number of days from one on, in the site's time zone: today's is one day (R32). */
export async function boardOf(
  reader: Reader,
  site: { readonly id: number; readonly timeZone: string },
  day: Day,
  at: Instant,
  days = 1,
): Promise<BoardRow[]> {
  const from = startOfDay(day, site.timeZone)
  const to = startOfDay(addDays(day, days), site.timeZone)
  return boardRows(reader, await proceduresBetween(reader, site.id, from, to), at)
}
