import { Form, useLocation } from '@remix-run/react'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { Brand, Icon, type IconName } from './icon'
import { A } from './link'
import type { Theme } from './theme'
import { ThemeSwitch } from './theme-switch'

/** The five places that are always in reach. */
export type Place = 'today' | 'stock' | 'scan' | 'procedures' | 'more'

/** A further page of the app; `to` is an absolute path. */
export type FrameLink = { to: string; label: string }

export type FrameProps = {
  /** The site's name, the person at work, and the station they stand at. */
  site: string
  person: string
  station?: string
  /** What a live connection to the server says; without one, whether the browser has a network. */
  connected?: boolean
  theme: Theme
  /** The places that this person may go to. */
  show: readonly Place[]
  /** What stands under More: listed in the rail, in a sheet on a phone. */
  more: readonly FrameLink[]
  /** Numbers beside a place: what waits there. */
  counts?: Partial<Record<Place, number>>
  signOutTo?: string
  children: ReactNode
}

const PLACES: readonly { place: Exclude<Place, 'more'>; to: string; label: string; icon: IconName }[] = [
  { place: 'today', to: '/', label: 'Today', icon: 'today' },
  { place: 'stock', to: '/stock', label: 'Stock', icon: 'stock' },
  { place: 'scan', to: '/scan', label: 'Scan', icon: 'scan' },
  { place: 'procedures', to: '/procedures', label: 'Procedures', icon: 'procedures' },
]

function current(to: string, pathname: string): 'page' | undefined {
  const here = to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`)
  return here ? 'page' : undefined
}

/** The frame of every page for who is signed in: strip at the top, bar at the bottom of a phone, rail at the left of a desktop. */
export function Frame({ theme, show, more, counts = {}, signOutTo = '/sign-out', children, ...strip }: FrameProps) {
  const { pathname } = useLocation()
  const places = PLACES.filter(({ place }) => show.includes(place))
  const moreLinks = show.includes('more') ? more : []
  return (
    <div className="frame">
      <a className="skip" href="#main">
        Go to the page
      </a>
      <nav className="rail" aria-label="Main">
        <A to="/" className="rail-brand">
          <Brand /> Vialkeep
        </A>
        {places.map(({ place, to, label, icon }) => (
          <A
            key={place}
            to={to}
            className={place === 'scan' ? 'scan-key' : 'rail-item'}
            aria-current={current(to, pathname)}
          >
            <Icon name={icon} />
            {label}
            <Count of={counts[place]} />
          </A>
        ))}
        {moreLinks.length > 0 ? <hr className="my-2 border-line" /> : null}
        {moreLinks.map(({ to, label }) => (
          <A key={to} to={to} className="rail-item" aria-current={current(to, pathname)}>
            {label}
          </A>
        ))}
        <div className="rail-foot">
          <ThemeSwitch theme={theme} name="theme-rail" />
          <SignOut to={signOutTo} />
        </div>
      </nav>
      <div className="frame-main">
        <Strip {...strip} />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <nav className="tabs" aria-label="Main, at hand">
        {places.map(({ place, to, label, icon }) => (
          <A key={place} to={to} className={place === 'scan' ? 'scan-key' : 'tab'} aria-current={current(to, pathname)}>
            <Icon name={icon} size={place === 'scan' ? 34 : 24} />
            {label}
            {counts[place] ? (
              <span className="tab-count">
                <Count of={counts[place]} />
              </span>
            ) : null}
          </A>
        ))}
        {show.includes('more') ? (
          <More key={pathname} links={moreLinks} pathname={pathname} theme={theme} signOutTo={signOutTo} />
        ) : null}
      </nav>
    </div>
  )
}

function Count({ of }: { of?: number }) {
  if (!of) return null
  return (
    <span className="count">
      {of}
      <span className="sr-only"> waiting</span>
    </span>
  )
}

function SignOut({ to }: { to: string }) {
  return (
    <Form method="post" action={to}>
      <button type="submit" className="rail-item flex min-h-12 w-full items-center gap-3">
        <Icon name="leave" /> Sign out
      </button>
    </Form>
  )
}

function Strip({ site, person, station, connected }: Pick<FrameProps, 'site' | 'person' | 'station' | 'connected'>) {
  return (
    <header className="strip">
      <div className="strip-place">
        <span className="strip-site">{site}</span>
        <span className="strip-who">
          {person}
          {station ? ` · ${station}` : null}
        </span>
      </div>
      <Connection connected={connected} />
    </header>
  )
}

function Connection({ connected }: { connected?: boolean }) {
  const [online, setOnline] = useState(true)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    look()
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  const good = online && connected !== false
  return (
    <span className={good ? 'link-state' : 'link-state link-lost'} role="status">
      <svg className="shape" viewBox="0 0 24 24" aria-hidden="true">
        {good ? <circle cx="12" cy="12" r="9" /> : <path d="M3 6 6 3l6 6 6-6 3 3-6 6 6 6-3 3-6-6-6 6-3-3 6-6Z" />}
      </svg>
      {good ? 'Connected' : 'Not connected'}
    </span>
  )
}

// A `details` element opens without a script; it is made anew for each page, so that it never stays open over the next one.
function More({
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
    // So that the page does not take the same Escape for its own step back.
    event.preventDefault()
    event.currentTarget.open = false
    event.currentTarget.querySelector('summary')?.focus()
  }
  return (
    <details onKeyDown={closeOnEscape}>
      <summary className="tab" aria-current={links.some(({ to }) => current(to, pathname)) ? 'true' : undefined}>
        <Icon name="more" />
        More
      </summary>
      <div className="more-sheet">
        <div className="more-links">
          {links.map(({ to, label }) => (
            <A key={to} to={to} aria-current={current(to, pathname)}>
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
