import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addHours } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { may } from '~/modules/auth/rules'
import type { Role } from '~/modules/auth/types'
import { breakSeal, checkSeal, countKit, insertKit, makeKit } from '~/modules/kits/commands.server'
import { explainKitRefusal } from '~/modules/kits/messages'
import { kitBySeal, kitChecks, kitFacts } from '~/modules/kits/queries.server'
import { emergencyKit } from '~/modules/kits/rules/emergency-kit'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { moveUnit } from '~/modules/stock/commands/move-unit.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { type Clinic, morning, newKey, openClinic, value } from '../procedures/clinic'

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
const one = () => ({ siteId: clinic.siteId, kitId: clinic.kitId })
const refusalOf = (result: { ok: boolean; refusal?: unknown }) => (result.ok ? 'done' : result.refusal)
const counted = async (change: Record<string, number> = {}) =>
  (await facts()).units.map((unit) => ({ unitId: unit.unitId, pieces: change[unit.categoryCode] ?? unit.quantity }))

describe('a kit', () => {
  it('is in order on the day its seal was checked, and not the day after', async () => {
    expect(await verdict()).toMatchObject({ inOrder: true })
    expect((await verdict(addHours(morning, 24))).findings.map((finding) => finding.code)).toEqual(['SEAL_NOT_CHECKED'])
  })

  it('a wrong seal is recorded and puts it out of order, without changing the seal', async () => {
    expect(value(await checkSeal(clinic.at(), newKey(), { ...one(), sealSeen: '00999' }))).toMatchObject({
      inOrder: false,
    })
    expect((await verdict()).findings.map((finding) => finding.code)).toEqual(['SEAL_DIFFERS'])
    expect((await kitChecks(clinic.db.read, clinic.kitId))[0]).toMatchObject({ sealSeen: '00999', inOrder: false })
  })

  it('after a broken seal it is counted, refilled and sealed anew; the difference is posted', async () => {
    value(await breakSeal(clinic.at(), newKey(), { ...one(), reason: 'Reaction' }))
    expect(refusalOf(await breakSeal(clinic.at(), newKey(), { ...one(), reason: 'again' }))).toMatchObject({
      code: 'SEAL_ALREADY_BROKEN',
    })
    expect((await verdict()).inOrder).toBe(false)
    const used = { ...one(), counted: await counted({ epinephrine: 1 }), newSeal: '00418', note: null }
    expect(value(await countKit(clinic.at(), newKey(), used))).toEqual({ inOrder: false })
    expect((await verdict()).findings.map((finding) => finding.code)).toEqual(['COUNT_NOT_IN_ORDER', 'ITEM_SHORT'])
    const refilled = { ...one(), counted: await counted({ epinephrine: 2 }), newSeal: '00419', note: null }
    expect(value(await countKit(clinic.at(), newKey(), refilled))).toEqual({ inOrder: true })
    expect(await verdict()).toMatchObject({ inOrder: true })
    expect(await kitBySeal(clinic.db.read, clinic.siteId, '00-419')).toEqual({ kitId: clinic.kitId })
    expect(await kitBySeal(clinic.db.read, clinic.siteId, '00417')).toBeNull()
  })

  it('refuses a count that leaves something out, the old seal, no seal, and another site’s kit, each with a sentence', async () => {
    const all = await counted()
    const cases = [
      [{ ...one(), counted: all.slice(1), newSeal: '00418', note: null }, 'COUNT_INCOMPLETE'],
      [{ ...one(), counted: all, newSeal: '00417', note: null }, 'SEAL_USED_BEFORE'],
      [{ ...one(), counted: all, newSeal: ' ', note: null }, 'SEAL_EMPTY'],
      [{ ...one(), siteId: 99, counted: all, newSeal: '00418', note: null }, 'KIT_UNKNOWN'],
    ] as const
    for (const [input, code] of cases) {
      const answer = await countKit(clinic.at(), newKey(), input)
      expect(refusalOf(answer)).toMatchObject({ code })
      if (!answer.ok && answer.refusal.code === code) expect(explainKitRefusal(answer.refusal)).toMatch(/\.$/)
    }
    expect((await facts()).sealNumber).toBe('00417')
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
    const { kitId, placeId } = value(await makeKit(clinic.at(), newKey(), { siteId: clinic.siteId, name }))
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
    const pieces = (filled?.units ?? []).map((unit) => ({ unitId: unit.unitId, pieces: unit.quantity }))
    const count = { siteId: clinic.siteId, kitId, counted: pieces, newSeal: '77001', note: null }
    expect(value(await countKit(clinic.at(), newKey(), count))).toEqual({ inOrder: true })
    const sealed = await made()
    expect(sealed && kitVerdict(sealed, morning)).toMatchObject({ inOrder: true })
  })

  it('is refused under a name that a place of the site has, and sent twice is one kit', async () => {
    const once = newKey()
    const input = { siteId: clinic.siteId, name: 'Emergency kit, room 2' }
    const first = await makeKit(clinic.at(), once, input)
    expect(await makeKit(clinic.at(), once, input)).toEqual(first)
    const again = await makeKit(clinic.at(), newKey(), input)
    expect(refusalOf(again)).toEqual({ code: 'KIT_NAME_TAKEN', name: input.name })
    expect(await clinic.db.read.kit.count()).toBe(2)
  })

  it('is set up by a manager or an administrator', () => {
    const who: Role[] = ['supply', 'clinician', 'manager', 'auditor', 'administrator', 'director']
    expect(who.filter((role) => may([role], 'kit.make'))).toEqual(['manager', 'administrator'])
  })
})
