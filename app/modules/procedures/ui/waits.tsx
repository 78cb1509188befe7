import { Form } from '@remix-run/react'
import { DateField, TextField } from '~/ui/field'
import { Fold } from '~/ui/fold'
import { CommandKey, Submit } from '~/ui/form'
import { Panel, Section } from '~/ui/page'
import { clock } from '~/ui/time'
import { waitName } from '../messages'
import type { ProcedurePageView } from '../queries/page.server'
import { minutesText, useTicking } from './since'
import type { Errors } from './step-forms'

type WaitView = ProcedurePageView['waits'][number]

const named = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The rest of a wait. The browser counts it down; the server decides. */
function Rest({ until, now }: { until: string; now: string }) {
  const left = Math.max(0, Math.ceil((Date.parse(until) - useTicking(now)) / 1_000))
  return (
    <p className="text-title font-bold tabular-nums" role="timer">
      {left > 0 ? `${minutesText(left)} to wait` : 'The wait is over'}
    </p>
  )
}

function CorrectTime({ wait, errors }: { wait: WaitView; errors: Errors }) {
  if (wait.applied === null) return null
  return (
    <Fold title="Wrong time…">
      <Form method="post" className="grid gap-3">
        <CommandKey />
        <input type="hidden" name="intent" value="applied" />
        <input type="hidden" name="what" value={wait.what} />
        <input type="hidden" name="corrects" value={wait.applied.eventId} />
        <DateField
          time
          name="appliedAt"
          label="Applied at"
          defaultValue={wait.typed ?? undefined}
          errors={errors.appliedAt}
          required
        />
        <TextField name="appliedWhy" label="Why is it corrected?" errors={errors.appliedWhy} required />
        <Submit variant="secondary">Correct the time</Submit>
      </Form>
    </Fold>
  )
}

/** A wait: one tap when it is applied, then the time that is left. */
function OneWait({ wait, page, errors }: { wait: WaitView; page: ProcedurePageView; errors: Errors }) {
  const { applied, until, minutes, isKnown } = wait
  const over = until !== null && until <= page.now
  return (
    <Panel
      state={over ? 'ready' : applied ? 'check' : 'not-proven'}
      title={`${named(waitName(wait.what))}${wait.product ? `: ${wait.product}` : ''}`}
    >
      {applied && until ? (
        <>
          <Rest until={until} now={page.now} />
          <p className="text-muted">
            Applied {clock(applied.at, page.head.zone)}, recorded by {wait.who}; {applied.minutes} min, until{' '}
            {clock(until, page.head.zone)}.
          </p>
        </>
      ) : (
        <p className="text-muted">
          {minutes} min from when it is applied,{' '}
          {isKnown ? 'by its label.' : 'since nobody has said what its label says.'}
        </p>
      )}
      <Form method="post">
        <CommandKey />
        <input type="hidden" name="intent" value="applied" />
        <Submit variant={applied ? 'quiet' : 'secondary'} name="what" value={wait.what} data-no-burst>
          {applied ? 'Applied again now' : 'Applied now'}
        </Submit>
      </Form>
      <CorrectTime wait={wait} errors={errors} />
    </Panel>
  )
}

/** What is waited for before the needle: the antiseptic to dry, the anesthetic to act (R58). */
export function Waits({ page, errors }: { page: ProcedurePageView; errors: Errors }) {
  if (page.waits.length === 0) return null
  return (
    <Section title="Waits before the needle">
      {page.waits.map((wait) => (
        <OneWait key={wait.what} wait={wait} page={page} errors={errors} />
      ))}
    </Section>
  )
}
