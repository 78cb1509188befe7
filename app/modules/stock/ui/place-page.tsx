import type { Live } from '~/lib/live'
import { ScanField } from '~/modules/labels/ui/scan-field'
import { LinkButton } from '~/ui/button'
import { A } from '~/ui/link'
import { useLive } from '~/ui/live'
import { EmptyState, Page, Panel } from '~/ui/page'
import { instant } from '~/ui/time'
import { bandName, holdReasonName } from '../messages'
import type { OnHandProduct } from '../rules/on-hand'
import type { StorageBand } from '../types'
import type { StandingHold } from './lot-page'
import { ProductOnHand } from './on-hand-list'
import { CloseForm, HoldEnding, HoldForm, RenameForm, type StockAnswer, StockNotice } from './stock-forms'

export type PlaceView = {
  readonly live: Live
  readonly place: {
    readonly id: number
    readonly name: string
    readonly kind: string
    readonly band: StorageBand | null
    readonly provenUntil: string | null
    readonly storageId: number | null
  }
  readonly products: readonly OnHandProduct[]
  readonly holds: readonly StandingHold[]
  readonly at: string
  readonly zone: string
  readonly today: string
  readonly mayHold: boolean
  /** Whether they may rename and close places. A kit is renamed nowhere, and closed on its own page. */
  readonly mayChange: boolean
  readonly answer?: StockAnswer
}

function Proven({ place, at, zone, today }: PlaceView) {
  if (place.band === null) return <>No temperature is kept here.</>
  if (place.provenUntil === null) return <>{bandName(place.band)}. No reading yet: nothing here is proven.</>
  const until = instant(place.provenUntil, zone, today)
  return at > place.provenUntil ? (
    <>
      {bandName(place.band)}. Not proven since {until}: enter a reading.
    </>
  ) : (
    <>
      {bandName(place.band)}. Proven until {until}.
    </>
  )
}

/** What is at one place, first-expiring first. The place itself can be held. */
export function PlacePage(view: PlaceView) {
  const { place, products, zone, today } = view
  const now = useLive(view.live, 'reload')
  return (
    <Page
      back={{ to: '/storage', label: 'Storage' }}
      question={place.name}
      why={<Proven {...view} />}
      aside={
        <div className="grid gap-3">
          {place.storageId ? <A to={`/storage/${place.storageId}`}>Its readings and excursions</A> : null}
          <LinkButton to={`/labels/print?kind=place&ids=${place.id}`}>Print its label</LinkButton>
        </div>
      }
    >
      <StockNotice answer={view.answer} mayMove={false} />
      <ScanField label="Scan what stands here, to count or move it" fields={{ intent: 'scan' }} autoFocus={false} />
      {view.holds.map((hold) => (
        <Panel key={hold.id} state="hold" title={`HOLD on the place: ${holdReasonName(hold.reason)}`}>
          <p>
            {hold.note} <span className="text-muted">Since {instant(hold.placedAt, zone, today)}.</span>
          </p>
          <HoldEnding hold={hold} mayHold={view.mayHold} />
        </Panel>
      ))}
      {products.length === 0 ? (
        <EmptyState title="Nothing stands here">Receive goods into it, or move something here from its lot.</EmptyState>
      ) : (
        products.map((product) => <ProductOnHand key={product.productId} product={product} now={now} />)
      )}
      {view.mayHold ? <HoldForm what="everything that stands here" /> : null}
      {view.mayChange ? <RenameForm key={place.name} name={place.name} /> : null}
      {view.mayChange && products.length === 0 ? <CloseForm /> : null}
    </Page>
  )
}
