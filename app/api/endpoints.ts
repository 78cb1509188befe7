import { z } from 'zod'
import { dayOf } from '~/lib/day'
import { idMax } from '~/lib/id'
import { ok, refuse } from '~/lib/result'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { inWords } from '~/modules/labels/messages'
import { readAsTyped } from '~/modules/labels/rules/readings'
import { patientById } from '~/modules/patients/queries.server'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { lookUp } from '~/modules/recalls/queries/look-up.server'
import { lotsOfPatient } from '~/modules/recalls/queries/of-patient.server'
import { baseUnitsOf } from '~/modules/recalls/queries/trace.server'
import type { LookUp } from '~/modules/recalls/types'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { lotsById } from '~/modules/stock/queries/look-up.server'
import { placeAndShelves } from '~/modules/stock/queries/places.server'
import { labelAnswer, lookUpAnswer, lotAnswer, onHandAnswer, patientLotsAnswer } from './answers'
import { type ApiRefusal, type Endpoint, endpoint } from './endpoint'
import { id, ids, limit, raw, symbologyId, text } from './inputs'
import { addPatient, patientSearch } from './patients'
import { receivingScan } from './scans'
import { storageList, storageLogger, storageReading } from './storage'
import { proceduresToday, scanned } from './today'
import { measureOf, toUnit, unitOf } from './units'

const unknown = (message: string) => refuse<ApiRefusal>({ code: 'not-found', status: 404, message })

function toLookUpAnswer({ text, asked, unread, searched, matches, followed, trace, baseUnits }: LookUp) {
  const followedIds = new Set(followed.map((match) => match.lotId))
  const measured = matches.map((match) => ({ ...match, ...measureOf(baseUnits, match.productId) }))
  return {
    text,
    asked: asked.map(({ text: name, lots, means, said }) => ({ text: name, lots, means, said: [...said] })),
    unread: [...unread],
    searched,
    followed: measured.filter((match) => followedIds.has(match.lotId)),
    near: measured.filter((match) => !followedIds.has(match.lotId)),
    received: trace.received,
    here: trace.here,
    patients: trace.patients,
    gone: trace.gone,
    bookings: trace.bookings,
  }
}

const recallLookUp = endpoint({
  method: 'get',
  path: '/recalls/look-up',
  name: 'lookUpLot',
  summary: 'Where a lot is, who got it, and what became of the rest',
  description:
    'Finds a lot by its number, by another name of it or by the number of one of its containers, at all sites. Look-alikes and members of the same donor or donation are listed under `near` and followed only when `follow` names them. Each patient in the answer is written into the audit trail before the answer leaves.',
  permission: 'recall.read',
  query: z.strictObject({
    lot: text(200).meta({ description: 'A lot, unit, donation or donor number, spelled as it was read.' }),
    follow: ids.optional().meta({ description: 'Lot ids from `near` to follow too, apart by commas.' }),
  }),
  answer: lookUpAnswer,
  refusals: [],
  run: async (visitor, { lot, follow }) => ok(toLookUpAnswer(await lookUp(visitor, lot, follow))),
})

const patientLots = endpoint({
  method: 'get',
  path: '/patients/{id}/lots',
  name: 'patientLots',
  summary: 'Every lot that a patient received, newest first',
  description: 'The other direction of a trace. The read is written into the audit trail before the answer leaves.',
  permission: 'patient.read',
  params: z.strictObject({ id }),
  answer: patientLotsAnswer,
  refusals: [404],
  run: async ({ context }, { id: patientId }) => {
    const received = await context.db.shortSnapshot((reader) => lotsOfPatient(reader, patientId))
    if (received.length === 0 && !(await patientById(context.db.read, patientId)))
      return unknown('There is no patient with this id. Look the patient up by MRN first.')
    await recordRead(context, 'patient.read', [{ subject: `patient:${patientId}` }])
    return ok({ patientId, lots: received.map((row) => ({ ...row, ...unitOf(row) })) })
  },
})

