import { Form } from '@remix-run/react'
import { volumeText } from '~/modules/stock/rules/quantity'
import { LinkButton } from '~/ui/button'
import { Checkbox, RadioCards } from '~/ui/choice'
import { NumberField, TextArea, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { clock, span } from '~/ui/time'
import type { ProcedurePageView } from '../queries/page.server'
import type { ObservationReason, TimeOutPart } from '../types'
import { ScreeningQuestions } from './screening-questions'
import { minutesText, useTicking } from './since'

export type Errors = Readonly<Record<string, string[] | undefined>>

function Hidden({ intent }: { intent: string }) {
  return (
    <>
      <CommandKey />
      <input type="hidden" name="intent" value={intent} />
    </>
  )
}

/** The contraindications, each a question with two large answers. */
export function ScreenForm({ page, errors }: { page: ProcedurePageView; errors: Errors }) {
  return (
    <Form method="post" className="grid gap-5">
      <Hidden intent="screen" />
      {page.screenedOut ? (
        <Notice kind="refused" title="The last screening found a reason to stop.">
          Cancel the procedure, or screen again. The director may override it on the readiness page.
        </Notice>
      ) : null}
      <ScreeningQuestions questions={page.questions} errors={errors} />
      <Submit>Screened</Submit>
    </Form>
  )
}

export function ConsentForm({ errors }: { errors: Errors }) {
  return (
    <Form method="post" className="grid gap-4">
      <Hidden intent="consent" />
      <Checkbox
        name="informed"
        label="The patient was informed and agrees"
        detail="Procedure, benefits, risks and aftercare explained; every concern answered; the form is signed."
        errors={errors.informed}
      />
      <Submit>Consented</Submit>
    </Form>
  )
}

const agreeText = (page: ProcedurePageView): Record<TimeOutPart, { label: string; detail?: string }> => {
  const { head } = page
  return {
    patient: {
      label: `Right patient: ${head.patient.name}`,
      detail: `MRN ${head.patient.mrn}, born ${head.patient.birthDate}`,
    },
    side: { label: `Right side: ${head.side.toUpperCase()}` },
    site: {
      label: `Right site and procedure: ${head.injectionSite}, ${head.productName}`,
      detail: 'Injection points found under ultrasound and marked.',
    },
    units: { label: `Right vials: ${page.drawNames.length > 0 ? page.drawNames.join(' · ') : 'none kept'}` },
    dose: { label: `Right dose: ${volumeText(head.doseMicroliters)}` },
    operator: { label: `${head.clinician} injects` },
  }
}

/** The time-out before the first needle. One that is repeated asks only what changed. */
export function TimeOutForm({ page, errors }: { page: ProcedurePageView; errors: Errors }) {
  const texts = agreeText(page)
  return (
    <Form method="post" className="grid gap-4">
      <Hidden intent="time-out" />
      <p className="text-large">
        {page.timeOut?.again ? page.timeOut.text : 'Say it aloud, all together, before the first needle.'}
      </p>
      {page.agree.map((part) => (
        <Checkbox
          key={part}
          id={`agreed-${part}`}
          name="agreed"
          value={part}
          label={texts[part].label}
          detail={texts[part].detail}
          errors={part === page.agree[0] ? errors.agreed : undefined}
        />
      ))}
      {page.yeses.map(({ question, text, answer }) => (
        <Checkbox
          key={question}
          id={`considered-${question}`}
          name="considered"
          value={question}
          label={`The screening said yes: ${text}`}
          detail={answer ? `${answer.by}: ${answer.reason}` : 'Not answered yet: answer it on the readiness page.'}
        />
      ))}
      <Submit data-no-burst>Time-out taken</Submit>
    </Form>
  )
}

/** Somebody leaves between the time-out and GIVEN: the time-out ends. */
export function Left({ page }: { page: ProcedurePageView }) {
  if (page.next !== 'cleared' && page.next !== 'given') return null
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">Somebody left the room…</summary>
      <Form method="post" className="actions">
        <Hidden intent="left" />
        <Submit variant="secondary" name="who" value="patient">
          The patient left
        </Submit>
        <Submit variant="secondary" name="who" value="operator">
          Who injects left
        </Submit>
      </Form>
    </details>
  )
}

