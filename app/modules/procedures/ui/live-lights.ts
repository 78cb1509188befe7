import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { watchingHeader } from '~/modules/auth/rules'
import { sayReached } from '~/ui/connection'
import type { Lights } from '../types'

/** How often an open page asks, in milliseconds. */
const every = 15_000

/**
 * Reloads the open page as soon as a light has changed: a hold placed while READY is on the screen must not go unseen
 * (R31). `lights` are those that the page shows, `which` (`?day=…`, `?procedure=…`) says which they are. Asks every few
 * seconds while the page is visible, and at once when it is looked at again.
 */
export function useLiveLights({ marks }: Lights, which: string): void {
  const { revalidate } = useRevalidator()
  const shown = JSON.stringify(marks)
  const latest = useRef({ revalidate, shown })
  latest.current = { revalidate, shown }
  useEffect(() => {
    const look = async () => {
      if (document.hidden || !navigator.onLine) return
      // A redirect is not followed: the session is over, and the page's own loader goes to the sign-in page.
      const asked = fetch(`/lights${which}`, {
        headers: { [watchingHeader]: '1' },
        redirect: 'manual',
        cache: 'no-store',
      })
      const answer = await asked.catch(() => null)
      sayReached(answer !== null)
      if (answer === null) return
      const turned = answer.ok && JSON.stringify(((await answer.json()) as Lights).marks) !== latest.current.shown
      if (turned || answer.type === 'opaqueredirect') latest.current.revalidate()
    }
    void look()
    const timer = setInterval(look, every)
    document.addEventListener('visibilitychange', look)
    addEventListener('online', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', look)
    }
  }, [which])
}
