import { afterEach, beforeEach, expect, test } from 'vitest'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Permission, Role } from '~/modules/auth/types'
import { newUnit, post } from '~/modules/stock/commands/ledger.server'
import { discardUnit } from '~/modules/stock/commands/move-unit.server'
import { moveTogether } from '~/modules/stock/commands/moves.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import { undoMovement } from '~/modules/stock/commands/undo.server'
import { addVial, key, must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'
import { givenTo } from '../support/given'
import { insertPerson, visitorOfPerson } from '../support/visitor'

let clinic: SmallClinic
let vial: Awaited<ReturnType<typeof addVial>>
beforeEach(async () => {
  clinic = await smallClinic()
  vial = await addVial(clinic, 'CW-298')
})
afterEach(() => clinic.close())

const undo = async (movement: string, roles?: Role[], unitId = vial.unitId) =>
  perform(await clinic.newVisitor(roles), undoMovement, { movement, unitId, reason: 'Slip' }, key())
const discarded = async (unitId: number) => {
  const input = { unitId, fromPlaceId: clinic.freezer, quantity: 2000, reason: 'x' }
  return must(await perform(clinic.visitor, discardUnit, input, key())).movement
}

test('a movement is undone from the page of its own unit and at its own site alone', async () => {
  const other = await addVial(clinic, 'WJ-0611')
  const movement = await discarded(vial.unitId)
  expect(refusal(await undo(movement, undefined, other.unitId))).toEqual({ code: 'MOVEMENT_UNKNOWN' })
  const timeZone = 'America/New_York'
  const elsewhere = await clinic.db.write(async (tx) => {
    const { id } = await tx.site.create({ data: { name: 'Other', address: '', timeZone } })
    return visitorOfPerson(clinic.db, await insertPerson(tx, id, now), { id, name: 'Other', timeZone }, now)
  })
  const input = { movement, unitId: vial.unitId, reason: 'Slip' }
  expect(refusal(await perform(elsewhere, undoMovement, input, key()))).toEqual({ code: 'MOVEMENT_UNKNOWN' })
  expect(refusal(await undo('nothing'))).toEqual({ code: 'MOVEMENT_UNKNOWN' })
  must(await undo(movement, ['supply']))
})

test.each<[string, Permission, Role[], Role[]]>([
  ['receive', 'receiving.receive', ['clinician', 'director', 'administrator', 'auditor'], ['supply']],
  ['discard', 'stock.move', ['director', 'administrator', 'auditor'], ['clinician']],
  ['kit', 'kit.check', ['director', 'administrator', 'auditor'], ['clinician']],
])('undoing a movement of the kind %s takes the right of that act', async (kind, permission, without, having) => {
  const kit = await clinic.db.write((tx) =>
    createPlace(tx, clinic.context, { siteId: clinic.siteId, kind: 'kit', name: 'Kit' }),
  )
  let movement = vial.movement
  if (kind === 'discard') movement = await discarded(vial.unitId)
  if (kind === 'kit') {
    movement = key()
    const move = { movement, kind: 'kit' as const, unitIds: [vial.unitId], occurredAt: now, reason: 'x' }
    must(
      await clinic.db.write((tx) =>
        moveTogether(tx, clinic.context, { ...move, to: { id: kit.placeId, inside: true } }),
      ),
    )
  }
  const before = await clinic.db.read.posting.count()
  expect(refusal(await undo(movement, without))).toEqual({ code: 'FORBIDDEN', permission })
  expect(await clinic.db.read.posting.count()).toBe(before)
  must(await undo(movement, having))
})

test('what was given, what is an undoing, and what moved other units too is not undone here', async () => {
  const given = await givenTo(clinic, 'A1')
  const code = async (movement: string, unitId: number) => refusal(await undo(movement, undefined, unitId)).code
  expect(await code(given.movement, given.unitId)).toBe('UNDO_BLOCKED')
  const done = must(await undo(await discarded(vial.unitId), ['supply']))
  expect(await code(done.movement, vial.unitId)).toBe('UNDO_BLOCKED')
  const second = await clinic.db.write(async (tx) =>
    must(await newUnit(tx, clinic.context, { lotId: vial.lotId, productId: clinic.productId, number: null })),
  )
  const together = key()
  await clinic.db.write(async (tx) => {
    const from = { id: clinic.freezer, inside: true }
    const to = { id: clinic.room, inside: true }
    const supplier = (await tx.place.findFirst({ where: { kind: 'supplier' }, select: { id: true } }))?.id ?? 0
    const line = {
      unitId: second.unitId,
      lotId: vial.lotId,
      from: { id: supplier, inside: false },
      to: from,
      quantity: 2000,
    }
    must(await post(tx, clinic.context, { movement: key(), kind: 'receive', lines: [line], occurredAt: now }))
    const unitIds = [vial.unitId, second.unitId]
    must(
      await moveTogether(tx, clinic.context, {
        movement: together,
        kind: 'move',
        unitIds,
        to,
        occurredAt: now,
        reason: 'x',
      }),
    )
  })
  expect(await code(together, vial.unitId)).toBe('UNDO_BLOCKED')
})
