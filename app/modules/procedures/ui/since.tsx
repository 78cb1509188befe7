import { useEffect, useState } from 'react'

/** A clock that counts up from a moment, by the server's time and the browser's seconds. */
export function Since({ since, now }: { since: string; now: string }) {
  const [at, setAt] = useState(() => Date.parse(now))
  useEffect(() => {
    const started = performance.now()
    const timer = setInterval(() => setAt(Date.parse(now) + (performance.now() - started)), 1_000)
    return () => clearInterval(timer)
  }, [now])
  const seconds = Math.max(0, Math.floor((at - Date.parse(since)) / 1_000))
  return (
    <span role="timer" className="tabular-nums">
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
    </span>
  )
}
