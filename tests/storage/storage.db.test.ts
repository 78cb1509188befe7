import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Instant, toInstant } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Role } from '~/modules/auth/types'
import { receive } from '~/modules/receiving/commands/receive.server'
import { moveUnit } from '~/modules/stock/commands/move-unit.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { confirmGap } from '~/modules/storage/commands/close-gap.server'
import { closeExcursion, decideExcursionLot } from '~/modules/storage/commands/excursion.server'
import { createSimplePlace, createStorage, endPlace } from '~/modules/storage/commands/places.server'
import { recordLogger, recordReading } from '~/modules/storage/commands/reading.server'
import { excursionHolds } from '~/modules/storage/queries/excursions.server'
import { placeList, storageLocations } from '~/modules/storage/queries/locations.server'
import { readingView } from '~/modules/storage/queries/reading-view.server'
import type { NewReading } from '~/modules/storage/types'
import { type Clinic, clinic, gs1, gtins, key } from '../receiving/clinic'
import { usability } from '../support/usability'
import { insertPerson, visitorAt, visitorOfPerson } from '../support/visitor'

let here: Clinic
let freezer: number
const time = (text: string) => toInstant(new Date(text))
const at = (text: string) => visitorAt(here.visitor, time(text))
/** A colleague with these roles alone. */
const someone = async (roles: readonly Role[]) => {
  const id = await here.db.write((tx) => insertPerson(tx, here.site.id, here.context.at, roles))
  return visitorOfPerson(here.db, id, here.site, here.context.at)
}

beforeEach(async () => {
  here = await clinic()
  const made = await perform(
    at('2026-11-23T12:00:00Z'),
    createStorage,
    {
      name: 'Freezer 9',
      band: 'ultra-low',
      min: -9000,
      max: -6000,
      readingDueHours: 24,
    },
    key(),
  )
  if (!made.ok) throw new Error(made.refusal.code)
  freezer = made.value.placeId
})
afterEach(() => here.close())

const read = (min: number, max: number, takenAt: string, rest: Partial<NewReading> = {}) =>
  perform(
    at(takenAt),
    recordReading,
    {
      placeId: freezer,
      min,
      max,
      current: max,
      takenAt: time(takenAt),
      source: 'min-max',
      ...rest,
    },
    key(),
  )
const vialIn = async (placeId: number, serial: string) => {
  const received = await perform(
    here.visitor,
    receive,
    here.line(gs1(gtins.vial, 'MX1', '270131', serial), { placeId }),
    key(),
  )
  if (!received.ok) throw new Error(received.refusal.code)
  return received.value
}
const reasonsOf = async (unitId: number) => {
  const [facts] = await unitFacts(here.db.read, { unitIds: [unitId] })
  return facts?.holds.map((hold) => hold.reason) ?? []
}

test('a location without a reading proves nothing; its first reading in time proves it for a day', async () => {
  const vial = await vialIn(freezer, 'S1')
  const codes = async (now: Instant) => {
    const [facts] = await unitFacts(here.db.read, { unitIds: [...vial.unitIds] })
    return facts ? usability(facts, now).findings.map((finding) => finding.code) : []
  }
  expect(await codes(here.context.at)).toContain('STORAGE_NOT_PROVEN')
  const answer = await read(-7800, -7600, '2026-11-24T15:30:00Z', { since: time('2026-11-24T14:00:00Z') })
  expect(answer).toMatchObject({ ok: true, value: { outOfRange: false, held: 0, unproven: 0 } })
  expect(await codes(time('2026-11-25T15:29:00Z'))).not.toContain('STORAGE_NOT_PROVEN')
  expect(await codes(time('2026-11-25T15:31:00Z'))).toContain('STORAGE_NOT_PROVEN')
})

test('a reading out of range opens an excursion and holds exactly what stood there, also what has moved since', async () => {
  await read(-7800, -7600, '2026-11-24T14:50:00Z')
  const stays = await vialIn(freezer, 'S1')
  const moves = await vialIn(freezer, 'S2')
  const elsewhere = await vialIn(here.places.freezer, 'S3')
  const movedAt = visitorAt(here.visitor, '2026-11-24T15:10:00.000Z' as Instant)
  const input = { unitId: moves.unitIds[0]!, fromPlaceId: freezer, toPlaceId: here.places.freezer, quantity: 2000 }
  const moved = await perform(movedAt, moveUnit, input, key())
  expect(moved.ok).toBe(true)
  const answer = await read(-7800, -4000, '2026-11-24T20:00:00Z')
  expect(answer).toMatchObject({ ok: true, value: { outOfRange: true, held: 2 } })
  expect(await reasonsOf(stays.unitIds[0]!)).toContain('temperature')
  expect(await reasonsOf(moves.unitIds[0]!)).toContain('temperature')
  expect(await reasonsOf(elsewhere.unitIds[0]!)).not.toContain('temperature')
  const [location] = (await storageLocations(here.db.read, here.site.id)).filter((row) => row.placeId === freezer)
  expect(location?.excursionId).not.toBeNull()
})

