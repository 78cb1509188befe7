import { Form } from '@remix-run/react'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { Panel, Section } from '~/ui/page'
import { instant } from '~/ui/time'

type Review = { readonly taskId: number; readonly procedureId: number; readonly since: string }

/** Containers for one patient that two patients' records name: both procedures wait here until a person says what came of it. */
export function SharedReviews({
  reviews,
  zone,
  mayOpen,
  mayEnd,
}: {
  reviews: readonly Review[]
  zone: string
  mayOpen: boolean
  mayEnd: boolean
}) {
  if (reviews.length === 0) return null
  return (
    <Section title="One container, two patients" count={reviews.length}>
      {reviews.map(({ taskId, procedureId, since }) => (
        <Panel
          key={taskId}
          state="stop"
          title={`Procedure ${procedureId}: its container is in another patient’s record`}
        >
          <p>
            Recorded {instant(since, zone)}. A single-dose container is for one patient: find out which record is right,
            undo the wrong one, and tell the clinician of both patients.
          </p>
          {mayOpen ? (
            <p>
              <A to={`/procedures/${procedureId}`}>Open the procedure</A>
            </p>
          ) : null}
          {mayEnd ? (
            <Form method="post" className="grid gap-4">
              <CommandKey />
              <input type="hidden" name="intent" value="end-shared" />
              <input type="hidden" name="taskId" value={taskId} />
              <TextField id={`shared-${taskId}`} name="note" label="What came of it" required />
              <Submit>End this review</Submit>
            </Form>
          ) : null}
        </Panel>
      ))}
    </Section>
  )
}
