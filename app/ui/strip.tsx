import { useConnected } from './connection'

/** The line at the top of every page: where, who, at which station, and whether the server can be reached. */
export function Strip({
  site,
  person,
  station,
  connected,
}: {
  site: string
  person: string
  station?: string
  connected?: boolean
}) {
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
  const good = useConnected() && connected !== false
  return (
    <span className={good ? 'link-state' : 'link-state link-lost'} role="status">
      <svg className="shape" viewBox="0 0 24 24" aria-hidden="true">
        {good ? <circle cx="12" cy="12" r="9" /> : <path d="M3 6 6 3l6 6 6-6 3 3-6 6 6 6-3 3-6-6-6 6-3-3 6-6Z" />}
      </svg>
      {good ? 'Connected' : 'Not connected'}
    </span>
  )
}
