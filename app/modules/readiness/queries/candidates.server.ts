import { addDays, dayOf, type Instant, later } from '~/lib/day'
import type { Reader } from '~/lib/db.server'
import type { Requirement } from '~/modules/protocols/types'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import {
  countThere,
  type LotsFound,
  lotsFirstExpiring,
  openedThere,
  placesWithStops,
  productsOf,
  type Seek,
} from '~/modules/stock/queries/first-expiring.server'
import { noExpiry } from '~/modules/stock/rules/unit-facts'
import type { UnitFacts } from '~/modules/stock/types'
import { distance } from '../rules/nearest'
import { reachFrom } from '../rules/reach'
import { askedFor } from '../rules/requirement-line'
import { ofKind, type Product, stagesOf } from '../rules/stages'
import { intentsOf, isLookedFor, isSettled, isUnexplained, newWalk, type Walk, walkedTo } from '../rules/walk'
import type { Reach, ReachableUnit, ReadinessFacts } from '../types'
import { placesOfSites, prepare, touchesOf } from './prepared.server'

/**
 * How much is read at once: a place, or a site, with at most `few` rows of stock is read whole; of others `page` lots of each
 * requirement first, then four times as many each time. Besides, the first `skipped` of all, good or not, so that the page can say
 * why it skips them.
 */
export type Sizes = { readonly few: number; readonly page: number; readonly skipped: number }
const usual: Sizes = { few: 400, page: 6, skipped: 4 }
const pageMost = 400

/** What expired longer ago than this is no news, as long as there is anything else to say. */
const skippedDays = 365

/** What is known while candidates are gathered. */
class Search {
  readonly #found = new Map<string, ReachableUnit>()
  readonly #lotsRead = new Set<number>()
  readonly #reader: Reader
  readonly #facts: ReadinessFacts
  readonly #reachOf: (placeId: number) => Reach
  readonly #placeIds: ReadonlySet<number>

  constructor(reader: Reader, facts: ReadinessFacts, reaches: ReadonlyMap<number, Reach>) {
    this.#reader = reader
    this.#facts = facts
    this.#placeIds = new Set(reaches.keys())
    this.#reachOf = (placeId) => reaches.get(placeId) ?? 'away'
  }

