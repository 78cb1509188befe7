import { Form } from '@remix-run/react'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { Checkbox, SelectField } from '~/ui/choice'
import { NumberField, TextField } from '~/ui/field'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { Page } from '~/ui/page'
import { bandChoices } from '../messages'

const labels = {
  name: 'Name',
  manufacturer: 'Manufacturer',
  categoryId: 'Category',
  sizeMicroliters: 'Volume',
  openForHours: 'Good after opening',
  thawedForHours: 'Good after thawing',
}

/** A new product. The form doesn't ask for what follows from the category. */
export function NewProductPage(props: {
  categories: readonly { id: number; name: string; drawnFrom: boolean }[]
  suppliers: readonly { id: number; name: string }[]
  answer?: Said
}) {
  const errors = props.answer?.errors ?? {}
  const wrong = (name: string) => errors[name]
  return (
    <Page
      back={{ to: '/catalog', label: 'Catalog' }}
      question="Which product is new?"
      why="Controlled substances are not kept here."
    >
      <AnswerNotice answer={props.answer} />
      <ErrorSummary errors={errors} labels={labels} />
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <TextField name="name" label="Name, as on its label" required errors={wrong('name')} />
        <TextField name="manufacturer" label="Manufacturer" required errors={wrong('manufacturer')} />
        <SelectField
          name="categoryId"
          label="Category"
          empty="Choose the category"
          required
          options={props.categories.map(({ id, name, drawnFrom }) => ({
            value: String(id),
            label: drawnFrom ? `${name} (drawn from)` : name,
          }))}
          errors={wrong('categoryId')}
        />
        <NumberField
          name="sizeMicroliters"
          label="Volume of one container"
          hint="Needed for whatever is drawn from."
          unit="mL"
          optional
          errors={wrong('sizeMicroliters')}
        />
        <TextField name="strength" label="Strength" optional errors={wrong('strength')} />
        <SelectField
          name="storageBand"
          label="Storage"
          empty="As its category says"
          options={bandChoices}
          errors={wrong('storageBand')}
        />
        <SelectField
          name="supplierId"
          label="Supplier"
          empty="Not named"
          options={props.suppliers.map(({ id, name }) => ({ value: String(id), label: name }))}
          errors={wrong('supplierId')}
        />
        <Checkbox
          name="multiDose"
          label="Multi-dose container"
          detail="Several doses may be drawn, within its time after opening."
        />
        <NumberField
          name="openForHours"
          label="Good after opening"
          unit="hours"
          hint="Empty: 28 days, or as the category says."
          whole
          optional
          errors={wrong('openForHours')}
        />
        <Checkbox name="needsThaw" label="Must be thawed before use" />
        <NumberField
          name="thawedForHours"
          label="Good after thawing, or out of storage"
          unit="hours"
          hint="From the manufacturer's instructions. Empty: not at all."
          whole
          optional
          errors={wrong('thawedForHours')}
        />
        <Submit>Add it</Submit>
      </Form>
    </Page>
  )
}
