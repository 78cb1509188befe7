import { A } from '~/ui/link'
import { EmptyState, Page, Section } from '~/ui/page'
import { DataTable } from '~/ui/table'
import { instant } from '~/ui/time'
import type { UnclearedPageView } from '../queries/uncleared.server'

const percent = (part: number, of: number): string => (of === 0 ? '—' : `${Math.round((part / of) * 100)}%`)

/** How often something was given without a clearance, with who, when and why: a fact and no blame (docs/safety.md §3). */
export function UnclearedPage({ view }: { view: UnclearedPageView }) {
  const { rate, days, since } = view
  return (
    <Page
      back={{ to: '/procedures', label: 'Procedures' }}
      question="Given without a clearance"
      why={`Of the last ${days} days, since ${since}. GIVEN and “already given” are never refused, so each of them is here with why.`}
    >
      {rate.given === 0 ? (
        <EmptyState title={`Nothing was recorded as given since ${since}.`} />
      ) : (
        <>
          <p className="text-title font-bold">
            {rate.uncleared} of {rate.given} {rate.given === 1 ? 'procedure' : 'procedures'} (
            {percent(rate.uncleared, rate.given)})
          </p>
          {rate.unknown > 0 ? (
            <p className="text-muted">Of {rate.unknown} of them no record says whether they were cleared.</p>
          ) : null}
          <Section title="By clinician">
            <DataTable
              caption="Procedures by clinician"
              columns={[
                { key: 'clinician', head: 'Clinician', cell: (each) => each.clinician, place: 'lead' },
                { key: 'given', head: 'Given', cell: (each) => each.given, number: true, place: 'detail', named: true },
                {
                  key: 'uncleared',
                  head: 'Without clearance',
                  cell: (each) => `${each.uncleared} (${percent(each.uncleared, each.given)})`,
                  number: true,
                  place: 'side',
                },
              ]}
              rows={rate.byClinician}
              rowKey={(each) => each.clinician}
              empty={null}
            />
          </Section>
          <Section title="Each of them" count={view.shown.length + view.more}>
            <DataTable
              caption="Given without a clearance"
              columns={[
                { key: 'when', head: 'When', cell: (each) => instant(each.at, view.zone), place: 'lead' },
                {
                  key: 'procedure',
                  head: 'Procedure',
                  cell: (each) => <A to={`/procedures/${each.procedureId}`}>Open</A>,
                  place: 'side',
                },
                { key: 'patient', head: 'Patient', cell: (each) => each.patient, place: 'detail', named: true },
                {
                  key: 'who',
                  head: 'Given by',
                  cell: (each) => each.givenBy ?? each.clinician,
                  place: 'detail',
                  named: true,
                },
                {
                  key: 'recorded',
                  head: 'Recorded by',
                  cell: (each) => `${each.recordedBy}${each.late ? ', afterward' : ''}`,
                  place: 'detail',
                  named: true,
                },
                { key: 'why', head: 'Why', cell: (each) => each.why ?? 'nobody said', place: 'detail', named: true },
              ]}
              rows={view.shown}
              rowKey={(each) => each.key}
              empty={
                <p>
                  {rate.unknown === 0
                    ? 'Each procedure that was given since then was cleared before.'
                    : 'Of those whose record says so, each was cleared before.'}
                </p>
              }
            />
            {view.more > 0 ? <p className="text-muted">{view.more} earlier ones are counted and not shown.</p> : null}
          </Section>
        </>
      )}
    </Page>
  )
}
