import type { Day } from '~/lib/day'
import { notHere } from '~/lib/http.server'
import type { Live, Mark, Seen } from '~/lib/live'
import { liveOf } from '~/lib/live.server'
import type { Visitor } from '~/modules/auth/types'
import { lightDetail, lightWord } from '~/modules/readiness/messages'
import type { Light } from '~/modules/readiness/types'
import { lightStates } from '~/modules/readiness/ui/light-states'
import { statusName } from '../messages'
import type { Standing } from '../rules/standing'
import { standingMark } from '../rules/standing-words'
import { boardOf, boardRows } from './board.server'
import { type ProcedureFile, procedureFile } from './booking.server'

type Lit = { readonly file: ProcedureFile; readonly light: Light; readonly standing: Standing }

/** A light as an open page is told of it. What was given is not waited for: its word says what happened. */
export function markOf({ file, light }: Omit<Lit, 'standing'>, at: Visitor['context']['at']): Mark {
  const over = light.state === 'over'
  return {
    state: over && file.state.status === 'closed' ? 'ready' : lightStates[light.state],
    word: over ? statusName(file.state.status) : lightWord(light),
    // The first finding may tell something of the patient: how many are open must do.
    detail:
      light.state === 'not-ready' ? `${light.open} of ${light.of} open` : lightDetail(light, file.row.timeZone, at),
  }
}

/** What of a light tells whether a page still shows it: the figures behind the word, and who signed when. */
function behind({ light }: Lit): unknown {
  if (light.state === 'ready') return [light.signedAt, light.validUntil]
  return light.state === 'not-ready' ? [light.open, light.of, light.first?.code ?? ''] : []
}

/** The lights of procedures with nothing of a patient in them (R25, R31), and when the first READY of them runs out. */
export function lightsSeen(lit: readonly Lit[], at: Visitor['context']['at']): Seen {
  const ends = lit.flatMap(({ light }) => (light.state === 'ready' ? [light.validUntil] : []))
  return {
    marks: Object.fromEntries(
      lit.flatMap((each) => [
        [`procedure:${each.file.row.id}`, markOf(each, at)],
        [`cleared:${each.file.row.id}`, standingMark(each.standing, each.file.row.timeZone)],
      ]),
    ),
    also: lit.map((each) => [each.file.row.id, behind(each)]),
    turnsAt: ends.sort()[0] ?? null,
  }
}

const where = ({ context, site }: Visitor) => ({ at: context.at, zone: site.timeZone })

/** The light of one procedure, as its pages show it. */
export const procedureLive = (visitor: Visitor, lit: Lit): Live =>
  liveOf(where(visitor), `procedure:${lit.file.row.id}`, lightsSeen([lit], visitor.context.at))

/** The lights of a day's board. */
export const boardLive = (visitor: Visitor, day: Day, rows: readonly Lit[]): Live =>
  liveOf(where(visitor), `board:${day}`, lightsSeen(rows, visitor.context.at))

/** The light of a procedure of the visitor's site, as of now. */
export async function procedureSeen({ context, site }: Visitor, id: number): Promise<Seen> {
  const file = await procedureFile(context.db.read, site.id, id)
  if (!file) throw notHere('There is no such procedure. Reload the page.')
  return lightsSeen(await boardRows(context.db.read, [file], context.at), context.at)
}

/** The lights of a day's board, as of now. */
export const boardSeen = ({ context, site }: Visitor, day: Day): Promise<Seen> =>
  context.db.snapshot(async (reader) => lightsSeen(await boardOf(reader, site, day, context.at), context.at))
