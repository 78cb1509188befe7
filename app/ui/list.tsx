import type { KeyboardEvent, ReactNode } from 'react'
import { A } from './link'
import { type State, StateMark } from './state-mark'

/** Moves the focus among the links and buttons of a list: up and down by one, Home and End to the ends. For `onKeyDown` of the list. */
export function moveByArrows(event: KeyboardEvent<HTMLElement>) {
  const from = event.target
  if (!(from instanceof HTMLElement) || from.matches('input, select, textarea')) return
  const stops = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('a[href], button:not(:disabled)'))
  const here = stops.indexOf(from)
  if (here < 0) return
  const steps: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: stops.length - 1 }
  const to = stops[steps[event.key] ?? -1]
  if (!to) return
  event.preventDefault()
  to.focus()
}

/** Rows under each other; arrows move among their links. `label` names the list where no heading does. */
export function List({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className="list" aria-label={label} onKeyDown={moveByArrows}>
      {children}
    </ul>
  )
}

/** One row: `at` a time or number that leads it, `lead` the largest word, its state as shape and word, `detail` small, `side` a quantity or button at the end. With `to` the whole row is the link. */
export function ListRow({
  to,
  at,
  state,
  word,
  lead,
  detail,
  side,
}: {
  to?: string
  at?: ReactNode
  state?: State
  word?: ReactNode
  lead: ReactNode
  detail?: ReactNode
  side?: ReactNode
}) {
  return (
    <li className={at === undefined ? 'row row-no-at' : 'row'}>
      {at === undefined ? null : <span className="row-at">{at}</span>}
      <div className="row-main">
        {to ? (
          <A to={to} className="row-lead cover">
            {lead}
          </A>
        ) : (
          <span className="row-lead">{lead}</span>
        )}
        {state || detail ? (
          <span className="row-under">
            {state ? <StateMark state={state} word={word} /> : null}
            {detail ? <span>{detail}</span> : null}
          </span>
        ) : null}
      </div>
      {side === undefined ? null : <div className="row-side">{side}</div>}
    </li>
  )
}
