import type { Reach } from '../types'

/** A place and the place that it is in. */
export type PlaceTree = { readonly id: number; readonly parentId: number | null; readonly kind: string }

type From = { readonly roomPlaceId: number }

/**
 * Where a place is, seen from a booking's room (R30): the room itself and everything in it, at any depth; a preparation
 * area of the site and everything in it; storage and its shelves; anywhere else is away.
 */
export function reachFrom(places: readonly PlaceTree[]): (placeId: number, booking: From) => Reach {
  const byId = new Map(places.map((place) => [place.id, place]))
  return (placeId, { roomPlaceId }) => {
    const chain: PlaceTree[] = []
    let next = byId.get(placeId)
    while (next && chain.length < 10) {
      chain.push(next)
      next = next.parentId === null ? undefined : byId.get(next.parentId)
    }
    if (chain.some((place) => place.id === roomPlaceId)) return 'room'
    if (chain.some((place) => place.kind === 'preparation')) return 'preparation'
    return chain.some((place) => place.kind === 'storage' || place.kind === 'shelf') ? 'storage' : 'away'
  }
}
