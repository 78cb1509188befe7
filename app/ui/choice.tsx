import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes } from 'react'
import { described, Field, FieldError, type FieldProps, fieldId } from './field'
import { type State, StateShape } from './state-mark'

type Option = { value: string; label: string }

/** Choose one of several, with the browser's own select. `empty` is the text while nothing is chosen. */
export function SelectField({
  name,
  label,
  hint,
  errors,
  id = fieldId(name),
  options,
  empty,
  optional,
  ...rest
}: FieldProps & { options: readonly Option[]; empty?: string; optional?: boolean } & Omit<
    SelectHTMLAttributes<HTMLSelectElement>,
    'name'
  >) {
  return (
    <Field id={id} label={label} hint={hint} errors={errors} optional={optional}>
      <select {...rest} {...described(id, hint, errors)} id={id} name={name} className="input">
        {empty === undefined ? null : <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** Choose one of a few, each a card that a gloved finger can't miss. A state shows its shape on the card. */
export function RadioCards({
  name,
  label,
  hint,
  errors,
  id = fieldId(name),
  options,
  defaultValue,
  required,
}: FieldProps & {
  options: readonly (Option & { detail?: ReactNode; state?: State; disabled?: boolean })[]
  defaultValue?: string
  required?: boolean
}) {
  return (
    <fieldset
      className="field"
      id={id}
      tabIndex={-1}
      aria-describedby={described(id, hint, errors)['aria-describedby']}
    >
      <legend className="field-label mb-1">{label}</legend>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <div className="choice-cards">
        {options.map((option) => (
          <label key={option.value} className="choice-card">
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              required={required}
              disabled={option.disabled}
            />
            <span>
              <span className="block font-bold">{option.label}</span>
              {option.detail ? <span className="field-hint block">{option.detail}</span> : null}
            </span>
            {option.state ? (
              <span className={`is-${option.state}`}>
                <StateShape state={option.state} />
              </span>
            ) : null}
          </label>
        ))}
      </div>
      <FieldError id={id} errors={errors} />
    </fieldset>
  )
}

/** Yes or no; posts `on` (or `value`) when ticked and nothing when not. */
export function Checkbox({
  name,
  label,
  detail,
  errors,
  id = fieldId(name),
  ...rest
}: Omit<FieldProps, 'hint'> & { detail?: ReactNode } & Omit<InputHTMLAttributes<HTMLInputElement>, 'name'>) {
  return (
    <div className="field">
      <label className="check">
        <input {...rest} {...described(id, detail, errors)} type="checkbox" id={id} name={name} />
        <span>
          <span className="block font-bold">{label}</span>
          {detail ? (
            <span className="field-hint block" id={`${id}-hint`}>
              {detail}
            </span>
          ) : null}
        </span>
      </label>
      <FieldError id={id} errors={errors} />
    </div>
  )
}
