import type { CSSProperties, ReactNode } from 'react'
import { type State, StateShape } from './state-mark'

type Percent = CSSProperties & { '--step'?: string }

function share(value: number, max: number): number {
  return max <= 0 ? 0 : Math.min(100, Math.max(0, (100 * value) / max))
}

/**
 * How much of a whole, on the scale of a syringe. `mark` is a line on it (a par level), `steps` the number of
 * graduations. The numbers are written out next to it; the drawing only repeats them.
 */
export function Meter({
  label,
  value,
  max,
  mark,
  unit = '',
  steps = 10,
  state,
  word,
}: {
  label: ReactNode
  value: number
  max: number
  mark?: { value: number; label: string }
  unit?: string
  steps?: number
  state?: State
  word?: ReactNode
}) {
  const scale: Percent = { '--step': `${100 / steps}%` }
  return (
    <div className="meter">
      <div className="meter-head">
        <span className="font-bold">{label}</span>
        <span className={state ? `mark is-${state}` : 'font-bold'}>
          {state ? <StateShape state={state} /> : null}
          {word ? `${word}: ` : null}
          {value} of {max} {unit}
        </span>
      </div>
      <div className="meter-track">
        <div className={`meter-fill${state ? ` is-${state}` : ''}`} style={{ width: `${share(value, max)}%` }} />
        {mark ? <div className="meter-mark" style={{ left: `${share(mark.value, max)}%` }} /> : null}
      </div>
      <div className="meter-scale" style={scale} />
      {mark ? (
        <p className="text-small text-muted">
          Line at {mark.value} {unit}: {mark.label}
        </p>
      ) : null}
    </div>
  )
}

/** Amounts beside each other, longest bar the largest. */
export function Bars({
  label,
  rows,
  unit = '',
}: {
  label: string
  rows: readonly { label: ReactNode; value: number; state?: State }[]
  unit?: string
}) {
  const max = rows.reduce((most, row) => Math.max(most, row.value), 0)
  return (
    <ul className="bars" aria-label={label}>
      {rows.map((row, index) => (
        <li
          key={typeof row.label === 'string' ? row.label : index}
          className={`bar${row.state ? ` is-${row.state}` : ''}`}
        >
          <span className="mark">
            {row.state ? <StateShape state={row.state} /> : null}
            <span className="text-ink font-normal">{row.label}</span>
          </span>
          <span className="bar-fill" style={{ width: `${share(row.value, max)}%` }} />
          <span className="text-ink number font-bold">
            {row.value} {unit}
          </span>
        </li>
      ))}
    </ul>
  )
}
