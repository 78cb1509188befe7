import type { Reach } from '../types'

/** A place and the place that it is in. */
export type PlaceTree = { readonly id: number; readonly parentId: number | null; readonly kind: string }

/**
 * Where a place is, seen from a booking's room (R30): the room itself and everything in it, at any depth; a preparation
 * area of the site and everything in it; storage and its shelves; anywhere else is away.
 */
export function reachOf(
  placeId: number,
  booking: { readonly roomPlaceId: number },
  places: readonly PlaceTree[],
): Reach {
  const chain: PlaceTree[] = []
  let next = places.find((place) => place.id === placeId)
  while (next && chain.length < 10) {
    chain.push(next)
    const parentId: number | null = next.parentId
    next = parentId === null ? undefined : places.find((place) => place.id === parentId)
  }
  if (chain.some((place) => place.id === booking.roomPlaceId)) return 'room'
  if (chain.some((place) => place.kind === 'preparation')) return 'preparation'
  return chain.some((place) => place.kind === 'storage' || place.kind === 'shelf') ? 'storage' : 'away'
}
