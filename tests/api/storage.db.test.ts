import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Clinic, openClinic } from './clinic'

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})
afterAll(() => clinic.close())

let keys = 0
const send = (door: 'readings' | 'logger-files', body: Record<string, unknown>) => {
  keys += 1
  return clinic.ask('supply', `/storage/locations/${clinic.ids.fridge}/${door}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ commandKey: `storage-key-${keys}`, ...body }),
  })
}
const read = (body: Record<string, unknown>) => send('readings', body)
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

test('a unit in the figure counts, whatever else is said', async () => {
  expect((await read({ current: '41 F' })).body).toMatchObject({ current: 500, outOfRange: false })
  expect((await read({ current: '5.2c', unit: 'F' })).body).toMatchObject({ current: 520 })
  expect((await read({ current: '41', unit: 'F' })).body).toMatchObject({ current: 500 })
  const kept = await clinic.db.read.temperatureReading.findMany({ select: { typed: true, typedUnit: true } })
  expect(kept).toEqual([
    { typed: '41 F', typedUnit: 'F' },
    { typed: '5.2c', typedUnit: 'C' },
    { typed: '41', typedUnit: 'F' },
  ])
})

test('a figure that can hardly be true asks, and stores nothing', async () => {
  const before = await clinic.db.read.temperatureReading.count()
  const asked = await read({ current: '41' })
  expect(asked).toMatchObject({ status: 422, body: { error: { code: 'READING_ASKS' } } })
  expect(JSON.stringify(asked.body)).toContain('41 °F would be 5 °C')
  expect(await read({ current: '-196' })).toMatchObject({ status: 422, body: { error: { code: 'READING_ASKS' } } })
  expect(await clinic.db.read.temperatureReading.count()).toBe(before)
})

test('what is no temperature, half a range, and no such location are said', async () => {
  expect(await read({ current: 'warm' })).toMatchObject({ status: 400, body: { error: { code: 'bad-input' } } })
  expect(await read({ current: '5', min: '4' })).toMatchObject({ status: 400 })
  const nowhere = await clinic.ask('supply', '/storage/locations/999999/readings', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ commandKey: 'storage-key-none', current: '5' }),
  })
  expect(nowhere).toMatchObject({ status: 404, body: { error: { code: 'LOCATION_UNKNOWN' } } })
})

test('a logger file of last night comes after a newer reading, holds what was there then, and nothing twice', async () => {
  const file = `Time,Temperature\n${minutesAgo(600)},4.1 C\n${minutesAgo(540)},12.5 C\n${minutesAgo(480)},4.4 C`
  const body = { commandKey: 'logger-of-the-night', file }
  const first = await send('logger-files', body)
  expect(first).toMatchObject({ status: 200, body: { samples: 3, late: true, outOfRange: true, held: 1, max: 1250 } })
  const units = await clinic.ask('supply', `/stock/on-hand?placeId=${clinic.ids.fridge}`)
  expect(JSON.stringify(units.body)).toContain('temperature excursion')
  expect((await send('logger-files', body)).body).toEqual(first.body)
  const halfRead = await send('logger-files', { file: `${minutesAgo(90)},4.1 C\n${minutesAgo(80)},door open` })
  expect(halfRead).toMatchObject({ status: 422, body: { error: { code: 'LOGGER_UNREADABLE' } } })
  const locations = await clinic.ask('supply', '/storage/locations')
  expect(locations.body).toMatchObject({
    locations: [{ placeId: clinic.ids.fridge, last: { current: 500 }, excursionId: expect.any(Number) }],
  })
})

test('a device is never asked: what it sends is stored', async () => {
  expect(await read({ current: '-196', device: true, takenAt: minutesAgo(5) })).toMatchObject({
    status: 200,
    body: { outOfRange: true },
  })
})

test('what was asked is stored as it is when it is said to be really so', async () => {
  expect(await read({ current: '41', confirmed: true })).toMatchObject({
    status: 200,
    body: { current: 4100, outOfRange: true },
  })
  const [last] = await clinic.db.read.temperatureReading.findMany({ orderBy: { id: 'desc' }, take: 1 })
  expect(last).toMatchObject({ confirmed: true, typed: '41' })
})

test('an auditor sees the places and records no reading', async () => {
  const answer = await clinic.ask('auditor', `/storage/locations/${clinic.ids.fridge}/readings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ commandKey: 'storage-key-auditor', current: '5' }),
  })
  expect(answer.status).toBe(403)
  expect((await clinic.ask('auditor', '/storage/locations')).status).toBe(200)
})
