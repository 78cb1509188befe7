import { bandName } from '~/modules/stock/messages'
import { Fold } from '~/ui/fold'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { Facts, Page, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { locationStanding } from '../rules/standing'
import { celsiusText } from '../rules/temperature'
import { LoggerForm, ReadingForm, ReadingNotice, type ReadingReply } from './reading-form'
import { type ReadingRow, ReadingsChart, ReadingsTable } from './readings-list'
import type { LocationView } from './storage-list-page'

type ExcursionRow = {
  id: number
  startedAt: string
  closedAt: string | null
  temperatureCentiCelsiusWorst: number
  cause: string | null
}

export type LocationPageView = {
  readonly location: LocationView
  readonly readings: readonly ReadingRow[]
  /** The unit that this clinic's people typed last. */
  readonly unit: 'C' | 'F'
  readonly excursions: readonly ExcursionRow[]
  readonly alarm: { readonly independentAlarm: string | null; readonly alarmCalls: string | null } | null
  readonly backup: string | null
  readonly now: string
  readonly at: string
  readonly zone: string
  readonly today: string
  readonly mayRecord: boolean
  /** The answer to the last form. `warns`: it was stored, and someone has to act on it. */
  readonly answer?: ReadingReply
}

function Excursions({ excursions, zone, today }: Pick<LocationPageView, 'excursions' | 'zone' | 'today'>) {
  if (excursions.length === 0) return null
  return (
    <Section title="Excursions" count={excursions.length}>
      <List label="Excursions">
        {excursions.map((row) => (
          <ListRow
            key={row.id}
            to={`/storage/excursions/${row.id}`}
            lead={`${celsiusText(row.temperatureCentiCelsiusWorst)} since ${instant(row.startedAt, zone, today)}`}
            state={row.closedAt === null ? 'stop' : 'ready'}
            word={row.closedAt === null ? 'open' : 'closed'}
            detail={row.cause ?? 'Cause and decision are still missing.'}
          />
        ))}
      </List>
    </Section>
  )
}

const rangeText = ({ min, max }: { min: number; max: number }): string => `${celsiusText(min)} to ${celsiusText(max)}`

function Why({ location, at, zone, today }: Pick<LocationPageView, 'location' | 'at' | 'zone' | 'today'>) {
  if (location.excursionId !== null)
    return (
      <>
        Out of range. Don't use what stands here, keep it cold, don't discard it. Close the excursion with the
        manufacturer's advice.
      </>
    )
  if (location.provenUntil === null) return <>No reading yet: nothing here can be used.</>
  const until = instant(location.provenUntil, zone, today)
  return at > location.provenUntil ? (
    <>The last reading covers until {until}. Enter the next one.</>
  ) : (
    <>Covered until {until}.</>
  )
}

/** One storage location: whether it is proven, the next reading, past readings, past excursions. */
export function LocationPage(view: LocationPageView) {
  const { location, readings, at } = view
  const standing = locationStanding(location, at)
  return (
    <Page
      back={{ to: '/storage', label: 'Storage' }}
      question={location.name}
      state={standing.state}
      word={standing.word}
      why={<Why {...view} />}
      aside={
        <>
          <Facts
            facts={[
              ['Band', bandName(location.band)],
              ['Own limits', rangeText(location.range)],
              ['Independent alarm', view.alarm?.independentAlarm ?? null],
              ['It calls', view.alarm?.alarmCalls ?? null],
              ['Backup', view.backup],
            ]}
          />
          <p className="text-muted">Vialkeep is not the alarm of this location.</p>
          <A to={`/stock/places/${location.placeId}`}>What stands here ({location.units})</A>
        </>
      }
    >
      <ReadingNotice answer={view.answer} />
      {view.mayRecord ? (
        <Section title="Enter a reading">
          <ReadingForm
            errors={view.answer?.errors ?? {}}
            first={readings.length === 0}
            now={view.now}
            unit={view.unit}
          />
          <Fold title="A logger’s file" open={view.answer?.errors.file !== undefined}>
            <LoggerForm errors={view.answer?.errors ?? {}} />
          </Fold>
        </Section>
      ) : null}
      <Excursions {...view} />
      <Section title="Readings" count={readings.length}>
        <ReadingsChart {...view} />
        <ReadingsTable {...view} />
      </Section>
    </Page>
  )
}
