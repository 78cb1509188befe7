import { Form } from '@remix-run/react'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { Checkbox, RadioCards, SelectField } from '~/ui/choice'
import { DateField, NumberField, TextField } from '~/ui/field'
import { Fold } from '~/ui/fold'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { Page } from '~/ui/page'
import { conditionChoices } from '../messages'

const labels = {
  supplierId: 'Supplier',
  arrivedAt: 'Arrived',
  shipperCondition: 'Shipper',
  seal: 'Seal',
  arrival: 'Temperature',
}

const choices = { supplier: 'Choose the supplier', condition: conditionChoices }

/** How the shipper arrived, which decides later whether its goods may be used (R8, R9). */
export function NewDeliveryPage(props: {
  suppliers: readonly { id: number; name: string }[]
  now: string
  /** The unit in which this clinic's people typed last. */
  unit: 'C' | 'F'
  answer?: Said
}) {
  const found = props.answer?.errors ?? {}
  const errors = (name: string) => found[name]
  return (
    <Page
      back={{ to: '/receiving', label: 'Receiving' }}
      question="How did it arrive?"
      why="Goods that came warm, damaged or with a broken seal are received on hold."
    >
      <AnswerNotice answer={props.answer} />
      <ErrorSummary errors={found} labels={labels} />
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <SelectField
          name="supplierId"
          label="Supplier"
          empty={choices.supplier}
          options={props.suppliers.map((supplier) => ({ value: String(supplier.id), label: supplier.name }))}
          errors={errors('supplierId')}
        />
        <TextField name="newSupplier" label="Or a new supplier" optional errors={errors('newSupplier')} />
        <DateField
          name="arrivedAt"
          label="Arrived"
          time
          required
          defaultValue={props.now}
          errors={errors('arrivedAt')}
        />
        <div className="grid gap-5 sm:grid-cols-[1fr_auto]">
          <NumberField
            name="arrival"
            label="Temperature on arrival"
            hint="From the logger or the thermometer in the shipper. A minus sign for cold."
            errors={errors('arrival')}
            large
          />
          <SelectField
            name="unit"
            label="Unit"
            defaultValue={props.unit}
            options={[
              { value: 'C', label: '°C' },
              { value: 'F', label: '°F' },
            ]}
          />
        </div>
        <Checkbox name="dryIcePresent" label="Dry ice is still there" detail="Counts for deep-frozen goods only." />
        <RadioCards
          name="seal"
          label="Seal of the shipper"
          required
          defaultValue="intact"
          options={[
            { value: 'intact', label: 'Intact' },
            { value: 'broken', label: 'Broken or missing', detail: 'What is in it goes on hold.', state: 'hold' },
          ]}
          errors={errors('seal')}
        />
        <SelectField
          name="shipperCondition"
          label="Shipper"
          defaultValue="good"
          options={choices.condition}
          errors={errors('shipperCondition')}
        />
        <Fold title="Papers: order, packing slip, carrier">
          <div className="grid gap-5">
            <TextField name="orderNumber" label="Order number" code optional errors={errors('orderNumber')} />
            <TextField name="packingSlip" label="Packing slip" code optional errors={errors('packingSlip')} />
            <TextField name="carrier" label="Carrier" optional errors={errors('carrier')} />
          </div>
        </Fold>
        <Submit>Open it and scan</Submit>
      </Form>
    </Page>
  )
}
