import { among, type Reader, sql } from '~/lib/db.server'
import { notHere } from '~/lib/http.server'
import type { Live, Mark, Seen } from '~/lib/live'
import { liveOf } from '~/lib/live.server'
import { instant, int, nullable, read, row } from '~/lib/rows.server'
import type { Visitor } from '~/modules/auth/types'
import { caseLotIds } from './notices.server'
import { hereRows } from './trace.server'

const newestPosting = read(
  'recalls.newest-posting',
  row({ id: nullable(int) }),
  (lotIds: readonly number[]) => sql`SELECT MAX("id") AS "id" FROM "Posting" WHERE "lotId" IN ${among(lotIds)}`,
  [[1, 2]],
)

const closedAt = read(
  'recalls.closed-at',
  row({ closedAt: nullable(instant) }),
  (noticeId: number) => sql`SELECT "closedAt" FROM "RecallNotice" WHERE "id" = ${noticeId}`,
  [1],
)

const markOf = (held: boolean): Mark =>
  held ? { state: 'hold', word: 'on hold' } : { state: 'not-proven', word: 'not on hold' }

/** What stands of lots, whether it is held, and whether anything of them was moved since. No patient is read for it. */
async function lotsSeen(reader: Reader, lotIds: readonly number[]): Promise<Seen> {
  const [here, newest] = await Promise.all([hereRows(reader, lotIds), newestPosting.one(reader, lotIds)])
  return {
    marks: Object.fromEntries(here.map((each) => [`unit:${each.unitId}:${each.placeId}`, markOf(each.held)])),
    also: [newest?.id ?? 0, here.map(({ quantity, reserved, opened }) => [quantity, reserved, opened])],
  }
}

/** What a notice's page shows of its lots, as of now. */
export const noticeSeen = ({ context }: Visitor, noticeId: number): Promise<Seen> =>
  context.db.snapshot(async (reader) => {
    const notice = await closedAt.one(reader, noticeId)
    if (!notice) throw notHere('There is no such notice. Go back to the list of recalls.')
    const seen = await lotsSeen(reader, await caseLotIds(reader, noticeId))
    return { ...seen, also: [seen.also, notice.closedAt] }
  })

/** What a look-up shows of the lots that it follows, as of now. */
export const lookUpSeen = ({ context }: Visitor, lotIds: readonly number[]): Promise<Seen> =>
  context.db.snapshot((reader) => lotsSeen(reader, lotIds))

const where = ({ context, site }: Visitor) => ({ at: context.at, zone: site.timeZone })

/** The subject of a look-up's page: the lots that it follows. */
export const lookUpLive = async (visitor: Visitor, lotIds: readonly number[]): Promise<Live> =>
  liveOf(where(visitor), `lots:${[...lotIds].sort((a, b) => a - b).join('.')}`, await lookUpSeen(visitor, lotIds))

/** The subject of a notice's page. */
export const noticeLive = async (visitor: Visitor, noticeId: number): Promise<Live> =>
  liveOf(where(visitor), `notice:${noticeId}`, await noticeSeen(visitor, noticeId))
