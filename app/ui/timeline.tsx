import type { ReactNode } from 'react'
import { type State, StateShape } from './state-mark'

/** What happened to a thing. `when` is already in the words of the site's time zone. */
export type TimelineEntry = {
  key: string | number
  when: ReactNode
  title: ReactNode
  detail?: ReactNode
  who?: ReactNode
  state?: State
}

/** A story in the order given. Most entries are plain dots; those with a state wear its shape. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol>
      {entries.map((entry) => (
        <li key={entry.key} className="timeline-entry">
          {entry.state ? (
            <span className={`timeline-shape is-${entry.state}`}>
              <StateShape state={entry.state} />
            </span>
          ) : (
            <span className="timeline-dot" />
          )}
          <p className="timeline-when">
            {entry.when}
            {entry.who ? <> · {entry.who}</> : null}
          </p>
          <p className="font-bold">{entry.title}</p>
          {entry.detail ? <div>{entry.detail}</div> : null}
        </li>
      ))}
    </ol>
  )
}
