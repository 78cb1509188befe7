import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '~/lib/day'
import { type Database, openDatabase } from '~/lib/db.server'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { attention, looked } from '~/modules/reports/queries/attention.server'
import type { Attention } from '~/modules/reports/types'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { type OnHandShow, onHand } from '~/modules/stock/queries/on-hand.server'
import { judge } from '~/modules/stock/rules/judge/judge'
import { at, make, worlds } from '../readiness/candidates-world'
import { testDatabase } from '../support/database'

let db: Database
let remove: () => Promise<void>
beforeAll(async () => {
  const store = await testDatabase()
  db = await openDatabase(store.url)
  remove = () => db.close().then(() => store.close())
})
afterAll(() => remove())

const timeZone = 'America/New_York'

/** Everything at the site, judged one by one: what the first page and the lists narrow by SQL must say the same. */
async function judgedAt(siteId: number) {
  const facts = await unitFacts(db.read, { siteId })
  const found = facts.flatMap((each) =>
    judge(each, { intent: 'look' }, at).map((finding) => ({ finding, facts: each })),
  )
  const lots = (isMeant: (finding: (typeof found)[number]['finding']) => boolean) => [
    ...new Set(found.filter(({ finding }) => isMeant(finding)).map(({ facts: { lotId } }) => lotId)),
  ]
  const thisWeek = found.filter(({ finding }) => finding.code === 'EXPIRES_SOON' && finding.days <= 7)
  return {
    expired: found.filter(({ finding }) => finding.code === 'EXPIRED').length,
    thisWeek: { units: thisWeek.length, first: thisWeek.map(({ facts: { expiry } }) => expiry ?? '').sort()[0] },
    lots: {
      expired: lots(({ code }) => code === 'EXPIRED'),
      expiring: lots(({ code }) => code === 'EXPIRES_SOON'),
      held: lots(({ code }) => code === 'ON_HOLD'),
    },
    unproven: [
      ...new Set(
        found
          .filter(({ finding, facts: each }) => finding.code === 'STORAGE_NOT_PROVEN' && each.placeKind === 'storage')
          .map(({ facts: { placeId } }) => placeId),
      ),
    ],
  }
}

const listed = async (siteId: number, show: OnHandShow): Promise<number[]> => {
  const where = { siteId, timeZone, today: dayOf(at, timeZone), at, show, text: '', offset: 0 }
  const { products } = await onHand(db.read, where, lookAt)
  return products.flatMap(({ lots }) => lots.map(({ lotId }) => lotId)).sort((a, b) => a - b)
}

const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b)

test('what the first page and the lists of stock narrow is what the judgment finds of everything here', async () => {
  const seen = { expired: 0, unproven: 0, ranOutToday: 0 }
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { siteId } = await make(db, world)
      const storages = await db.read.place.findMany({ where: { siteId, storageBand: { not: null } } })
      await db.write((tx) =>
        tx.storageLocation.createMany({
          data: storages.map(({ id }) => ({
            ...{ placeId: id, band: 'fridge' },
            ...{ temperatureCentiCelsiusMin: 200, temperatureCentiCelsiusMax: 800 },
          })),
        }),
      )
      const truth = await judgedAt(siteId)
      const items = await attention(db.read, { siteId, timeZone, at }, await looked(db.read, siteId))
      const the = <Code extends Attention['code']>(code: Code) =>
        items.filter((item): item is Extract<Attention, { code: Code }> => item.code === code)
      expect(the('EXPIRED_HERE')[0]?.units ?? 0).toBe(truth.expired)
      expect(the('EXPIRES_THIS_WEEK')[0]?.units ?? 0).toBe(truth.thisWeek.units)
      expect(the('EXPIRES_THIS_WEEK')[0]?.first).toBe(truth.thisWeek.first)
      const unproven = the('STORAGE_NOT_PROVEN').map(({ placeId }) => placeId)
      expect(unproven).toEqual(expect.arrayContaining(truth.unproven))
      for (const show of ['expired', 'expiring', 'held'] as const)
        expect(await listed(siteId, show)).toEqual(sorted(truth.lots[show]))
      seen.expired += truth.expired
      seen.unproven += truth.unproven.length
      seen.ranOutToday += world.products
        .flatMap(({ lots }) => lots)
        .filter((l) => l.expiry === 0 && l.time === '08:00').length
    }),
    { numRuns: Number(process.env.TODAY_RUNS ?? 15), seed: 20261130 },
  )
  expect(Object.values(seen).every((count) => count > 0)).toBe(true)
})
