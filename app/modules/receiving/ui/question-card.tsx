import { Form } from '@remix-run/react'
import { type ReactNode, useState } from 'react'
import { describeReading } from '~/modules/labels/messages'
import { Button } from '~/ui/button'
import { Checkbox, RadioCards } from '~/ui/choice'
import { DateField, NumberField, TextField } from '~/ui/field'
import { Actions, Submit } from '~/ui/form'
import { newKey } from '~/ui/key'
import { Notice } from '~/ui/notice'
import { Panel } from '~/ui/page'
import { explainChoice, explainSerial, questionTitle } from '../messages'
import type { ReceivingRefusal } from '../types'
import { LinkQuestion } from './link-question'
import { PlaceField, type PlaceOption, ProductField, type ProductOption } from './pickers'
import type { OpenQuestion } from './use-questions'

export type Choices = {
  readonly products: readonly ProductOption[]
  readonly categories: readonly { id: number; name: string; drawnFrom: boolean }[]
  readonly places: readonly PlaceOption[]
}

/** The hidden part of each answer: the label's barcodes and what was answered before, with a key of its own. */
function Carried({ question, asked }: { question: OpenQuestion; asked: readonly string[] }) {
  const [scanId] = useState(newKey)
  return (
    <>
      <input type="hidden" name="scanId" value={scanId} autoComplete="off" suppressHydrationWarning />
      <input type="hidden" name="scans" value={JSON.stringify(question.scans)} />
      {Object.entries(question.kept)
        .filter(([name]) => !asked.includes(name))
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
    </>
  )
}

function Answer(props: {
  question: OpenQuestion
  asked: readonly string[]
  intent?: string
  label: string
  onDrop: () => void
  children: ReactNode
}) {
  const { question, asked, intent = 'answer', label, onDrop, children } = props
  return (
    <Form method="post" className="grid gap-4">
      <Carried question={question} asked={asked} />
      <input type="hidden" name="intent" value={intent} />
      {children}
      <Actions>
        <Submit>{label}</Submit>
        <Button onClick={onDrop}>Leave it out</Button>
      </Actions>
    </Form>
  )
}

type Asks<Code extends ReceivingRefusal['code']> = Extract<ReceivingRefusal, { code: Code }>

function Details({ refusal }: { refusal: Asks<'DETAILS_MISSING'> }) {
  const asks = (what: 'lot' | 'expiry') => refusal.missing.includes(what)
  return (
    <>
      {asks('lot') ? <TextField name="lot" label="Lot, as printed" code required large /> : null}
      {asks('expiry') ? (
        <DateField name="expiry" label="Expiry, as printed" hint="Where only a month is printed: its last day." />
      ) : null}
      {asks('expiry') ? (
        <Checkbox
          name="noExpiry"
          label="No expiry is printed"
          detail="It is received on hold until somebody finds it out."
        />
      ) : null}
    </>
  )
}

/** One question about a label, with the form that answers it. What was read so far is kept and sent again with the answer. */
export function QuestionCard({
  question,
  choices,
  onDrop,
}: {
  question: OpenQuestion
  choices: Choices
  onDrop: () => void
}) {
  const { refusal } = question
  const answer = { question, onDrop }
  const title = questionTitle(refusal)
  return (
    <Panel title={title} state="check">
      {refusal.said && refusal.said.length > 0 ? <Notice kind="refused" title={refusal.said.join(' ')} /> : null}
      {refusal.code === 'CODE_UNKNOWN' ? (
        <LinkQuestion
          refusal={refusal}
          choices={choices}
          answer={(intent, label, fields) => (
            <Answer {...answer} asked={['productId']} intent={intent} label={label}>
              {fields}
            </Answer>
          )}
        />
      ) : (
        <AskedFields {...answer} refusal={refusal} choices={choices} />
      )}
    </Panel>
  )
}

function AskedFields({
  refusal,
  choices,
  ...answer
}: {
  question: OpenQuestion
  onDrop: () => void
  refusal: ReceivingRefusal
  choices: Choices
}) {
  switch (refusal.code) {
    case 'LABEL_ASKS':
      return (
        <Answer {...answer} asked={[]} label="This is what is printed">
          <RadioCards
            name="reading"
            label="Which is printed?"
            required
            options={refusal.label.readings.map((reading, index) => ({
              value: String(index),
              label: describeReading(reading),
            }))}
          />
        </Answer>
      )
    case 'CODE_ASKS':
      return (
        <Answer {...answer} asked={['productId']} label="It is this one">
          <RadioCards
            name="productId"
            label="Which product?"
            required
            options={refusal.products.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        </Answer>
      )
    case 'PRODUCT_NOT_NAMED':
      return (
        <Answer {...answer} asked={['productId']} label="It is this product">
          <ProductField products={choices.products} />
        </Answer>
      )
    case 'DETAILS_MISSING':
      return (
        <Answer {...answer} asked={refusal.missing} label="Receive it">
          <Details refusal={refusal} />
        </Answer>
      )
    case 'LOT_ASKS':
      return (
        <Answer {...answer} asked={['meantLot']} label="This is the lot">
          <RadioCards
            name="meantLot"
            label="Which lot is printed?"
            required
            options={[
              ...refusal.choices.map((choice) => ({
                value: choice.lot,
                label: choice.lot,
                detail: explainChoice(choice),
              })),
              { value: refusal.lot, label: refusal.lot, detail: 'It is printed so, letter by letter.' },
            ]}
          />
        </Answer>
      )
    case 'SERIAL_ASKS':
      return (
        <Answer {...answer} asked={['meantSerial']} label="This is the serial">
          <RadioCards
            name="meantSerial"
            label="Which serial is printed?"
            required
            options={[
              ...refusal.choices.map((choice) => ({
                value: choice.serial,
                label: choice.serial,
                detail: explainSerial(choice),
              })),
              { value: refusal.serial, label: refusal.serial, detail: 'It is printed so, letter by letter.' },
            ]}
          />
        </Answer>
      )
    case 'LOT_DOUBTFUL':
      return (
        <Answer {...answer} asked={['lot']} label="This is the lot">
          <TextField name="lot" label="Lot, as printed" code required large defaultValue={refusal.lot} />
        </Answer>
      )
    case 'COUNT_DIFFERS':
      return (
        <Answer {...answer} asked={['counted']} label="Receive them">
          <NumberField name="counted" label="Containers in one package, counted" whole required large />
        </Answer>
      )
    case 'WRONG_BAND':
    case 'PLACE_MISSING':
      return (
        <Answer {...answer} asked={['placeId', 'alreadyThere']} label="Put it there">
          <PlaceField places={choices.places} label="Put it into" />
          <Checkbox
            name="alreadyThere"
            label="It stands there already"
            detail="It is recorded, and held where that place is not its own."
          />
        </Answer>
      )
    default:
      return null
  }
}