test('the same excursion holds no unit twice and remembers the worst', async () => {
  await read(-7800, -7600, '2026-11-24T14:50:00Z')
  await vialIn(freezer, 'S1')
  const first = await read(-7800, -5500, '2026-11-24T17:00:00Z')
  const second = await read(-5600, -4000, '2026-11-24T18:00:00Z')
  expect(second).toMatchObject({ ok: true, value: { held: 0 } })
  const excursionId = first.ok ? first.value.excursionId : 0
  expect(await here.db.read.excursion.findMany({ select: { id: true, temperatureCentiCelsiusWorst: true } })).toEqual([
    { id: excursionId, temperatureCentiCelsiusWorst: -4000 },
  ])
})

test('goods put into a location with an open excursion go on hold with what stands there', async () => {
  await read(-7800, -4000, '2026-11-24T14:50:00Z')
  const vial = await vialIn(freezer, 'S1')
  expect(await reasonsOf(vial.unitIds[0]!)).toContain('temperature')
})

test('an excursion closes only with a decision for each lot, and releases what is fit', async () => {
  await read(-7800, -7600, '2026-11-24T14:50:00Z')
  const vial = await vialIn(freezer, 'S1')
  const answer = await read(-7800, -4000, '2026-11-24T20:00:00Z')
  const excursionId = (answer.ok && answer.value.excursionId) || 0
  const closing = {
    excursionId,
    cause: 'Door left open',
    advice: 'Acme Bio: fit, email of Nov 24',
  }
  const undecided = await perform(await someone(['manager']), closeExcursion, { ...closing, decisions: {} }, key())
  expect(undecided).toMatchObject({ ok: false, refusal: { code: 'DECISION_MISSING', lots: ['MX1'] } })
  const closed = await perform(
    await someone(['manager']),
    closeExcursion,
    { ...closing, decisions: { [vial.lotId]: 'release' } },
    key(),
  )
  expect(closed).toMatchObject({ ok: true, value: { released: 1 } })
  expect(await reasonsOf(vial.unitIds[0]!)).not.toContain('temperature')
  expect(await excursionHolds(here.db.read, excursionId)).toEqual([])
  const again = await perform(await someone(['manager']), closeExcursion, { ...closing, decisions: {} }, key())
  expect(again).toMatchObject({ ok: false, refusal: { code: 'EXCURSION_CLOSED' } })
})

test('a current reading after a gap holds what stood there unproven', async () => {
  await read(-7800, -7600, '2026-11-23T14:50:00Z')
  const vial = await vialIn(freezer, 'S1')
  const answer = await read(-7700, -7700, '2026-11-25T20:00:00Z', { source: 'current' })
  expect(answer).toMatchObject({ ok: true, value: { outOfRange: false, unproven: 1 } })
  expect(await reasonsOf(vial.unitIds[0]!)).toContain('temperature')
})

