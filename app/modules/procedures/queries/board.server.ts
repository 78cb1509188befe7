import { addDays, type Day, type Instant, startOfDay } from '~/lib/day'
import type { Reader } from '~/lib/db.server'
import { readinessFacts } from '~/modules/readiness/queries/facts.server'
import { signsOf } from '~/modules/readiness/queries/signs.server'
import { passedOver } from '~/modules/readiness/rules/passed-over'
import { lightOf } from '~/modules/readiness/rules/verdict'
import type { Light } from '~/modules/readiness/types'
import { nextStep } from '../rules/steps'
import type { Step, StepFacts } from '../types'
import { type ProcedureFile, proceduresBetween } from './booking.server'

/** A procedure as a board shows it. */
export type BoardRow = { readonly file: ProcedureFile; readonly light: Light; readonly next: Step | null }

/**
 * The lights of many procedures at an instant, in a fixed number of reads (R32). Computed from the facts as of now, so
 * a hold placed a second ago has already changed them.
 */
export async function lightsOf(
  reader: Reader,
  files: readonly ProcedureFile[],
  at: Instant,
): Promise<Map<number, Light>> {
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
    files.map((file): [number, Light] => {
      const own = facts.get(file.row.id)
      return [file.row.id, own ? lightOf(own, signs.get(file.row.id) ?? null, at) : { state: 'over' }]
    }),
  )
}

/** What decides about the steps of a procedure whose light is known. */
export function stepFactsOf({ row, state, booking }: ProcedureFile, light: Light, at: Instant): StepFacts {
  const { timeZone, observationMinutesMin } = row
  return { state, light, passedOver: passedOver(booking, at), timeZone, observationMinutesMin }
}

/** Procedures with their lights and next steps. */
export async function boardRows(reader: Reader, files: readonly ProcedureFile[], at: Instant): Promise<BoardRow[]> {
  const lights = await lightsOf(reader, files, at)
  return files.map((file) => {
    const light = lights.get(file.row.id) ?? { state: 'over' as const }
    return { file, light, next: nextStep(stepFactsOf(file, light, at), at) }
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
