import { Form } from '@remix-run/react'
import { Checkbox, SelectField } from '~/ui/choice'
import { TextArea, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Page } from '~/ui/page'
import { className, noticeKindName } from '../messages'
import { classChoices, kindChoices } from './choices'

/** A notice with lots by their numbers: those that are here are held at once, the others when one is received. */
export function NewNoticePage(props: {
  other: string
  refusal: string | null
  errors: Record<string, string[] | null>
}) {
  const errors = (name: string) => props.errors[name] ?? []
  return (
    <Page
      back={{ to: '/recalls', label: 'Recalls' }}
      question="What came?"
      why="Lots that you name and that are here go on hold at once, the others when one is received. What only looks alike is shown to be asked about."
    >
      {props.refusal ? <Notice kind="refused" title={props.refusal} /> : null}
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <TextField name="reference" label="The notice's number or date" required errors={errors('reference')} />
        <TextField name="firm" label="From" required errors={errors('firm')} />
        <TextField name="title" label="What it is about" required errors={errors('title')} />
        <TextField
          name="otherLots"
          label="Lot numbers that it names (comma between)"
          hint="A product's code or name with no lot of it beside it means every lot of that product: all of it goes on hold, and each lot that comes."
          defaultValue={props.other}
          code
          required
          errors={errors('otherLots')}
        />
        <SelectField
          name="kind"
          label="Kind"
          defaultValue="recall"
          options={kindChoices.map((value) => ({ value, label: noticeKindName(value) }))}
          errors={errors('kind')}
        />
        <SelectField
          name="class"
          label="Class"
          defaultValue="unclassified"
          options={classChoices.map((value) => ({ value, label: className(value) }))}
          errors={errors('class')}
        />
        <Checkbox
          name="keepUntilReplaced"
          label="Emergency kits keep it until it is replaced"
          detail="Only where the notice says so, as for epinephrine: the kit counts it until a good replacement is there. It stays on hold for everything else."
        />
        <TextArea name="text" label="The text of the letter" optional errors={errors('text')} />
        <Submit>Open the notice</Submit>
      </Form>
    </Page>
  )
}
