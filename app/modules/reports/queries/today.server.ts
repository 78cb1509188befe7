import { clockTime, dateTime, dayOf } from '~/lib/day'
import type { Visitor } from '~/modules/auth/types'
import { statusName } from '~/modules/procedures/messages'
import { type BoardRow as BoardFacts, boardOf } from '~/modules/procedures/queries/board.server'
import { lightsShown } from '~/modules/procedures/queries/lights.server'
import type { Lights } from '~/modules/procedures/types'
import { lightDetail, lightWord } from '~/modules/readiness/messages'
import { lightStates } from '~/modules/readiness/ui/light-states'
import { explainAttention, quietSentences } from '../messages'
import { pageOf, stateOf } from '../rules'
import type { BoardRow, NeedRow } from '../types'
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

/** Everything the first page shows: what needs attention, and today's procedures with their lights as of now (R31). */
export async function today(
  visitor: Visitor,
): Promise<{ needs: NeedRow[]; quiet: string[]; board: BoardRow[]; lights: Lights; day: string }> {
  const { context, site } = visitor
  const day = dayOf(context.at, site.timeZone)
  const { items, there, board } = await context.db.snapshot(async (reader) => {
    const there = await looked(reader, site.id)
    const scope = { siteId: site.id, timeZone: site.timeZone, at: context.at }
    return { there, items: await attention(reader, scope, there), board: await boardOf(reader, site, day, context.at) }
  })
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
    lights: lightsShown(
      visitor,
      board.map(({ file, light }) => [file.row.id, light]),
    ),
    day: dateTime(context.at, site.timeZone, context.at),
  }
}
