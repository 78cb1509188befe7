import { useEffect, useState } from 'react'

/** The time in milliseconds: the server's of `now`, and the browser's seconds since. */
export function useTicking(now: string): number {
  const [at, setAt] = useState(() => Date.parse(now))
  useEffect(() => {
    const started = performance.now()
    const timer = setInterval(() => setAt(Date.parse(now) + (performance.now() - started)), 1_000)
    return () => clearInterval(timer)
  }, [now])
  return at
}

/** Seconds as minutes and seconds: `2:05`. */
export const minutesText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** A clock that counts up from a moment. */
export function Since({ since, now }: { since: string; now: string }) {
  const seconds = Math.max(0, Math.floor((useTicking(now) - Date.parse(since)) / 1_000))
  return (
    <span role="timer" className="tabular-nums">
      {minutesText(seconds)}
    </span>
  )
}
