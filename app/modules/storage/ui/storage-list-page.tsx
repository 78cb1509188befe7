import { bandName } from '~/modules/stock/messages'
import type { StorageBand } from '~/modules/stock/types'
import { LinkButton } from '~/ui/button'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Page, Section } from '~/ui/page'
import type { State } from '~/ui/state-mark'
import { instant } from '~/ui/time'
import { locationStanding } from '../rules/standing'
import { celsiusText } from '../rules/temperature'

export type LocationView = {
  readonly placeId: number
  readonly name: string
  readonly band: StorageBand
  readonly range: { readonly min: number; readonly max: number }
  readonly provenUntil: string | null
  readonly lastTakenAt: string | null
  readonly last: { readonly min: number; readonly max: number; readonly current: number } | null
  readonly excursionId: number | null
  readonly units: number
}

export type PlaceRow = {
  id: number
  name: string
  kind: string
  parentId: number | null
  band: string | null
  units: number
}

const kinds: Record<string, string> = {
  shelf: 'shelf',
  room: 'room',
  preparation: 'preparation area',
  kit: 'kit',
  storage: 'storage',
}

const unitsText = (units: number): string => (units === 0 ? 'empty' : units === 1 ? '1 unit' : `${units} units`)

function LocationRow({
  location,
  at,
  zone,
  today,
}: {
  location: LocationView
  at: string
  zone: string
  today: string
}) {
  const standing = locationStanding(location, at)
  const last = location.last
    ? `${celsiusText(location.last.current)} at ${instant(location.lastTakenAt ?? at, zone, today)}`
    : 'no reading yet'
  return (
    <ListRow
      to={`/storage/${location.placeId}`}
      lead={location.name}
      state={standing.state satisfies State}
      word={standing.word}
      detail={`${last} · ${bandName(location.band)}`}
      side={unitsText(location.units)}
    />
  )
}

function why(locations: readonly LocationView[], at: string): string {
  const words = locations.map((location) => locationStanding(location, at).state)
  const out = words.filter((state) => state === 'stop').length
  const due = words.filter((state) => state === 'not-proven').length
  if (locations.length === 0) return 'No storage location is set up.'
  if (out > 0) return `${out} with an open excursion. Don't use what stands there, keep it cold, don't discard it.`
  return due > 0
    ? `${due} without a valid reading: nothing there can be used until you enter one.`
    : 'All readings are in.'
}

/** Freezers, fridges, cabinets: which are proven, which are due, which are out of range; and all other places. */
export function StorageListPage(props: {
  locations: readonly LocationView[]
  places: readonly PlaceRow[]
  at: string
  zone: string
  today: string
  mayRecord: boolean
}) {
  const { locations, places, at, zone, today } = props
  const others = places.filter((place) => place.kind !== 'storage')
  const worst = [...locations].sort((a, b) => rank[locationStanding(a, at).state] - rank[locationStanding(b, at).state])
  const [next] = worst
  return (
    <Page
      question="Is it cold enough?"
      why={why(locations, at)}
      next={
        props.mayRecord && next ? (
          <LinkButton variant="primary" to={`/storage/${next.placeId}`}>
            Enter the reading of {next.name}
          </LinkButton>
        ) : undefined
      }
    >
      <Section
        title="Storage locations"
        count={locations.length}
        action={
          props.mayRecord ? (
            <LinkButton inline to="/storage/new" icon="add">
              New
            </LinkButton>
          ) : undefined
        }
      >
        {locations.length === 0 ? (
          <EmptyState title="No freezer, fridge or cabinet yet">
            Set up each one with its band and limits: what stands there is usable only while its readings prove it.
          </EmptyState>
        ) : (
          <List label="Storage locations">
            {worst.map((location) => (
              <LocationRow key={location.placeId} location={location} at={at} zone={zone} today={today} />
            ))}
          </List>
        )}
      </Section>
      <Section title="Shelves, rooms and other places" count={others.length}>
        {others.length === 0 ? (
          <EmptyState title="No other place yet">
            Shelves belong to a storage location; rooms and preparation areas stand by themselves.
          </EmptyState>
        ) : (
          <List label="Other places">
            {others.map((place) => (
              <ListRow
                key={place.id}
                to={`/stock/places/${place.id}`}
                lead={place.name}
                detail={[
                  kinds[place.kind] ?? place.kind,
                  place.parentId && `in ${places.find((parent) => parent.id === place.parentId)?.name ?? ''}`,
                ]
                  .filter(Boolean)
                  .join(' ')}
                side={unitsText(place.units)}
              />
            ))}
          </List>
        )}
      </Section>
    </Page>
  )
}

const rank: Record<State, number> = { stop: 0, 'not-proven': 1, hold: 2, check: 3, ready: 4 }
