import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { addHours } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { isPerformRefusal } from '~/modules/auth/messages'
import { may } from '~/modules/auth/rules'
import type { Role } from '~/modules/auth/types'
import { breakSeal, checkSeal, countKit } from '~/modules/kits/commands/check.server'
import { bearsIt, insertKit } from '~/modules/kits/commands/kit.server'
import { makeKit } from '~/modules/kits/commands/make.server'
import { explainKitRefusal } from '~/modules/kits/messages'
import { kitChecks, kitFacts, newestInKit } from '~/modules/kits/queries.server'
import { emergencyKit } from '~/modules/kits/rules/emergency-kit'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { countForm } from '~/modules/kits/schema'
import { discardUnit, moveUnit } from '~/modules/stock/commands/move-unit.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import { resolveScan } from '~/modules/stock/queries/scan.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { type Clinic, morning, newKey, openClinic, value, zone } from '../procedures/clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(async () => {
  expect(await verifyLedger(clinic.db.read)).toEqual({ differences: [], reservedDifferences: 0 })
  await clinic.close()
})

const facts = async () => {
  const [kit] = await kitFacts(clinic.db.read, { kitIds: [clinic.kitId] })
  if (!kit) throw new Error('No kit')
  return kit
}
const verdict = async (at = morning) => kitVerdict(await facts(), at)
const one = () => ({ kitId: clinic.kitId })
const refusalOf = (result: { ok: boolean; refusal?: unknown }) => (result.ok ? 'done' : result.refusal)
const countedIn = async (kitId: number, change: Record<string, number> = {}) => {
  const [kit] = await kitFacts(clinic.db.read, { kitIds: [kitId] })
  const newest = await newestInKit(clinic.db.read, kit?.placeId ?? 0)
  return (kit?.units ?? []).map(({ unitId, quantity, categoryCode }) => ({
    unitId,
    pieces: change[categoryCode] ?? quantity,
    seenQuantity: quantity,
    seenPostingId: newest.get(unitId) ?? 0,
  }))
}
const counted = (change?: Record<string, number>) => countedIn(clinic.kitId, change)

