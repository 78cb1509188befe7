import { Form } from '@remix-run/react'
import { useState } from 'react'
import { Checkbox } from '~/ui/choice'
import { DateField, NumberField, TextArea, TextField } from '~/ui/field'
import { Fold } from '~/ui/fold'
import { Submit } from '~/ui/form'
import { newKey } from '~/ui/key'
import { ProductField, type ProductOption } from './pickers'

/** A line without a barcode: typed from the label, received or turned away by the same rules. */
export function TypedLine({
  products,
  placeId,
  answered,
}: {
  products: readonly ProductOption[]
  placeId: string
  answered: number
}) {
  const [first] = useState(newKey)
  // Each answer gives the form a new key, so that the next line isn't mistaken for a repeat of the last.
  const [keys, setKeys] = useState({ answered, key: first })
  if (keys.answered !== answered) setKeys({ answered, key: newKey() })
  return (
    <Fold title="No barcode? Type the line, or turn goods away">
      <Form method="post" className="grid gap-5" key={keys.key}>
        <input type="hidden" name="intent" value="typed" />
        <input type="hidden" name="scanId" value={keys.key} autoComplete="off" suppressHydrationWarning />
        <input type="hidden" name="placeId" value={placeId} />
        <ProductField products={products} />
        <TextField name="lot" id="typed-lot" label="Lot, as printed" code />
        <DateField name="expiry" id="typed-expiry" label="Expiry, as printed" />
        <Checkbox name="noExpiry" id="typed-no-expiry" label="No expiry is printed" />
        <TextField name="donor" id="typed-donor" label="Donor or donation number" code optional />
        <NumberField name="packages" id="typed-packages" label="How many containers" whole defaultValue="1" />
        <Checkbox name="otherBox" id="typed-other-box" label="It came in another box than the measured one" />
        <TextArea
          name="reject"
          id="typed-reject"
          label="Turned away, because"
          hint="Only for goods that go back at the door: recorded, not put on the shelf."
          optional
          rows={2}
        />
        <Submit>Receive this line</Submit>
      </Form>
    </Fold>
  )
}
