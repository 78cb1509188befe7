import { useSyncExternalStore } from 'react'
import type { State } from './state-mark'

let reached = true
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** Records whether the server answered last time. Having a network doesn't mean that the server is reachable. */
export function sayReached(now: boolean): void {
  if (reached === now) return
  reached = now
  tell()
}

function subscribe(listener: () => void): () => void {
  // When the network comes back, assume that the server is reachable until it is asked again.
  const back = () => {
    reached = true
    listener()
  }
  listeners.add(listener)
  addEventListener('online', back)
  addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('online', back)
    removeEventListener('offline', listener)
  }
}

/** Whether the browser has a network and the server answered when it was asked last. */
export const useConnected = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => navigator.onLine && reached,
    () => true,
  )

/**
 * How a light may be shown. Without a connection nothing is READY; it was READY at `time`, and holds since then are
 * unknown (R40). A light that isn't READY stays as it is.
 */
export function useAsOf(
  time: string,
): <Shown extends { readonly state: State; readonly word: string }>(shown: Shown) => Shown {
  const connected = useConnected()
  return (shown) =>
    connected || shown.state !== 'ready'
      ? shown
      : { ...shown, state: 'not-proven', word: `${shown.word} as of ${time}; holds since then unknown` }
}
