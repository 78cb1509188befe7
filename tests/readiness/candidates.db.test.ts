import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '~/lib/db.server'
import { type Sizes, withCandidates } from '~/modules/readiness/queries/candidates.server'
import { reachable } from '~/modules/readiness/queries/prepared.server'
import { nearestFor, proposed } from '~/modules/readiness/rules/nearest'
import { requirementLine } from '~/modules/readiness/rules/requirement-line'
import { planWithinReach } from '~/modules/readiness/rules/within-reach'
import type { Bound, ReachableUnit, ReadinessFacts } from '~/modules/readiness/types'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { testDatabase } from '../support/database'
import { allergy } from './builders'
import { at, bookingIn, type Made, make, type World, worlds } from './candidates-world'

let db: Database
let remove: () => Promise<void>
beforeAll(async () => {
  const store = await testDatabase()
  db = await openDatabase(store.url)
  remove = () => db.close().then(() => store.close())
})
afterAll(() => remove())

const keyOf = ({ facts }: ReachableUnit) => `${facts.unitId}@${facts.placeId}`

/** What is bound already: one of the balances, whatever state it is in. */
function boundIn(world: World, { balances }: Made, there: readonly ReachableUnit[]): Bound[] {
  const one = balances[world.bound]
  const unit = one && there.find((each) => keyOf(each) === `${one.unitId}@${one.placeId}`)
  if (!one || !unit) return []
  const binding = { id: 1, procedureId: 1, requirement: one.requirement, quantity: 1, reservationId: 1, reserved: true }
  return [{ binding: { ...binding, unitId: one.unitId, placeId: one.placeId, how: 'scan' }, unit, lotNumber: 'L' }]
}

/** The same booking with everything at the site judged, and with what the program gathers. */
async function bothWays(world: World, sizes: Sizes): Promise<{ all: ReadinessFacts; some: ReadinessFacts }> {
  const clinic = await make(db, world)
  const booking = bookingIn(clinic)
  const everything = await unitFacts(db.read, { siteId: clinic.siteId })
  const there = await reachable(
    db.read,
    booking,
    everything.filter(({ placeKind }) => placeKind !== 'kit'),
  )
  const facts: ReadinessFacts = {
    ...{ booking, requirements: clinic.requirements, allergies: [allergy(world.allergic ? 'latex' : 'none')] },
    ...{ bound: boundIn(world, clinic, there), candidates: null, kits: [] },
  }
  return { all: { ...facts, candidates: there }, some: await withCandidates(db.read, facts, at, sizes) }
}

/** What a page or a tap sees of it. The reasons against others are a choice of three, so they are compared apart. */
const seenOf = (facts: ReadinessFacts) => ({
  near: facts.requirements.map((each) => {
    const { findings } = requirementLine(each, facts, at)
    // A line that lacks nothing looks for nothing.
    const looks = findings.some(({ severity }) => severity === 'stop' || severity === 'open')
    return looks ? nearestFor(each, facts, at).near : null
  }),
  lines: facts.requirements.map((each) =>
    requirementLine(each, facts, at).findings.map((finding) =>
      finding.code === 'NOT_BOUND' ? { ...finding, rejected: [] } : finding,
    ),
  ),
  tap: planWithinReach(facts, at),
})

function compareReasons(all: ReadinessFacts, some: ReadinessFacts): void {
  for (const requirement of all.requirements) {
    const skipped = proposed(requirement, all, 'offer', at).skipped
    const whys = new Map(skipped.map((each) => [keyOf(each.unit), each.findings]))
    for (const { unit, findings } of proposed(requirement, some, 'offer', at).skipped)
      expect(findings).toEqual(whys.get(keyOf(unit)))
    const looksFor = requirementLine(requirement, all, at).findings.some(({ severity }) => severity === 'stop')
    const [one, other] = [nearestFor(requirement, all, at), nearestFor(requirement, some, at)]
    if (looksFor && one.near === null) expect(other.rejected.length > 0).toBe(one.rejected.length > 0)
  }
}

test('what is gathered in pages is offered, taken and said as if everything had been judged', async () => {
  let paged = 0
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { all, some } = await bothWays(world, { few: world.few, page: world.page, skipped: 1 })
      expect(seenOf(some)).toEqual(seenOf(all))
      compareReasons(all, some)
      const known = new Map(all.candidates?.map((unit) => [keyOf(unit), unit]))
      for (const unit of some.candidates ?? []) expect(unit).toEqual(known.get(keyOf(unit)))
      if ((some.candidates?.length ?? 0) < known.size) paged += 1
    }),
    { numRuns: Number(process.env.CANDIDATE_RUNS ?? 25), seed: 20261130 },
  )
  expect(paged).toBeGreaterThan(0)
})
