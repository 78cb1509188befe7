import { Form } from '@remix-run/react'
import { TextArea, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'

/** A clinician answers by name why it is right to go on although the screening said yes. */
export function ScreeningAnswer({ id, question }: { id: string; question: string }) {
  return (
    <Form method="post" className="mt-2 grid gap-3">
      <CommandKey />
      <input type="hidden" name="intent" value="answer-screening" />
      <input type="hidden" name="question" value={question} />
      <TextArea id={`${id}-reason`} name="reason" label="Why is it right to go on?" rows={2} required />
      <TextField id={`${id}-name`} name="signedName" label="Your name" required />
      <Submit variant="secondary">Answer it</Submit>
    </Form>
  )
}
