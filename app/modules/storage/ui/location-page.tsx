import { Form } from '@remix-run/react'
import { bandName } from '~/modules/stock/messages'
import type { Said } from '~/ui/answer-notice'
import { SelectField } from '~/ui/choice'
import { DateField, NumberField } from '~/ui/field'
import { Fold } from '~/ui/fold'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { Notice } from '~/ui/notice'
import { EmptyState, Facts, Page, Section } from '~/ui/page'
import { DataTable } from '~/ui/table'
import { instant } from '~/ui/time'
import { Trace } from '~/ui/trace'
import { sourceName } from '../messages'
import { locationStanding } from '../rules/standing'
import { celsiusText } from '../rules/temperature'
import type { LocationView } from './storage-list-page'

type Reading = {
  id: number
  takenAt: string
  temperatureCentiCelsiusMin: number
  temperatureCentiCelsiusMax: number
  temperatureCentiCelsiusCurrent: number
  source: string
}
type ExcursionRow = {
  id: number
  startedAt: string
  closedAt: string | null
  temperatureCentiCelsiusWorst: number
  cause: string | null
}

type ReadingReply = Said & { readonly value: { readonly warns: boolean } | null }

export type LocationPageView = {
  readonly location: LocationView
  readonly readings: readonly Reading[]
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

const labels = { min: 'Lowest', max: 'Highest', current: 'Now', takenAt: 'Read at', since: 'Last reset' }

function ReadingForm({ errors, first, now }: { errors: ReadingReply['errors']; first: boolean; now: string }) {
  const wrong = (name: string) => errors[name] ?? undefined
  return (
    <Form method="post" className="grid gap-5">
      <CommandKey />
      <input type="hidden" name="intent" value="reading" />
      <ErrorSummary
        errors={Object.fromEntries(Object.entries(errors).map(([name, found]) => [name, found ?? []]))}
        labels={labels}
      />
      <div className="grid grid-cols-3 gap-3">
        <NumberField name="min" label="Lowest" large errors={wrong('min')} />
        <NumberField name="current" label="Now" large required errors={wrong('current')} />
        <NumberField name="max" label="Highest" large errors={wrong('max')} />
      </div>
      <p className="text-muted">
        Lowest and highest since the last reset prove the time between. Only "now" proves this moment alone.
      </p>
      <SelectField
        name="unit"
        label="Unit"
        defaultValue="C"
        options={[
          { value: 'C', label: '°C' },
          { value: 'F', label: '°F' },
        ]}
      />
      <Fold title="Read at another time, or reset in between" open={first}>
        <div className="grid gap-4">
          <DateField
            name="takenAt"
            label="Read at"
            time
            defaultValue={first ? now : undefined}
            errors={wrong('takenAt')}
          />
          <DateField
            name="since"
            label="Last reset of lowest and highest"
            hint="Where it was not at the reading before. For a first reading: since when they count."
            time
            errors={wrong('since')}
          />
        </div>
      </Fold>
      <Submit name="sent" value="reading">
        Save the reading
      </Submit>
    </Form>
  )
}

function Readings({
  readings,
  location,
  zone,
  today,
}: Pick<LocationPageView, 'readings' | 'location' | 'zone' | 'today'>) {
  return (
    <DataTable
      caption="Readings"
      rows={readings}
      rowKey={(row) => row.id}
      empty={<EmptyState title="No reading yet">Until the first one nothing that stands here can be used.</EmptyState>}
      columns={[
        { key: 'at', head: 'Read at', place: 'lead', cell: (row) => instant(row.takenAt, zone, today) },
        {
          key: 'now',
          head: 'Now',
          place: 'side',
          number: true,
          cell: (row) => <span className="whitespace-nowrap">{celsiusText(row.temperatureCentiCelsiusCurrent)}</span>,
        },
        {
          key: 'range',
          head: 'Lowest to highest',
          cell: (row) => {
            const out =
              row.temperatureCentiCelsiusMin < location.range.min || row.temperatureCentiCelsiusMax > location.range.max
            return `${celsiusText(row.temperatureCentiCelsiusMin)} to ${celsiusText(row.temperatureCentiCelsiusMax)}${out ? ' · OUT OF RANGE' : ''}`
          },
        },
        { key: 'source', head: 'By', place: 'wide', cell: (row) => sourceName(row.source) },
      ]}
    />
  )
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

const noticeKind = ({ ok, value }: ReadingReply) => (!ok ? 'refused' : value?.warns ? 'question' : 'good')

/** One storage location: whether it is proven, the next reading, past readings, past excursions. */
export function LocationPage(view: LocationPageView) {
  const { location, readings, at, zone, today } = view
  const standing = locationStanding(location, at)
  const points = [...readings]
    .reverse()
    .map((row) => [Date.parse(row.takenAt), row.temperatureCentiCelsiusCurrent / 100] as const)
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
      {view.answer?.sentence ? <Notice kind={noticeKind(view.answer)} title={view.answer.sentence} /> : null}
      {view.mayRecord ? (
        <Section title="Enter a reading">
          <ReadingForm errors={view.answer?.errors ?? {}} first={readings.length === 0} now={view.now} />
        </Section>
      ) : null}
      <Excursions {...view} />
      <Section title="Readings" count={readings.length}>
        {points.length > 1 ? (
          <Trace
            label={`Temperature of ${location.name}`}
            points={points}
            low={location.range.min / 100}
            high={location.range.max / 100}
            unit="°C"
          />
        ) : null}
        <Readings readings={readings} location={location} zone={zone} today={today} />
      </Section>
    </Page>
  )
}
