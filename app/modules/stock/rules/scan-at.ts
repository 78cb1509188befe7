/** What a scan at a place's page or at a container's page is answered. It moves nothing: the forms of the pages do. Pure. */
import type { Instant } from '~/lib/day'
import type { ScanReply } from '~/modules/labels/ui/scan-queue'
import { explainFinding } from '../messages'
import type { UnitFacts } from '../types'
import { blocks } from './judge/weigh'
import { quantityText } from './quantity'
import type { Scanned } from './scanned'
import { usability } from './usability'
import { warningOf } from './warnings'

/** The answer at a container's page; `placeId` is the place that was scanned to move it to. */
export type UnitScanReply = ScanReply & { readonly placeId?: number }

type Place = { readonly id: number; readonly name: string }

const standing = (units: readonly UnitFacts[]): readonly UnitFacts[] => units.filter(({ quantity }) => quantity > 0)

const containers = (units: readonly UnitFacts[]): number => new Set(units.map(({ unitId }) => unitId)).size

/** A container by its number, several by their lot. */
const nameOf = (units: readonly UnitFacts[]): string => {
  const [first] = units
  const number = containers(units) === 1 ? first?.unitNumber : null
  return `${first?.productName ?? ''}, ${number ?? `lot ${first?.lotNumber ?? ''}`}`
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

function foundHere(here: readonly UnitFacts[], at: Instant): ScanReply {
  const [first] = here
  if (!first) return { tone: 'refused', title: 'Nothing of it is here by the records.' }
  const total = here.reduce((sum, unit) => sum + unit.quantity, 0)
  const findings = here.flatMap((unit) => usability(unit, at).findings)
  const said = [...new Set(findings.map((finding) => explainFinding(finding, first.timeZone, at)))].join(' ')
  return {
    tone: findings.some(blocks) ? 'question' : 'good',
    title: `${nameOf(here)}: ${quantityText(total, first)} here by the records.`,
    ...(said === '' ? {} : { detail: said }),
    to: pageOf(here, 'Count, move or discard it'),
  }
}

/** At a place's page: whether it stands here by the records, or where else. */
export function scannedAtPlace(place: Place, scanned: Scanned, at: Instant): ScanReply {
  if (scanned.kind === 'place')
    return scanned.placeId === place.id
      ? { tone: 'good', title: `This is ${place.name}.` }
      : {
          tone: 'question',
          title: 'This is the label of another place.',
          to: { href: `/stock/places/${scanned.placeId}`, label: 'Go to that place' },
        }
  if (scanned.kind !== 'units') return notForStock
  const there = standing(scanned.units)
  const here = there.filter(({ placeId }) => placeId === place.id)
  if (here.length > 0) return foundHere(here, at)
  const [first] = scanned.units
  if (!first) return notForStock
  const warning = warningOf(nameOf(scanned.units), scanned.units, at)
  if (there.length > 0)
    return {
      tone: warning === null ? 'question' : 'refused',
      title: `${nameOf(there)} stands in ${placesOf(there)} by the records, not here.`,
      detail: [warning, 'If it is here, move it: the move is recorded, and it is held if this place is not its own.']
        .filter((line) => line !== null)
        .join(' '),
      to: pageOf(there, 'Move it here', place.id),
    }
  return {
    tone: 'refused',
    title: `${nameOf(scanned.units)}: by the records nothing of it is left.`,
    detail: [warning ?? "Don't use it.", 'Its story tells where it went; if it is here, count it there.'].join(' '),
    to: pageOf(scanned.units, 'Open its story'),
  }
}

/** At a container's page: whether the one in the hand is the one of the page, or the place that it goes to. */
export function scannedAtUnit(
  unit: { readonly id: number; readonly lotId: number; readonly name: string },
  places: readonly Place[],
  scanned: Scanned,
  at: Instant,
): UnitScanReply {
  if (scanned.kind === 'place') {
    const place = places.find(({ id }) => id === scanned.placeId)
    return place
      ? { tone: 'good', title: `It goes to ${place.name}.`, detail: 'Press Move to record it.', placeId: place.id }
      : { tone: 'refused', title: 'This is the label of a place that nothing is moved to at this site.' }
  }
  if (scanned.kind !== 'units') return notForStock
  const ids = new Set(scanned.units.map(({ unitId }) => unitId))
  const [first] = scanned.units
  if (!first) return notForStock
  const warning = warningOf(nameOf(scanned.units), scanned.units, at)
  if (ids.size === 1 && ids.has(unit.id)) {
    const title = `This is ${unit.name}, the one of this page.`
    return warning === null ? { tone: 'good', title } : { tone: 'question', title, detail: warning }
  }
  if (ids.has(unit.id))
    return {
      tone: 'question',
      title: `This label names lot ${first.lotNumber}, of which ${ids.size} containers are known.`,
      detail: [`Scan the number of the container itself: this page is about ${unit.name}.`, warning]
        .filter((line) => line !== null)
        .join(' '),
    }
  return {
    tone: 'refused',
    title: `STOP. This is ${nameOf(scanned.units)}, not ${unit.name}.`,
    detail: ['Nothing was changed. Look at both labels.', warning].filter((line) => line !== null).join(' '),
    to: pageOf(scanned.units, 'Go to the one that was scanned'),
  }
}

const notForStock: ScanReply = {
  tone: 'refused',
  title: 'This is no container and no place. Scan the label of a container or of a place.',
}