describe('a kit', () => {
  it('is in order on the day its seal was checked, and not the day after', async () => {
    expect(await verdict()).toMatchObject({ inOrder: true })
    expect((await verdict(addHours(morning, 24))).findings.map((finding) => finding.code)).toEqual(['SEAL_NOT_CHECKED'])
  })

  it('a wrong seal is recorded and puts it out of order, without changing the seal', async () => {
    const see = (raw: string, meant?: string) =>
      perform(clinic.visitor(), checkSeal, { ...one(), raw, meant }, newKey())
    // A number that nobody knows is asked about, and recorded only where a person says that the kit bears it.
    const asked = refusalOf(await see('00999'))
    expect(asked).toMatchObject({ code: 'SEAL_UNKNOWN', seal: '00999', choices: [{ meant: bearsIt }] })
    expect(await verdict()).toMatchObject({ inOrder: true })
    for (const unsure of ['\uff10\uff10\uff14\uff11\uff17', '00\u200b417'])
      expect(refusalOf(await see(unsure))).toMatchObject({ code: 'SCAN_UNSURE', choices: [{}] })
    expect(await clinic.db.read.kitCheck.count({ where: { kind: 'seal' } })).toBe(1)
    expect(value(await see('00999', bearsIt))).toMatchObject({ isIts: false, inOrder: false })
    expect((await verdict()).findings.map((finding) => finding.code)).toEqual(['SEAL_DIFFERS'])
    expect((await kitChecks(clinic.db.read, clinic.kitId))[0]).toMatchObject({ sealSeen: '00999', inOrder: false })
    // The right one after it doesn't say who was in the kit meanwhile: a count and a new seal do.
    expect(value(await see('00417'))).toMatchObject({ isIts: true, inOrder: false })
    expect((await verdict()).findings).toMatchObject([{ code: 'SEAL_DIFFERS', expected: '00417' }])
    const sealed = { ...one(), counted: await counted(), newSeal: '00418', note: null }
    expect(value(await perform(clinic.visitor(), countKit, sealed, newKey()))).toEqual({ inOrder: true })
    expect(value(await see('00418'))).toMatchObject({ isIts: true, inOrder: true })
    expect(await verdict()).toMatchObject({ inOrder: true })
  })

  it('after a broken seal it is counted, refilled and sealed anew; the difference is posted', async () => {
    value(await perform(clinic.visitor(), breakSeal, { ...one(), reason: 'Reaction' }, newKey()))
    expect(
      refusalOf(await perform(clinic.visitor(), breakSeal, { ...one(), reason: 'again' }, newKey())),
    ).toMatchObject({
      code: 'SEAL_ALREADY_BROKEN',
    })
    expect((await verdict()).inOrder).toBe(false)
    const used = { ...one(), counted: await counted({ epinephrine: 1 }), newSeal: '00418', note: null }
    expect(value(await perform(clinic.visitor(), countKit, used, newKey()))).toEqual({ inOrder: false })
    expect((await verdict()).findings.map((finding) => finding.code)).toEqual(['COUNT_NOT_IN_ORDER', 'ITEM_SHORT'])
    const refilled = { ...one(), counted: await counted({ epinephrine: 2 }), newSeal: '00419', note: null }
    expect(value(await perform(clinic.visitor(), countKit, refilled, newKey()))).toEqual({ inOrder: true })
    expect(await verdict()).toMatchObject({ inOrder: true })
    const scanned = async (raw: string) => {
      const input = { raw, symbologyId: '', siteId: clinic.siteId, timeZone: zone, at: morning }
      const found = await resolveScan(clinic.db.read, input)
      return found.ok ? found.value.scanned.kind : found.refusal.code
    }
    expect(await scanned('00-419')).toBe('kit')
    // Its former seal leads to the kit, too, where it is recorded as a wrong one.
    expect(await scanned('00417')).toBe('kit')
  })

  it('refuses a count that leaves something out, the old seal, no seal, and another site’s kit, each with a sentence', async () => {
    const all = await counted()
    const cases = [
      [{ ...one(), counted: all.slice(1), newSeal: '00418', note: null }, 'COUNT_INCOMPLETE'],
      [{ ...one(), counted: all, newSeal: '00417', note: null }, 'SEAL_USED_BEFORE'],
      [{ ...one(), counted: all, newSeal: ' ', note: null }, 'SEAL_EMPTY'],
      [{ kitId: 99, counted: all, newSeal: '00418', note: null }, 'KIT_UNKNOWN'],
    ] as const
    for (const [input, code] of cases) {
      const answer = await perform(clinic.visitor(), countKit, input, newKey())
      expect(refusalOf(answer)).toMatchObject({ code })
      if (!answer.ok && !isPerformRefusal(answer.refusal)) expect(explainKitRefusal(answer.refusal)).toMatch(/\.$/)
    }
    expect((await facts()).sealNumber).toBe('00417')
  })

  it('asks where something has moved since the form was seen, and counts once it is sent with the newer state', async () => {
    value(await perform(clinic.visitor(), breakSeal, { ...one(), reason: 'Reaction' }, newKey()))
    const opened = await counted()
    const [used] = (await facts()).units
    if (!used) throw new Error('The kit is empty.')
    const where = { unitId: used.unitId, fromPlaceId: used.placeId, reason: 'Given' }
    value(await perform(clinic.visitor(), discardUnit, { ...where, quantity: 1 }, newKey()))
    const count = { ...one(), newSeal: '00418', note: null }
    const postings = await clinic.db.read.posting.count()
    const asked = await perform(clinic.visitor(), countKit, { ...count, counted: opened }, newKey())
    const things = [`${used.productName}, lot ${used.lotNumber}`]
    expect(refusalOf(asked)).toEqual({ code: 'KIT_MOVED_SINCE', things, gone: 0 })
    value(await perform(clinic.visitor(), discardUnit, { ...where, quantity: 1 }, newKey()))
    const again = await perform(clinic.visitor(), countKit, { ...count, counted: opened }, newKey())
    expect(refusalOf(again)).toEqual({ code: 'KIT_MOVED_SINCE', things: [], gone: 1 })
    expect(await clinic.db.read.posting.count()).toBe(postings + 1)
    expect((await facts()).sealBrokenAt).not.toBeNull()
    value(await perform(clinic.visitor(), countKit, { ...count, counted: await counted() }, newKey()))
    expect((await facts()).sealNumber).toBe('00418')
  })

  it('is not made of categories that the catalog lacks', async () => {
    const made = await clinic.db.write(async (tx) => {
      const place = await createPlace(tx, clinic.at(), { siteId: clinic.siteId, kind: 'kit', name: 'Second kit' })
      const items = [{ code: 'x', label: 'X', category: 'no-such', minQuantity: 1 }]
      return insertKit(tx, clinic.at(), { placeId: place.placeId, items })
    })
    expect(refusalOf(made)).toEqual({ code: 'CATEGORIES_MISSING', categories: ['no-such'] })
  })
})

