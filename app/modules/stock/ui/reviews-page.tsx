import type { ReactNode } from 'react'
import { A } from '~/ui/link'
import { Notice } from '~/ui/notice'
import { EmptyState, Page, Panel, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { holdReasonName } from '../messages'
import type { holdsToDecide } from '../queries/reviews.server'
import { type HoldAbout, HoldEnding } from './stock-forms'

type View = Awaited<ReturnType<typeof holdsToDecide>>
type Hold = View['holds'][number]

const aboutOf = ({ lotId, unitId, placeId }: Hold): HoldAbout =>
  unitId !== null
    ? { kind: 'unit', id: unitId }
    : lotId !== null
      ? { kind: 'lot', id: lotId }
      : { kind: 'place', id: placeId ?? 0 }

const nameOf = ({ productName, lotNumber, unitNumber, placeName }: Hold): string =>
  [productName, lotNumber, unitNumber, placeName].filter(Boolean).join(', ')

const paths = { lot: '/stock/lots', unit: '/stock/units', place: '/stock/places' } as const

function HoldPanel({ hold, zone, mayOpen }: { hold: Hold; zone: string; mayOpen: boolean }) {
  const about = aboutOf(hold)
  return (
    <Panel state="hold" title={nameOf(hold)}>
      <p>
        {holdReasonName(hold.reason)} · since {instant(hold.placedAt, zone)}
      </p>
      <p>{hold.note}</p>
      {mayOpen ? (
        <p>
          <A to={`${paths[about.kind]}/${about.id}`}>Open its page</A>
        </p>
      ) : null}
      <HoldEnding hold={hold} mayHold about={about} lotId={hold.ofLotId} />
    </Panel>
  )
}

const counted = (holds: number): string => (holds === 1 ? 'one hold' : `${holds} holds`)

/**
 * Holds that wait for a decision: the page of an outside reviewer, and of whoever may end a hold. Those that this person can't
 * end are said too, with who can.
 */
export function ReviewsPage(
  props: View & {
    readonly zone: string
    readonly site: string
    readonly mayOpen: boolean
    /** What other rooms have to review. */
    readonly children?: ReactNode
    readonly answer?: { readonly ok: boolean; readonly sentence: string | null }
  },
) {
  const { holds, more, zone, site, mayOpen, answer, children } = props
  const yours = holds.filter(({ ending }) => ending.how !== 'not-here')
  const others = holds.filter(({ ending }) => ending.how === 'not-here')
  return (
    <Page
      question="Which holds can you decide?"
      why={`Looked at the ${more ? `first ${holds.length} holds` : counted(holds.length)} on lots, containers and places at ${site}. Decide only after you have seen what was inspected.`}
    >
      {answer?.sentence ? <Notice kind={answer.ok ? 'good' : 'refused'} title={answer.sentence} /> : null}
      {children}
      {yours.length === 0 ? (
        <EmptyState title="None of them is yours to decide.">
          {others.length === 0
            ? 'No lot, container or place here is on hold. A hold of a whole product is on the pages of its lots.'
            : 'Below is who decides about the others.'}
        </EmptyState>
      ) : (
        <Section title="Yours to decide" count={yours.length}>
          {yours.map((hold) => (
            <HoldPanel key={hold.id} hold={hold} zone={zone} mayOpen={mayOpen} />
          ))}
        </Section>
      )}
      {others.length === 0 ? null : (
        <Section title="Decided elsewhere" count={others.length}>
          {others.map((hold) => (
            <HoldPanel key={hold.id} hold={hold} zone={zone} mayOpen={mayOpen} />
          ))}
        </Section>
      )}
    </Page>
  )
}
