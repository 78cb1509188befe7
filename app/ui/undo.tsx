import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { CommandKey, Submit } from './form'
import { StateShape } from './state-mark'

/**
 * What was done, with the form that undoes it. `fields` are posted unchanged to `action` (this page, if not given),
 * with a command key.
 */
export function Undo({
  title,
  children,
  action,
  fields,
  label = 'Undo',
}: {
  title: ReactNode
  children?: ReactNode
  action?: string
  fields: Readonly<Record<string, string | number>>
  label?: string
}) {
  return (
    <div className="notice notice-good" role="status">
      <StateShape state="ready" />
      <div className="notice-body flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="notice-title">{title}</p>
          {children}
        </div>
        <Form method="post" action={action} className="undo">
          <CommandKey />
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Submit variant="secondary" icon="undo" inline>
            {label}
          </Submit>
        </Form>
      </div>
    </div>
  )
}