  /** The booking's facts with what has been found up to now. */
  get facts(): ReadinessFacts {
    return { ...this.#facts, candidates: [...this.#found.values()] }
  }

  async add(units: readonly UnitFacts[]): Promise<void> {
    const fresh = units.filter((unit) => this.#placeIds.has(unit.placeId))
    for (const unit of await prepare(this.#reader, fresh)) {
      const { unitId, placeId } = unit.facts
      this.#found.set(`${unitId}@${placeId}`, { ...unit, reach: this.#reachOf(placeId) })
    }
  }

  async addLots(found: Iterable<LotsFound>): Promise<void> {
    const lotIds = [...found].flatMap(({ lots }) => lots.map(({ lotId }) => lotId))
    const fresh = [...new Set(lotIds)].filter((lotId) => !this.#lotsRead.has(lotId))
    for (const lotId of fresh) this.#lotsRead.add(lotId)
    if (fresh.length > 0)
      await this.add(await unitFacts(this.#reader, { lotIds: fresh, siteId: this.#facts.booking.siteId }))
  }
}

/**
 * A booking's facts with enough of what else stands at its site: whatever all of it would offer and take, this does (docs/safety.md
 * §2, "Cost"). Only what is looked for is gathered: first-expiring first, in pages, until nothing unread could be proposed.
 */
export async function withCandidates(
  reader: Reader,
  facts: ReadinessFacts,
  at: Instant,
  sizes: Sizes = usual,
): Promise<ReadinessFacts> {
  const wanted = askedFor(facts).filter((requirement) => isLookedFor(requirement, facts, at))
  if (wanted.length === 0) return { ...facts, candidates: [] }
  const { siteId } = facts.booking
  const places = await placesOfSites(reader, [siteId])
  const reachOf = reachFrom(places)
  const reaches = new Map(
    places.filter(({ kind }) => kind !== 'kit').map(({ id }) => [id, reachOf(id, facts.booking)] as const),
  )
  const search = new Search(reader, facts, reaches)
  const categoryIds = [...new Set(wanted.flatMap((each) => each.alternatives.map((one) => one.categoryId)))]
  const many = await readFew(reader, search, { reaches, categoryIds, few: sizes.few })
  if (many.size > 0) await walkThrough({ reader, search, wanted, many, at, sizes, categoryIds })
  return search.facts
}

/** Reads whole what is little: all of the site, or what is as far as that from the room. Returns the places where much stands. */
async function readFew(
  reader: Reader,
  search: Search,
  scope: {
    readonly reaches: ReadonlyMap<number, Reach>
    readonly categoryIds: readonly number[]
    readonly few: number
  },
): Promise<Map<Reach, number[]>> {
  const { reaches, categoryIds, few } = scope
  const many = new Map<Reach, number[]>()
  const whole: number[] = []
  if ((await countThere(reader, [...reaches.keys()], few + 1)) <= few) whole.push(...reaches.keys())
  else
    for (const { reach, placeIds, count } of await Promise.all(
      (Object.keys(distance) as Reach[]).map(async (reach) => {
        const placeIds = [...reaches].filter(([, each]) => each === reach).map(([id]) => id)
        return { reach, placeIds, count: await countThere(reader, placeIds, few + 1) }
      }),
    ))
      if (count > few) many.set(reach, placeIds)
      else whole.push(...placeIds)
  await search.add(await unitFacts(reader, { placeIds: whole, categoryIds }))
  return many
}

type WalkScope = {
  readonly reader: Reader
  readonly search: Search
  readonly wanted: readonly Requirement[]
  readonly many: ReadonlyMap<Reach, readonly number[]>
  readonly at: Instant
  readonly sizes: Sizes
  readonly categoryIds: readonly number[]
}

async function walkThrough(scope: WalkScope): Promise<void> {
  const { reader, search, wanted, many, at, sizes, categoryIds } = scope
  const { booking } = search.facts
  const rows = await productsOf(reader, categoryIds)
  const touches = await touchesOf(
    reader,
    rows.map(({ productId }) => productId),
  )
  const products = rows.map((each): Product => ({ ...each, touch: touches.get(each.productId) ?? null }))
  const everywhere = [...many.values()].flat()
  // What will have expired by the booked time is stopped today already.
  const from = dayOf(later(booking.scheduledAt, at), booking.timeZone)
  const opened = await openedThere(
    reader,
    products.map(({ productId }) => productId),
    everywhere,
    at,
  )
  if (opened.length > 0) await search.add(await unitFacts(reader, { unitIds: opened, siteId: booking.siteId }))
  const skipped = async (requirements: readonly Requirement[], since: string, dated: boolean) => {
    const seeks = requirements.flatMap((requirement, seek) =>
      ofKind(requirement, search.facts, products).map(({ productId }) => ({
        ...{ seek, productId, narrow: 0 },
        ...{ expiry: since, lotId: 0 },
      })),
    )
    const found = await lotsFirstExpiring(reader, { seeks, placeIds: everywhere, dated, size: sizes.skipped })
    await search.addLots(found.values())
  }
  await skipped(wanted, addDays(from, -skippedDays), true)
  const open = await placesOpen(reader, booking.siteId, many, at)
  const walks = wanted.flatMap((requirement) =>
    intentsOf(requirement).map((intent) =>
      newWalk(requirement, intent, stagesOf(requirement, intent, search.facts, { products, open, from })),
    ),
  )
  await walkAll(scope, walks)
  const unexplained = wanted.filter((requirement) => isUnexplained(requirement, search.facts, at))
  if (unexplained.length === 0) return
  await skipped(unexplained, '', true)
  await skipped(unexplained, '', false)
}

/** The places where much stands, without those that stop everything that stands there. */
async function placesOpen(
  reader: Reader,
  siteId: number,
  many: ReadonlyMap<Reach, readonly number[]>,
  at: Instant,
): Promise<Map<Reach, number[]>> {
  const stopped = new Set(
    (await placesWithStops(reader, siteId))
      .filter(({ band, provenUntil, held }) => held || (band !== null && (provenUntil === null || at > provenUntil)))
      .map(({ id }) => id),
  )
  return new Map([...many].map(([reach, placeIds]) => [reach, placeIds.filter((id) => !stopped.has(id))]))
}

/** Reads pages of all walks that are not settled yet, those in the same stage together, until every one is. */
async function walkAll({ reader, search, at, sizes }: WalkScope, walks: Walk[]): Promise<void> {
  const places = walks.map((_, index) => index)
  for (let size = sizes.page; ; size = Math.min(size * 4, pageMost)) {
    const open = places.filter((index) => !isSettled(walks[index]!, search.facts, at))
    if (open.length === 0) return
    const byStage = new Map<string, number[]>()
    for (const index of open) {
      const { reach, dated } = walks[index]!.stages[0]!
      const key = `${reach} ${dated}`
      byStage.set(key, [...(byStage.get(key) ?? []), index])
    }
    for (const indexes of byStage.values()) {
      const { placeIds, dated } = walks[indexes[0]!]!.stages[0]!
      const seeks = indexes.flatMap((index) => seeksOf(walks[index]!, index))
      const found = await lotsFirstExpiring(reader, { seeks, placeIds, dated, size })
      await search.addLots(found.values())
      for (const index of indexes) {
        const own = found.get(index)
        const last = own?.more ? own.lots.at(-1) : undefined
        const upTo = last ? { expiry: last.expiry ?? noExpiry, lotId: last.lotId } : null
        walks[index] = walkedTo(walks[index]!, upTo)
      }
    }
  }
}

const seeksOf = ({ requirement, stages, expiry, lotId }: Walk, seek: number): Seek[] =>
  (stages[0]?.productIds ?? []).map((productId) => ({
    ...{ seek, productId, expiry, lotId },
    // Equipment is used, not kept: what others have bound of it is free all the same.
    narrow: requirement.bind === 'equipment' ? 0 : 1,
  }))
