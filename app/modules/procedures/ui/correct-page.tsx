import { Form } from '@remix-run/react'
import { TextArea } from '~/ui/field'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Page } from '~/ui/page'
import type { CorrectView } from '../queries/correct-page.server'
import { PatientLine, titleOf } from './head'
import { ScreeningQuestions } from './screening-questions'
import type { Errors } from './step-forms'

/** Answers of the screening that were entered wrongly are corrected. What was entered stays, struck, in the history. */
export function CorrectPage({ view, errors, refusal }: { view: CorrectView; errors: Errors; refusal: string | null }) {
  const { head } = view
  return (
    <Page
      back={{ to: `/procedures/${head.id}`, label: 'Procedure' }}
      question="What was entered wrongly?"
      why="The answers as they were entered stay in the history, struck. Whatever relied on them is asked anew."
    >
      <PatientLine head={head} />
      <p>{titleOf(head)}</p>
      {refusal ? <Notice kind="refused" title={refusal} /> : null}
      <ErrorSummary errors={errors} labels={{ why: 'Why it is corrected' }} />
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <input type="hidden" name="corrects" value={view.corrects} />
        <ScreeningQuestions questions={view.questions} answers={view.answers} reason={view.reason} errors={errors} />
        <TextArea name="why" label="Why it is corrected" rows={2} errors={errors.why} required />
        <Submit data-no-burst>Correct the screening</Submit>
      </Form>
    </Page>
  )
}
