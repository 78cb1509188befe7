import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Visitor } from '~/modules/auth/types'
import { splitList } from '~/modules/labels/rules/typed-list'
import { addLot, openNotice, recordOutreach, releaseLot, widenNotice } from '~/modules/recalls/commands.server'
import { noticeCase } from '~/modules/recalls/queries/case.server'
import { nameLot } from '~/modules/stock/commands/ledger.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { addVial, key, must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'
import { givenTo } from '../support/given'
import { usability } from '../support/usability'

let clinic: SmallClinic
beforeEach(async () => {
  clinic = await smallClinic()
})
afterEach(() => clinic.close())

const visitor = (roles: Visitor['roles']): Visitor => ({
  context: clinic.context,
  clock: () => clinic.context.at,
  personId: 1,
  name: 'Ana',
  roles,
  site: { id: clinic.siteId, name: 'Hip Clinic', timeZone: 'America/New_York' },
})
const notice = (otherLots: string, lotIds: number[] = []) => ({
  kind: 'recall' as const,
  class: 'II' as const,
  reference: 'Z-1244',
  firm: 'Acme Bio',
  title: 'cracked vials',
  text: '',
  lotIds,
  otherLots,
})
const isUsable = async (unitId: number) => {
  const [facts] = await unitFacts(clinic.db.read, { unitIds: [unitId] })
  return facts ? usability(facts, now).usable : null
}

test.each([
  ['CW-3O5, CW-298; WJ-0611', ['CW-3O5', 'CW-298', 'WJ-0611']],
  ['CW-298\tWJ-0611\r\nA1', ['CW-298', 'WJ-0611', 'A1']],
  ['Lots CW-298, A1 and WJ-0611.', ['CW-298', 'A1', 'WJ-0611']],
  ['A1, and Lot No. B2', ['A1', 'B2']],
  ['BAND1 SANDY', ['BAND1 SANDY']],
  ['LOT5', ['LOT5']],
  [' , ;; ', []],
])('the list %j is read as %j', (text, lots) => expect(splitList(text).items.map((item) => item.text)).toEqual(lots))

describe('a notice that names lots by typing them', () => {
  test('holds those that are here, lists their patients, and asks about the one that looks alike', async () => {
    const first = await addVial(clinic, 'CW-298')
    const second = await addVial(clinic, 'WJ-0611')
    const alike = await addVial(clinic, 'CW-305')
    const given = await givenTo(clinic, 'CW-298')
    const opened = must(await perform(clinic.visitor, openNotice, notice('CW-3O5, CW-298, WJ-0611'), key()))
    expect(opened).toMatchObject({ held: 2, watched: 1, lookAlikes: [alike.lotId] })
    expect(await Promise.all([first, second, alike].map(({ unitId }) => isUsable(unitId)))).toEqual([
      false,
      false,
      // It may be the recalled one, until the case has answered.
      false,
    ])
    const found = await noticeCase(visitor(['manager']), opened.noticeId)
    expect(found?.found.trace.here.map((row) => row.lotId).sort()).toEqual([first.lotId, second.lotId].sort())
    expect(found?.found.trace.patients.map((row) => row.patientId)).toEqual([given.patientId])
    // What is here is watched for as well: more of it may come.
    expect(found?.notice.watched.toSorted()).toEqual(['CW-298', 'CW-3O5', 'WJ-0611'])
    expect(found?.asked).toMatchObject([{ lotId: alike.lotId, how: 'near' }])
    expect(found?.held.map((lot) => lot.lotId).sort()).toEqual([first.lotId, second.lotId].sort())
    must(await perform(clinic.visitor, addLot, { noticeId: opened.noticeId, lotId: alike.lotId }, key()))
    expect(await isUsable(alike.unitId)).toBe(false)
    expect((await noticeCase(visitor(['manager']), opened.noticeId))?.asked).toEqual([])
  })
  test('follows another name, a unit and a donor, and holds nothing twice', async () => {
    const byCarton = await addVial(clinic, 'A1')
    const byUnit = await addVial(clinic, 'B2', { number: 'SN-77' })
    const sibling = await addVial(clinic, 'C3')
    await clinic.db.write(async (tx) => {
      await nameLot(tx, clinic.context, byCarton.lotId, { kind: 'carton', text: 'CARTON-9' })
      await nameLot(tx, clinic.context, sibling.lotId, { kind: 'donor', text: 'DONOR-551' })
    })
    const text = 'carton 9\nSN-77\nDONOR-551\nA1'
    expect(must(await perform(clinic.visitor, openNotice, notice(text, [byCarton.lotId]), key()))).toMatchObject({
      held: 3,
      watched: 0,
    })
    expect(await clinic.db.read.hold.count()).toBe(3)
    for (const { unitId } of [byCarton, byUnit, sibling]) expect(await isUsable(unitId)).toBe(false)
  })
  test('holds a lot that comes later, and its case shows it', async () => {
    const { noticeId } = must(await perform(clinic.visitor, openNotice, notice('NEW-1'), key()))
    const late = await addVial(clinic, 'new 1')
    expect(await isUsable(late.unitId)).toBe(false)
    const found = await noticeCase(visitor(['manager']), noticeId)
    expect(found?.found.trace.here.map((row) => row.unitId)).toEqual([late.unitId])
  })
  test('is widened by further texts in the same way', async () => {
    const lot = await addVial(clinic, 'CW-298')
    const { noticeId } = must(await perform(clinic.visitor, openNotice, notice('QX-1'), key()))
    expect(
      must(await perform(clinic.visitor, widenNotice, { noticeId, otherLots: 'QX-1\tCW-298' }, key())),
    ).toMatchObject({
      held: 1,
      watched: 0,
    })
    expect(await isUsable(lot.unitId)).toBe(false)
    expect(refusal(await perform(clinic.visitor, widenNotice, { noticeId, otherLots: ' , ' }, key())).code).toBe(
      'NO_LOT_NAMED',
    )
  })
})

