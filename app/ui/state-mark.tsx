import type { ReactNode } from 'react'

/** The five states of anything in the clinic. The word beside the shape belongs to the page ("usable", "soon", "expired", "on hold", "not proven"). */
export type State = 'ready' | 'check' | 'stop' | 'hold' | 'not-proven'

// Each path is a filled shape with its sign cut out of it, so that it reads the same on any ground and on a black-and-white print.
const PATHS: Record<Exclude<State, 'not-proven'>, string> = {
  ready:
    'M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21ZM6.15 13.05l1.7-1.7 2.71 2.71 5.55-6.07 1.78 1.62-7.25 7.93Z',
  check: 'M12 1.6 23.6 22H.4ZM10.7 8.6l.3 7h2l.3-7ZM10.7 17.2v2.5h2.6v-2.5Z',
  stop: 'M7.65 1.5h8.7l6.15 6.15v8.7l-6.15 6.15h-8.7L1.5 16.35v-8.7ZM8.75 7 7 8.75 10.25 12 7 15.25 8.75 17 12 13.75 15.25 17 17 15.25 13.75 12 17 8.75 15.25 7 12 10.25Z',
  hold: 'M2 2h20v20H2ZM7 7v10h3V7ZM14 7v10h3V7Z',
}

/** The shapes, once in a document; the root holds them, and each mark refers to them. In a table of a hundred rows they would be half of the page. */
export function StateSprite() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      {Object.entries(PATHS).map(([state, path]) => (
        <symbol key={state} id={`state-${state}`} viewBox="0 0 24 24">
          <path fillRule="evenodd" d={path} />
        </symbol>
      ))}
      <symbol id="state-not-proven" viewBox="0 0 24 24">
        <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="3" strokeDasharray="4.5 2.96" />
      </symbol>
    </svg>
  )
}

const SHAPES: Record<State, ReactNode> = {
  ready: shape('ready'),
  check: shape('check'),
  stop: shape('stop'),
  hold: shape('hold'),
  'not-proven': shape('not-proven'),
}

function shape(state: State) {
  return (
    <svg className="shape" aria-hidden="true">
      <use href={`#state-${state}`} />
    </svg>
  )
}

/** The shape alone, hidden from screen readers: never without its word nearby. Ready: circle with tick; check: triangle; stop: octagon; hold: square with two bars; not proven: dashed circle. */
export function StateShape({ state }: { state: State }) {
  return SHAPES[state]
}

/** Shape and word in the state's color, inline. */
export function StateMark({ state, word, large }: { state: State; word: ReactNode; large?: boolean }) {
  return (
    <span className={`mark is-${state}${large ? ' mark-large' : ''}`}>
      <StateShape state={state} />
      {word}
    </span>
  )
}

/** The slab across the page that can't be overlooked: one for a page, where something is decided. `children` says why. */
export function Verdict({ state, word, children }: { state: State; word: ReactNode; children?: ReactNode }) {
  return (
    // It may turn while the page is open.
    <div className={`verdict verdict-${state}`} aria-live="polite">
      <StateShape state={state} />
      <strong className="verdict-word">{word}</strong>
      {children ? <div className="verdict-why">{children}</div> : null}
    </div>
  )
}
