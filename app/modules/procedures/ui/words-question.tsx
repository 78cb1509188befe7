import { Form } from '@remix-run/react'
import { Button } from '~/ui/button'
import { Checkbox } from '~/ui/choice'
import { TextField } from '~/ui/field'
import { CommandKey } from '~/ui/form'
import type { FindingView } from '../queries/readiness-page.server'

/**
 * Whether an allergy in words matters for what is kept: for none of these products, or for those that are ticked. Two buttons,
 * so that nobody says "none" by forgetting a tick.
 */
export function WordsQuestion({ id, words }: { id: string; words: NonNullable<FindingView['words']> }) {
  return (
    <Form method="post" className="mt-2 grid gap-3">
      <CommandKey />
      <input type="hidden" name="intent" value="answer-words" />
      <input type="hidden" name="allergyId" value={words.allergyId} />
      <fieldset className="grid gap-1">
        <legend className="font-bold">It matters for:</legend>
        {words.products.map(({ productId, name }) => (
          <div key={productId}>
            <input type="hidden" name="asked" value={productId} />
            <Checkbox name="ticked" id={`${id}-${productId}`} value={String(productId)} label={name} />
          </div>
        ))}
      </fieldset>
      <TextField id={`${id}-reason`} name="reason" label="How do you know?" optional />
      <div className="actions">
        <Button type="submit" name="answer" value="ticked" inline>
          It matters for what is ticked
        </Button>
        {/* Last: the Enter key presses a form's first button, and must never say "none". */}
        <Button type="submit" name="answer" value="none" inline>
          It matters for none of these
        </Button>
      </div>
    </Form>
  )
}
