import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { perform } from '~/modules/auth/commands/perform.server'
import { openNotice, releaseLot, widenNotice } from '~/modules/recalls/commands.server'
import { noticeSource } from '~/modules/recalls/queries/notices.server'
import { standingHolds } from '~/modules/stock/commands/holds.server'
import { learnDonor, nameLot, newUnit, openLot } from '~/modules/stock/commands/ledger.server'
import { linkCode } from '~/modules/stock/commands/link-code.server'
import { addVial, key, must, type SmallClinic, smallClinic } from '../support/clinic'

let clinic: SmallClinic
beforeEach(async () => {
  clinic = await smallClinic()
})
afterEach(() => clinic.close())

const open = async (otherLots: string, lotIds: number[] = []) =>
  must(
    await perform(
      clinic.visitor,
      openNotice,
      {
        kind: 'recall',
        class: 'I',
        reference: 'Z-1244',
        firm: 'Acme Bio',
        title: 'cracked vials',
        text: '',
        lotIds,
        otherLots,
      },
      key(),
    ),
  )
const holds = (noticeId: number, lotId: number) =>
  clinic.db.write((tx) => standingHolds(tx, noticeSource(noticeId), lotId))
const isHeld = async (noticeId: number, lotId: number) => (await holds(noticeId, lotId)).length === 1

describe('a name that a notice watches for puts a lot on hold whenever something comes to bear it', () => {
  test('the lot is opened', async () => {
    const { noticeId, watched } = await open('AF-1, AF-2')
    expect(watched).toBe(2)
    const lot = await addVial(clinic, 'af 1')
    expect(await isHeld(noticeId, lot.lotId)).toBe(true)
    await addVial(clinic, 'AF-1')
    expect(await isHeld(noticeId, lot.lotId)).toBe(true)
  })
  test('a known lot gets the name', async () => {
    const lot = await addVial(clinic, 'AF-1')
    const { noticeId } = await open('BWD-7, CARTON-9')
    expect(await isHeld(noticeId, lot.lotId)).toBe(false)
    await clinic.db.write((tx) => nameLot(tx, clinic.context, lot.lotId, { kind: 'donor', text: 'bwd 7' }))
    expect(await isHeld(noticeId, lot.lotId)).toBe(true)
    await clinic.db.write((tx) => nameLot(tx, clinic.context, lot.lotId, { kind: 'carton', text: 'CARTON-9' }))
    expect(await holds(noticeId, lot.lotId)).toHaveLength(1)
  })
  test('a known lot is received again with a donor that nobody knew', async () => {
    const lot = await addVial(clinic, 'AF-1')
    const { noticeId } = await open('BWD-7')
    const again = await clinic.db.write((tx) =>
      openLot(tx, clinic.context, {
        productId: clinic.productId,
        lotNumber: 'AF-1',
        expiry: null,
        names: [{ kind: 'donor', text: 'BWD-7' }],
      }),
    )
    expect(must(again)).toMatchObject({ created: false, held: true })
    expect(await isHeld(noticeId, lot.lotId)).toBe(true)
  })
  test('a container of a known lot has the serial, the donation or the donor', async () => {
    const serial = await addVial(clinic, 'AF-1')
    const donation = await addVial(clinic, 'AF-2')
    const donor = await addVial(clinic, 'AF-3')
    const back = await addVial(clinic, 'AF-4', { number: 'SN-4' })
    const { noticeId } = await open('SN-77\nA9999 26 100417 00 7\nBWD-7')
    const unit = { productId: clinic.productId, number: null }
    await clinic.db.write(async (tx) => {
      must(await newUnit(tx, clinic.context, { ...unit, lotId: serial.lotId, number: 'sn77' }))
      must(await newUnit(tx, clinic.context, { ...unit, lotId: donation.lotId, donation: 'A999926100417' }))
      must(await newUnit(tx, clinic.context, { ...unit, lotId: donor.lotId, donor: 'BWD-7' }))
      expect(await learnDonor(tx, clinic.context, back, 'BWD-7')).toBe(true)
    })
    for (const { lotId } of [serial, donation, donor, back]) expect(await isHeld(noticeId, lotId)).toBe(true)
  })
  test('a product gets the code, and lots of it come later', async () => {
    const first = await addVial(clinic, 'AF-1')
    const { noticeId } = await open('00860014210013')
    expect(await isHeld(noticeId, first.lotId)).toBe(false)
    const { productId } = clinic
    const code = { productId, scheme: 'gs1' as const, code: '00860014210013', packageQuantity: 1 }
    must(await perform(clinic.visitor, linkCode, code, key()))
    expect(await isHeld(noticeId, first.lotId)).toBe(true)
    const later = await addVial(clinic, 'AF-2')
    expect(await isHeld(noticeId, later.lotId)).toBe(true)
  })
  test('one part of a text that nobody here could read as two lots', async () => {
    const { noticeId } = await open('CW-305/CW-298')
    const lot = await addVial(clinic, 'CW-298')
    expect(await isHeld(noticeId, lot.lotId)).toBe(true)
  })
  test('what a decision took out stays out, until a name comes that the lot did not have', async () => {
    const lot = await addVial(clinic, 'AF-1')
    const { noticeId } = await open('AF-1, BWD-7')
    const director = await clinic.newVisitor(['director'])
    const reason = 'The maker wrote that this lot is not meant'
    must(await perform(director, releaseLot, { noticeId, lotId: lot.lotId, reason }, key()))
    await addVial(clinic, 'AF-1')
    expect(await isHeld(noticeId, lot.lotId)).toBe(false)
    await clinic.db.write((tx) => nameLot(tx, clinic.context, lot.lotId, { kind: 'donor', text: 'BWD-7' }))
    expect(await isHeld(noticeId, lot.lotId)).toBe(true)
  })
})

