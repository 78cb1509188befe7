import { afterEach, beforeEach, expect, it } from 'vitest'
import { addHours, addMinutes, type Day, type Instant } from '~/lib/day'
import { boardOf } from '~/modules/procedures/queries/board.server'
import { book, type Clinic, makeReady, morning, openClinic, zone } from '../procedures/clinic'

// What stopped something for a while after READY was signed: by raw rows, as the commands of each room leave them.

let clinic: Clinic
let id: number
let vial: Awaited<ReturnType<typeof makeReady>>
beforeEach(async () => {
  clinic = await openClinic()
  id = await book(clinic)
  vial = await makeReady(clinic, id)
})
afterEach(() => clinic.close())

const since = addMinutes(morning, 1)
const before = addMinutes(morning, -1)
const by = (recordedAt: Instant) => ({ recordedAt, actor: 'person:1' })

async function because(): Promise<string> {
  const at = addMinutes(morning, 2)
  const site = { id: clinic.siteId, timeZone: zone }
  const rows = await clinic.db.snapshot((reader) => boardOf(reader, site, '2026-11-24' as Day, at))
  const light = rows.find(({ file }) => file.row.id === id)?.light
  return light?.state === 'unsigned' ? light.because : (light?.state ?? 'gone')
}

type Tx = Parameters<Parameters<Clinic['db']['write']>[0]>[0]

const unitOf = (tx: Tx) => tx.unit.findUniqueOrThrow({ where: { id: vial.unitId } })
const storageOf = async (tx: Tx) => {
  const binding = await tx.readinessBinding.findFirstOrThrow({ where: { unitId: vial.unitId, endedAt: null } })
  const place = await tx.place.findUniqueOrThrow({ where: { id: binding.placeId } })
  return place.storageBand === null ? (place.parentId ?? place.id) : place.id
}

const events: readonly (readonly [why: string, what: string, happens: (tx: Tx, at: Instant) => Promise<unknown>])[] = [
  [
    'expiry',
    'an expiry that was corrected',
    (tx, at) => tx.lotExpiry.create({ data: { lotId: vial.lotId, expiry: '2027-06-30', reason: 'Carton', ...by(at) } }),
  ],
  [
    'storage',
    'a proof that ended, and a reading that proves it again',
    async (tx, at) =>
      tx.provenStretch.create({ data: { placeId: await storageOf(tx), kind: 'ended', fromAt: at, ...by(at) } }),
  ],
  [
    'product',
    'an answer to what the product contains',
    async (tx, at) => {
      const { productId } = await unitOf(tx)
      await tx.productContainsAnswer.create({ data: { productId, allergen: 'latex', answer: 'no', ...by(at) } })
    },
  ],
  [
    'product',
    'another range on the label',
    async (tx, at) => tx.productRange.create({ data: { productId: (await unitOf(tx)).productId, ...by(at) } }),
  ],
  [
    'used',
    'a transducer that was on another patient',
    async (tx, at) => {
      const { unitId, placeId } = await tx.readinessBinding.findFirstOrThrow({ where: { requirement: 'transducer' } })
      const { id: mine, ...procedure } = await tx.procedure.findUniqueOrThrow({ where: { id } })
      expect(mine).toBe(id)
      const place = await tx.place.create({
        data: { siteId: clinic.siteId, kind: 'procedure', name: 'Other', inside: false },
      })
      const other = await tx.procedure.create({ data: { ...procedure, placeId: place.id } })
      const of = { unitId, placeId, requirement: 'transducer', quantity: 1, how: 'scan', actor: 'person:1' }
      const ended = { boundAt: before, endedAt: at, ended: 'used' }
      await tx.readinessBinding.create({ data: { ...of, ...ended, procedureId: other.id } })
      await tx.disinfection.create({
        data: { unitId, level: 'low', method: 'wipe', doneAt: addMinutes(at, 0.5), actor: 'person:1' },
      })
    },
  ],
  [
    'kit',
    'a seal check that was not in order',
    (tx, at) =>
      tx.kitCheck
        .create({ data: { kitId: clinic.kitId, kind: 'count', inOrder: false, checkedAt: at, actor: 'person:1' } })
        .then(() =>
          tx.kitCheck.create({
            data: {
              kitId: clinic.kitId,
              kind: 'count',
              inOrder: true,
              checkedAt: addMinutes(at, 0),
              actor: 'person:1',
            },
          }),
        ),
  ],
]

it.each(events)('needs a new signature (%s): %s', async (why, _what, happens) => {
  await clinic.db.write((tx) => happens(tx, since))
  expect(await because()).toBe(why)
})

it.each(events)('was signed with what came before (%s): %s', async (_why, _what, happens) => {
  await clinic.db.write((tx) => happens(tx, before))
  expect(await because()).toBe('ready')
})

it('counts on after a reading that came in time', async () => {
  const placeId = await clinic.db.write(storageOf)
  const due = (recordedAt: Instant, untilAt: Instant) =>
    clinic.db.write((tx) =>
      tx.provenStretch.create({ data: { placeId, kind: 'due', fromAt: recordedAt, untilAt, ...by(recordedAt) } }),
    )
  await due(before, addHours(morning, 20))
  await due(since, addHours(morning, 24))
  expect(await because()).toBe('ready')
})