const stockLot = endpoint({
  method: 'get',
  path: '/stock/lots/{id}',
  name: 'stockLot',
  summary: 'A lot and all that stands of it, at every site',
  description: 'Each unit comes with whether it may be used now, and with every finding against it as a sentence.',
  permission: 'stock.read',
  params: z.strictObject({ id }),
  answer: lotAnswer,
  refusals: [404],
  run: async (visitor, { id: lotId }) => {
    const reader = visitor.context.db.read
    const [found] = await lotsById(reader, [lotId])
    if (!found) return unknown('There is no lot with this id. Look it up by its number first.')
    const { how: _how, matched: _matched, ...lot } = found
    const [facts, measures] = [await unitFacts(reader, { lotIds: [lotId] }), await baseUnitsOf(reader, [lot.productId])]
    const looked = await lookAt(reader, facts, visitor.context.at)
    return ok({ lot: { ...lot, ...measureOf(measures, lot.productId) }, units: looked.map(toUnit) })
  },
})

/** So many units one answer holds: more are fetched page by page. */
const onHandMost = 500

/** Where a page of the list ended: its last row's place and unit. */
const cursor = z
  .string('must be given once')
  .regex(/^\d{1,10}-\d{1,10}$/, 'must be the `next` of the page before, as it was given')
  .refine((text) => text.split('-').every((part) => Number(part) <= idMax), 'must be the `next` of the page before')
  .transform((text) => {
    const [placeId = 0, unitId = 0] = text.split('-').map(Number)
    return { placeId, unitId }
  })
  .meta({ description: 'The `next` of the page before; the first page has none.' })

const onHandQuery = z
  .strictObject({
    productId: id.optional(),
    lotId: id.optional(),
    placeId: id.optional(),
    categoryId: id.optional(),
    limit: limit(onHandMost),
    after: cursor.optional(),
  })
  .refine(({ limit: _limit, after: _after, ...given }) => Object.values(given).some((value) => value !== undefined), {
    error: 'Name at least one of productId, lotId, placeId and categoryId.',
  })

const onHand = endpoint({
  method: 'get',
  path: '/stock/on-hand',
  name: 'onHand',
  summary: 'What stands at this site, of a product, lot or category, or at a place with its shelves',
  description:
    'At least one of productId, lotId, placeId and categoryId narrows the answer; several narrow it together. A long answer comes in pages, by place and unit: ask again with `after` until `next` is null.',
  permission: 'stock.read',
  query: onHandQuery,
  answer: onHandAnswer,
  refusals: [],
  run: async ({ context, site }, { productId, lotId, placeId, categoryId, limit: rows, after }) => {
    const only = (given: number | undefined) => (given === undefined ? undefined : [given])
    const facts = await unitFacts(context.db.read, {
      productIds: only(productId),
      lotIds: only(lotId),
      placeIds: placeId === undefined ? undefined : await placeAndShelves(context.db.read, placeId),
      categoryIds: only(categoryId),
      siteId: site.id,
      after,
      limit: rows + 1,
    })
    const page = facts.slice(0, rows)
    const last = page.at(-1)
    const next = last && facts.length > rows ? `${last.placeId}-${last.unitId}` : null
    return ok({ units: (await lookAt(context.db.read, page, context.at)).map(toUnit), next })
  },
})

const labelRead = endpoint({
  method: 'post',
  path: '/labels/read',
  name: 'readLabel',
  summary: 'What a label says: GS1, HIBC, ISBT 128, EAN/UPC, NDC, PZN, our own, or typed text',
  description:
    'Nothing is stored. A text that the standards do not allow is refused with the place and the reason; a text with more than one meaning comes back ambiguous, with all readings.',
  permission: 'stock.read',
  body: z.strictObject({ raw, symbologyId }),
  answer: labelAnswer,
  refusals: [],
  run: async ({ context, site }, given) =>
    ok(
      inWords(
        readAsTyped(given.raw, { now: dayOf(context.at, site.timeZone), symbologyId: given.symbologyId || null }),
      ),
    ),
})

/** Every door of the API. The router and the OpenAPI document are both made out of this table. */
export const endpoints: readonly Endpoint[] = [
  recallLookUp,
  patientSearch,
  addPatient,
  patientLots,
  stockLot,
  onHand,
  labelRead,
  scanned,
  receivingScan,
  proceduresToday,
  storageList,
  storageReading,
  storageLogger,
]
