import type { ReactNode } from 'react'
import type { Live } from '~/lib/live'
import { Code } from '~/ui/code'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { type LiveNow, useLive } from '~/ui/live'
import { EmptyState, Facts, Page, Panel, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { Timeline } from '~/ui/timeline'
import { holdReasonName } from '../messages'
import type { SaidFinding } from '../rules/looked'
import { lotText } from '../rules/lot-key'
import type { Standing } from '../rules/marks'
import { quantityText } from '../rules/quantity'
import type { Ending } from '../rules/release'
import { standsKey } from '../rules/seen'
import type { HoldReason, Told } from '../types'
import { ExpiryForm, HoldEnding, HoldForm, type StockAnswer, StockNotice } from './stock-forms'
import { type StoryWords, storyOf } from './story'

type Counted = { baseUnit: string; containerQuantity: number }

export type LotUnit = {
  readonly unitId: number
  readonly name: string
  readonly placeId: number
  readonly placeName: string
  readonly amount: string
  readonly reserved: string | null
  readonly standing: Standing
  readonly findings: readonly SaidFinding[]
}

export type StandingHold = {
  readonly id: number
  readonly reason: HoldReason
  readonly note: string
  readonly source: string | null
  readonly scope: string
  readonly unitNumber: string | null
  readonly placedAt: string
  readonly ending: Ending
}

export type LotView = {
  readonly live: Live
  readonly lot: {
    readonly id: number
    readonly lotNumber: string
    readonly expiry: string | null
    readonly product: Counted & {
      readonly id: number
      readonly name: string
      readonly manufacturer: string
      readonly category: { readonly expires: boolean }
    }
    readonly names: readonly { readonly kind: string; readonly text: string }[]
  }
  readonly standing: Standing
  readonly numbers: {
    received: number
    given: number
    discarded: number
    returned: number
    difference: number
    here: number
  }
  readonly units: readonly LotUnit[]
  readonly holds: readonly StandingHold[]
  readonly told: Told
  readonly words: StoryWords
  readonly mayMove: boolean
  readonly mayHold: boolean
  readonly mayTrace: boolean
  readonly answer?: StockAnswer
}

function sentence({ numbers, lot }: LotView): string {
  const say = (quantity: number) => quantityText(quantity, lot.product)
  const parts = [
    `${say(numbers.received)} received`,
    numbers.given > 0 && `${say(numbers.given)} given`,
    numbers.discarded > 0 && `${say(numbers.discarded)} wasted`,
    numbers.returned > 0 && `${say(numbers.returned)} returned`,
    numbers.difference !== 0 &&
      `${say(Math.abs(numbers.difference))} ${numbers.difference > 0 ? 'missing at counts' : 'found at counts'}`,
    `${say(numbers.here)} here`,
  ]
  return parts.filter(Boolean).join(' · ')
}

function Holds({ holds, zone, today, mayHold }: Pick<LotView, 'holds' | 'mayHold'> & { zone: string; today: string }) {
  return (
    <>
      {holds.map((hold) => (
        <Panel
          key={hold.id}
          state="hold"
          title={`HOLD: ${holdReasonName(hold.reason)}${hold.unitNumber ? `, only ${hold.unitNumber}` : hold.scope === 'product' ? ', the whole product' : ''}`}
        >
          <p>
            {hold.note} <span className="text-muted">Since {instant(hold.placedAt, zone, today)}.</span>
          </p>
          <HoldEnding hold={hold} mayHold={mayHold} />
        </Panel>
      ))}
    </>
  )
}

function Units({ units, holds, now }: Pick<LotView, 'units' | 'holds'> & { now: LiveNow }) {
  // A hold's words are shown once, in its panel above; a unit's line only names it.
  const say = ({ code, sentence }: SaidFinding) => {
    const told = code === 'ON_HOLD' ? holds.find(({ note }) => sentence.includes(note)) : undefined
    return told ? `On hold for ${holdReasonName(told.reason)}` : sentence
  }
  return (
    <List label="Units">
      {units.map((unit) => (
        <ListRow
          key={`${unit.unitId}:${unit.placeId}`}
          to={`/stock/units/${unit.unitId}`}
          lead={<span translate="no">{unit.name}</span>}
          {...now.mark(standsKey(unit), unit.standing)}
          detail={[unit.placeName, unit.reserved && `${unit.reserved} reserved`, ...unit.findings.map(say)]
            .filter(Boolean)
            .join(' · ')}
          side={unit.amount}
        />
      ))}
    </List>
  )
}

/** LOT, a story: the numbers, the holds, where it stands, and everything that happened to it. */
export function LotPage(view: LotView & { children?: ReactNode }) {
  const { lot, units } = view
  const now = useLive(view.live, 'reload')
  const { zone, today } = view.words
  const others = lot.names.filter((name) => name.text !== lot.lotNumber)
  return (
    <Page
      back={{ to: '/stock', label: 'Stock' }}
      question={
        <>
          <span translate="no">{lotText(lot.lotNumber)}</span> · {lot.product.name}
        </>
      }
      {...now.mark('page', view.standing)}
      why={sentence(view)}
      aside={
        <>
          <Facts
            facts={[
              ['Expiry', lot.expiry],
              ['Manufacturer', lot.product.manufacturer],
              [
                'Product',
                <A key="product" to={`/catalog/${lot.product.id}`}>
                  {lot.product.name}
                </A>,
              ],
              ...others.map((name) => [name.kind, <Code key={name.text}>{name.text}</Code>] as const),
            ]}
          />
          {view.mayTrace ? (
            <A to={`/recalls?${new URLSearchParams({ lot: lot.lotNumber, product: String(lot.product.id) })}`}>
              Where did it go? Who got it?
            </A>
          ) : null}
          {view.children}
        </>
      }
    >
      <StockNotice answer={view.answer} mayMove={view.mayMove} />
      <Holds holds={view.holds} zone={zone} today={today} mayHold={view.mayHold} />
      <Section title="Here" count={units.length}>
        {units.length === 0 ? (
          <EmptyState title="None of it is here">The story below says where it went.</EmptyState>
        ) : (
          <Units units={units} holds={view.holds} now={now} />
        )}
      </Section>
      {view.mayHold ? (
        <div>
          {lot.product.category.expires ? <ExpiryForm key={lot.expiry} expiry={lot.expiry} /> : null}
          <HoldForm what="the whole lot" />
        </div>
      ) : null}
      <Section title="Story">
        <Timeline entries={storyOf(view.told, view.words)} />
      </Section>
    </Page>
  )
}
