import { afterEach, beforeEach, expect, test } from 'vitest'
import { perform } from '~/modules/auth/commands/perform.server'
import { releaseHold } from '~/modules/stock/commands/end-hold.server'
import { placeHold } from '~/modules/stock/commands/hold.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { addVial, key, must, now, type SmallClinic, smallClinic } from '../support/clinic'
import { usability } from '../support/usability'

// Two people at the same moment, on both databases: what holds wins, and nothing is ended twice.

let clinic: SmallClinic
let vial: Awaited<ReturnType<typeof addVial>>
beforeEach(async () => {
  clinic = await smallClinic()
  vial = await addVial(clinic, 'CW-298')
})
afterEach(() => clinic.close())

const isUsable = async () => {
  const [facts] = await unitFacts(clinic.db.read, { unitIds: [vial.unitId] })
  return facts ? usability(facts, now).usable : null
}
const hold = (note: string) =>
  perform(clinic.visitor, placeHold, { scope: { lotId: vial.lotId }, reason: 'suspect', note }, key())

test('a hold that is placed while the release of another one is decided stands afterward', async () => {
  const manager = await clinic.newVisitor()
  for (let round = 0; round < 10; round++) {
    must(await hold(`Cloudy in round ${round}`))
    const first = await clinic.db.read.hold.findFirstOrThrow({ orderBy: { id: 'desc' }, select: { id: true } })
    const release = () =>
      perform(
        manager,
        releaseHold,
        { holdId: first.id, page: { lotId: vial.lotId }, reason: 'It was a reflection in the glass' },
        key(),
      )
    const again = () => hold(`A second look in round ${round}`)
    const done = await Promise.all(round % 2 === 0 ? [release(), again()] : [again(), release()])
    expect(done.map(({ ok }) => ok)).toEqual([true, true])
    expect(await isUsable()).toBe(false)
    const standing = await clinic.db.read.hold.findFirstOrThrow({
      where: { release: { is: null } },
      select: { id: true },
    })
    expect(standing.id).toBeGreaterThan(first.id)
    must(
      await perform(
        manager,
        releaseHold,
        { holdId: standing.id, page: { lotId: vial.lotId }, reason: 'Looked at it once more' },
        key(),
      ),
    )
    expect(await isUsable()).toBe(true)
  }
})

test('two people who end one hold at the same moment end it once, by one decision', async () => {
  const people = [await clinic.newVisitor(), await clinic.newVisitor()]
  must(await hold('Cloudy, seen by two'))
  const { id: holdId } = await clinic.db.read.hold.findFirstOrThrow({ select: { id: true } })
  const done = await Promise.all(
    people.map((who) =>
      perform(who, releaseHold, { holdId, page: { lotId: vial.lotId }, reason: 'It was a reflection' }, key()),
    ),
  )
  expect(done.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await clinic.db.read.holdDecision.count()).toBe(1)
  expect(await clinic.db.read.holdRelease.count()).toBe(1)
})
