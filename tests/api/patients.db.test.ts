import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Clinic, openClinic } from './clinic'

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})
afterAll(() => clinic.close())

let keys = 0
const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})
const add = (given: object, role: 'clinician' | 'supply' = 'clinician') => {
  keys += 1
  const body = { commandKey: `api-patient-${keys}`, name: 'Siobhán O’Neill', birthDate: '1968-07-25', allergies: [] }
  return clinic.ask(role, '/patients', post({ ...body, ...given }))
}
const find = (text: string, role: 'clinician' | 'supply' = 'clinician') =>
  clinic.ask(role, '/patients/search', post({ text }))
const errorOf = ({ body }: { body: unknown }) => (body as { error: { code: string; message: string } }).error

test('a patient is added, found by an apostrophe or none, and written down as shown', async () => {
  const added = await add({ mrn: 'HH-00120' })
  expect(added.status).toBe(200)
  const { patientId } = added.body as { patientId: number }
  const found = await find('oneill 7/25/68')
  expect(found.body).toEqual({
    patients: [{ patientId, mrn: 'HH-00120', name: 'Siobhán O’Neill', birthDate: '1968-07-25' }],
  })
  const looks = { action: 'patient.search', subject: `patient:${patientId}` }
  expect(await clinic.db.read.auditEntry.count({ where: looks })).toBe(1)
})

test('a similar patient is asked about with ids and no name, and added when it is another person', async () => {
  const asked = await add({ mrn: 'HH-7', name: 'Siobhan ONeil' })
  expect(asked.status).toBe(409)
  expect(errorOf(asked)).toMatchObject({ code: 'PATIENT_SIMILAR' })
  expect(errorOf(asked).message).not.toMatch(/Neil|HH-/i)
  const ids = JSON.parse(/"anotherThan": (\[[\d, ]+\])/.exec(errorOf(asked).message)?.[1] ?? '[]') as number[]
  expect((await add({ mrn: 'HH-7', name: 'Siobhan ONeil', anotherThan: [] })).status).toBe(409)
  expect((await add({ mrn: 'HH-7', name: 'Siobhan ONeil', anotherThan: ids })).status).toBe(200)
})

test('whoever may not see patients finds and adds nobody', async () => {
  expect((await find('oneill', 'supply')).status).toBe(403)
  expect((await add({ mrn: 'HH-9' }, 'supply')).status).toBe(403)
})

test.each([
  [{ mrn: 'x' }, 422, 'MRN_WITHOUT_DIGIT'],
  [{ mrn: 'hh 00120', name: 'Ann Other' }, 409, 'MRN_TAKEN'],
  [{ mrn: 'HH-8', birthDate: '2999-01-01' }, 422, 'BORN_LATER'],
  [{ mrn: 'HH-8', birthDate: '1968-02-30' }, 400, 'bad-input'],
])('%j is refused', async (given, status, code) => {
  const answer = await add(given)
  expect([answer.status, errorOf(answer).code]).toEqual([status, code])
})
