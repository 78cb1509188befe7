import { Form } from '@remix-run/react'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { NumberField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Page, Section } from '~/ui/page'

type Props = { shortestMrn: number; answer?: Said }

/** What this clinic says about its patients' records: how long their numbers are at least. */
export function ClinicRulesPage({ shortestMrn, answer }: Props) {
  return (
    <Page question="Rules of this clinic" why="They hold at every site, from the moment they are changed.">
      <AnswerNotice answer={answer} errorsToo />
      <Section title="Record numbers (MRN)">
        <p>A number without a digit is refused, and so is one that is shorter than this clinic’s are.</p>
        <Form method="post" className="grid gap-4">
          <CommandKey />
          <input type="hidden" name="intent" value="mrn" />
          <NumberField
            name="shortest"
            label="At least so many letters and digits"
            whole
            defaultValue={String(shortestMrn)}
            errors={answer?.errors.shortest}
          />
          <Submit variant="secondary">Save</Submit>
        </Form>
      </Section>
    </Page>
  )
}