describe('a logger file that covers a gap', () => {
  const samples = (from: string, hours: number, centi: number) =>
    Array.from({ length: hours + 1 }, (_, hour) => ({
      at: toInstant(new Date(Date.parse(from) + hour * 3_600_000)),
      centi,
    }))
  const bring = async (who: Parameters<typeof perform>[0], given: ReturnType<typeof samples>) => {
    const answer = await perform(who, recordLogger, { placeId: freezer, samples: given }, key())
    if (!answer.ok) throw new Error(answer.refusal.code)
    return answer.value
  }
  /** A vial that stood there from Nov 24 on, a gap from the 24th at 14:50 to the 25th at 20:00. */
  async function withGap() {
    await read(-7800, -7600, '2026-11-23T14:50:00Z')
    const vial = await vialIn(freezer, 'S1')
    await read(-7700, -7700, '2026-11-25T20:00:00Z', { source: 'current' })
    expect(await reasonsOf(vial.unitIds[0]!)).toContain('temperature')
    return vial.unitIds[0]!
  }
  const all = () => samples('2026-11-24T14:00:00Z', 31, -7700)

  test('ends the hold for it at once where a second person brings it', async () => {
    const unitId = await withGap()
    expect(
      await bring(visitorAt(await someone(['manager', 'supply']), time('2026-11-25T21:00:00Z')), all()),
    ).toMatchObject({ waits: 0, ended: 1 })
    expect(await reasonsOf(unitId)).not.toContain('temperature')
  })

  test('waits for a second person where the first brings it, and then ends it', async () => {
    const unitId = await withGap()
    const { readingId, ...told } = await bring(at('2026-11-25T21:00:00Z'), all())
    expect(told).toMatchObject({ waits: 1, ended: 0 })
    expect(await reasonsOf(unitId)).toContain('temperature')
    expect((await readingView(here.db, here.visitor.site.id, readingId))?.closes).toBe(1)
    const confirm = async (who: Parameters<typeof perform>[0], reason = 'Compared with the paper of the logger') =>
      perform(who, confirmGap, { readingId, reason }, key())
    expect(await confirm(here.visitor)).toMatchObject({ refusal: { code: 'CONFIRM_BY_ANOTHER' } })
    expect(await confirm(await someone(['supply']))).toMatchObject({ refusal: { code: 'CONFIRM_NOT_YOURS' } })
    const manager = await someone(['manager'])
    expect(await confirm(manager, 'ok')).toMatchObject({ refusal: { code: 'CORRECTION_SAYS_NOTHING' } })
    expect(await confirm(manager)).toMatchObject({ value: { ended: 1 } })
    expect(await reasonsOf(unitId)).not.toContain('temperature')
    expect(await confirm(manager)).toMatchObject({ refusal: { code: 'NO_CORRECTION_WAITS' } })
  })

  test('ends nothing where it leaves a part of the gap open, or measured out of range', async () => {
    const unitId = await withGap()
    const manager = visitorAt(await someone(['manager', 'supply']), time('2026-11-25T22:00:00Z'))
    expect(await bring(manager, samples('2026-11-24T14:00:00Z', 25, -7700))).toMatchObject({ waits: 0, ended: 0 })
    expect(await bring(manager, samples('2026-11-24T14:00:00Z', 31, -3000))).toMatchObject({ waits: 0, ended: 0 })
    expect(await reasonsOf(unitId)).toContain('temperature')
  })
})

test('a reading refused changes nothing', async () => {
  const answer = await read(-7000, -7600, '2026-11-24T14:50:00Z')
  expect(answer).toMatchObject({ ok: false, refusal: { code: 'READING_BACKWARD' } })
  expect(await here.db.read.temperatureReading.count()).toBe(0)
})

test('two places of a site never share a name, and a shelf belongs to a storage location', async () => {
  const shelf = await perform(here.visitor, createSimplePlace, { kind: 'shelf', name: 'B3', parentId: freezer }, key())
  expect(shelf.ok).toBe(true)
  const twice = await perform(here.visitor, createSimplePlace, { kind: 'room', name: 'B3' }, key())
  expect(twice).toMatchObject({ ok: false, refusal: { code: 'PLACE_NAME_TAKEN' } })
  const orphan = await perform(here.visitor, createSimplePlace, { kind: 'shelf', name: 'C1' }, key())
  expect(orphan).toMatchObject({ ok: false, refusal: { code: 'PARENT_UNKNOWN' } })
  expect((await placeList(here.db.read, here.site.id)).find((place) => place.name === 'B3')).toMatchObject({
    band: 'ultra-low',
    parentId: freezer,
  })
})

test('a vial on a shelf is held when its storage location gets warm', async () => {
  const shelf = await perform(
    here.visitor,
    createSimplePlace,
    {
      kind: 'shelf',
      name: 'B3',
      parentId: freezer,
    },
    key(),
  )
  await read(-7800, -7600, '2026-11-24T14:50:00Z')
  const vial = await vialIn(shelf.ok ? shelf.value.placeId : 0, 'S1')
  await read(-7800, -4000, '2026-11-24T20:00:00Z')
  expect(await reasonsOf(vial.unitIds[0]!)).toContain('temperature')
})

test('a place is closed only when nothing stands there', async () => {
  await vialIn(freezer, 'S1')
  const input = { placeId: freezer }
  expect(await perform(here.visitor, endPlace, input, key())).toMatchObject({
    ok: false,
    refusal: { code: 'PLACE_NOT_EMPTY' },
  })
  expect((await perform(here.visitor, endPlace, { ...input, placeId: here.places.bench }, key())).ok).toBe(true)
})

