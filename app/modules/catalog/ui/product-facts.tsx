import { Form } from '@remix-run/react'
import { Button } from '~/ui/button'
import { NumberField, TextField } from '~/ui/field'
import { Fold } from '~/ui/fold'
import { CommandKey, Submit } from '~/ui/form'
import { Section } from '~/ui/page'
import { StateMark } from '~/ui/state-mark'
import type { ProductView } from './product-page'

const sterileMarks = { yes: ['ready', 'says sterile'], no: ['stop', 'doesn’t say sterile'] } as const

/** Whether the label of what enters a patient says sterile (R57): answered once for the product. */
export function Sterile({ product, mayChange }: Pick<ProductView, 'product' | 'mayChange'>) {
  const answer = product.labeledSterile === 'yes' || product.labeledSterile === 'no' ? product.labeledSterile : null
  const [state, word] = answer === null ? (['not-proven', 'nobody has looked'] as const) : sterileMarks[answer]
  return (
    <Section title="Its label">
      <StateMark state={state} word={word} />
      {mayChange ? (
        <Form method="post" className="actions">
          <CommandKey />
          <input type="hidden" name="intent" value="sterile" />
          <Button type="submit" inline name="answer" value="yes">
            It says sterile
          </Button>
          <Button type="submit" inline name="answer" value="no">
            It doesn’t
          </Button>
        </Form>
      ) : null}
    </Section>
  )
}

/** How long to wait after it was applied, by its label (R58). */
export function Wait({ product, mayChange }: Pick<ProductView, 'product' | 'mayChange'>) {
  const { waitMinutes } = product
  return (
    <Section title="Wait after it is applied">
      <StateMark
        state={waitMinutes === null ? 'not-proven' : 'ready'}
        word={waitMinutes === null ? 'nobody has said what its label says' : `${waitMinutes} min`}
      />
      {mayChange ? (
        <Form method="post" className="grid gap-4">
          <CommandKey />
          <input type="hidden" name="intent" value="wait" />
          <NumberField
            name="minutes"
            label="Minutes to wait, as on the label"
            unit="min"
            whole
            defaultValue={waitMinutes === null ? '' : String(waitMinutes)}
            hint="How long an antiseptic dries, or an anesthetic takes to act. Empty: not known."
          />
          <Submit variant="secondary">Save the wait</Submit>
        </Form>
      ) : null}
    </Section>
  )
}

/** The product's strength with what it was called before, and the correction of it. */
export function Strength({ product, mayChange }: Pick<ProductView, 'product' | 'mayChange'>) {
  if (!mayChange && product.changes.length === 0) return null
  return (
    <Section title="Strength">
      <p className="text-large">{product.strength ?? 'not named'}</p>
      {product.changes.map((change) => (
        <p key={change.id} className="text-muted">
          Until {change.recordedAt.slice(0, 10)}: {change.before ?? 'not named'}. Corrected: {change.reason}
        </p>
      ))}
      {mayChange ? (
        <Fold title="Correct the strength">
          <Form method="post" className="grid gap-4">
            <CommandKey />
            <input type="hidden" name="intent" value="strength" />
            <TextField
              name="strength"
              label="Strength, as on the label"
              hint="Empty: the label names none."
              defaultValue={product.strength ?? ''}
              optional
            />
            <TextField name="reason" label="Why is it corrected?" required />
            <Submit variant="secondary">Correct it</Submit>
          </Form>
        </Fold>
      ) : null}
    </Section>
  )
}
