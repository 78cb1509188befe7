import { afterEach, beforeEach, expect, test } from 'vitest'
import { addHours, type Instant } from '~/lib/day'
import { recordWeight } from '~/modules/patients/commands/weight.server'
import { explainWeight } from '~/modules/patients/messages'
import { weightThen } from '~/modules/patients/queries/weight.server'
import { now, refusal, type SmallClinic, smallClinic } from '../support/clinic'

let clinic: SmallClinic
let patientId: number
beforeEach(async () => {
  clinic = await smallClinic()
  const data = { mrn: 'A-1', name: 'Ana', searchKey: 'a-1 a1 ana', birthDate: '1961-02-03', createdAt: now }
  patientId = (await clinic.db.write((tx) => tx.patient.create({ data }))).id
})
afterEach(() => clinic.close())

const weigh = (grams: number, measuredAt: Instant, at = measuredAt, id = patientId) =>
  clinic.db.write((tx) => recordWeight(tx, { actor: 'person:1', at }, { patientId: id, grams, measuredAt }))
const known = async (at: Instant, knownAt: Instant) =>
  (await weightThen.one(clinic.db.read, patientId, at, knownAt))?.grams ?? null

test('the weight that counts is the one measured last before, of those that were known', async () => {
  await weigh(82_500, now)
  await weigh(81_000, addHours(now, 24), addHours(now, 48))
  expect(await known(addHours(now, 1), addHours(now, 1))).toBe(82_500)
  expect(await known(addHours(now, 30), addHours(now, 30))).toBe(82_500)
  expect(await known(addHours(now, 30), addHours(now, 48))).toBe(81_000)
  expect(await known(addHours(now, -1), addHours(now, 48))).toBeNull()
  expect(await clinic.db.read.patientWeight.count()).toBe(2)
})

test.each([
  ['pounds or grams typed for kilograms', 700_000, now, 'WEIGHT_IMPOSSIBLE'],
  ['a newborn’s', 1_900, now, 'WEIGHT_IMPOSSIBLE'],
  ['half a gram', 80_000.5, now, 'WEIGHT_IMPOSSIBLE'],
  ['a time ahead', 80_000, addHours(now, 1), 'WEIGHED_LATER_THAN_NOW'],
])('%s is refused with a sentence', async (_claim, grams, measuredAt, code) => {
  const refused = refusal(await weigh(grams, measuredAt, now))
  expect(refused.code).toBe(code)
  expect(explainWeight({ code: 'WEIGHT_IMPOSSIBLE', grams })).toMatch(/kg .*\.$/)
  expect(await clinic.db.read.patientWeight.count()).toBe(0)
})

test('a patient that is not there has no weight', async () => {
  expect(refusal(await weigh(80_000, now, now, patientId + 9))).toEqual({ code: 'PATIENT_UNKNOWN' })
})
