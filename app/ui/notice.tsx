import type { ReactNode } from 'react'
import { type State, StateShape } from './state-mark'

/**
 * `good`: done. `refused`: not done, and why. `question`: a person must decide. `hold`: done, and out of use. `info`:
 * anything else.
 */
export type NoticeKind = 'good' | 'refused' | 'question' | 'hold' | 'info'

const SHAPES: Record<Exclude<NoticeKind, 'info'>, State> = {
  good: 'ready',
  refused: 'stop',
  question: 'check',
  hold: 'hold',
}

/**
 * The result of an action, or something a person should know: a sentence in large words, details below it, and what to
 * do next. Refusals, questions and holds interrupt a screen reader; the others wait.
 */
export function Notice({
  kind,
  title,
  children,
  action,
}: {
  kind: NoticeKind
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  const urgent = kind === 'refused' || kind === 'question' || kind === 'hold'
  return (
    <div
      className={`notice notice-${kind}${kind === 'info' ? ' notice-plain' : ''}`}
      role={urgent ? 'alert' : 'status'}
    >
      {kind === 'info' ? null : <StateShape state={SHAPES[kind]} />}
      <div className="notice-body">
        <p className="notice-title">{title}</p>
        {children}
        {action ? <div className="actions mt-3">{action}</div> : null}
      </div>
    </div>
  )
}