test('a recalled lot is released in its case alone, by another who leads, with a reason', async () => {
  const lot = await addVial(clinic, 'CW-298')
  const { noticeId } = must(await perform(clinic.visitor, openNotice, notice('CW-298'), key()))
  const release = { noticeId, lotId: lot.lotId, reason: 'The maker wrote that this lot is not meant' }
  const manager = await clinic.newVisitor(['manager'])
  const director = await clinic.newVisitor(['director'])
  const supply = await clinic.newVisitor(['supply', 'clinician'])
  const code = async (who: Visitor, reason = release.reason) =>
    refusal(await perform(who, releaseLot, { ...release, reason }, key())).code
  expect(await code(clinic.visitor)).toBe('RELEASE_BY_ANOTHER')
  expect(await code(supply)).toBe('RELEASE_NOT_YOURS')
  expect(await code(manager, 'ok')).toBe('REASON_SAYS_NOTHING')
  expect(await isUsable(lot.unitId)).toBe(false)
  must(await perform(director, releaseLot, release, key()))
  expect(await isUsable(lot.unitId)).toBe(true)
  expect(await code(manager)).toBe('LOT_NOT_HELD')
})

test('who sees no patients gets how many are to be reached, and no note, outcome or patient of the outreach', async () => {
  const given = await givenTo(clinic, 'CW-298', { name: 'Rosa Diaz' })
  await givenTo(clinic, 'CW-298')
  const { noticeId } = must(await perform(clinic.visitor, openNotice, notice('CW-298'), key()))
  const outreach = { noticeId, patientId: given.patientId, outcome: 'reached' as const, note: 'Rosa has a fever' }
  must(await perform(clinic.visitor, recordOutreach, outreach, key()))
  for (const role of ['supply', 'auditor'] as const) {
    const seen = await noticeCase(visitor([role]), noticeId)
    expect(seen?.outcomes).toEqual({})
    expect(JSON.stringify(seen)).not.toContain('fever')
    expect(seen?.toReach).toEqual({ people: 2, open: 1 })
  }
  const nurse = await noticeCase(visitor(['clinician']), noticeId)
  expect(nurse?.outcomes[given.patientId]).toMatchObject({ outcome: 'reached', note: 'Rosa has a fever' })
})

test('ids of patients do not reach who may not see patients', async () => {
  await givenTo(clinic, 'ZZ-1')
  const given = await givenTo(clinic, 'CW-298')
  const { noticeId } = must(await perform(clinic.visitor, openNotice, notice('CW-298'), key()))
  expect(given.patientId).toBeGreaterThan(1)
  const ids = async (roles: Visitor['roles']) =>
    (await noticeCase(visitor(roles), noticeId))?.found.trace.patients.map((row) => row.patientId)
  expect(await ids(['supply'])).toEqual([1])
  expect(await ids(['manager'])).toEqual([given.patientId])
})
