import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react'
import { StateShape } from './state-mark'

/** What every field has: a label above, a hint, and the errors of the form library under its own name. */
export type FieldProps = {
  name: string
  label: ReactNode
  hint?: ReactNode
  errors?: readonly string[] | null
  id?: string
}

/** The id of the control of a field, where the page gives none: an error summary links to it. */
export function fieldId(name: string): string {
  return `field-${name}`
}

/** What ties a control to its hint and error. `errors` counts when it has a sentence in it. */
export function described(id: string, hint: ReactNode, errors?: readonly string[] | null) {
  const wrong = Boolean(errors?.length)
  const ids = `${hint ? `${id}-hint` : ''} ${wrong ? `${id}-error` : ''}`.trim()
  return { 'aria-describedby': ids || undefined, 'aria-invalid': wrong || undefined }
}

/** The sentence under a control that says what is wrong with it. */
export function FieldError({ id, errors }: { id: string; errors?: readonly string[] | null }) {
  if (!errors?.length) return null
  return (
    <p className="field-error" id={`${id}-error`}>
      <StateShape state="stop" />
      <span>{errors.join(' ')}</span>
    </p>
  )
}

/** Label, hint and error around one control with the given `id`. */
export function Field({
  id,
  label,
  hint,
  errors,
  optional,
  children,
}: Omit<FieldProps, 'name'> & { id: string; optional?: boolean; children: ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {optional ? <span className="field-optional"> (if known)</span> : null}
      </label>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {children}
      <FieldError id={id} errors={errors} />
    </div>
  )
}

type Input = InputHTMLAttributes<HTMLInputElement>
type Looks = { large?: boolean; code?: boolean; optional?: boolean }

function inputClass(large?: boolean, code?: boolean): string {
  return `input${large ? ' input-large' : ''}${code ? ' input-code' : ''}`
}

/** One line of text. `code` for lot and serial numbers: Mono, no correction, no capitals of the keyboard's own. */
export function TextField({
  name,
  label,
  hint,
  errors,
  id = fieldId(name),
  large,
  code,
  optional,
  ...rest
}: FieldProps & Looks & Omit<Input, 'name'>) {
  const plain = code ? { autoComplete: 'off', autoCapitalize: 'characters', autoCorrect: 'off', spellCheck: false } : {}
  return (
    <Field id={id} label={label} hint={hint} errors={errors} optional={optional}>
      <input
        type="text"
        {...plain}
        {...rest}
        {...described(id, hint, errors)}
        id={id}
        name={name}
        className={inputClass(large, code)}
      />
    </Field>
  )
}

/**
 * A number, posted as typed: a text input with the number keys, since `type=number` drops what it can't read and
 * changes with the mouse wheel. `unit` is shown next to it.
 */
export function NumberField({
  name,
  label,
  hint,
  errors,
  id = fieldId(name),
  large,
  optional,
  unit,
  whole,
  ...rest
}: FieldProps & Looks & { unit?: string; whole?: boolean } & Omit<Input, 'name'>) {
  const input = (
    <input
      autoComplete="off"
      {...rest}
      {...described(id, hint, errors)}
      type="text"
      inputMode={whole ? 'numeric' : 'decimal'}
      id={id}
      name={name}
      className={inputClass(large)}
    />
  )
  return (
    <Field id={id} label={label} hint={hint} errors={errors} optional={optional}>
      <div className="input-unit">
        {input}
        {unit ? <span className="font-bold">{unit}</span> : null}
      </div>
    </Field>
  )
}

/** A day (`YYYY-MM-DD`), or with `time` a day and a clock time (`YYYY-MM-DDTHH:MM`) in the site's time zone, by the browser's own picker. */
export function DateField({
  name,
  label,
  hint,
  errors,
  id = fieldId(name),
  large,
  optional,
  time,
  ...rest
}: FieldProps & Looks & { time?: boolean } & Omit<Input, 'name'>) {
  return (
    <Field id={id} label={label} hint={hint} errors={errors} optional={optional}>
      <input
        {...rest}
        {...described(id, hint, errors)}
        type={time ? 'datetime-local' : 'date'}
        id={id}
        name={name}
        className={`${inputClass(large)} max-w-64`}
      />
    </Field>
  )
}

/** Several lines of text. */
export function TextArea({
  name,
  label,
  hint,
  errors,
  id = fieldId(name),
  optional,
  rows = 3,
  ...rest
}: FieldProps & { optional?: boolean } & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'name'>) {
  return (
    <Field id={id} label={label} hint={hint} errors={errors} optional={optional}>
      <textarea {...rest} {...described(id, hint, errors)} id={id} name={name} rows={rows} className="input" />
    </Field>
  )
}
