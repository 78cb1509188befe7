/** What a scan at a place's page or at a container's page is answered. It moves nothing: the forms of the pages do. Pure. */

import type { ScanReply } from '~/modules/labels/ui/scan-queue'
import type { UnitFacts } from '../types'
import { actAndWhy, hereOf, isStopped, isUsable, type Looked, sayLooked } from './looked'
import { lotWords, productLot } from './lot-key'
import { quantityText } from './quantity'
import type { Scanned } from './scanned'

/** The answer at a container's page; `placeId` is the place that was scanned to move it to. */
export type UnitScanReply = ScanReply & { readonly placeId?: number }

/** A scan at a page of stock: of containers with all that stands for and against them. */
export type SeenScan =
  | { readonly kind: 'looked'; readonly looked: readonly Looked[] }
  | Exclude<Scanned, { kind: 'units' }>

type Place = { readonly id: number; readonly name: string }

/** A place with its shelves: `within` are the places that it is and has. */
type PlaceWithin = Place & { readonly within: readonly number[] }

const standing = (units: readonly UnitFacts[]): readonly UnitFacts[] => units.filter(({ quantity }) => quantity > 0)

const containers = (units: readonly UnitFacts[]): number => new Set(units.map(({ unitId }) => unitId)).size

/** A container by its number, several by their lot. */
const nameOf = (units: readonly UnitFacts[]): string => {
  const [first] = units
  const number = containers(units) === 1 ? first?.unitNumber : null
  const product = first?.productName ?? ''
  return number ? `${product}, ${number}` : productLot(product, first?.lotNumber ?? '')
}

const placesOf = (units: readonly UnitFacts[]): string => [...new Set(units.map((unit) => unit.placeName))].join(', ')

function pageOf(units: readonly UnitFacts[], label: string, toPlaceId?: number): ScanReply['to'] {
  const [first] = units
  if (!first) return undefined
  const to = toPlaceId === undefined ? '' : `?to=${toPlaceId}`
  return containers(units) === 1
    ? { href: `/stock/units/${first.unitId}${to}`, label }
    : { href: `/stock/lots/${first.lotId}`, label: 'See its containers' }
}

const factsOf = (looked: readonly Looked[]): readonly UnitFacts[] => looked.map(({ facts }) => facts)

/** What is said of them, where anything is: in the words of every other door. */
const detailOf = (...lines: readonly string[]): { detail?: string } => {
  const detail = lines.filter((line) => line !== '').join(' ')
  return detail === '' ? {} : { detail }
}

function foundHere(place: Place, here: readonly Looked[]): ScanReply {
  const units = factsOf(here)
  const [first] = units
  if (!first) return { tone: 'refused', title: 'Nothing of it is here by the records.' }
  const total = units.reduce((sum, unit) => sum + unit.quantity, 0)
  return {
    tone: here.every(isUsable) ? 'good' : 'question',
    title: `${nameOf(units)}: ${quantityText(total, first)} here by the records.`,
    ...detailOf(
      units.every(({ placeId }) => placeId === place.id) ? '' : `It stands on ${placesOf(units)}.`,
      actAndWhy(here),
    ),
    to: pageOf(units, 'Count, move or discard it'),
  }
}

/** At a place's page: whether it stands here by the records, or where else. */
export function scannedAtPlace(place: PlaceWithin, scanned: SeenScan): ScanReply {
  if (scanned.kind === 'place')
    return scanned.placeId === place.id
      ? { tone: 'good', title: `This is ${place.name}.` }
      : {
          tone: 'question',
          title: 'This is the label of another place.',
          to: { href: `/stock/places/${scanned.placeId}`, label: 'Go to that place' },
        }
  if (scanned.kind !== 'looked') return notForStock
  const seen = hereOf(scanned.looked)
  const units = factsOf(seen)
  const there = standing(units)
  const here = seen.filter(({ facts }) => facts.quantity > 0 && place.within.includes(facts.placeId))
  if (here.length > 0) return foundHere(place, here)
  if (units.length === 0) return notForStock
  if (there.length > 0)
    return {
      tone: seen.some(isStopped) ? 'refused' : 'question',
      title: `${nameOf(there)} stands in ${placesOf(there)} by the records, not here.`,
      ...detailOf(
        actAndWhy(seen),
        'If it is here, move it: the move is recorded, and it is held if this place is not its own.',
      ),
      to: pageOf(there, 'Move it here', place.id),
    }
  return { ...spent(seen), to: pageOf(units, 'Open its story') }
}

/** It is gone by the records: what every door says of it. */
const spent = (seen: readonly Looked[]): ScanReply => {
  const { tone, detail } = sayLooked(nameOf(factsOf(seen)), seen)
  return { tone, title: `${nameOf(factsOf(seen))}: by the records nothing of it is left.`, detail }
}

/** At a container's page: whether the one in the hand is the one of the page, or the place that it goes to. */
export function scannedAtUnit(
  unit: { readonly id: number; readonly lotId: number; readonly name: string },
  places: readonly Place[],
  scanned: SeenScan,
): UnitScanReply {
  if (scanned.kind === 'place') {
    const place = places.find(({ id }) => id === scanned.placeId)
    return place
      ? { tone: 'good', title: `It goes to ${place.name}.`, detail: 'Press Move to record it.', placeId: place.id }
      : { tone: 'refused', title: 'This is the label of a place that nothing is moved to at this site.' }
  }
  if (scanned.kind !== 'looked') return notForStock
  const seen = hereOf(scanned.looked)
  const units = factsOf(seen)
  const ids = new Set(units.map(({ unitId }) => unitId))
  const [first] = units
  if (!first) return notForStock
  const said = actAndWhy(seen)
  if (ids.size === 1 && ids.has(unit.id)) {
    const title = `This is ${unit.name}, the one of this page.`
    return { tone: seen.every(isUsable) ? 'good' : 'question', title, ...detailOf(said) }
  }
  if (ids.has(unit.id))
    return {
      tone: 'question',
      title: `This label names ${lotWords(first.lotNumber)}, of which ${ids.size} containers are known.`,
      ...detailOf(`Scan the number of the container itself: this page is about ${unit.name}.`, said),
    }
  return {
    tone: 'refused',
    title: `STOP. This is ${nameOf(units)}, not ${unit.name}.`,
    ...detailOf('Nothing was changed. Look at both labels.', said),
    to: pageOf(units, 'Go to the one that was scanned'),
  }
}

const notForStock: ScanReply = {
  tone: 'refused',
  title: 'This is no container and no place. Scan the label of a container or of a place.',
}
