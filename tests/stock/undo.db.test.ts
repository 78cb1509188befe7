import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Role } from '~/modules/auth/types'
import { newUnit, post } from '~/modules/stock/commands/ledger.server'
import { discardUnit, moveTogether, undoMovement } from '~/modules/stock/commands/moves.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import { addVial, key, must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'
import { givenTo } from '../support/given'

let clinic: SmallClinic
let vial: Awaited<ReturnType<typeof addVial>>
beforeEach(async () => {
  clinic = await smallClinic()
  vial = await addVial(clinic, 'CW-298')
})
afterEach(() => clinic.close())

const undo = (movement: string, roles: Role[], where: { unitId?: number; siteId?: number } = {}) =>
  undoMovement(
    clinic.context,
    key(),
    { movement, unitId: where.unitId ?? vial.unitId, siteId: where.siteId ?? clinic.siteId, reason: 'Slip' },
    roles,
  )
const everything: Role[] = ['supply', 'clinician', 'manager', 'administrator', 'director', 'auditor']
const discarded = async (unitId: number) => {
  const movement = key()
  must(
    await discardUnit(clinic.context, movement, { unitId, fromPlaceId: clinic.freezer, quantity: 2000, reason: 'x' }),
  )
  return movement
}

test('a movement is undone from the page of its own unit and at its own site alone', async () => {
  const other = await addVial(clinic, 'WJ-0611')
  const movement = await discarded(vial.unitId)
  expect(refusal(await undo(movement, everything, { unitId: other.unitId }))).toEqual({ code: 'MOVEMENT_UNKNOWN' })
  const site = await clinic.db.write((tx) =>
    tx.site.create({ data: { name: 'Other', address: '', timeZone: 'America/New_York' } }),
  )
  expect(refusal(await undo(movement, everything, { siteId: site.id }))).toEqual({ code: 'MOVEMENT_UNKNOWN' })
  expect(refusal(await undo('nothing', everything))).toEqual({ code: 'MOVEMENT_UNKNOWN' })
  must(await undo(movement, ['supply']))
})

test.each<[string, Role[], Role[]]>([
  ['receive', ['clinician', 'director', 'administrator', 'auditor'], ['supply']],
  ['discard', ['director', 'administrator', 'auditor'], ['clinician']],
  ['kit', ['director', 'administrator', 'auditor'], ['clinician']],
])('undoing a movement of the kind %s takes the right of that act', async (kind, without, having) => {
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
  expect(refusal(await undo(movement, without))).toEqual({ code: 'UNDO_NOT_YOURS', kind })
  expect(await clinic.db.read.posting.count()).toBe(before)
  must(await undo(movement, having))
})

test('what was given, what is an undoing, and what moved other units too is not undone here', async () => {
  const given = await givenTo(clinic, 'A1')
  const code = async (movement: string, unitId: number) => refusal(await undo(movement, everything, { unitId })).code
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
