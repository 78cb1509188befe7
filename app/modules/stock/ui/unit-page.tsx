import { useState } from 'react'
import type { Live } from '~/lib/live'
import { ScanField } from '~/modules/labels/ui/scan-field'
import { LinkButton } from '~/ui/button'
import { Code } from '~/ui/code'
import { A } from '~/ui/link'
import { Turned, useLive } from '~/ui/live'
import { EmptyState, Facts, Page, Panel, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { Timeline } from '~/ui/timeline'
import { Undo } from '~/ui/undo'
import { holdReasonName } from '../messages'
import { lotStart } from '../rules/lot-key'
import type { Standing } from '../rules/marks'
import type { UnitScanReply } from '../rules/scan-at'
import type { Told } from '../types'
import type { StandingHold } from './lot-page'
import {
  HoldEnding,
  HoldForm,
  type PlaceChoice,
  type StandsAt,
  type StockAnswer,
  StockNotice,
  UnitForms,
} from './stock-forms'
import { type StoryWords, storyOf } from './story'

export type UnitView = {
  readonly live: Live
  readonly unit: {
    readonly id: number
    readonly name: string
    readonly donation: string | null
    readonly bulk: boolean
    readonly lot: { readonly id: number; readonly lotNumber: string; readonly expiry: string | null }
    readonly product: { readonly id: number; readonly name: string; readonly baseUnit: string }
  }
  readonly at: readonly StandsAt[]
  readonly standing: Standing
  /** What stands for and against it, a sentence each; where portions differ, one for each portion. */
  readonly said: readonly string[]
  readonly isOpened: boolean
  readonly holds: readonly StandingHold[]
  readonly places: readonly PlaceChoice[]
  /** The place that it is about to be moved to, where a scan said so. */
  readonly to: number | null
  readonly told: Told
  readonly words: StoryWords
  readonly last: { readonly movement: string; readonly title: string } | null
  readonly mayMove: boolean
  readonly mayHold: boolean
  readonly answer?: StockAnswer
}

function Why({ said, at }: Pick<UnitView, 'said' | 'at'>) {
  const where = at.map((place) => `${place.name}: ${place.amount}`).join(' · ')
  return (
    <>
      <span className="block">{where || 'Nothing of it is left here.'}</span>
      {said.map((sentence) => (
        <span key={sentence} className="block">
          {sentence}
        </span>
      ))}
    </>
  )
}

/** One container (or the bulk of a lot): may it be used, where does it stand, what happened to it, what can be done. */
export function UnitPage(view: UnitView) {
  const { unit, at } = view
  const { zone, today } = view.words
  const [to, setTo] = useState(view.to)
  // It has a count, which says what stood here when the form was read: nothing may read it again unasked.
  const now = useLive(view.live)
  return (
    <Page
      back={{ to: `/stock/lots/${unit.lot.id}`, label: `${lotStart(unit.lot.lotNumber)}` }}
      question={
        <>
          <span translate="no">{unit.name}</span> · {unit.product.name}
        </>
      }
      {...now.mark('page', view.standing)}
      why={<Why said={view.said} at={at} />}
      aside={
        <>
          <Facts
            facts={[
              [
                'Lot',
                <A key="lot" to={`/stock/lots/${unit.lot.id}`}>
                  {unit.lot.lotNumber}
                </A>,
              ],
              ['Expiry', unit.lot.expiry],
              ...(unit.donation ? [['Donation', <Code key="donation">{unit.donation}</Code>] as const] : []),
            ]}
          />
          <LinkButton to={`/labels/print?kind=${view.isOpened ? 'opened-vial' : 'unit'}&ids=${unit.id}`}>
            Print its label
          </LinkButton>
        </>
      }
    >
      <Turned of={now} />
      <StockNotice answer={view.answer} mayMove={view.mayMove} />
      {view.mayMove ? (
        <ScanField
          label="Scan the container in your hand, or the place that it goes to"
          fields={{ intent: 'scan' }}
          autoFocus={false}
          onReply={(reply) => setTo((before) => (reply as UnitScanReply).placeId ?? before)}
        />
      ) : null}
      {view.holds.map((hold) => (
        <Panel key={hold.id} state="hold" title={`HOLD: ${holdReasonName(hold.reason)}`}>
          <p>
            {hold.note} <span className="text-muted">Since {instant(hold.placedAt, zone, today)}.</span>
          </p>
          <HoldEnding hold={hold} mayHold={view.mayHold} />
        </Panel>
      ))}
      {at.length === 0 ? (
        <EmptyState title="Nothing of it is left here">Its story says where it went.</EmptyState>
      ) : view.mayMove ? (
        <UnitForms at={at} places={view.places} whole={unit.product.baseUnit !== 'uL'} to={to} />
      ) : null}
      {view.mayHold ? <HoldForm what={unit.bulk ? 'all of it' : 'it'} /> : null}
      {view.last && view.mayMove && !view.answer ? (
        <Undo
          title={`Last: ${view.last.title}`}
          fields={{ intent: 'undo', movement: view.last.movement, reason: 'Entered by mistake' }}
          label="Undo it"
        />
      ) : null}
      <Section title="Story">
        <Timeline entries={storyOf(view.told, view.words)} />
      </Section>
    </Page>
  )
}
