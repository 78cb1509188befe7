/**
 * What readiness and a recall cost as stock grows, in this process, next to the floor: gathering and judging one requirement, a
 * procedure of twenty, a board of sixty, and opening a notice of fifty lots. `npm run bench:boards`, `-- --help` for the rest.
 */
import { stopped } from '~/lib/clock'
import { addDays, type Day, type Instant, startOfDay } from '~/lib/day'
import { type Database, openDatabase } from '~/lib/db.server'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Visitor } from '~/modules/auth/types'
import { boardOf } from '~/modules/procedures/queries/board.server'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { factsOfBooking } from '~/modules/readiness/queries/facts.server'
import { verdict } from '~/modules/readiness/rules/verdict'
import { planWithinReach } from '~/modules/readiness/rules/within-reach'
import { openNotice } from '~/modules/recalls/commands.server'

const day = '2026-11-24' as Day
const site = { id: 1, name: 'Bench Clinic', timeZone: 'America/New_York' }

type Floor = {
  offered(procedureId: number, day: string): Promise<unknown[][]>
  board(from: string, to: string): Promise<[unknown[], unknown[]]>
  notice(numbers: readonly string[], at: string): Promise<number>
}
type Today = { readonly board: readonly number[]; readonly whole: number; readonly single: number }
/** A database of the bench with today in it, and what it is measured against. */
export type Size = {
  readonly lots: number
  readonly url: string
  readonly floor: Floor
  readonly today: Today
  readonly namedIn: (round: number, ours: boolean) => readonly string[]
}
type Work = { readonly ours: (round: number) => Promise<unknown>; readonly floor: (round: number) => Promise<unknown> }
/** Milliseconds of a piece of work, by the clock and of the processor (of this process: on PostgreSQL its own work is not in it). */
export type Took = { readonly clock: number; readonly processor: number }
type Row = { readonly name: string; readonly ours: Took; readonly floor: Took }
/** The medians of each piece of work, ours and the floor's. */
export type Figures = { readonly lots: number; readonly rows: Row[] }

const fault = (text: string): never => {
  throw new Error(text)
}

async function judged(db: Database, procedureId: number, at: Instant): Promise<void> {
  const file = (await procedureFile(db.read, site.id, procedureId)) ?? fault('No such procedure.')
  const facts = await factsOfBooking(db.read, file.booking, at)
  const found = verdict(facts, at)
  planWithinReach(facts, at)
  const near = found.lines.flatMap((line) => line.findings).filter((each) => each.code === 'NOT_BOUND' && each.near)
  if (near.length !== facts.requirements.length) fault('Not every requirement has a good one somewhere.')
}

function workOn(db: Database, { floor, today, namedIn }: Size, at: Instant): Record<string, Work> {
  const [from, to] = [startOfDay(day, site.timeZone), startOfDay(addDays(day, 1), site.timeZone)]
  const visitor: Visitor = {
    ...{ context: { db, actor: 'person:1', at }, clock: stopped(at), personId: 1, name: 'Ana', roles: ['manager'] },
    ...{ site, scanner: null },
  }
  const notice = {
    kind: 'recall',
    class: 'II',
    firm: 'Maker',
    title: 'Bench',
    text: '',
    keepUntilReplaced: false,
  } as const
  const many = async (rows: Promise<unknown[]>, least: number) => {
    if ((await rows).length < least) fault(`Fewer than ${least} rows.`)
  }
  return {
    'one requirement: gathered and judged': {
      ours: () => judged(db, today.single, at),
      floor: () => many(floor.offered(today.single, day), 1),
    },
    'a procedure of 20 requirements: gathered and judged': {
      ours: () => judged(db, today.whole, at),
      floor: () => many(floor.offered(today.whole, day), 20),
    },
    'a board of 60 procedures with 20 things each': {
      ours: () =>
        many(
          db.snapshot((reader) => boardOf(reader, site, day, at)),
          60,
        ),
      floor: async () => many(Promise.resolve((await floor.board(from, to))[1]), 1_000),
    },
    'a notice of 50 lots opened': {
      ours: async (round) => {
        const texts = { reference: `Bench ${round}`, lotIds: [], otherLots: namedIn(round, true).join('\n') }
        const done = await perform(
          visitor,
          openNotice,
          openNotice.input.parse({ ...notice, ...texts }),
          `bench-of-boards-${round}`,
        )
        if (!done.ok) fault(JSON.stringify(done.refusal))
      },
      floor: async (round) => {
        if ((await floor.notice(namedIn(round, false), at)) < 50) fault('Fewer than fifty lots.')
      },
    },
  }
}

const middle = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
const median = (took: readonly Took[]): Took => ({
  clock: middle(took.map(({ clock }) => clock)),
  processor: middle(took.map(({ processor }) => processor)),
})

async function timed(work: () => Promise<unknown>): Promise<Took> {
  const [began, used] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(used)
  return { clock: performance.now() - began, processor: (user + system) / 1000 }
}

/** Measures all sizes in turns, so that what happens on the machine meanwhile happens to all of them. */
export async function measureBoards(
  sizes: readonly Size[],
  at: Instant,
  rounds: number,
  say: (line: string) => void,
): Promise<Figures[]> {
  const opened: { size: Size; db: Database; work: Record<string, Work> }[] = []
  for (const size of sizes) {
    const db = await openDatabase(size.url)
    opened.push({ size, db, work: workOn(db, size, at) })
  }
  const names = Object.keys(opened[0]?.work ?? {})
  const figures = opened.map(({ size }): Figures => ({ lots: size.lots, rows: [] }))
  for (const name of names) {
    say(`${name} …`)
    const times = opened.map(() => ({ ours: [] as Took[], floor: [] as Took[] }))
    const warm = Math.ceil(rounds / 4)
    for (let round = 0; round < rounds + warm; round++)
      for (const [index, { work }] of opened.entries())
        for (const who of ['ours', 'floor'] as const) {
          const took = await timed(async () => work[name]?.[who](round))
          if (round >= warm) times[index]?.[who].push(took)
        }
    for (const [index, { ours, floor }] of times.entries())
      figures[index]?.rows.push({ name, ours: median(ours), floor: median(floor) })
  }
  for (const { db } of opened) await db.close()
  return figures
}
