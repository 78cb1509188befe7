import { type ReactNode, useState } from 'react'
import { bandChoices, schemeName } from '~/modules/catalog/messages'
import { Button } from '~/ui/button'
import { Checkbox, SelectField } from '~/ui/choice'
import { Code } from '~/ui/code'
import { NumberField, TextField } from '~/ui/field'
import { Facts } from '~/ui/page'
import type { ReceivingRefusal } from '../types'
import { ProductField } from './pickers'
import type { Choices } from './question-card'

type Unknown = Extract<ReceivingRefusal, { code: 'CODE_UNKNOWN' }>

function NewProductFields({ categories }: { categories: Choices['categories'] }) {
  const [categoryId, setCategory] = useState('')
  const drawn = categories.find((category) => String(category.id) === categoryId)?.drawnFrom ?? false
  return (
    <>
      <TextField name="name" label="Name, as on its label" required />
      <TextField name="manufacturer" label="Manufacturer" required />
      <SelectField
        name="categoryId"
        label="Category"
        empty="Choose the category"
        required
        value={categoryId}
        onChange={(event) => setCategory(event.currentTarget.value)}
        options={categories.map((category) => ({ value: String(category.id), label: category.name }))}
      />
      <NumberField
        name="sizeMicroliters"
        label={drawn ? 'Volume of one container' : 'Volume, if it has one'}
        unit="mL"
        required={drawn}
        optional={!drawn}
      />
      <TextField name="strength" label="Strength" optional />
      <SelectField name="storageBand" label="Storage" empty="As its category says" options={bandChoices} />
    </>
  )
}

/** An unknown code: link it to a product that is there, or make one, without leaving the page (R8). */
export function LinkQuestion(props: {
  refusal: Unknown
  choices: Choices
  answer: (intent: string, label: string, fields: ReactNode) => ReactNode
}) {
  const { refusal, choices, answer } = props
  const [making, setMaking] = useState(choices.products.length === 0)
  const [code] = refusal.codes
  if (!code) return null
  const shared = (
    <>
      <input type="hidden" name="scheme" value={code.scheme} />
      <input type="hidden" name="code" value={code.code} />
      <NumberField
        name="packageQuantity"
        label="Containers in one package with this code"
        hint="A carton of ten counts ten."
        whole
        required
        defaultValue="1"
      />
      <Checkbox
        name="also"
        label="Also link it where another product has it"
        detail="Then each scan of it asks which one it is."
      />
    </>
  )
  return (
    <div className="grid gap-4">
      <Facts
        facts={[
          ['Kind of code', schemeName(code.scheme)],
          ['Lot', refusal.lot ? <Code key="lot">{refusal.lot}</Code> : null],
          ['Expiry', refusal.expiry],
        ]}
      />
      <fieldset className="flex flex-wrap gap-2" aria-label="How to name the product">
        <Button inline variant={making ? 'quiet' : 'secondary'} aria-pressed={!making} onClick={() => setMaking(false)}>
          It is in the catalog
        </Button>
        <Button inline variant={making ? 'secondary' : 'quiet'} aria-pressed={making} onClick={() => setMaking(true)}>
          It is new
        </Button>
      </fieldset>
      {making
        ? answer(
            'create',
            'Make the product and receive',
            <>
              <NewProductFields categories={choices.categories} />
              {shared}
            </>,
          )
        : answer(
            'link',
            'Link it and receive',
            <>
              <ProductField products={choices.products} />
              {shared}
            </>,
          )}
    </div>
  )
}
