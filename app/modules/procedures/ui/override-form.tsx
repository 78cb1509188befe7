import { Form } from '@remix-run/react'
import { TextArea } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import type { FindingView } from '../queries/readiness-page.server'
import type { Errors } from './step-forms'

type Overridable = Pick<FindingView, 'key' | 'override' | 'overrider'>

/** Going on over one finding: at its end, closed, and never without a reason. Who may not is told who may. */
export function Override({ finding, errors, drawn }: { finding: Overridable; errors: Errors; drawn?: string }) {
  if (finding.override === null)
    return finding.overrider === null ? null : (
      <p className="text-small text-muted">Only {finding.overrider} may override this.</p>
    )
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 text-small">Override this finding…</summary>
      <Form method="post" className="grid gap-3">
        <CommandKey />
        <input type="hidden" name="intent" value="override" />
        <input type="hidden" name="code" value={finding.override.code} />
        <input type="hidden" name="subject" value={finding.override.subject} />
        <input type="hidden" name="fingerprint" value={finding.override.fingerprint} />
        {drawn === undefined ? null : <input type="hidden" name="drawn" value={drawn} />}
        <TextArea
          id={`override-${finding.key}`}
          name="reason"
          label="Why is it safe to go on?"
          hint="It covers this finding as it is now, for this patient, until the end of the booking’s day. It stays in view with your name."
          errors={errors.reason}
          rows={2}
          required
        />
        <Submit variant="danger" data-no-burst>
          Override this finding
        </Submit>
      </Form>
    </details>
  )
}
