import { Form } from '@remix-run/react'
import { Button } from '~/ui/button'
import { CommandKey } from '~/ui/form'
import { Section } from '~/ui/page'
import { StateMark } from '~/ui/state-mark'
import { allergenName, answerName } from '../messages'
import { allergens } from '../rules/allergens'
import type { Allergen, AllergenAnswer } from '../types'

const marks = { yes: 'stop', no: 'ready', unknown: 'not-proven' } as const
const choices: readonly { value: AllergenAnswer; word: string }[] = [
  { value: 'yes', word: 'Contains' },
  { value: 'no', word: 'Free of' },
  { value: 'unknown', word: 'Not known' },
]

/** What a product contains: yes, no or not known for each allergen; answered once for the product (R30). */
export function AllergenList({
  answers,
  mayChange,
}: {
  answers: Record<Allergen, AllergenAnswer>
  mayChange: boolean
}) {
  return (
    <Section title="Contains">
      <ul className="grid gap-1">
        {allergens.map((allergen) => (
          <li
            key={allergen}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b py-2"
          >
            <span>
              <span className="block font-bold">{allergenName(allergen)}</span>
              <StateMark state={marks[answers[allergen]]} word={answerName(answers[allergen])} />
            </span>
            {mayChange ? <AnswerForm allergen={allergen} answer={answers[allergen]} /> : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function AnswerForm({ allergen, answer }: { allergen: Allergen; answer: AllergenAnswer }) {
  return (
    <Form method="post" className="flex flex-wrap gap-2" preventScrollReset aria-label={allergenName(allergen)}>
      <CommandKey />
      <input type="hidden" name="intent" value="allergen" />
      <input type="hidden" name="allergen" value={allergen} />
      {choices
        .filter((choice) => choice.value !== answer)
        .map((choice) => (
          <Button key={choice.value} type="submit" inline name="answer" value={choice.value}>
            {choice.word}
          </Button>
        ))}
    </Form>
  )
}
