import { useNavigation } from '@remix-run/react'
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from './button'
import { fieldId } from './field'
import { keptEvent, newKey } from './key'
import { StateShape } from './state-mark'

/** As much of a Remix fetcher as a form needs to know. */
type Sending = { state: 'idle' | 'loading' | 'submitting'; formData?: FormData }

/** The hidden key of the command that this form sends: it stays the same while a submission is on its way, so that one sent twice counts once, and is new after each answer, refusals included. A `fetcher` is named where the form is the fetcher's. */
export function CommandKey({ fetcher, name = 'commandKey' }: { fetcher?: Sending; name?: string }) {
  const navigation = useNavigation()
  const [key, setKey] = useState(newKey)
  const sent = useRef(false)
  const state = (fetcher ?? navigation).state
  useEffect(() => {
    if (state === 'submitting') sent.current = true
    if (state !== 'idle' || !sent.current) return
    sent.current = false
    setKey(newKey())
  }, [state])
  useEffect(() => {
    const kept = () => setKey(newKey())
    addEventListener(keptEvent, kept)
    return () => removeEventListener(keptEvent, kept)
  }, [])
  // The server's key serves until the script is there; then the browser's takes its place, and React need not be told of the difference.
  return <input type="hidden" name={name} value={key} autoComplete="off" suppressHydrationWarning />
}

/**
 * The button that sends the form, primary by default. It shows by itself that the form is on its way. With `name` and
 * `value` it can tell its own submission from its neighbors'.
 */
export function Submit({
  variant = 'primary',
  fetcher,
  name,
  value,
  busy,
  ...rest
}: { fetcher?: Sending; value?: string } & Omit<ComponentProps<typeof Button>, 'type' | 'value'>) {
  const navigation = useNavigation()
  const sending = fetcher ?? navigation
  const mine = sending.state !== 'idle' && sending.formData && (!name || sending.formData.get(name) === (value ?? ''))
  return <Button {...rest} type="submit" variant={variant} name={name} value={value} busy={busy || Boolean(mine)} />
}

/** A row of buttons: below each other on a phone, beside each other on a desktop. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>
}

/**
 * Everything that is wrong with a form, listed at its top, each entry a link to its field. `labels` names the fields;
 * errors under an unknown or empty name belong to the form.
 */
export function ErrorSummary({
  errors,
  labels = {},
}: {
  errors?: Readonly<Record<string, readonly string[] | null | undefined>> | null
  labels?: Readonly<Record<string, string>>
}) {
  const found = Object.entries(errors ?? {}).filter(([, sentences]) => sentences?.length)
  if (found.length === 0) return null
  return (
    <div className="notice notice-refused" role="alert">
      <StateShape state="stop" />
      <div className="notice-body">
        <p className="notice-title">
          {found.length === 1 ? 'One thing to correct' : `${found.length} things to correct`}
        </p>
        <ul>
          {found.map(([name, sentences]) => (
            <li key={name}>
              {labels[name] ? (
                <a className="inline-flex min-h-8 items-center" href={`#${fieldId(name)}`}>
                  {labels[name]}: {sentences?.join(' ')}
                </a>
              ) : (
                sentences?.join(' ')
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
