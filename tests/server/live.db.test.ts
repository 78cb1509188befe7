import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Live } from '~/lib/live'
import { type House, openHouse } from './house'

let house: House
let lotId: number
let procedureId: number
beforeAll(async () => {
  house = await openHouse()
  const lot = await house.db.read.lot.findFirstOrThrow({ where: { lotNumber: 'NB-2407' }, select: { id: true } })
  lotId = lot.id
  procedureId = (await house.db.read.procedure.findFirstOrThrow({ orderBy: { id: 'asc' } })).id
  // Filling the demo clinic takes minutes on a busy machine.
}, 300_000)
afterAll(() => house.close())

const ask = async (who: string, subjects: string) => {
  const { status, text } = await house.page(who, `/live?${new URLSearchParams({ subjects })}`)
  return { status, text, live: status === 200 ? (JSON.parse(text) as Live) : null }
}

test('every subject is answered with verdicts, nothing of a patient, and no row in the audit trail', async () => {
  const { db } = house
  const [unit, place, kit] = await Promise.all([
    db.read.unit.findFirstOrThrow({ where: { lotId }, select: { id: true } }),
    db.read.balance.findFirstOrThrow({ where: { unit: { lotId } }, select: { placeId: true } }),
    db.read.kit.findFirstOrThrow({ select: { id: true } }),
  ])
  const today = new Date().toISOString().slice(0, 10)
  const subjects = [
    'today',
    `board:${today}`,
    `procedure:${procedureId}`,
    'stock:show=all&find=&offset=0',
    `lot:${lotId}`,
    `unit:${unit.id}`,
    `place:${place.placeId}`,
    `kit:${kit.id}`,
    'kits',
    `lots:${lotId}`,
  ]
  const patients = await db.read.patient.findMany({ select: { name: true, mrn: true } })
  await ask('nurse', 'today')
  const before = await db.read.auditEntry.count()
  for (const subject of subjects) {
    const { status, text, live } = await ask('nurse', subject)
    expect([subject, status, live?.subjects]).toEqual([subject, 200, subject])
    for (const { name, mrn } of patients)
      expect([subject, text.includes(name), text.includes(mrn)]).toEqual([subject, false, false])
    expect((await ask('nurse', subject)).live?.version).toBe(live?.version)
  }
  expect(await db.read.auditEntry.count()).toBe(before)
})

test('who may not see a page is not told of it, and a stranger is sent to sign in', async () => {
  expect((await ask('reviewer', `lot:${lotId}`)).status).toBe(403)
  expect((await ask('reviewer', `lots:${lotId}`)).status).toBe(403)
  expect((await house.page(null, '/live?subjects=today')).status).toBe(302)
})

test('an open stream is told of a hold as soon as it is stored', async () => {
  const cookie = await house.page('nurse', '/live?subjects=today')
  expect(cookie.status).toBe(200)
  const stream = await house.stream('nurse', `/live?subjects=lot:${lotId}`)
  const first = await stream.next()
  expect(first.marks.page?.word).not.toBe('on hold')
  const note = 'Particles in three vials'
  const form = new URLSearchParams({ intent: 'hold', reason: 'damaged', note, commandKey: crypto.randomUUID() })
  expect((await house.send('manager', `/stock/lots/${lotId}`, form)).status).toBeLessThan(400)
  const second = await stream.next()
  expect(second.marks.page?.word).toBe('on hold')
  expect(second.version).not.toBe(first.version)
  stream.end()
})