test('a nurse does not release what an excursion held, and what was kept on hold is decided later', async () => {
  await read(-7800, -7600, '2026-11-24T14:50:00Z')
  const vial = await vialIn(freezer, 'S1')
  const answer = await read(-7800, -4000, '2026-11-24T20:00:00Z')
  const excursionId = (answer.ok && answer.value.excursionId) || 0
  const closing = {
    excursionId,
    cause: 'Door left open',
    advice: 'Acme Bio: fit, email of Nov 24',
  }
  const release = { ...closing, decisions: { [vial.lotId]: 'release' as const } }
  expect(await perform(await someone(['clinician', 'supply']), closeExcursion, release, key())).toMatchObject({
    refusal: { code: 'RELEASE_NOT_YOURS' },
  })
  expect(await perform(await someone(['manager']), closeExcursion, { ...release, advice: 'ok' }, key())).toMatchObject({
    refusal: { code: 'ADVICE_SAYS_NOTHING' },
  })
  expect(await reasonsOf(vial.unitIds[0]!)).toContain('temperature')
  const keep = { ...closing, decisions: { [vial.lotId]: 'keep' as const } }
  expect(await perform(await someone(['clinician']), closeExcursion, keep, key())).toMatchObject({
    value: { released: 0 },
  })
  expect(await reasonsOf(vial.unitIds[0]!)).toContain('temperature')
  expect(await perform(await someone(['director']), closeExcursion, release, key())).toMatchObject({
    value: { released: 1 },
  })
  expect(await reasonsOf(vial.unitIds[0]!)).not.toContain('temperature')
  expect(await perform(await someone(['director']), closeExcursion, release, key())).toMatchObject({
    refusal: { code: 'EXCURSION_CLOSED' },
  })
})

test('an outside reviewer decides about one lot of an excursion, which stays open; who entered the reading does not', async () => {
  await read(-7800, -7600, '2026-11-24T14:50:00Z')
  const vial = await vialIn(freezer, 'S1')
  await read(-7800, -4000, '2026-11-24T20:00:00Z')
  const { id: excursionId } = await here.db.read.excursion.findFirstOrThrow()
  const decision = { excursionId, lotId: vial.lotId, advice: 'Acme Bio: fit, email of Nov 24' }
  const decide = async (who: Parameters<typeof perform>[0], more = {}) =>
    perform(who, decideExcursionLot, { ...decision, ...more }, key())
  expect(await decide(here.visitor)).toMatchObject({ refusal: { code: 'RELEASE_BY_ANOTHER' } })
  const reviewer = await someone(['reviewer'])
  expect(await decide(reviewer, { advice: 'ok' })).toMatchObject({ refusal: { code: 'ADVICE_SAYS_NOTHING' } })
  expect(await decide(reviewer, { lotId: vial.lotId + 9 })).toMatchObject({ refusal: { code: 'EXCURSION_CLOSED' } })
  expect(await reasonsOf(vial.unitIds[0]!)).toContain('temperature')
  expect(await decide(reviewer)).toMatchObject({ value: { released: 1 } })
  expect(await reasonsOf(vial.unitIds[0]!)).not.toContain('temperature')
  expect(await here.db.read.excursion.findFirstOrThrow()).toMatchObject({ id: excursionId, closedAt: null })
})

test('each reading keeps what it proves: the gap before it, its figures, and how far it is trusted or that proof ended', async () => {
  await read(-7800, -7600, '2026-11-24T08:00:00Z')
  await read(-7900, -7500, '2026-11-24T12:00:00Z')
  await read(-7800, -7700, '2026-11-26T12:00:00Z', { since: time('2026-11-26T10:00:00Z') })
  await read(-7800, -4000, '2026-11-26T15:00:00Z')
  const kept = await here.db.read.provenStretch.findMany({ where: { placeId: freezer }, orderBy: { id: 'asc' } })
  const short = (at: string | null) => at?.slice(8, 13) ?? null
  expect(kept.map((row) => [row.kind, short(row.fromAt), short(row.untilAt), row.temperatureCentiCelsiusMax])).toEqual([
    ['measured', '24T08', '24T08', -7600],
    ['due', '24T08', '25T08', null],
    ['measured', '24T08', '24T12', -7500],
    ['due', '24T12', '25T12', null],
    ['gap', '25T12', '26T10', null],
    ['measured', '26T10', '26T12', -7700],
    ['due', '26T12', '27T12', null],
    ['measured', '26T12', '26T15', -4000],
    ['ended', '26T15', null, null],
  ])
  expect(kept.every((row) => row.readingId !== null)).toBe(true)
})
