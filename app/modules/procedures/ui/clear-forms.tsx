import { Form } from '@remix-run/react'
import { Checkbox, RadioCards } from '~/ui/choice'
import { DateField, NumberField, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import type { Errors } from './step-forms'

/** Where a wristband fails: the patient says name and birth date, and they are typed blind. */
export function SaidForm({ errors }: { errors: Errors }) {
  return (
    <details open={Boolean(errors.saidName ?? errors.saidBirth)}>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">The wristband can’t be read…</summary>
      <Form method="post" className="grid gap-3">
        <CommandKey />
        <input type="hidden" name="intent" value="said" />
        <p className="text-small text-muted">
          Ask “What is your name? When were you born?” and type what the patient says. A chart label doesn’t count.
        </p>
        <TextField
          name="saidName"
          label="Name, as the patient says it"
          autoComplete="off"
          errors={errors.saidName}
          required
        />
        <DateField name="saidBirth" label="Birth date, as the patient says it" errors={errors.saidBirth} required />
        <Submit variant="secondary" data-no-burst>
          Compare
        </Submit>
      </Form>
    </details>
  )
}

/** The weight of today, in the unit of the scale: neither is chosen beforehand. */
export function WeightForm({ errors }: { errors: Errors }) {
  return (
    <Form method="post" className="grid gap-3">
      <CommandKey />
      <input type="hidden" name="intent" value="weigh" />
      <NumberField name="weight" label="Weight today" unit="" errors={errors.weight} required />
      <RadioCards
        name="weightUnit"
        label="The scale shows"
        errors={errors.weightUnit}
        options={[
          { value: 'kg', label: 'kilograms' },
          { value: 'lb', label: 'pounds' },
        ]}
        required
      />
      <Checkbox name="isSo" label="It is so, although it differs from the last weight" />
      <Submit variant="secondary">Record the weight</Submit>
    </Form>
  )
}