/** The minutes of observation that are left. The browser counts them down; the server decides. */
function Remaining({ until, now }: { until: string; now: string }) {
  const left = Date.parse(until) - useTicking(now)
  const text = minutesText(Math.max(0, Math.ceil(left / 1_000)))
  return (
    <p className="text-question font-bold tabular-nums" role="timer">
      {left > 0 ? text : 'Time is over'}
    </p>
  )
}

const reasonText: Record<ObservationReason, string> = {
  'injectable-anesthetic': '30 minutes because of the injectable anesthetic.',
  'severe-allergy': '30 minutes because of a history of severe allergy.',
  toxicity: 'Two hours because of signs of anesthetic toxicity.',
  extended: 'Extended by a clinician.',
}

/** The observation goes on for longer, with why. */
export function ObserveLonger({ errors }: { errors: Errors }) {
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">Observe longer…</summary>
      <Form method="post" className="grid gap-3">
        <Hidden intent="observe-longer" />
        <NumberField name="minutes" label="Minutes from now" unit="min" whole errors={errors.minutes} required />
        <TextField name="why" label="Why" errors={errors.why} required />
        <Submit variant="secondary">Observe longer</Submit>
      </Form>
    </details>
  )
}

export function ObserveForm({ page, errors }: { page: ProcedurePageView; errors: Errors }) {
  const { givenAt, observeUntil, now, head } = page
  return (
    <Form method="post" className="grid gap-5">
      <Hidden intent="observe" />
      {givenAt && observeUntil ? (
        <div>
          <Remaining until={observeUntil} now={now} />
          <p className="text-muted">
            Given {clock(givenAt, head.zone)}, {span(Date.parse(now) - Date.parse(givenAt))} ago. Observe until{' '}
            {clock(observeUntil, head.zone)} at least, for allergic reactions above all.
            {page.observeReasons.map((reason) => ` ${reasonText[reason]}`).join('')}
          </p>
        </div>
      ) : null}
      <RadioCards
        name="reaction"
        label="Reaction"
        errors={errors.reaction}
        options={[
          { value: 'none', label: 'None' },
          { value: 'mild', label: 'Mild' },
          { value: 'severe', label: 'Severe', detail: 'Holds the lot for review', state: 'stop' },
        ]}
        required
      />
      <TextArea name="notes" label="What you observed" errors={errors.notes} rows={2} />
      <TextField name="endedEarly" label="If it ends early: why" errors={errors.endedEarly} optional />
      <LinkButton to={`/procedures/${head.id}/aftercare`} icon="print">
        Aftercare sheet
      </LinkButton>
      <Checkbox name="instructions" label="Aftercare explained, sheet handed over" errors={errors.instructions} />
      <Submit>Observation is over</Submit>
    </Form>
  )
}

export function CloseForm({ page, errors }: { page: ProcedurePageView; errors: Errors }) {
  const { head } = page
  return (
    <Form method="post" className="grid gap-4">
      <Hidden intent="close" />
      <TextArea
        name="technique"
        label="Injection locations and technique"
        defaultValue={`Hip, ${head.side}, ${head.injectionSite}; under ultrasound guidance.`}
        errors={errors.technique}
        rows={2}
      />
      <TextArea name="response" label="Response during the procedure" errors={errors.response} rows={2} />
      <TextArea name="observations" label="Observations after the treatment" errors={errors.observations} rows={2} />
      <TextArea
        name="adjustments"
        label="Adjustment of dose or frequency, if any"
        errors={errors.adjustments}
        rows={2}
      />
      <Submit>Close with this note</Submit>
    </Form>
  )
}
