import { SelectField } from '~/ui/choice'
import { ComboBox } from '~/ui/combo-box'

export type ProductOption = { readonly id: number; readonly name: string; readonly detail: string }
export type PlaceOption = { readonly id: number; readonly name: string; readonly band: string }

/** One product of the catalog, found by typing a part of its name. */
export function ProductField({ products }: { products: readonly ProductOption[] }) {
  return (
    <ComboBox
      name="productId"
      label="Product"
      hint="Type a part of its name."
      required
      options={products.map((product) => ({ value: String(product.id), label: product.name, detail: product.detail }))}
    />
  )
}

/** One place of the site; empty lets the product's storage band decide. */
export function PlaceField(props: {
  places: readonly PlaceOption[]
  label: string
  value?: string
  onChange?: (placeId: string) => void
}) {
  const { places, label, value, onChange } = props
  const control = onChange
    ? { value, onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value) }
    : { defaultValue: value }
  return (
    <SelectField
      {...control}
      name="placeId"
      id={onChange ? 'field-put-into' : undefined}
      label={label}
      empty="Where its storage band asks"
      options={places.map((place) => ({ value: String(place.id), label: `${place.name} · ${place.band}` }))}
    />
  )
}
