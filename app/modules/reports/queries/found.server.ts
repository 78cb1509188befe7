import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import type { NearReason } from '~/modules/names/types'
import { type Meaning, meaningKey } from '~/modules/stock/rules/meanings'
import { nameOfMeaning } from '~/modules/stock/rules/scan-words'
import type { FoundRow } from '../types'

const kindWords: Readonly<Record<Exclude<Meaning['kind'], 'unknown'>, string>> = {
  lot: 'Lot',
  unit: 'Container',
  group: 'Donor or donation',
  product: 'Product',
  place: 'Place',
  kit: 'Emergency kit',
  delivery: 'Delivery',
  patient: 'Patient',
  procedure: 'Procedure',
  badge: 'Badge',
}

const nearWords: Readonly<Record<NearReason, string>> = {
  LOOK_ALIKE: 'looks alike',
  LEADING_ZEROS: 'with other zeros in front',
  SCIENTIFIC: 'if a spreadsheet wrote it in short',
  TRAILING_ZEROS: 'without the zeros at its end',
  THOUSANDS: 'without separators',
  SEPARATOR_MISSING: 'if a serial ran into it',
  CONTAINS: 'contains it',
  INSIDE: 'it stands in its number',
}

function howWord({ certainty, why }: Meaning): string {
  if (why !== null) return nearWords[why]
  return certainty === 'exact' ? 'called so' : certainty === 'mended' ? 'read so' : 'was called so, or is a guess'
}

/** The page of a meaning; null where it has none for this person at this site. */
function pageOf({ site, roles }: Visitor, meaning: Meaning): string | null {
  const isHere = (siteId: number | null) => siteId === null || siteId === site.id
  switch (meaning.kind) {
    case 'lot':
      return `/stock/lots/${meaning.lot.lotId}`
    case 'unit':
      return `/stock/units/${meaning.unit.unitId}`
    case 'group':
      return may(roles, 'recall.read') ? `/recalls?${new URLSearchParams({ lot: meaning.matched })}` : null
    case 'product':
      return `/catalog/${meaning.productId}`
    case 'place':
      return isHere(meaning.siteId) ? `/stock/places/${meaning.id}` : null
    case 'kit':
      return isHere(meaning.siteId) ? `/kits/${meaning.id}` : null
    case 'delivery':
      return isHere(meaning.siteId) && may(roles, 'receiving.receive') ? `/receiving/${meaning.id}` : null
    case 'patient':
      return may(roles, 'patient.read') ? `/patients/${meaning.id}` : null
    case 'procedure':
      return may(roles, 'procedure.read') ? `/procedures/${meaning.id}` : null
    case 'badge':
    case 'unknown':
      return null
  }
}

const ownNames: ReadonlySet<Meaning['kind']> = new Set(['place', 'delivery', 'kit', 'patient', 'procedure'])

/**
 * Everything that a text may mean, a row each with its page, in the order of the answer. What has no page for this person
 * at this site is left out: no one is told of it. A patient is a row by the number that was typed, never by name.
 */
export function foundRows(visitor: Visitor, meanings: readonly Meaning[]): FoundRow[] {
  return meanings.flatMap((meaning): FoundRow[] => {
    const page = pageOf(visitor, meaning)
    if (meaning.kind === 'unknown' || page === null) return []
    const name = ownNames.has(meaning.kind) && meaning.reading === null ? meaning.matched : nameOfMeaning(meaning)
    return [{ key: meaningKey(meaning), name, kind: kindWords[meaning.kind], how: howWord(meaning), page }]
  })
}
