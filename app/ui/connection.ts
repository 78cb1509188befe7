import { useEffect, useSyncExternalStore } from 'react'
import { isConnected, isDue, isKnown, type Looks, type Moment, patienceMs } from './freshness'
import { moment } from './moment'
import type { State } from './state-mark'

// A document that has just come from the server is as good as a look, as of when the browser went to fetch it.
const opened: Moment = { wall: performance.timeOrigin, steady: 0 }
let looks: Omit<Looks, 'online'> = { goodAt: opened, askedAt: opened, failed: false }
let asOf: string | null = null
/** Since when something that the page shows, and nobody has merged into it, is known to have changed. */
let turnedSince: string | null = null
/** How many parts of the page look by themselves; where none does, the strip asks whether the server is there. */
let lookers = 0

const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

const now = (): Looks => ({ ...looks, online: navigator.onLine })

/** Whether it is time to look: on a page that somebody sees, in a browser with a network. */
export const shouldLook = (): boolean => !document.hidden && navigator.onLine && isDue(now(), moment())

/** Says that a look is sent now. */
export function sayAsked(): void {
  looks = { ...looks, askedAt: moment() }
}

/**
 * Says what came of a look that was sent at `sent`. `known`: what the page shows was so. `reached`: the server answered as
 * it does, though what the page shows turned. `failed`: anything else.
 */
export function sayLooked(came: 'known' | 'reached' | 'failed', sent: Moment, shownAsOf?: string): void {
  looks = { ...looks, failed: came === 'failed', ...(came === 'known' && { goodAt: sent }) }
  if (shownAsOf !== undefined) asOf = shownAsOf
  tell()
}

/** Says whether more has changed than the page has taken over: what it showed was so as of this time of day. */
export function sayTurned(since: string | null): void {
  if (turnedSince === since) return
  turnedSince = since
  tell()
}

let sessionOver = false

/** Says whether the session of this page has ended, as the server answered. */
export function saySession(now: 'over' | 'lives'): void {
  sessionOver = now === 'over'
  // Whoever went on wants to know at once what is so.
  if (now === 'lives') looks = { ...looks, askedAt: { wall: 0, steady: 0 } }
  tell()
}

/** Whether the session of this page has ended: somebody must sign in to go on. */
export const useSessionOver = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => sessionOver,
    () => false,
  )

let firstPage = true

/** Says that a page with lights was opened, with facts as of the time of day `shownAsOf`. Gives back what ends it. */
export function sayOpened(shownAsOf: string): () => void {
  lookers += 1
  // The first page came with the document; a later one came just now.
  if (!firstPage) looks = { ...looks, goodAt: moment() }
  firstPage = false
  asOf = shownAsOf
  tell()
  return () => {
    lookers -= 1
    turnedSince = null
  }
}

const wakes = ['online', 'offline', 'focus', 'pageshow'] as const

/** Calls back each second, and at once when the page wakes: timers of a tab that slept are late. */
export function onTick(listener: () => void): () => void {
  const timer = setInterval(listener, 1_000)
  document.addEventListener('visibilitychange', listener)
  for (const wake of wakes) addEventListener(wake, listener)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', listener)
    for (const wake of wakes) removeEventListener(wake, listener)
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const stop = onTick(listener)
  return () => {
    listeners.delete(listener)
    stop()
  }
}

/** Whether the page may say that it is connected: a network, and an answer of the server within the last half minute. */
export function useConnected(): boolean {
  useEffect(() => onTick(() => void askForLife()), [])
  return useSyncExternalStore(
    subscribe,
    () => isConnected(now(), moment()),
    () => true,
  )
}

/** On a page that does not look by itself: is the server there, and its database? */
async function askForLife(): Promise<void> {
  if (lookers > 0 || !shouldLook()) return
  const sent = moment()
  sayAsked()
  const asked = fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) })
  const answer = await asked.catch(() => null)
  sayLooked(answer?.ok ? 'known' : 'failed', sent)
}

/** Whether what the page shows is still known to be so: the last good look is less than half a minute old (R31, R40). */
export const useKnown = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => isKnown(now(), moment()),
    () => true,
  )

/** The same, asked once. */
export const isConnectedNow = (): boolean => isConnected(now(), moment())

const useTurnedSince = (): string | null =>
  useSyncExternalStore(
    subscribe,
    () => turnedSince,
    () => null,
  )

type Shown = { readonly state: State; readonly word: string }

/**
 * How a light may be shown. Without a good look nothing is READY: it was so as of a time of day, and holds since then are
 * unknown (R40). What is not in order stays as it is. `time` is that of the page's own facts; `brief` leaves the second
 * half out, for lines below a light that says it. What is `merged` is as of the last look, whatever else has changed.
 */
export function useAsOf(time: string, brief?: 'brief', merged?: 'merged'): <S extends Shown>(shown: S) => S {
  const known = useKnown()
  const since = useTurnedSince()
  const turned = merged ? null : since
  return (shown) => {
    if ((known && turned === null) || shown.state !== 'ready') return shown
    const was = `${shown.word} as of ${turned ?? asOf ?? time}`
    if (known) return { ...shown, state: 'not-proven', word: was }
    return { ...shown, state: 'not-proven', word: brief ? was : `${was}. Holds since then are unknown.` }
  }
}
