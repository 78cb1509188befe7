import { clockTime, dayOf } from '~/lib/day'
import { dayIn, optionalIdIn } from '~/lib/http.server'
import type { Visitor } from '~/modules/auth/types'
import type { Light } from '~/modules/readiness/types'
import type { Lights } from '../types'
import { boardOf, lightsOf } from './board.server'
import { procedureFile } from './booking.server'

const markOf = (light: Light): string => (light.state === 'not-ready' ? `${light.state} ${light.open}` : light.state)

/** The lights that a page shows, for `useLiveLights`, and the time of day at which they were computed. */
export const lightsShown = (
  { context, site }: Visitor,
  lights: Iterable<readonly [id: number, light: Light]>,
): Lights => ({
  marks: Object.fromEntries([...lights].map(([id, light]) => [id, markOf(light)])),
  asOf: clockTime(context.at, site.timeZone),
})

/**
 * The lights of a day's board (`?day=`, else today's) or of one procedure (`?procedure=`), with nothing of a patient:
 * an open page may ask again and again whether something has changed (R31), and no read of a patient has to be audited.
 */
export async function lightsNow(visitor: Visitor, asked: URLSearchParams): Promise<Lights> {
  const { context, site } = visitor
  const reader = context.db.read
  const procedureId = optionalIdIn(asked, 'procedure', 'There is no such procedure. Reload the page.')
  if (procedureId !== null) {
    const file = await procedureFile(reader, site.id, procedureId)
    return lightsShown(visitor, await lightsOf(reader, file ? [file] : [], context.at))
  }
  const day = dayIn(asked, 'day') ?? dayOf(context.at, site.timeZone)
  const rows = await context.db.snapshot((board) => boardOf(board, site, day, context.at))
  return lightsShown(
    visitor,
    rows.map(({ file, light }) => [file.row.id, light]),
  )
}
