import type { Live } from '~/lib/live'
import { ScanField } from '~/modules/labels/ui/scan-field'
import { lotText } from '~/modules/stock/rules/lot-key'
import type { LotMatch } from '~/modules/stock/rules/match'
import { LinkButton } from '~/ui/button'
import { Code } from '~/ui/code'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { Turned, useLive } from '~/ui/live'
import { Notice } from '~/ui/notice'
import { EmptyState, Page, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import type { LookUp } from '../types'
import { HoldAll } from './hold-all'
import { TraceView } from './trace-view'

type Props = {
  live: Live | null
  found: LookUp | null
  /** The notices that name a followed lot already. */
  cases: readonly { id: number; reference: string; title: string; lotId: number; closedAt: string | null }[]
  zone: string
  seesPatients: boolean
  mayHold: boolean
  refusal: string | null
  errors: Record<string, string[] | null>
  children?: React.ReactNode
}

/** The recall look-up: which lot, then where it is, who got it, what is gone, and one button that holds it all. */
export function LookUpPage({ live, found, cases, zone, seesPatients, mayHold, refusal, errors, children }: Props) {
  const now = useLive(live)
  return (
    <Page
      question="Which lot?"
      why={
        found
          ? summary(found)
          : 'Scan the label, or type a lot, a unit number, a donation number or any other name of the lot.'
      }
    >
      <ScanField label="Scan or type a lot" fields={{ intent: 'scan' }} />
      {refusal ? <Notice kind="refused" title={refusal} /> : null}
      <Turned of={now} />
      {[...new Map(cases.map((each) => [each.id, each])).values()].map((each) => (
        <Notice
          key={each.id}
          kind="info"
          title={
            each.closedAt === null
              ? `An open notice names this lot: ${each.reference}, ${each.title}`
              : `This lot is named by notice ${each.reference}, closed on ${instant(each.closedAt, zone)}: ${each.title}`
          }
          action={
            <LinkButton to={`/recalls/${each.id}`} variant="primary">
              Open its case
            </LinkButton>
          }
        />
      ))}
      {found ? <Said found={found} /> : null}
      {found ? <Matches found={found} /> : children}
      {found && found.followed.length > 0 ? (
        <>
          {mayHold ? <HoldAll found={found} cases={cases} errors={errors} /> : null}
          <TraceView found={found} zone={zone} seesPatients={seesPatients} />
        </>
      ) : null}
    </Page>
  )
}

/** What is said of each name that was looked up, and what of the list was not. */
function Said({ found: { asked, unread, searched } }: { found: LookUp }) {
  const several = asked.length > 1
  const told = asked.filter(({ said }) => several || said.length > 0)
  return (
    <>
      {searched === '' ? null : <p className="text-muted">{searched}</p>}
      {unread.length > 0 ? (
        <Notice kind="refused" title={`Not looked up: ${unread.join(' · ')}`}>
          This is no single lot, unit or donation. Type each one by itself.
        </Notice>
      ) : null}
      {told.map(({ text, lots, said }) => (
        <Notice
          key={text}
          kind="info"
          title={
            several
              ? `${text}: ${lots === 0 ? 'no lot is called that' : lots === 1 ? 'found' : `${lots} lots`}`
              : `${text}`
          }
        >
          {said.join(' ')}
        </Notice>
      ))}
    </>
  )
}

function summary(found: LookUp): string {
  const { here, patients, gone } = found.trace
  if (found.matches.length === 0)
    return found.asked.some(({ means }) => means === 'nothing')
      ? `No lot is called ${found.asked.map(({ named }) => named).join(', ')}.`
      : `${found.text} is no lot.`
  // Nothing was followed, so nothing was searched for: no figures are claimed.
  if (found.followed.length === 0)
    return `${found.matches.length === 1 ? 'One lot' : `${found.matches.length} lots`} to look at below; none is followed yet.`
  const people = new Set(patients.filter((row) => !row.reversed).map((row) => row.patientId)).size
  return `Here ${here.length} · patients ${people} · gone ${gone.length}`
}

const hows: Record<LotMatch['how'], string> = {
  exact: 'this lot',
  alias: 'another name of this lot',
  unit: 'a unit of this lot',
  printed: 'printed on a label whose serial is of another lot',
  group: 'same donor or donation',
  inside: 'it stands in the number of this lot',
  near: 'looks alike only',
}

/** Nothing of ours was found: what was tried, and a notice for what could still arrive. */
function NoLot({ found: { text, asked } }: { found: LookUp }) {
  const missing = asked.filter(({ means }) => means === 'nothing').map(({ named }) => named)
  if (missing.length === 0)
    return (
      <EmptyState title={`No lot was looked up under ${text}.`}>
        Type the lot, the serial or the donation number as it is printed.
      </EmptyState>
    )
  const names = missing.join(', ')
  const unnamed = asked.filter(({ means, notices }) => means === 'nothing' && notices.length === 0)
  const other = unnamed.map(({ named }) => named).join(', ')
  const notices = new Map(asked.flatMap((each) => each.notices.map((notice) => [notice.id, notice])))
  return (
    <EmptyState title={`No lot is called ${names}.`}>
      Letters and digits that look alike were tried too (O and 0, I and 1, S and 5, B and 8, Z and 2).{' '}
      {other ? 'If it may still arrive, open a notice below and it will be held when it is received. ' : ''}Uses that
      were recorded without a lot can't be excluded.
      {[...notices.values()].map(({ id, note }) => (
        <p key={id} className="mt-3">
          <A to={`/recalls/${id}`} className="button button-primary">
            Follow the notice {note}
          </A>
        </p>
      ))}
      {other ? (
        <p className="mt-3">
          <A to={`/recalls/new?other=${encodeURIComponent(other)}`} className="button button-primary">
            Open a notice for {other}
          </A>
        </p>
      ) : null}
    </EmptyState>
  )
}

function Matches({ found }: { found: LookUp }) {
  if (found.matches.length === 0) return <NoLot found={found} />
  const followed = new Set(found.followed.map((match) => match.lotId))
  const others = found.matches.filter((match) => !followed.has(match.lotId))
  const follow = [
    ...found.followed.filter((match) => match.how === 'near' || match.how === 'group').map((match) => match.lotId),
  ]
  return (
    <>
      <Section title="Followed" count={found.followed.length}>
        <MatchList matches={found.followed} />
      </Section>
      {others.length > 0 ? (
        <Section title="Not followed: look at the label" count={others.length}>
          <List label="Near matches and groups">
            {others.map((match) => (
              <ListRow
                key={match.lotId}
                state="check"
                word={hows[match.how]}
                lead={<Code>{lotText(match.lotNumber)}</Code>}
                detail={`${match.productName} · ${match.matched}`}
                side={
                  <A
                    className="button button-secondary"
                    to={`/recalls?${new URLSearchParams({ lot: found.text, follow: [...follow, match.lotId].join(',') })}`}
                  >
                    Follow it too
                  </A>
                }
              />
            ))}
          </List>
        </Section>
      ) : null}
    </>
  )
}

function MatchList({ matches }: { matches: readonly LotMatch[] }) {
  return (
    <List label="Followed lots">
      {matches.map((match) => (
        <ListRow
          key={match.lotId}
          to={`/stock/lots/${match.lotId}`}
          lead={<Code>{lotText(match.lotNumber)}</Code>}
          detail={`${match.productName} · ${match.manufacturer} · exp ${match.expiry ?? 'not known'} · ${hows[match.how]}${match.matched === match.lotNumber ? '' : ` (${match.matched})`}`}
        />
      ))}
    </List>
  )
}
