import { Form } from '@remix-run/react'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Panel, Section } from '~/ui/page'
import type { FollowUpView } from '../queries/page.server'

/** What the record of a procedure still leaves to be done, each with its form for whom it waits. */
export function FollowUps({ followUps }: { followUps: readonly FollowUpView[] }) {
  if (followUps.length === 0) return null
  return (
    <Section title="Still to do" count={followUps.length}>
      {followUps.map(({ taskId, text, whose, mine }) => (
        <Panel key={taskId} state="check" title={text}>
          <p>{whose}</p>
          {mine ? (
            <Form method="post" className="grid gap-4">
              <CommandKey />
              <input type="hidden" name="intent" value="follow-up" />
              <input type="hidden" name="taskId" value={taskId} />
              <TextField id={`follow-up-${taskId}`} name="note" label="What was done" required />
              <Submit variant="secondary">Done</Submit>
            </Form>
          ) : null}
        </Panel>
      ))}
    </Section>
  )
}
