import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { watchingHeader } from '~/modules/auth/rules'
import { onTick, sayAsked, sayLooked, sayOpened, shouldLook } from '~/ui/connection'
import { patienceMs } from '~/ui/freshness'
import { moment } from '~/ui/moment'
import { type LookAnswer, readLook } from '../rules/look'
import type { Lights } from '../types'

/** Asks which lights there are now. A look that takes too long is given up, while its body comes as well. */
async function ask(which: string): Promise<LookAnswer> {
  try {
    // A redirect is not followed: the session is over, and the page's own loader goes to the sign-in page.
    const answer = await fetch(`/lights${which}`, {
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

/**
 * Reloads the open page as soon as a light has changed: a hold placed while READY is on the screen must not go unseen
 * (R31). `lights` are those that the page shows, `which` (`?day=…`, `?procedure=…`) says which they are. Looks every few
 * seconds while the page is visible, and at once when it is looked at again; `useAsOf` says what a page may show without a
 * good look.
 */
export function useLiveLights({ marks, asOf }: Lights, which: string): void {
  const { revalidate } = useRevalidator()
  const latest = useRef({ revalidate, marks, asOf })
  latest.current = { revalidate, marks, asOf }
  const lookNow = useRef(() => {})
  useEffect(() => {
    const close = sayOpened(latest.current.asOf)
    let open = true
    let looking = false
    const look = async () => {
      if (looking) return
      looking = true
      const sent = moment()
      sayAsked()
      const answer = await ask(which)
      looking = false
      if (!open) return
      const found = readLook(answer, latest.current.marks)
      if (found.came === 'known') return sayLooked('known', sent, found.asOf)
      // What is shown is known to be old: it counts no longer than the last good look, if reading it again fails.
      sayLooked(found.came === 'failed' ? 'failed' : 'reached', sent)
      if (found.came !== 'failed') latest.current.revalidate()
    }
    const wake = () => {
      if (!document.hidden && navigator.onLine) void look()
    }
    lookNow.current = wake
    const stop = onTick(() => {
      if (shouldLook()) void look()
    })
    document.addEventListener('visibilitychange', wake)
    addEventListener('online', wake)
    return () => {
      open = false
      close()
      stop()
      document.removeEventListener('visibilitychange', wake)
      removeEventListener('online', wake)
    }
  }, [which])
  // At once when the page opens, and when it shows other lights than before: the next look says that these are true.
  const shown = which + JSON.stringify(marks)
  useEffect(() => {
    if (shown) lookNow.current()
  }, [shown])
}
