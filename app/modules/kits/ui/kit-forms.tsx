import { Form } from '@remix-run/react'
import { productLot } from '~/modules/stock/rules/lot-key'
import { seenText } from '~/modules/stock/schema'
import type { Said } from '~/ui/answer-notice'
import { NumberField, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'

export type KitUnit = {
  readonly unitId: number
  readonly productName: string
  readonly lotNumber: string
  readonly expiry: string | null
  readonly pieces: number
  /** In base units, and its newest posting there: what a count is compared with. */
  readonly quantity: number
  readonly postingId: number
}

type Errors = Said['errors']

/**
 * The full count: a number for each thing that should be in the kit, and the new seal. It is a blind count, so the
 * ledger's figure isn't shown.
 */
export function CountForm({ units, errors, open }: { units: readonly KitUnit[]; errors: Errors; open: boolean }) {
  return (
    <details open={open}>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">Count the kit and close it with a new seal</summary>
      <Form method="post" className="grid gap-4">
        <CommandKey />
        <input type="hidden" name="intent" value="count" />
        <input
          type="hidden"
          name="seen"
          value={seenText(units.map(({ unitId, ...unit }) => ({ id: unitId, ...unit })))}
        />
        {units.map((unit) => (
          <NumberField
            key={unit.unitId}
            name={`counts.${unit.unitId}`}
            id={`count-${unit.unitId}`}
            label={`${productLot(unit.productName, unit.lotNumber)}`}
            hint={`expires ${unit.expiry ?? 'not known'}`}
            whole
            required
            errors={errors[`counts.${unit.unitId}`] ?? []}
          />
        ))}
        <TextField name="newSeal" label="Number of the new seal" code required errors={errors.newSeal ?? []} />
        <TextField name="note" label="Note" optional errors={errors.note ?? []} />
        <Submit variant="secondary">Counted and sealed</Submit>
      </Form>
    </details>
  )
}

/** The seal was broken, for an emergency or a refill. */
export function BreakForm({ errors }: { errors: Errors }) {
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">The seal was broken</summary>
      <Form method="post" className="grid gap-4">
        <CommandKey />
        <input type="hidden" name="intent" value="break" />
        <TextField name="reason" label="Why" required errors={errors.reason ?? []} />
        <Submit variant="danger">Record the broken seal</Submit>
      </Form>
    </details>
  )
}
