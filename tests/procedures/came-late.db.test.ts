import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Instant, minutesBetween } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { explainPerform, isPerformRefusal } from '~/modules/auth/messages'
import { recordReaction } from '~/modules/procedures/commands/reaction.server'
import { scanForReadiness } from '~/modules/procedures/commands/ready.server'
import { placeHold } from '~/modules/stock/commands/hold.server'
import { book, type Clinic, newKey, openClinic, receive, scan, target, value } from './clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(() => clinic.close())

const waited = (id: number, raw: string, seconds: number, key = newKey()) =>
  perform(clinic.visitor(), scanForReadiness, { ...target(id), raw, symbologyId: '' }, key, seconds)

it('a scan that waited too long for the network keeps nothing and says so', async () => {
  const id = await book(clinic)
  const { unitId } = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240', number: 'SN-1' })
  const late = await waited(id, 'SN-1', 420)
  if (late.ok || !isPerformRefusal(late.refusal)) throw new Error('It was taken.')
  expect(explainPerform(late.refusal)).toMatch(/^This waited 7 minutes for the network.*do it again/)
  expect(await clinic.db.read.readinessBinding.count({ where: { unitId } })).toBe(0)
  value(await waited(id, 'SN-1', 90))
})

it('what was done before the answer was lost stays done, however late it is sent again', async () => {
  const id = await book(clinic)
  await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240', number: 'SN-1' })
  const key = newKey()
  const first = value(await scan(clinic, id, 'SN-1', key))
  expect(value(await waited(id, 'SN-1', 4_000, key))).toEqual(first)
})

it('a hold is placed however long it waited', async () => {
  const { lotId } = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240', number: 'SN-1' })
  const hold = { scope: { lotId }, reason: 'damaged', note: 'The shelf fell' } as const
  expect((await perform(clinic.visitor(), placeHold, hold, newKey(), 4_000)).ok).toBe(true)
})

it('what has happened is recorded at the time of its press, and that it was recorded later stays to be seen', async () => {
  const id = await book(clinic)
  const seen = { ...target(id), reaction: 'mild', notes: 'Red skin', seenAt: null } as const
  expect((await perform(clinic.visitor(), recordReaction, seen, newKey(), 30 * 60)).ok).toBe(true)
  const event = await clinic.db.read.procedureEvent.findFirstOrThrow({ where: { procedureId: id, kind: 'reaction' } })
  expect(minutesBetween(event.occurredAt as Instant, event.recordedAt as Instant)).toBe(30)
})

it('who sends it, and how long it waited, come with the form; a figure that no clock shows is not believed', async () => {
  const id = await book(clinic)
  const seen = { ...target(id), reaction: 'mild', notes: 'Red skin', seenAt: null } as const
  const late = { ...clinic.visitor(), waitedSeconds: 400 * 86_400 }
  expect((await perform(late, recordReaction, seen, newKey())).ok).toBe(true)
  const event = await clinic.db.read.procedureEvent.findFirstOrThrow({ where: { procedureId: id, kind: 'reaction' } })
  expect(minutesBetween(event.occurredAt as Instant, event.recordedAt as Instant)).toBe(7 * 24 * 60)
})
