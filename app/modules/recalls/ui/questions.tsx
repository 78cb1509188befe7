import { Form } from '@remix-run/react'
import { rangeOf } from '~/modules/labels/rules/typed-list'
import { Code } from '~/ui/code'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { Section } from '~/ui/page'
import type { Question } from '../rules/questions'
import { AnswerMany, Tick } from './answer-many'

/** What is asked of each, after the name of the lot or the text. */
function whatIsAsked({ question, text }: Question): string {
  switch (question) {
    case 'alike': {
      const range = rangeOf(text)
      if (range) return `may be covered: between ${range[0]} and ${range[1]}. Compare the label with the letter.`
      return `may be the ${text} of the notice. Compare the label with the letter.`
    }
    case 'product':
      return `is of a product that the notice may name: it says “${text}”, and not this lot's number. Does it mean this lot?`
    case 'donor':
      return 'donor not known: ask the supplier.'
    case 'unread':
      return 'was not read: nothing was searched or is watched for. Name its lots one by one below.'
  }
}

type Props = { questions: readonly Question[]; mayManage: boolean }

/** What the case asks. None of these lots is on hold by the notice and none is used; each question stays until it is answered. */
export function Questions({ questions, mayManage }: Props) {
  const ofLots = questions.filter(({ lot }) => lot !== null).length
  return (
    <Section title="To be answered: not on hold by this notice" count={questions.length}>
      {ofLots > 0 ? <p>Nothing of these lots is used until it is answered.</p> : null}
      <ul className="grid gap-3" aria-label="Questions">
        {questions.map((each) => (
          <li key={`${each.question} ${each.lot?.lotId ?? ''} ${each.text}`} className="grid gap-2">
            <p>
              {each.lot ? (
                <A to={`/stock/lots/${each.lot.lotId}`}>
                  <Code>{each.lot.lotNumber}</Code>
                </A>
              ) : (
                <Code>{each.text}</Code>
              )}{' '}
              {each.lot ? `${each.lot.productName} · ` : null}
              {whatIsAsked(each)}
            </p>
            {mayManage && each.lot && ofLots > 1 ? (
              <Tick {...each} lotId={each.lot.lotId} label={`Lot ${each.lot.lotNumber}, ${each.text}`} />
            ) : null}
            {mayManage ? <Answer asked={each} /> : null}
          </li>
        ))}
      </ul>
      {mayManage && ofLots > 1 ? <AnswerMany many={ofLots} /> : null}
    </Section>
  )
}

function Answer({ asked: { question, lot, text } }: { asked: Question }) {
  const id = `${question}-${lot?.lotId ?? ''}-${text}`
  return (
    <div className="flex flex-wrap items-start gap-3">
      {lot ? (
        <Form method="post">
          <CommandKey />
          <input type="hidden" name="intent" value="add-lot" />
          <input type="hidden" name="lotId" value={lot.lotId} />
          <Submit name="sent" value={`add-${lot.lotId}`} variant="danger" inline>
            It is meant: hold {lot.lotNumber}
          </Submit>
        </Form>
      ) : null}
      <details className="flex-1">
        <summary className="min-h-12 cursor-pointer py-3 font-bold">
          {question === 'donor'
            ? 'The supplier answered'
            : question === 'unread'
              ? 'All of it is named'
              : 'It is not meant'}
        </summary>
        <Form method="post" className="grid gap-4">
          <CommandKey />
          <input type="hidden" name="intent" value="answer" />
          <input type="hidden" name="question" value={question} />
          <input type="hidden" name="text" value={text} />
          {lot ? <input type="hidden" name="lotId" value={lot.lotId} /> : null}
          {question === 'donor' ? (
            <TextField name="donor" id={`donor-${id}`} label="The donor number that the supplier names" optional code />
          ) : null}
          <TextField name="note" id={`note-${id}`} label="Who said so, and what" required />
          <Submit name="sent" value={`answer-${id}`} variant="secondary">
            Store the answer
          </Submit>
        </Form>
      </details>
    </div>
  )
}
