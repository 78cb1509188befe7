import { clockTime, dateTime, dayOf } from '~/lib/day'
import type { Live, Seen } from '~/lib/live'
import { liveOf } from '~/lib/live.server'
import type { Visitor } from '~/modules/auth/types'
import { statusName } from '~/modules/procedures/messages'
import { type BoardRow as BoardFacts, boardOf } from '~/modules/procedures/queries/board.server'
import { lightsSeen } from '~/modules/procedures/queries/live.server'
import { lightDetail, lightWord } from '~/modules/readiness/messages'
import { lightStates } from '~/modules/readiness/ui/light-states'
import { explainAttention, quietSentences } from '../messages'
import { pageOf, stateOf } from '../rules'
import type { Attention, BoardRow, NeedRow } from '../types'
import { attention, looked } from './attention.server'

/** A line of the board: time, room and side, no patient (R25): whoever walks past the screen may see it. */
function toRow({ file, light }: BoardFacts, now: Visitor['context']['at']): BoardRow {
  const { row, state } = file
  return {
    procedureId: row.id,
    time: clockTime(row.scheduledAt, row.timeZone),
    state: lightStates[light.state],
    word: light.state === 'over' ? statusName(state.status) : lightWord(light),
    title: `${row.roomName} · hip, ${row.side}`,
    detail: lightDetail(light, row.timeZone, now),
  }
}

type Facts = {
  readonly items: readonly Attention[]
  readonly there: Awaited<ReturnType<typeof looked>>
  readonly board: readonly BoardFacts[]
}

const factsOfToday = ({ context, site }: Visitor): Promise<Facts> =>
  context.db.snapshot(async (reader) => {
    const there = await looked(reader, site.id)
    const scope = { siteId: site.id, timeZone: site.timeZone, at: context.at }
    const day = dayOf(context.at, site.timeZone)
    return { there, items: await attention(reader, scope, there), board: await boardOf(reader, site, day, context.at) }
  })

/** The lights of the board, and what needs somebody: which things, not since when. */
function seenOf({ items, board }: Facts, at: Visitor['context']['at']): Seen {
  const lights = lightsSeen(board, at)
  return { ...lights, also: [lights.also, items.map((item) => [item.code, pageOf(item)])] }
}

/** The same as of now, for a page that is open. */
export const todaySeen = async (visitor: Visitor): Promise<Seen> =>
  seenOf(await factsOfToday(visitor), visitor.context.at)

/** Everything the first page shows: what needs attention, and today's procedures with their lights as of now (R31). */
export async function today(
  visitor: Visitor,
): Promise<{ needs: NeedRow[]; quiet: string[]; board: BoardRow[]; live: Live; day: string }> {
  const { context, site } = visitor
  const facts = await factsOfToday(visitor)
  const { items, there, board } = facts
  const needs = items.map((item, index) => ({
    key: `${item.code}:${index}`,
    to: pageOf(item),
    state: stateOf(item),
    ...explainAttention(item, site.timeZone, context.at),
  }))
  return {
    needs,
    quiet: quietSentences(there),
    board: board.map((row) => toRow(row, context.at)),
    live: liveOf({ at: context.at, zone: site.timeZone }, 'today', seenOf(facts, context.at)),
    day: dateTime(context.at, site.timeZone, context.at),
  }
}