describe('a kit that a clinic sets up', () => {
  it('has a place of its own and the list of the protocol, and is in order once it is filled, counted and sealed', async () => {
    const name = 'Emergency kit, room 2'
    const { kitId, placeId } = value(await perform(clinic.visitor(), makeKit, { name }, newKey()))
    const made = async () => (await kitFacts(clinic.db.read, { kitIds: [kitId] }))[0]
    expect((await made())?.items.map((item) => [item.code, item.minQuantity])).toEqual(
      emergencyKit.map((item) => [item.code, item.minQuantity]),
    )
    const [known] = await kitFacts(clinic.db.read, { kitIds: [clinic.kitId] })
    for (const unit of known?.units ?? [])
      value(
        await perform(
          clinic.visitor(),
          moveUnit,
          { unitId: unit.unitId, fromPlaceId: unit.placeId, toPlaceId: placeId, quantity: unit.quantity },
          newKey(),
        ),
      )
    const filled = await made()
    expect(filled && kitVerdict(filled, morning).inOrder).toBe(false)
    const count = { kitId, counted: await countedIn(kitId), newSeal: '77001', note: null }
    expect(value(await perform(clinic.visitor(), countKit, count, newKey()))).toEqual({ inOrder: true })
    const sealed = await made()
    expect(sealed && kitVerdict(sealed, morning)).toMatchObject({ inOrder: true })
  })

  it('is refused under a name that a place of the site has, and sent twice is one kit', async () => {
    const once = newKey()
    const input = { name: 'Emergency kit, room 2' }
    const first = await perform(clinic.visitor(), makeKit, input, once)
    expect(await perform(clinic.visitor(), makeKit, input, once)).toEqual(first)
    const again = await perform(clinic.visitor(), makeKit, input, newKey())
    expect(refusalOf(again)).toEqual({ code: 'KIT_NAME_TAKEN', name: input.name })
    expect(await clinic.db.read.kit.count()).toBe(2)
  })

  it('is set up by a manager or an administrator', () => {
    const who: Role[] = ['supply', 'clinician', 'manager', 'auditor', 'administrator', 'director']
    expect(who.filter((role) => may([role], 'kit.make'))).toEqual(['manager', 'administrator'])
  })
})

test('a count form says of each line what it showed; one that showed nothing of it is to be reloaded', () => {
  const form = { counts: { '7': '2', '12': '0' }, newSeal: '00418' }
  expect(countForm.parse({ ...form, seen: '12:1:40,7:3:9' })).toEqual({
    counted: [
      { unitId: 7, pieces: 2, seenQuantity: 3, seenPostingId: 9 },
      { unitId: 12, pieces: 0, seenQuantity: 1, seenPostingId: 40 },
    ],
    newSeal: '00418',
    note: null,
  })
  for (const seen of ['', '7:3:9', 'x', '7:3:9;12:1:40'])
    expect(countForm.safeParse({ ...form, seen }).error?.issues[0]?.message).toMatch(/Reload the page/)
})
