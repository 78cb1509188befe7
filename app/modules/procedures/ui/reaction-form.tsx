import { Form } from '@remix-run/react'
import { Checkbox, RadioCards, SelectField } from '~/ui/choice'
import { DateField, TextArea } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { clock } from '~/ui/time'
import type { ProcedurePageView } from '../queries/page.server'
import type { Errors } from './step-forms'

/** The reactions of a procedure, and the form for one more: there at any minute. */
export function Reactions({ page, errors }: { page: ProcedurePageView; errors: Errors }) {
  return (
    <>
      {page.reactions.map(({ reaction, at, notes }) => (
        <Notice
          key={`${at} ${reaction} ${notes}`}
          kind={reaction === 'severe' ? 'hold' : 'info'}
          title={`${reaction === 'severe' ? 'Severe' : 'Mild'} reaction, ${clock(at, page.head.zone)}`}
        >
          {notes}
        </Notice>
      ))}
      <details>
        <summary className="min-h-12 cursor-pointer py-3 font-bold">A reaction…</summary>
        <ReactionForm errors={errors} />
      </details>
    </>
  )
}

/** One reaction: how severe is all that is asked. */
export function ReactionForm({ errors }: { errors: Errors }) {
  return (
    <Form method="post" className="grid gap-4">
      <CommandKey />
      <input type="hidden" name="intent" value="reaction" />
      <RadioCards
        name="severity"
        label="How severe"
        errors={errors.severity}
        options={[
          { value: 'mild', label: 'Mild' },
          { value: 'severe', label: 'Severe', detail: 'Holds the lot for review', state: 'stop' },
        ]}
        required
      />
      <SelectField
        name="sort"
        label="What it looks like"
        empty="not said"
        options={[
          { value: 'allergic', label: 'Allergic' },
          { value: 'toxicity', label: 'Anesthetic toxicity: observe 2 hours' },
          { value: 'infection', label: 'Infection: holds the lot' },
          { value: 'other', label: 'Something else' },
        ]}
      />
      <Checkbox
        name="mayBeProduct"
        label="The product may have caused it"
        detail="Holds its lot and donor for review."
      />
      <TextArea name="seen" label="What you see" errors={errors.seen} rows={2} optional />
      <DateField time name="seenAt" label="When" hint="Empty: now" errors={errors.seenAt} optional />
      <Submit variant="secondary" data-no-burst>
        Record the reaction
      </Submit>
    </Form>
  )
}
