import { Form } from '@remix-run/react'
import type { KeyboardEvent } from 'react'
import { Icon } from './icon'
import { A } from './link'
import type { Theme } from './theme'
import { ThemeSwitch } from './theme-switch'

/** A further page of the app; `to` is an absolute path. */
export type FrameLink = { to: string; label: string }

/** `aria-current` of a link to a place: that page, or one below it, is the one that is open. */
export function currentPage(to: string, pathname: string): 'page' | undefined {
  const here = to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`)
  return here ? 'page' : undefined
}

/** The form that ends the session. */
export function SignOut({ to }: { to: string }) {
  return (
    <Form method="post" action={to}>
      <button type="submit" className="rail-item flex min-h-12 w-full items-center gap-3">
        <Icon name="leave" /> Sign out
      </button>
    </Form>
  )
}

/**
 * What is under More on a phone. A `details` element opens without a script. The frame makes a new one for each page,
 * so that it never stays open over the next one.
 */
export function More({
  links,
  pathname,
  theme,
  signOutTo,
}: {
  links: readonly FrameLink[]
  pathname: string
  theme: Theme
  signOutTo: string
}) {
  const closeOnEscape = (event: KeyboardEvent<HTMLDetailsElement>) => {
    if (event.key !== 'Escape' || !event.currentTarget.open) return
    // Keeps the page from taking the same Escape as its own way back.
    event.preventDefault()
    event.currentTarget.open = false
    event.currentTarget.querySelector('summary')?.focus()
  }
  return (
    <details onKeyDown={closeOnEscape}>
      <summary className="tab" aria-current={links.some(({ to }) => currentPage(to, pathname)) ? 'true' : undefined}>
        <Icon name="more" />
        More
      </summary>
      <div className="more-sheet">
        <div className="more-links">
          {links.map(({ to, label }) => (
            <A key={to} to={to} aria-current={currentPage(to, pathname)}>
              {label}
            </A>
          ))}
        </div>
        <ThemeSwitch theme={theme} name="theme-sheet" />
        <SignOut to={signOutTo} />
      </div>
    </details>
  )
}
