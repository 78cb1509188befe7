import { Form } from '@remix-run/react'
import { useState } from 'react'
import { ScanField, type ScanReply } from '~/modules/labels/ui/scan-field'
import { celsiusText } from '~/modules/storage/rules/temperature'
import { Button, LinkButton } from '~/ui/button'
import { Checkbox } from '~/ui/choice'
import { NumberField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
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
import { answerIn, isSettled, useQuestions } from './use-questions'

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

type Counts = { readonly all: number; readonly standing: number; readonly held: number }

type Props = {
  delivery: DeliveryView
  /** One page of its lines. `before` is the line after which the page starts. */
  lines: readonly LineRow[]
  more: boolean
  counts: Counts
  before: number | undefined
  choices: Choices
  zone: string
  today: string
  answer: ScanAnswer | undefined
}

const summary = ({ standing, held }: Counts): string => {
  if (standing === 0) return 'No line yet: scan the first label.'
  return `${standing} ${standing === 1 ? 'line' : 'lines'}${held > 0 ? `, ${held} in quarantine` : ', all in'}.`
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

/** Links to the other lines of a delivery that doesn't fit on one page. */
function LinePages({ delivery: { id }, lines, more, before }: Pick<Props, 'delivery' | 'lines' | 'more' | 'before'>) {
  const older = more ? lines.at(-1) : undefined
  if (!older && before === undefined) return null
  return (
    <nav aria-label="Pages" className="flex flex-wrap gap-2">
      {before === undefined ? null : (
        <LinkButton to={`/receiving/${id}`} inline>
          Newest lines
        </LinkButton>
      )}
      {older ? (
        <LinkButton to={`/receiving/${id}?before=${older.id}`} inline>
          Older lines
        </LinkButton>
      ) : null}
    </nav>
  )
}

/** RECEIVE: the scan field on top, open questions below it, then the lines, then the one next action. */
export function DeliveryPage(props: Props) {
  const { delivery, lines, counts, choices, answer } = props
  const [placeId, setPlaceId] = useState('')
  const [packages, setPackages] = useState('1')
  const [otherBox, setOtherBox] = useState(false)
  const { questions, latest, take, drop, putFirst } = useQuestions(answer, `vialkeep-questions:${delivery.id}`)
  const open = delivery.closedAt === null
  const [asked, ...waiting] = questions
  const partial = asked && mayBeScanned(asked.refusal) ? asked : null
  // What was answered about the label in hand goes with its next barcode: nothing of it is stored yet.
  const inHand = {
    scans: partial ? JSON.stringify(partial.scans) : '',
    kept: partial ? JSON.stringify(partial.kept) : '',
    askedAt: partial?.askedAt ?? '',
  }
  const settled = (reply: ScanReply) => isSettled(questions, answerIn(reply))
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
      why={open ? summary(counts) : `Closed. ${summary(counts)}`}
      aside={<Arrival {...props} />}
    >
      {open ? (
        <>
          <ScanField
            label="Scan each label"
            fields={{ intent: 'scan', placeId, packages, ...(otherBox && { otherBox: 'on' }), ...inHand }}
            onReply={onReply}
            since={latest && !settled(latest) ? latest : undefined}
            settled={settled}
          />
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
          <Checkbox
            name="otherBox"
            id="field-scan-other-box"
            checked={otherBox}
            onChange={(event) => setOtherBox(event.currentTarget.checked)}
            label="What is scanned next came in another box than the measured one"
          />
          <TypedLine products={choices.products} placeId={placeId} answered={counts.all} />
        </>
      ) : null}
      <Section title="Lines" count={counts.all}>
        {lines.length === 0 ? (
          <EmptyState title="Nothing scanned yet">
            Scan the label of each box or vial. Ten boxes are ten scans, or one scan and a number.
          </EmptyState>
        ) : (
          <DeliveryLines lines={lines} mayUndo={open} />
        )}
        <LinePages {...props} />
        {open && counts.all > 0 ? <CloseDelivery /> : null}
      </Section>
    </Page>
  )
}
