import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import { A } from './link'

type Look = {
  /** `primary` once a page, for the next action; `danger` for what can't be taken back; `quiet` for what is beside the point. */
  variant?: 'primary' | 'secondary' | 'danger' | 'quiet'
  /** Keeps its own width on a phone too. */
  inline?: boolean
  icon?: IconName
}

function buttonClass({ variant = 'secondary', inline }: Look): string {
  return `button button-${variant}${inline ? ' button-inline' : ''}`
}

function stop(event: MouseEvent) {
  event.preventDefault()
}

/** A button; 48 px high, the primary one 56. While `busy` it keeps its words, its focus and its name and value, and presses do nothing. */
export function Button({
  variant,
  inline,
  icon,
  busy,
  type = 'button',
  className = '',
  children,
  onClick,
  ...rest
}: Look & { busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      {...rest}
      type={type}
      className={`${buttonClass({ variant, inline })} ${className}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? stop : onClick}
    >
      {icon ? <Icon name={icon} size={20} /> : null}
      {children}
    </button>
  )
}

/** A link that looks like a button, for an action that is a page. `to` is an absolute path. */
export function LinkButton({ variant, inline, icon, to, children }: Look & { to: string; children: ReactNode }) {
  return (
    <A to={to} className={buttonClass({ variant, inline })}>
      {icon ? <Icon name={icon} size={20} /> : null}
      {children}
    </A>
  )
}

/** A 48 px square with an icon only; `label` is its name for whoever can't see it. */
export function IconButton({
  icon,
  label,
  ...rest
}: { icon: IconName; label: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" {...rest} className="button button-icon" aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
}