describe('a product in a notice', () => {
  const code = '00860014210013'
  const link = async () =>
    must(
      await perform(
        clinic.visitor,
        linkCode,
        { productId: clinic.productId, scheme: 'gs1', code, packageQuantity: 1 },
        key(),
      ),
    )
  test('means all its lots, by its code or its name', async () => {
    await link()
    const lots = [await addVial(clinic, 'AF-1'), await addVial(clinic, 'AF-2')]
    for (const text of [code, 'Amnio flow']) {
      const { noticeId, held } = await open(text)
      expect(held).toBe(2)
      for (const { lotId } of lots) expect(await isHeld(noticeId, lotId)).toBe(true)
    }
  })
  test('only says which product it is beside a lot of it', async () => {
    await link()
    const named = await addVial(clinic, 'AF-1')
    const other = await addVial(clinic, 'AF-2')
    const { noticeId, held } = await open(`${code}, AF-1`)
    expect(held).toBe(1)
    expect(await isHeld(noticeId, named.lotId)).toBe(true)
    expect(await isHeld(noticeId, other.lotId)).toBe(false)
    const later = await addVial(clinic, 'AF-3')
    expect(await isHeld(noticeId, later.lotId)).toBe(false)
  })
})

test('a range is not read: nothing is watched for, and the answer says so', async () => {
  await addVial(clinic, 'NB-2405')
  const opened = await open('NB-2401 to NB-2410, NB-2399')
  expect(opened).toMatchObject({ held: 0, watched: 1, unread: ['NB-2401 to NB-2410'] })
  const watches = await clinic.db.read.watch.findMany({ select: { lotKey: true } })
  expect(watches.map(({ lotKey }) => lotKey)).toEqual(['NB2399'])
  const widened = await perform(
    clinic.visitor,
    widenNotice,
    { noticeId: opened.noticeId, otherLots: 'all lots beginning with NB, NB-2405' },
    key(),
  )
  expect(must(widened)).toMatchObject({ held: 1, unread: ['all lots beginning with NB'] })
})
