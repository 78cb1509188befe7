import { Form } from '@remix-run/react'
import { Button, IconButton, LinkButton } from './button'
import { Checkbox, RadioCards, SelectField } from './choice'
import { Code } from './code'
import { ComboBox } from './combo-box'
import { Confirm } from './confirm'
import { DateField, NumberField, TextArea, TextField } from './field'
import { Actions, CommandKey, ErrorSummary, Submit } from './form'
import { Notice } from './notice'
import { EmptyState, ErrorState } from './page'
import { signal } from './sound'
import { type State, StateMark, Verdict } from './state-mark'
import { Undo } from './undo'

const WORDS: readonly [State, string, string, string][] = [
  ['ready', 'usable', 'Ready', 'Nine of nine in order.'],
  ['check', 'soon', 'Check', 'The kit check is due by 09:00.'],
  ['stop', 'expired', 'Not ready', 'Two of nine are open.'],
  ['hold', 'on hold', 'Hold', 'Recall Z-1244, since 09:12.'],
  ['not-proven', 'not proven', 'Not proven', 'No reading of Fridge 2 since 06:40.'],
]

/** The five states, inline and as slabs. */
export function StateSpecimens() {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {WORDS.map(([state, word]) => (
          <StateMark key={state} state={state} word={word} />
        ))}
      </div>
      {WORDS.map(([state, , word, why]) => (
        <Verdict key={state} state={state} word={word}>
          {why}
        </Verdict>
      ))}
    </div>
  )
}

/** Notices, the empty state and the error state. */
export function NoticeSpecimens() {
  return (
    <div className="grid gap-3">
      <Undo title="6 vials put away in LN2-1, shelf B3" fields={{ movement: 118 }} />
      <Notice kind="refused" title="Don’t use." action={<LinkButton to="/look">Show Fridge 2, shelf B</LinkButton>}>
        Lot <Code>MX2231</Code> is on hold for a recall since 09:12. Nearest good one: Fridge 2, shelf B.
      </Notice>
      <Notice kind="question" title="Which product is 00950110153001?">
        We never saw this code. Choose the product once, and we know it from then on.
      </Notice>
      <Notice kind="info" title="Times are those of Austin (CST).">
        You are in another time zone.
      </Notice>
      <EmptyState title="No delivery today" action={<LinkButton to="/look">Receive a delivery</LinkButton>}>
        What comes through the door is scanned here, into its place or into quarantine.
      </EmptyState>
      <ErrorState title="The temperatures did not arrive" faultId="K7QF-2MXD">
        Read the display of Fridge 2 and write it down here until the probe answers again.
      </ErrorState>
    </div>
  )
}

/** Buttons, and the three signals of a scan. */
export function ButtonSpecimens() {
  return (
    <div className="grid gap-4">
      <Actions>
        <Button variant="primary">Hold all 3</Button>
        <Button icon="print">Print</Button>
        <Button variant="danger">Discard</Button>
        <Button busy>Saving</Button>
        <Button disabled>Given</Button>
        <Button variant="quiet">Skip this</Button>
        <IconButton icon="camera" label="Scan with the camera" />
        <Confirm
          label="Close the case"
          title="Close recall Z-1244?"
          confirmLabel="Close the case"
          fields={{ recall: 1244 }}
        >
          All 10 units have a disposition. A closed case stays as it is.
        </Confirm>
      </Actions>
      <Actions>
        <Button icon="sound" inline onClick={() => signal('good')}>
          Good
        </Button>
        <Button icon="sound" inline onClick={() => signal('refused')}>
          Refused
        </Button>
        <Button icon="sound" inline onClick={() => signal('question')}>
          Question
        </Button>
      </Actions>
    </div>
  )
}

const SIDES = [
  { value: 'left', label: 'Left', detail: 'as booked', state: 'ready' as const },
  { value: 'right', label: 'Right', detail: 'not as booked' },
]

/** Every kind of field, one of them wrong. */
export function FormSpecimen({ errors }: { errors?: Record<string, string[]> }) {
  return (
    <Form method="post" className="grid max-w-2xl gap-5" noValidate>
      <CommandKey />
      <ErrorSummary errors={errors} labels={{ expiry: 'Expires' }} />
      <TextField name="lot" label="Lot number" hint="As printed after (10) or LOT" code large defaultValue="MX2240" />
      <DateField name="expiry" label="Expires" errors={errors?.expiry} defaultValue="2026-11-01" />
      <NumberField name="volume" label="Drawn" unit="mL" defaultValue="2.0" hint="In tenths: 2.0" />
      <SelectField
        name="place"
        label="Put away in"
        empty="Choose a place"
        options={[
          { value: '1', label: 'LN2-1, shelf B3' },
          { value: '2', label: 'Fridge 2, shelf B' },
        ]}
      />
      <ComboBox
        name="product"
        label="Product"
        hint="Type a part of its name or code"
        options={[
          { value: '1', label: 'Amnio flow 2 mL', detail: 'Acme Bio · 09501101530003' },
          { value: '2', label: 'Syringe 5 mL Luer lock', detail: 'Medi · 00382903096466' },
          { value: '3', label: 'Chlorhexidine 2 % swab', detail: 'Prep Co · H104B01' },
        ]}
      />
      <RadioCards name="side" label="Which side?" options={SIDES} defaultValue="left" />
      <Checkbox name="cold" label="Arrived cold" detail="The logger showed −71 °C, seal unbroken" defaultChecked />
      <TextArea name="note" label="Note" optional />
      <Actions>
        <Submit name="intent" value="receive">
          Receive
        </Submit>
        <LinkButton to="/look">Leave it</LinkButton>
      </Actions>
    </Form>
  )
}
