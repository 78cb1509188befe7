import type { ReactNode } from 'react'
import { Icon } from './icon'
import { A } from './link'
import { type State, StateShape, Verdict } from './state-mark'

/** A page: one question in the largest words, the answer as a slab where something is decided, why, the content, and the one next action within the thumb's reach. `aside` is what belongs to the thing in hand: on the right of a wide screen, below on a small one. */
export function Page({
  question,
  why,
  state,
  word,
  next,
  back,
  aside,
  children,
}: {
  question: ReactNode
  why?: ReactNode
  state?: State
  word?: ReactNode
  next?: ReactNode
  back?: { to: string; label: string }
  aside?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="page">
      <header className="page-head">
        {back ? (
          <A to={back.to} data-back="" className="button button-quiet screen-only -ml-2 justify-self-start">
            <Icon name="back" size={20} />
            {back.label}
          </A>
        ) : null}
        <h1 className="page-question" tabIndex={-1}>
          {question}
        </h1>
        {state ? (
          <Verdict state={state} word={word}>
            {why}
          </Verdict>
        ) : why ? (
          <p className="page-why">{why}</p>
        ) : null}
        <div className="scale" />
      </header>
      <div className="page-body">
        {children}
        {next ? <div className="page-next actions">{next}</div> : null}
      </div>
      {aside ? <aside className="page-aside">{aside}</aside> : null}
    </div>
  )
}

/** A part of a page under its own heading; `count` is next to it, `action` at the end of the line. */
export function Section({
  title,
  count,
  action,
  id,
  children,
}: {
  title: ReactNode
  count?: number
  action?: ReactNode
  id?: string
  children?: ReactNode
}) {
  return (
    <section className="section" id={id}>
      <div className="section-head">
        <h2 className="section-title">{title}</h2>
        {count === undefined ? null : <span className="section-count">{count}</span>}
        {action ? <div className="section-action">{action}</div> : null}
      </div>
      {children}
    </section>
  )
}

/** A boxed part, for the thing in hand. A state colors its upper edge and puts its shape before the title. */
export function Panel({ title, state, children }: { title?: ReactNode; state?: State; children?: ReactNode }) {
  return (
    <div className={`panel${state ? ` panel-${state}` : ''}`}>
      {title ? (
        <h3 className="panel-title">
          {state ? (
            <span className={`mark is-${state}`}>
              <StateShape state={state} />
              {title}
            </span>
          ) : (
            title
          )}
        </h3>
      ) : null}
      {children}
    </div>
  )
}

/** Small labels over large values. A null or undefined value is shown as unknown, never left blank. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? <span className="font-normal text-muted">not known</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

/** For an empty list: says so, says why, and offers what to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="empty">
      <p className="text-large font-bold">{title}</p>
      {children ? <div className="max-w-2xl">{children}</div> : null}
      {action}
    </div>
  )
}

/** For a failure: what happened, what to do now, and the fault's number for whoever looks into it. */
export function ErrorState({
  title,
  children,
  action,
  faultId,
}: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
  faultId?: string
}) {
  return (
    <div className="empty broken" role="alert">
      <p className="text-large mark is-stop">
        <StateShape state="stop" />
        {title}
      </p>
      {children ? <div className="max-w-2xl">{children}</div> : null}
      {faultId ? (
        <p className="text-small text-muted">
          Fault <code className="text-ink select-all">{faultId}</code>: say this number when you ask for help.
        </p>
      ) : null}
      {action}
    </div>
  )
}
