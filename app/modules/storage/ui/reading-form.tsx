import { Form } from '@remix-run/react'
import { type ChangeEvent, useEffect, useRef } from 'react'
import type { Said } from '~/ui/answer-notice'
import { SelectField } from '~/ui/choice'
import { DateField, NumberField, TextArea } from '~/ui/field'
import { Fold } from '~/ui/fold'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'

/** The answer to a form with a reading. `warns`: stored, and someone has to act; `asks`: not stored, with what was typed. */
export type ReadingReply = Said & {
  readonly value: { readonly warns: boolean; readonly asks: Readonly<Record<string, string>> | null } | null
}

export const readingLabels = {
  min: 'Lowest',
  max: 'Highest',
  current: 'Now',
  takenAt: 'Read at',
  since: 'Last reset',
  reason: 'Why',
  file: 'File',
}

const scales = [
  { value: 'C', label: '°C' },
  { value: 'F', label: '°F' },
]

/** The unit of a form's figures; the one that the clinic last used comes first. */
export const UnitField = ({ name = 'unit', unit }: { name?: string; unit: 'C' | 'F' }) => (
  <SelectField name={name} label="Unit" defaultValue={unit} options={scales} />
)

/** What is wrong with a form, each thing at its field. */
export function Wrong({ errors }: { errors: Said['errors'] }) {
  return (
    <ErrorSummary
      errors={Object.fromEntries(Object.entries(errors).map(([name, found]) => [name, found ?? []]))}
      labels={readingLabels}
    />
  )
}

const noticeKind = ({ ok, value }: ReadingReply) => (!ok ? 'refused' : value?.warns ? 'question' : 'good')

/** The answer to the last reading, scrolled into view: on a phone the button that sent it is far below. */
export function ReadingNotice({ answer }: { answer?: ReadingReply }) {
  const shown = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (answer?.sentence) shown.current?.scrollIntoView({ block: 'nearest' })
  }, [answer])
  return (
    <div ref={shown}>
      <Answered answer={answer} />
    </div>
  )
}

/** Where a reading is asked about, one tap sends the same figures again as really so. */
function Answered({ answer }: { answer?: ReadingReply }) {
  if (!answer?.sentence) return null
  const asks = answer.value?.asks ?? null
  if (asks === null) return <Notice kind={noticeKind(answer)} title={answer.sentence} />
  const really = /[cf]/i.test(asks.current ?? '') ? asks.current : `${asks.current} °${asks.unit === 'F' ? 'F' : 'C'}`
  return (
    <Notice
      kind="question"
      title={answer.sentence}
      action={
        <Form method="post">
          <CommandKey />
          {Object.entries(asks).map(([name, value]) =>
            name === 'confirmed' ? null : <input key={name} type="hidden" name={name} value={value} />,
          )}
          <Submit variant="secondary" name="confirmed" value="on">
            Yes, it was really {really}
          </Submit>
        </Form>
      }
    />
  )
}

/** The three figures of a thermometer, in the unit of the form or the one typed with a figure. */
export function Figures({ errors, unit }: { errors: Said['errors']; unit: 'C' | 'F' }) {
  const wrong = (name: string) => errors[name] ?? undefined
  return (
    <>
      <div className="grid grid-cols-3 gap-3">
        <NumberField name="min" label="Lowest" large errors={wrong('min')} />
        <NumberField name="current" label="Now" large required errors={wrong('current')} />
        <NumberField name="max" label="Highest" large errors={wrong('max')} />
      </div>
      <p className="text-muted">
        Lowest and highest since the last reset prove the time between. Only "now" proves this moment alone. A unit
        typed with a figure counts: 41F, 5 °C.
      </p>
      <UnitField unit={unit} />
    </>
  )
}

/** The form for a reading of now or of an earlier time. */
export function ReadingForm({
  errors,
  first,
  now,
  unit,
}: {
  errors: Said['errors']
  first: boolean
  now: string
  unit: 'C' | 'F'
}) {
  const wrong = (name: string) => errors[name] ?? undefined
  return (
    <Form method="post" className="grid gap-5">
      <CommandKey />
      <input type="hidden" name="intent" value="reading" />
      <Wrong errors={errors} />
      <Figures errors={errors} unit={unit} />
      <Fold title="Read at another time, or reset in between" open={first}>
        <div className="grid gap-4">
          <DateField
            name="takenAt"
            label="Read at"
            hint="An earlier time is judged at that time, against what was here then."
            time
            defaultValue={first ? now : undefined}
            errors={wrong('takenAt')}
          />
          <DateField
            name="since"
            label="Last reset of lowest and highest"
            hint="Where it was not at the reading before. For a first reading: since when they count."
            time
            errors={wrong('since')}
          />
        </div>
      </Fold>
      <Submit name="sent" value="reading">
        Save the reading
      </Submit>
    </Form>
  )
}

/** A logger's file: chosen, or its lines pasted. It is read as text, so that it can be looked at before it is sent. */
export function LoggerForm({ errors }: { errors: Said['errors'] }) {
  const lines = useRef<HTMLTextAreaElement>(null)
  const chosen = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const text = await target.files?.[0]?.text()
    const field = lines.current ?? document.getElementById('field-file')
    if (text !== undefined && field instanceof HTMLTextAreaElement) field.value = text
  }
  return (
    <Form method="post" className="grid gap-5">
      <CommandKey />
      <input type="hidden" name="intent" value="logger" />
      <label className="grid gap-1 font-bold">
        Choose the file
        <input type="file" accept=".csv,.txt,.tsv,text/plain,text/csv" onChange={chosen} />
      </label>
      <TextArea
        name="file"
        label="Its lines"
        hint="A time and a temperature in each line, oldest first."
        rows={6}
        required
        errors={errors.file ?? undefined}
      />
      <SelectField
        name="fileUnit"
        label="Unit, where the file names none"
        empty="The file names it"
        options={scales}
        defaultValue=""
      />
      <Submit name="sent" value="logger" variant="secondary">
        Read the file
      </Submit>
    </Form>
  )
}
