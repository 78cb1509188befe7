import { Form } from '@remix-run/react'
import { useState } from 'react'
import { ScanField, type ScanReply } from '~/modules/labels/ui/scan-field'
import { celsiusText } from '~/modules/storage/rules/temperature'
import { Button } from '~/ui/button'
import { NumberField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { Notice } from '~/ui/notice'
import { EmptyState, Facts, Page, Section } from '~/ui/page'
import { StateMark } from '~/ui/state-mark'
import { instant } from '~/ui/time'
import { questionTitle } from '../messages'
import { mayBeScanned } from '../rules/questions'
import type { LineRow, ScanAnswer } from '../types'
import { DeliveryLines } from './delivery-lines'
import { PlaceField } from './pickers'
import { type Choices, QuestionCard } from './question-card'
import { TypedLine } from './typed-line'
import { answerIn, useQuestions } from './use-questions'

export type DeliveryView = {
  id: number
  supplier: { name: string }
  orderNumber: string | null
  packingSlip: string | null
  carrier: string | null
  arrivedAt: string
  shipperCondition: string
  sealIntact: boolean
  dryIcePresent: boolean
  temperatureCentiCelsiusArrival: number | null
  closedAt: string | null
}

type Props = {
  delivery: DeliveryView
  lines: readonly LineRow[]
  choices: Choices
  zone: string
  today: string
  answer: ScanAnswer | undefined
}

const summary = (lines: readonly LineRow[]): string => {
  const standing = lines.filter((line) => !line.undone)
  if (standing.length === 0) return 'No line yet: scan the first label.'
  const held = standing.filter((line) => line.verdict === 'quarantined').length
  return `${standing.length} ${standing.length === 1 ? 'line' : 'lines'}${held > 0 ? `, ${held} in quarantine` : ', all in'}.`
}

function Arrival({ delivery, zone, today }: Pick<Props, 'delivery' | 'zone' | 'today'>) {
  const seal = delivery.sealIntact ? (
    <StateMark state="ready" word="intact" />
  ) : (
    <StateMark state="hold" word="broken" />
  )
  const good = delivery.shipperCondition === 'good'
  const temperature = delivery.temperatureCentiCelsiusArrival
  const papers = [
    delivery.orderNumber && `order ${delivery.orderNumber}`,
    delivery.packingSlip && `slip ${delivery.packingSlip}`,
    delivery.carrier,
  ]
  return (
    <Facts
      facts={[
        ['Arrived', instant(delivery.arrivedAt, zone, today)],
        [
          'Temperature',
          temperature === null ? (delivery.dryIcePresent ? 'dry ice there' : 'not recorded') : celsiusText(temperature),
        ],
        ['Seal', seal],
        ['Shipper', <StateMark key="shipper" state={good ? 'ready' : 'hold'} word={delivery.shipperCondition} />],
        ['Papers', papers.filter(Boolean).join(' · ') || 'none noted'],
      ]}
    />
  )
}

function CloseDelivery() {
  return (
    <Form method="post">
      <CommandKey />
      <input type="hidden" name="intent" value="close" />
      <Submit name="closing" value="yes" variant="secondary">
        All is in: close the delivery
      </Submit>
    </Form>
  )
}

/** RECEIVE: the scan field on top, what scans left open below it, then the lines, then the one next action (look.md). */
export function DeliveryPage({ delivery, lines, choices, zone, today, answer }: Props) {
  const [placeId, setPlaceId] = useState('')
  const [packages, setPackages] = useState('1')
  const { questions, latest, take, drop, putFirst } = useQuestions(answer, `vialkeep-questions:${delivery.id}`)
  const open = delivery.closedAt === null
  const [asked, ...waiting] = questions
  const partial = asked && mayBeScanned(asked.refusal) ? JSON.stringify(asked.scans) : ''
  const onReply = (reply: ScanReply) => {
    const given = answerIn(reply)
    if (given.placeId) setPlaceId(String(given.placeId))
    setPackages('1')
    take(given)
  }
  return (
    <Page
      back={{ to: '/receiving', label: 'Receiving' }}
      question={`Delivery ${delivery.id} · ${delivery.supplier.name}`}
      why={open ? summary(lines) : `Closed. ${summary(lines)}`}
      aside={<Arrival delivery={delivery} zone={zone} today={today} />}
    >
      {open ? (
        <>
          <ScanField
            label="Scan each label"
            fields={{ intent: 'scan', placeId, packages, scans: partial }}
            onReply={onReply}
          />
          {latest && !latest.question ? (
            <Notice kind={latest.tone} title={latest.title}>
              {latest.detail ? <p>{latest.detail}</p> : null}
            </Notice>
          ) : null}
          {asked ? (
            <QuestionCard key={asked.id} question={asked} choices={choices} onDrop={() => drop(asked.id)} />
          ) : null}
          {waiting.length > 0 ? (
            <List label="Labels that wait for an answer">
              {waiting.map((question) => (
                <ListRow
                  key={question.id}
                  state="check"
                  word="asks"
                  lead={questionTitle(question.refusal)}
                  side={
                    <Button inline onClick={() => putFirst(question.id)}>
                      Answer
                    </Button>
                  }
                />
              ))}
            </List>
          ) : null}
          <div className="grid gap-4 sm:grid-cols-[2fr_1fr]">
            <PlaceField places={choices.places} label="Put into" value={placeId} onChange={setPlaceId} />
            <NumberField
              name="packages"
              id="field-scan-packages"
              label="Packages of the next scan"
              whole
              value={packages}
              onChange={(event) => setPackages(event.currentTarget.value)}
            />
          </div>
          <TypedLine products={choices.products} placeId={placeId} answered={lines.length} />
        </>
      ) : null}
      <Section title="Lines" count={lines.length}>
        {lines.length === 0 ? (
          <EmptyState title="Nothing scanned yet">
            Scan the label of each box or vial. Ten boxes are ten scans, or one scan and a number.
          </EmptyState>
        ) : (
          <DeliveryLines lines={lines} mayUndo={open} />
        )}
        {open && lines.length > 0 ? <CloseDelivery /> : null}
      </Section>
    </Page>
  )
}
