import { describe, expect, test } from 'vitest'
import type { Instant } from '~/lib/day'
import { explainStorage } from '~/modules/storage/messages'
import { readingOfSamples, readLoggerFile, type Sample } from '~/modules/storage/rules/logger-file'
import type { LocationFacts } from '~/modules/storage/types'

const fridge: LocationFacts = {
  placeId: 1,
  name: 'Fridge 2',
  band: 'fridge',
  range: { min: 200, max: 800 },
  readingDueHours: 24,
  provenUntil: null,
  zone: 'America/New_York',
}
const zone = fridge.zone
const read = (text: string, unit: 'C' | 'F' | null = null) => {
  const found = readLoggerFile(text, zone, unit)
  return found.ok ? found.value.map(({ at, centi }) => [at.slice(5, 16), centi]) : found.refusal.code
}
const fault = (text: string, unit: 'C' | 'F' | null = null) => {
  const found = readLoggerFile(text, zone, unit)
  return found.ok ? 'read' : explainStorage(found.refusal)
}

describe("a logger's file", () => {
  test('is read with times of the site, and with offsets', () => {
    expect(read('2026-03-01 21:00,4.1 C\n2026-03-02T02:30:00Z,4.2 C')).toEqual([
      ['03-02T02:00', 410],
      ['03-02T02:30', 420],
    ])
  })
  test('is read with American times, semicolons, numbered lines and headings that name the unit', () => {
    expect(read('Serial 12\nNo.;Time;Temp (°F)\n1;03/01/2026 9:05 PM;41\r\n2;03/01/2026 11:05 PM;42.8\n')).toEqual([
      ['03-02T02:05', 500],
      ['03-02T04:05', 600],
    ])
  })
  test('takes the unit of its heading before the one that was chosen, and that of a figure before both', () => {
    expect(read('Time,Temperature (°F)\n2026-03-01 21:00,41\n2026-03-01 22:00,5 C', 'C')).toEqual([
      ['03-02T02:00', 500],
      ['03-02T03:00', 500],
    ])
    expect(read('2026-03-01 21:00,41', 'F')).toEqual([['03-02T02:00', 500]])
  })
  const faults: [string, string, RegExp][] = [
    ['without a unit anywhere', '2026-03-01 21:00,41', /Line 1 .* names no unit/],
    ['with a line that has no figure', '2026-03-01 21:00,4 C\n2026-03-01 22:00,open', /Line 2 .* no temperature/],
    ['with a line that has no time', '2026-03-01 21:00,4 C\nsoon,4 C', /Line 2 .* no time/],
    ['that runs backward', '2026-03-01 21:00,4 C\n2026-03-01 20:00,4 C', /Line 2 .* earlier than the line before/],
    ['with nothing in it', 'Time,Temperature\n', /No line of it/],
  ]
  test.each(faults)('%s is refused with the line, and nothing of it is stored', (_claim, text, said) => {
    expect(fault(text)).toMatch(said)
    expect(fault(text)).toMatch(/Nothing was stored\.$/)
  })
})

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 0, minute)).toISOString() as Instant
const samples = (...figures: readonly (readonly [minute: number, centi: number])[]): Sample[] =>
  figures.map(([minute, centi]) => ({ at: at(minute), centi }))

describe('the samples of a file', () => {
  test('are one reading, with its lowest, highest and last figure, since the first of them', () => {
    const found = readingOfSamples(samples([0, 410], [30, 900], [60, 450]), fridge)
    expect(found).toMatchObject({
      ok: true,
      value: { min: 410, max: 900, current: 450, since: at(0), takenAt: at(60), source: 'logger' },
    })
  })
  test('are joined while in range, by the hour, and stand alone where one is out', () => {
    const found = readingOfSamples(samples([0, 400], [20, 420], [40, 410], [60, 900], [80, 430], [100, 440]), fridge)
    expect(found.ok && found.value.segments?.map(({ from, to, max }) => [from, to, max])).toEqual([
      [at(0), at(40), 420],
      [at(40), at(60), 900],
      [at(60), at(80), 900],
      [at(80), at(100), 440],
    ])
  })
  test('with a hole longer than readings may be apart are refused', () => {
    const found = readingOfSamples(samples([0, 400], [25 * 60, 400]), fridge)
    expect(found).toMatchObject({ ok: false, refusal: { code: 'LOGGER_HOLE', from: at(0), to: at(25 * 60) } })
  })
  test('may be a single one', () => {
    expect(readingOfSamples(samples([0, 400]), fridge)).toMatchObject({
      ok: true,
      value: { segments: [{ to: at(0) }] },
    })
  })
  test('of a year fit', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({ at: at(index * 10), centi: 400 + (index % 7) }))
    const found = readingOfSamples(many, fridge)
    expect(found.ok && found.value.segments?.length).toBeLessThan(3_500)
  })
})
