import { dayOf, parseDay } from '~/lib/day'
import { notHere } from '~/lib/http.server'
import { idOf } from '~/lib/id'
import type { Live, Seen } from '~/lib/live'
import { liveOf } from '~/lib/live.server'
import type { Permission, Visitor } from '~/modules/auth/types'
import { kitFacts } from '~/modules/kits/queries.server'
import { kitSeen, kitsSeen } from '~/modules/kits/rules/seen'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { scannerOf } from '~/modules/labels/schema'
import { boardSeen, procedureSeen } from '~/modules/procedures/queries/live.server'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { lookUpSeen, noticeSeen } from '~/modules/recalls/queries/live.server'
import { findOnHand } from '~/modules/stock/queries/find-on-hand.server'
import { lotView, placeView, unitView } from '~/modules/stock/queries/views.server'
import { foundSeen, lotSeen, onHandSeen, unitSeen } from '~/modules/stock/rules/seen'
import { onHandSearch } from '~/modules/stock/schema'
import { todaySeen } from './today.server'

/** A subject's right, and how it is judged as of the visitor's now. `key` is what stands after its kind. */
type Subject = { readonly right: Permission; readonly seen: (visitor: Visitor, key: string) => Promise<Seen> }

const gone = 'There is nothing of that name to ask about. Reload the page.'

function idOfKey(key: string): number {
  const id = idOf(key)
  if (id === null) throw notHere(gone)
  return id
}

const found = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw notHere(gone)
  return value
}

async function listSeen({ context, site, scanner: profile }: Visitor, key: string): Promise<Seen> {
  const search = new URLSearchParams(key)
  const { show, find } = onHandSearch.parse(Object.fromEntries(search))
  const offset = idOf(search.get('offset') ?? '') ?? 0
  const today = dayOf(context.at, site.timeZone)
  const scanner = scannerOf(profile)
  const where = { siteId: site.id, timeZone: site.timeZone, today, at: context.at, show, text: find, offset, scanner }
  const { products, warnings } = await context.db.snapshot((reader) => findOnHand(reader, where, lookAt))
  return foundSeen(products, warnings)
}

async function kitOf({ context, site }: Visitor, key: string): Promise<Seen> {
  const [kit] = await kitFacts(context.db.read, { kitIds: [idOfKey(key)] })
  return kitSeen(kitVerdict(found(kit?.siteId === site.id ? kit : null), context.at))
}

/** Everything that an open page may ask for again (docs/safety.md §8). What each answers is judged by the page's own query. */
const kinds: Readonly<Record<string, Subject>> = {
  today: { right: 'today.read', seen: (visitor) => todaySeen(visitor) },
  board: { right: 'today.read', seen: (visitor, key) => boardSeen(visitor, found(parseDay(key))) },
  procedure: { right: 'today.read', seen: (visitor, key) => procedureSeen(visitor, idOfKey(key)) },
  stock: { right: 'stock.read', seen: listSeen },
  lot: {
    right: 'stock.read',
    seen: async ({ context }, key) =>
      lotSeen(found(await context.db.snapshot((reader) => lotView(reader, idOfKey(key), context.at, lookAt)))),
  },
  unit: {
    right: 'stock.read',
    seen: async ({ context }, key) =>
      unitSeen(found(await context.db.snapshot((reader) => unitView(reader, idOfKey(key), context.at, lookAt)))),
  },
  place: {
    right: 'stock.read',
    seen: async ({ context, site }, key) => {
      const at = await context.db.snapshot((reader) => placeView(reader, site.id, idOfKey(key), context.at, lookAt))
      const { products, holds } = found(at)
      return onHandSeen(products, holds)
    },
  },
  kit: { right: 'stock.read', seen: kitOf },
  kits: {
    right: 'stock.read',
    seen: async ({ context, site }) => {
      const kits = await kitFacts(context.db.read, { siteIds: [site.id] })
      return kitsSeen(kits.map((kit) => ({ kitId: kit.kitId, inOrder: kitVerdict(kit, context.at).inOrder })))
    },
  },
  notice: { right: 'recall.read', seen: (visitor, key) => noticeSeen(visitor, idOfKey(key)) },
  lots: {
    right: 'recall.read',
    seen: (visitor, key) => lookUpSeen(visitor, key.split('.').filter(Boolean).slice(0, 100).map(idOfKey)),
  },
}

const subjectOf = (subjects: string): Subject & { readonly key: string } => {
  const [, kind = '', , key = ''] = /^([a-z]+)(:([\s\S]*))?$/.exec(subjects) ?? []
  const subject = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  return { ...found(subject), key: key ?? '' }
}

/** The right that a subject needs; throws a 404 where there is none of that kind. */
export const rightOfSubject = (subjects: string): Permission => subjectOf(subjects).right

/**
 * What is judged of a subject as of the visitor's now: ids and verdicts with nothing of a patient, so that no read has to
 * be audited however often an open page asks.
 */
export async function liveNow(visitor: Visitor, subjects: string): Promise<Live> {
  const { seen, key } = subjectOf(subjects)
  const { context, site } = visitor
  return liveOf({ at: context.at, zone: site.timeZone }, subjects, await seen(visitor, key))
}
