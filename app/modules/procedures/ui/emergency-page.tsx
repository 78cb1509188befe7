import { Form } from '@remix-run/react'
import { Fragment } from 'react'
import { Button, LinkButton } from '~/ui/button'
import { DateField, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { Notice } from '~/ui/notice'
import { EmptyState, Page, Section } from '~/ui/page'
import { StateMark } from '~/ui/state-mark'
import { clock, span } from '~/ui/time'
import type { EmergencyView, KitDrugView } from '../queries/emergency-page.server'
import { PatientLine, titleOf } from './head'
import { ReactionForm } from './reaction-form'
import { Since } from './since'
import type { Errors } from './step-forms'

function Drug({ drug }: { drug: KitDrugView }) {
  return (
    <Form method="post">
      <CommandKey />
      <input type="hidden" name="intent" value="drug" />
      <Button type="submit" variant="secondary" name="taken" value={drug.key}>
        {drug.name}
        <span className="block text-small font-normal">
          lot {drug.lotNumber} · {drug.kit}
          {drug.said ? ` · ${drug.said}` : drug.last ? ' · something stands against it' : ''}
        </span>
      </Button>
    </Form>
  )
}

function OtherDrug({ view }: { view: EmergencyView }) {
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">Another drug, another time, another person…</summary>
      <Form method="post" className="grid gap-3">
        <CommandKey />
        <input type="hidden" name="intent" value="drug" />
        <TextField name="words" label="What" optional />
        <TextField name="amount" label="How much" hint="Such as 0.3 mg" optional />
        <DateField time name="at" label="When" hint="Empty: now" optional />
        <TextField name="by" label="By whom" defaultValue={view.person} optional />
        <Submit>Record it</Submit>
      </Form>
    </details>
  )
}

/** The emergency record: a clock, one tap a drug, nothing asked and nothing stopped. It is sorted out afterward. */
export function EmergencyPage({
  view,
  errors,
  refusal,
}: {
  view: EmergencyView
  errors: Errors
  refusal: string | null
}) {
  const { head } = view
  return (
    <Page
      back={{ to: `/procedures/${head.id}`, label: 'Procedure' }}
      question={view.since ? <Since since={view.since} now={view.now} /> : 'Call 911. Then tap what is given.'}
      state="stop"
      word="Emergency record"
      why={view.since ? `since ${clock(view.since, head.zone)} · ${titleOf(head)}` : titleOf(head)}
    >
      <PatientLine head={head} />
      {refusal ? <Notice kind="refused" title={refusal} /> : null}
      <Section title="Given now: one tap">
        {view.drugs.length > 0 ? (
          <div className="grid gap-2">
            {view.drugs.map((drug) => (
              <Fragment key={drug.key}>
                {drug.last ? <StateMark state="stop" word="Only if there is no other" /> : null}
                <Drug drug={drug} />
              </Fragment>
            ))}
          </div>
        ) : (
          <EmptyState title="No kit of this site has anything in it by the records.">
            Write below what is given.
          </EmptyState>
        )}
        <OtherDrug view={view} />
      </Section>
      {view.given.length > 0 ? (
        <Section title="Recorded" count={view.given.length}>
          <List label="Drugs given">
            {[...view.given].reverse().map((drug) => (
              <ListRow
                key={drug.key}
                state="check"
                word={clock(drug.at, head.zone)}
                lead={drug.amount ? `${drug.what}: ${drug.amount}` : drug.what}
                detail={`by ${drug.by || 'nobody named yet'}${view.since ? ` · ${span(Date.parse(drug.at) - Date.parse(view.since))} after it began` : ''}`}
              />
            ))}
          </List>
        </Section>
      ) : null}
      <Section title="The reaction">
        {view.reactions.map(({ at, reaction, notes }) => (
          <p key={`${at} ${notes}`}>
            {clock(at, head.zone)} {reaction}: {notes}
          </p>
        ))}
        <ReactionForm errors={errors} />
      </Section>
      {view.cards.map((card) => (
        <Section key={card.title} title={card.title}>
          <ol className="list-decimal pl-6">
            {card.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p className="text-small text-muted">{card.source} The clinic’s own card goes first.</p>
        </Section>
      ))}
      <LinkButton to={`/procedures/${head.id}`}>Back to the procedure</LinkButton>
    </Page>
  )
}
