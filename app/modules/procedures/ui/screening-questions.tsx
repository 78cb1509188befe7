import { effectName } from '~/modules/protocols/messages'
import { RadioCards } from '~/ui/choice'
import { TextArea } from '~/ui/field'
import type { Contraindication } from '../types'
import type { Errors } from './step-forms'

/** The contraindications, each a question with large answers, and why it is right to go on where there is a yes. */
export function ScreeningQuestions({
  questions,
  answers = {},
  reason,
  errors,
}: {
  questions: readonly Contraindication[]
  answers?: Readonly<Record<string, string>>
  reason?: string | null
  errors: Errors
}) {
  return (
    <>
      {questions.map((question) => (
        <RadioCards
          key={question.code}
          name={`answers.${question.code}`}
          label={question.text}
          hint={question.effect ? effectName(question.effect) : 'Yes means: stop.'}
          errors={errors[`answers.${question.code}`]}
          defaultValue={answers[question.code]}
          options={[
            { value: 'no', label: 'No' },
            { value: 'yes', label: 'Yes', state: 'check' },
            { value: 'unsure', label: 'Not sure', detail: 'Counts as a yes until somebody knows.', state: 'check' },
          ]}
          required
        />
      ))}
      <TextArea
        name="reason"
        label="Where there is a yes or “not sure”: why it is right to go on"
        errors={errors.reason}
        defaultValue={reason ?? undefined}
        rows={2}
      />
    </>
  )
}
