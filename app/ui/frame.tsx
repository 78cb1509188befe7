import { useLocation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Brand, Icon, type IconName } from './icon'
import { A } from './link'
import { currentPage, type FrameLink, More, SignOut } from './more'
import { Strip } from './strip'
import type { Theme } from './theme'
import { ThemeSwitch } from './theme-switch'

/** The five places that are always in reach. */
export type Place = 'today' | 'stock' | 'scan' | 'procedures' | 'more'

export type FrameProps = {
  /** The site's name, the person at work, and their station. */
  site: string
  person: string
  station?: string
  /** Whether the server is reachable, as a live connection reports it; otherwise whether the browser has a network. */
  connected?: boolean
  theme: Theme
  /** The places that this person may go to. */
  show: readonly Place[]
  /** What is under More: listed in the rail, in a sheet on a phone. */
  more: readonly FrameLink[]
  /** How many things are waiting in a place, shown next to its name. */
  counts?: Partial<Record<Place, number>>
  signOutTo?: string
  /** What waits for the network, above the page. */
  waiting?: ReactNode
  children: ReactNode
}

const PLACES: readonly { place: Exclude<Place, 'more'>; to: string; label: string; icon: IconName }[] = [
  { place: 'today', to: '/', label: 'Today', icon: 'today' },
  { place: 'stock', to: '/stock', label: 'Stock', icon: 'stock' },
  { place: 'scan', to: '/scan', label: 'Scan', icon: 'scan' },
  { place: 'procedures', to: '/procedures', label: 'Procedures', icon: 'procedures' },
]

/** The frame of every page for who is signed in: strip at the top, bar at the bottom of a phone, rail at the left of a desktop. */
export function Frame({
  theme,
  show,
  more,
  counts = {},
  signOutTo = '/sign-out',
  waiting,
  children,
  ...strip
}: FrameProps) {
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
        {/* Remix learns of the routes behind these while the person reads; the bar at the bottom leads to the same. */}
        {places.map(({ place, to, label, icon }) => (
          <A
            key={place}
            data-discover="true"
            to={to}
            className={place === 'scan' ? 'scan-key' : 'rail-item'}
            aria-current={currentPage(to, pathname)}
          >
            <Icon name={icon} />
            {label}
            <Count of={counts[place]} />
          </A>
        ))}
        {moreLinks.length > 0 ? <hr className="my-2 border-line" /> : null}
        {moreLinks.map(({ to, label }) => (
          <A key={to} to={to} data-discover="true" className="rail-item" aria-current={currentPage(to, pathname)}>
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
        {waiting}
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <nav className="tabs" aria-label="Main, at hand">
        {places.map(({ place, to, label, icon }) => (
          <A
            key={place}
            to={to}
            className={place === 'scan' ? 'scan-key' : 'tab'}
            aria-current={currentPage(to, pathname)}
          >
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
