import { Form } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { SelectField } from '~/ui/choice'
import { Code } from '~/ui/code'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Panel } from '~/ui/page'
import { instant } from '~/ui/time'
import { conclusionChoices, recordChoices, recordLabel } from '../messages'
import { missingRecords } from '../rules/records'

type LotRecordRow = { id: number; kind: string; reference: string; receivedAt: string }

/** Somebody has read the records: which lot they name, and what they conclude. */
function ConfirmRecords() {
  return (
    <Form method="post" className="mt-3 grid gap-4">
      <CommandKey />
      <input type="hidden" name="intent" value="confirm-records" />
      <TextField
        name="named"
        label="Lot or donor that the records name"
        hint="As printed on each of them."
        code
        required
      />
      <SelectField
        name="conclusion"
        label="What they conclude"
        empty="Choose what you read"
        required
        options={conclusionChoices}
      />
      <Submit name="sent" value="confirm-records">
        Confirm what they say
      </Submit>
    </Form>
  )
}

/**
 * The accompanying records of a lot: what is there, what is missing, and the form that attaches one, with its answer
 * (R10).
 */
export function LotRecords({
  category,
  records,
  zone,
  mayAttach,
  waiting,
  answer,
}: {
  category: { needsRecords: boolean; needsDonor: boolean }
  records: readonly LotRecordRow[]
  zone: string
  mayAttach: boolean
  /** A hold waits for these records. */
  waiting: boolean
  answer?: { done: boolean; title: string }
}) {
  const missing = missingRecords(
    category,
    records.map((record) => record.kind),
  )
  const [first] = missing
  const form = useRef<HTMLFormElement>(null)
  // Clear the form as soon as the answer arrives, so that what is typed while the page reloads its data stays.
  useEffect(() => {
    const field = form.current?.elements.namedItem('reference')
    if (answer?.done && field instanceof HTMLInputElement) field.value = ''
  }, [answer])
  return (
    <Panel title="Accompanying records" state={missing.length > 0 ? 'hold' : undefined}>
      {records.length === 0 && missing.length === 0 ? <p className="text-muted">None needed, none attached.</p> : null}
      <ul className="grid gap-2">
        {records.map((record) => (
          <li key={record.id}>
            {recordLabel(record.kind)}: <Code>{record.reference}</Code>{' '}
            <span className="text-muted">{instant(record.receivedAt, zone)}</span>
          </li>
        ))}
        {missing.map((kind) => (
          <li key={kind} className="font-bold">
            Missing: {recordLabel(kind).toLowerCase()}
          </li>
        ))}
      </ul>
      {answer ? <Notice kind={answer.done ? 'good' : 'refused'} title={answer.title} /> : null}
      {mayAttach ? (
        <Form method="post" className="mt-3 grid gap-4" ref={form}>
          <CommandKey />
          <input type="hidden" name="intent" value="record" />
          <SelectField
            name="kind"
            label="Record"
            options={recordChoices}
            defaultValue={first ?? 'other'}
            key={first ?? 'other'}
          />
          <TextField name="reference" label="Its number or file" code required />
          <Submit variant="secondary" name="sent" value="record">
            Attach it
          </Submit>
        </Form>
      ) : null}
      {mayAttach && waiting && missing.length === 0 ? <ConfirmRecords /> : null}
    </Panel>
  )
}
