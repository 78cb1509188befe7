import { Form } from '@remix-run/react'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { Checkbox } from '~/ui/choice'
import { NumberField, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Page, Section } from '~/ui/page'
import type { BookingRule } from '../rules/booking-asks'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

type Props = {
  readonly siteName: string
  readonly timeOutMinutes: number
  readonly seeded: number
  readonly rule: BookingRule
  readonly answer?: Said
}

/** What the clinic says about its procedures: how long a time-out counts, when it is open, how long a booking takes. */
export function ProcedureRulesPage({ siteName, timeOutMinutes, seeded, rule, answer }: Props) {
  const { hours } = rule
  return (
    <Page
      question="Rules for procedures"
      why="They hold from the moment they are changed. Earlier ones stay on record."
    >
      <AnswerNotice answer={answer} errorsToo />
      <Section title="Time-out">
        <p>
          A time-out ends when something that it agreed on changes, when somebody leaves, and after these minutes. It
          holds at every site. Vialkeep begins with {seeded}.
        </p>
        <Form method="post" className="grid gap-4">
          <CommandKey />
          <input type="hidden" name="intent" value="time-out" />
          <NumberField
            name="minutes"
            label="A time-out counts for"
            unit="minutes"
            whole
            defaultValue={String(timeOutMinutes)}
            errors={answer?.errors.minutes}
          />
          <Submit variant="secondary">Save the minutes</Submit>
        </Form>
      </Section>
      <Section title={`Hours of ${siteName}`}>
        <p>
          A booking outside these hours is asked about, and can be booked anyway.{' '}
          {hours === null ? 'No hours are entered, so nobody is asked about them.' : null}
        </p>
        <Form method="post" className="grid gap-4">
          <CommandKey />
          <input type="hidden" name="intent" value="hours" />
          <TextField
            name="opens"
            label="Opens"
            hint="As 08:00. Leave both empty for no hours."
            defaultValue={hours?.opens ?? ''}
            errors={answer?.errors.opens}
            optional
          />
          <TextField
            name="closes"
            label="Closes"
            hint="As 17:00. Nothing is booked to begin at this time or later."
            defaultValue={hours?.closes ?? ''}
            errors={answer?.errors.closes}
            optional
          />
          <fieldset className="field">
            <legend className="field-label mb-1">Open on</legend>
            <div className="grid gap-2 sm:grid-cols-2">
              {weekdays.map((name, index) => (
                <Checkbox
                  key={name}
                  id={`day-${index + 1}`}
                  name="days"
                  value={String(index + 1)}
                  label={name}
                  defaultChecked={hours === null ? index < 5 : hours.days.includes(index + 1)}
                />
              ))}
            </div>
          </fieldset>
          <NumberField
            name="slotMinutes"
            label="A booking takes"
            hint="Of its room and its clinician: another one within these minutes is asked about."
            unit="minutes"
            whole
            defaultValue={String(rule.slotMinutes)}
            errors={answer?.errors.slotMinutes}
          />
          <Submit variant="secondary">Save the hours</Submit>
        </Form>
      </Section>
    </Page>
  )
}
