import { z } from 'zod'
import { dayOf, type Instant } from '~/lib/day'
import { ok } from '~/lib/result'
import { type BoardRow, boardOf } from '~/modules/procedures/queries/board.server'
import { explainReadiness } from '~/modules/readiness/messages'
import { whatIsThis } from '~/modules/reports/queries/what-is-this.server'
import type { FoundRow } from '~/modules/reports/types'
import { identifiedAnswer, todayAnswer } from './answers'
import { endpoint } from './endpoint'
import { raw, symbologyId } from './inputs'

/** A procedure as the board shows it: no patient (R25). */
function toProcedure({ file: { row, state }, light }: BoardRow, at: Instant) {
  const first = light.state === 'not-ready' ? light.first : null
  return {
    procedureId: row.id,
    scheduledAt: row.scheduledAt,
    roomName: row.roomName,
    side: row.side,
    injectionSite: row.injectionSite,
    productName: row.productName,
    status: state.status,
    light: light.state,
    openRequirements: light.state === 'not-ready' ? light.open : 0,
    reason: first ? explainReadiness(first, row.timeZone, at) : null,
    validUntil: light.state === 'ready' ? light.validUntil : null,
  }
}

/** Today's procedures with their lights. */
export const proceduresToday = endpoint({
  method: 'get',
  path: '/procedures/today',
  name: 'proceduresToday',
  summary: "Today's procedures at this site, with their lights",
  description:
    'The light is computed from the facts of this moment, so it is true now and not later. No patient is named.',
  permission: 'procedure.read',
  answer: todayAnswer,
  refusals: [],
  run: async ({ context, site }) => {
    const day = dayOf(context.at, site.timeZone)
    const rows = await context.db.snapshot((reader) => boardOf(reader, site, day, context.at))
    return ok({ day, procedures: rows.map((row) => toProcedure(row, context.at)) })
  },
})

const toOther = ({ name, kind, how, page }: FoundRow) => ({ name, kind, how, page })

/** What is this? */
export const scanned = endpoint({
  method: 'post',
  path: '/scan',
  name: 'whatIsThis',
  summary: 'What is this? Anything scanned or typed, answered in a sentence',
  description:
    'A label of any standard that we read, one of our own labels, a lot, a unit, a seal, or (for a role that may see patients) an MRN. Everything else that the text may mean is in `others`; where nothing is called so, those are the names that contain it. Nothing is moved.',
  permission: 'stock.read',
  body: z.strictObject({ raw, symbologyId }),
  answer: identifiedAnswer,
  refusals: [],
  run: async (visitor, given) => {
    const { tone, title, detail, to, others } = await whatIsThis(visitor, given.raw, given.symbologyId ?? '')
    return ok({ tone, title, detail: detail ?? null, page: to?.href ?? null, others: others.map(toOther) })
  },
})
