import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { isLive, type Live, type LookAnswer, type Mark, readLook } from '~/lib/live'
import { watchingHeader } from '~/lib/watching'
import { Button } from './button'
import { onTick, sayAsked, sayLooked, sayOpened, saySession, sayTurned, shouldLook, useAsOf } from './connection'
import { patienceMs } from './freshness'
import { hearStream } from './live-stream'
import { moment } from './moment'
import { Notice } from './notice'
import { useReadAgain } from './read-again'
import type { State } from './state-mark'

const addressOf = (subjects: string): string => `/live?${new URLSearchParams({ subjects })}`

/** Asks what is so now. A look that takes too long is given up, while its body comes as well. */
async function ask(subjects: string): Promise<LookAnswer> {
  try {
    // A redirect is not followed: the session is over.
    const answer = await fetch(addressOf(subjects), {
      headers: { [watchingHeader]: '1' },
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    })
    const redirected = answer.type === 'opaqueredirect'
    return { ok: answer.ok, redirected, body: answer.ok ? await answer.json() : null }
  } catch {
    return null
  }
}

type Shown = { readonly state: State; readonly word: string }

/** What an open page knows of its verdicts. */
export type LiveNow = {
  /** A verdict as it is now, or as of when it was; `own` is what the page was read with. */
  readonly mark: <S extends Shown>(key: string, own: S) => S | (S & Pick<Mark, 'detail'>)
  /** Whether a verdict is another one than the page was read with. */
  readonly isOther: (key: string) => boolean
  /** Since when more has changed than the marks tell; null where nothing has. */
  readonly turnedSince: string | null
}

const oneOf = (live: Live, latest: Live | null): Live =>
  latest && latest.subjects === live.subjects && latest.at > live.at ? latest : live

/**
 * Keeps the verdicts of an open page as they are (R31, docs/safety.md §8). The server tells when one has changed; besides,
 * the page asks every 15 seconds, when a verdict is due to turn, and at once when it is looked at again. The answer is
 * merged: nothing of a patient is read again. With `reload`, for pages without patients and without counts, the page reads
 * itself again. `live` null: the page shows no verdict now.
 */
export function useLive(live: Live | null, how: 'merge' | 'reload' = 'merge'): LiveNow {
  const readAgain = useReadAgain()
  const [latest, setLatest] = useState<Live | null>(null)
  const state = useRef({ live, latest })
  state.current = { live, latest }
  const subjects = live?.subjects ?? null
  const take = useRef((answer: Live): boolean => {
    const { live: own, latest: before } = state.current
    if (!own || answer.at < oneOf(own, before).at) return false
    state.current.latest = answer
    setLatest(answer)
    if (how === 'reload' && answer.version !== own.version) readAgain()
    return true
  })
  const lookNow = useRef(() => {})
  useEffect(() => {
    if (subjects === null) return
    const close = sayOpened(state.current.live?.asOf ?? '')
    let open = true
    let looking = false
    const look = async () => {
      if (looking) return
      looking = true
      const sent = moment()
      sayAsked()
      const found = readLook(await ask(subjects), subjects)
      looking = false
      if (!open) return
      if (found.came === 'known' && take.current(found.live)) return sayLooked('known', sent, found.live.asOf)
      // What came by itself overtook this answer: the server is there, and the page is newer than what it says.
      sayLooked(found.came === 'failed' ? 'failed' : 'reached', sent)
      if (found.came === 'over') saySession('over')
    }
    const wake = () => {
      if (!document.hidden && navigator.onLine) void look()
    }
    lookNow.current = wake
    const stop = onTick(() => {
      if (shouldLook()) void look()
    })
    // What comes by itself may have been on its way for long: it turns marks, and proves nothing fresh.
    const deaf = hearStream(addressOf(subjects), (event) => {
      if (open && isLive(event, subjects)) take.current(event)
    })
    document.addEventListener('visibilitychange', wake)
    addEventListener('online', wake)
    wake()
    return () => {
      open = false
      close()
      stop()
      deaf()
      document.removeEventListener('visibilitychange', wake)
      removeEventListener('online', wake)
    }
  }, [subjects])
  const now = live && oneOf(live, latest)
  const turnedSince = live && now && now.version !== live.version ? live.asOf : null
  useEffect(() => sayTurned(turnedSince), [turnedSince])
  useTurn(now, lookNow)
  return { mark: useMarks(live, now), isOther: isOtherOf(live, now), turnedSince }
}

/** Looks again when a verdict is due to turn. How long that is, is told by the server's own clock: when it judged. */
function useTurn(now: Live | null, lookNow: { readonly current: () => void }): void {
  const { at, turnsAt } = now ?? { at: null, turnsAt: null }
  useEffect(() => {
    if (at === null || turnsAt === null) return
    const ms = Date.parse(turnsAt) - Date.parse(at)
    if (ms < 0 || ms > 86_400_000) return
    const timer = setTimeout(() => lookNow.current(), ms + 50)
    return () => clearTimeout(timer)
  }, [at, turnsAt, lookNow])
}

const differs = (a: Mark | undefined, b: Mark | undefined): boolean => a?.state !== b?.state || a?.word !== b?.word

const isOtherOf =
  (live: Live | null, now: Live | null) =>
  (key: string): boolean =>
    differs(live?.marks[key], now?.marks[key])

function useMarks(live: Live | null, now: Live | null): LiveNow['mark'] {
  const asOf = useAsOf(live?.asOf ?? '')
  const merged = useAsOf(now?.asOf ?? '', undefined, 'merged')
  return (key, own) => {
    const found = now?.marks[key]
    if (!found) return asOf(own)
    return merged(differs(live?.marks[key], found) ? { ...own, ...found } : own)
  }
}

/** Says that a page shows less than what is so by now, and reads it again when asked: that may be a read of a patient. */
export function Turned({ of }: { of: LiveNow }) {
  const { revalidate, state } = useRevalidator()
  if (of.turnedSince === null) return null
  return (
    <Notice
      kind="question"
      title={`Something here has changed since ${of.turnedSince}.`}
      action={
        <Button variant="primary" busy={state === 'loading'} onClick={revalidate}>
          Show it as it is now
        </Button>
      }
    >
      <p>What is marked above is as of now. The rest of this page is as it was.</p>
    </Notice>
  )
}
