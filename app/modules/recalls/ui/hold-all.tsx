import { Form } from '@remix-run/react'
import { lotWords } from '~/modules/stock/rules/lot-key'
import { SelectField } from '~/ui/choice'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Panel } from '~/ui/page'
import { className, noticeKindName } from '../messages'
import { textForCase } from '../rules/case-text'
import type { LookUp } from '../types'
import { classChoices, kindChoices } from './choices'

type Errors = Record<string, string[] | null>
type Props = {
  found: LookUp
  /** The open notices that name a followed lot already. */
  cases: readonly { readonly lotId: number }[]
  errors: Errors
}

/**
 * One button places a hold, with a reason, on every lot in the look-up that no open notice holds yet, and opens the
 * case.
 */
export function HoldAll({ found, cases, errors }: Props) {
  const isFree = (lotId: number) => found.trace.here.some((row) => row.lotId === lotId && !row.held)
  const lots = found.followed.filter(({ lotId }) => cases.every((open) => open.lotId !== lotId) || isFree(lotId))
  const [first] = lots
  if (!first) return null
  const text = textForCase(found)
  const count = found.trace.here.filter((row) => lots.some((match) => match.lotId === row.lotId)).length
  return (
    <Panel title="Hold it all" state="hold">
      <Form method="post" className="grid gap-4">
        <CommandKey />
        <input type="hidden" name="intent" value="open" />
        {lots.map((match) => (
          <input key={match.lotId} type="hidden" name="lotIds" value={match.lotId} />
        ))}
        <TextField
          name="reference"
          label="Why: the notice's number, or your reason"
          required
          errors={errors.reference ?? []}
        />
        {text === '' ? null : (
          <OtherLots label="All that the notice names (comma between)" text={text} errors={errors} />
        )}
        <details>
          <summary className="min-h-12 cursor-pointer py-3">More about the notice</summary>
          <NoticeFields
            firm={first.manufacturer}
            title={lots
              .map((match) => `${match.productName}, ${lotWords(match.lotNumber)}`)
              .join(', ')
              .slice(0, 200)}
            errors={errors}
          />
          {text === '' ? <OtherLots label={furtherLots} text="" errors={errors} /> : null}
        </details>
        <Submit>{count > 0 ? `Hold all ${count} and open a case` : 'Open a case (none is here)'}</Submit>
      </Form>
    </Panel>
  )
}

const furtherLots = 'Further lot numbers that it names (comma between)'

/** Names besides the chosen lots: of the text that was looked up, none is forgotten. */
function OtherLots({ label, text, errors }: { label: string; text: string; errors: Errors }) {
  return (
    <TextField
      name="otherLots"
      label={label}
      hint={
        text === ''
          ? undefined
          : 'What is not here yet is held when it is received. What looks alike is asked in the case.'
      }
      defaultValue={text}
      optional
      errors={errors.otherLots ?? []}
    />
  )
}

/** The fields of a notice besides its reference. */
function NoticeFields({ firm, title, errors }: { firm: string; title: string; errors: Errors }) {
  return (
    <div className="grid gap-4">
      <SelectField
        name="kind"
        label="Kind"
        defaultValue="recall"
        options={kindChoices.map((value) => ({ value, label: noticeKindName(value) }))}
        errors={errors.kind ?? []}
      />
      <SelectField
        name="class"
        label="Class"
        defaultValue="unclassified"
        options={classChoices.map((value) => ({ value, label: className(value) }))}
        errors={errors.class ?? []}
      />
      <TextField name="firm" label="From" defaultValue={firm} required errors={errors.firm ?? []} />
      <TextField name="title" label="What it is about" defaultValue={title} required errors={errors.title ?? []} />
    </div>
  )
}
