import { Form } from '@remix-run/react'
import { useRef } from 'react'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'
import { Actions, CommandKey, Submit } from '~/ui/form'
import { questionValue } from '../schema'

const form = 'answer-many'

/** The tick of one question: which of them the answer for several is about. */
export function Tick({
  question,
  lotId,
  text,
  label,
}: {
  question: string
  lotId: number
  text: string
  label: string
}) {
  return (
    <label className="check">
      <input type="checkbox" form={form} name="asked" value={questionValue(question, lotId, text)} aria-label={label} />
      <span>For the answer below</span>
    </label>
  )
}

/** One answer for the ticked questions: their lots are held, or free with the reason that holds for all of them. */
export function AnswerMany({ many }: { many: number }) {
  const ref = useRef<HTMLFormElement>(null)
  const tickAll = () => {
    for (const box of ref.current?.elements ?? [])
      if (box instanceof HTMLInputElement && box.type === 'checkbox') box.checked = true
  }
  return (
    <Form method="post" id={form} ref={ref} className="grid gap-4" aria-label="One answer for several">
      <CommandKey />
      <input type="hidden" name="intent" value="answer-many" />
      <Button type="button" variant="quiet" inline onClick={tickAll}>
        Tick all {many}
      </Button>
      <TextField name="note" id="note-many" label="Who said so, and what (where they are not covered)" />
      <Actions>
        <Submit name="covered" value="no" variant="secondary">
          None of the ticked is covered
        </Submit>
        <Submit name="covered" value="yes" variant="danger">
          All ticked are covered: hold them
        </Submit>
      </Actions>
    </Form>
  )
}
