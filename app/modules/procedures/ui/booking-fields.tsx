import { Checkbox, RadioCards, SelectField } from '~/ui/choice'
import { DateField, NumberField, TextField } from '~/ui/field'
import { Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import type { Errors } from './step-forms'

export type Choice = { readonly value: string; readonly label: string; readonly detail?: string }

/** What a booking says besides its patient and protocol, as the form's texts. */
export type BookedTexts = {
  readonly scheduledAt: string
  readonly roomPlaceId?: string
  readonly side?: string
  readonly injectionSite?: string
  readonly productId?: string
  readonly dose: string
  readonly anesthesia: string
  readonly clinician: string
  readonly furtherDose: boolean
}

export const bookedLabels = {
  scheduledAt: 'When',
  roomPlaceId: 'Room',
  side: 'Side',
  injectionSite: 'Where',
  productId: 'Product',
  dose: 'Dose',
  anesthesia: 'Anesthesia',
  clinician: 'Clinician',
}

/** The fields of a booking: when, where, what, by whom. Sites are the coded ones, so that bookings can be compared. */
export function BookingFields({
  rooms,
  products,
  sites,
  booked,
  errors,
}: {
  rooms: readonly Choice[]
  products: readonly Choice[]
  sites: readonly Choice[]
  booked: BookedTexts
  errors: Errors
}) {
  return (
    <>
      <DateField
        time
        name="scheduledAt"
        label="When"
        defaultValue={booked.scheduledAt}
        errors={errors.scheduledAt}
        required
      />
      <SelectField
        name="roomPlaceId"
        label="Room"
        options={rooms}
        empty="choose"
        defaultValue={booked.roomPlaceId}
        errors={errors.roomPlaceId}
      />
      <RadioCards
        name="side"
        label="Side"
        options={[
          { value: 'left', label: 'Left' },
          { value: 'right', label: 'Right' },
        ]}
        defaultValue={booked.side}
        errors={errors.side}
        required
      />
      <SelectField
        name="injectionSite"
        label="Where"
        options={sites}
        defaultValue={booked.injectionSite}
        errors={errors.injectionSite}
      />
      <SelectField
        name="productId"
        label="Product"
        options={products}
        empty="choose"
        defaultValue={booked.productId}
        errors={errors.productId}
      />
      <NumberField name="dose" label="Dose" unit="mL" defaultValue={booked.dose} errors={errors.dose} required />
      <RadioCards
        name="anesthesia"
        label="Anesthesia"
        defaultValue={booked.anesthesia}
        options={[
          { value: 'none', label: 'None' },
          { value: 'topical', label: 'Topical', detail: 'acts after 5–15 minutes' },
          { value: 'injectable', label: 'Injectable', detail: 'acts after 2–5 minutes' },
        ]}
        errors={errors.anesthesia}
      />
      <TextField
        name="clinician"
        label="Clinician"
        defaultValue={booked.clinician}
        errors={errors.clinician}
        required
      />
      <Checkbox
        name="furtherDose"
        label="A further dose is intended"
        detail="For a patient who is treated again on that day or within the protocol’s weeks: it is not asked again, here or before the needle."
        defaultChecked={booked.furtherDose}
      />
    </>
  )
}

/** What is asked before the booking stands. The button answers what is shown here and nothing else; the form keeps what was typed. */
export function BookAnyway({
  refusal,
  asks,
  label,
}: {
  refusal: string | null
  asks: readonly string[]
  label: string
}) {
  if (refusal === null) return null
  if (asks.length === 0) return <Notice kind="refused" title={refusal} />
  return (
    <Notice
      kind="question"
      title={refusal}
      action={
        <Submit variant="secondary" name="although" value={asks.join(',')} data-no-burst>
          {label}
        </Submit>
      }
    >
      Correct it above, or go on as it is.
    </Notice>
  )
}
