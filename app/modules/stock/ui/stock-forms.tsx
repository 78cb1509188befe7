import { Form } from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ScanReply } from '~/modules/labels/ui/scan-queue'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { Checkbox, SelectField } from '~/ui/choice'
import { DateField, TextArea, TextField } from '~/ui/field'
import { Fold } from '~/ui/fold'
import { CommandKey, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { Undo } from '~/ui/undo'
import { explainEnding, holdReasonName } from '../messages'
import type { Ending } from '../rules/release'
import { holdReasons, type SeenAt, seenText } from '../schema'

export type PlaceChoice = { readonly id: number; readonly name: string }
export type StandsAt = PlaceChoice & SeenAt & { readonly amount: string }

const placeOptions = (places: readonly PlaceChoice[]) =>
  places.map((place) => ({ value: String(place.id), label: place.name }))
const standing = (places: readonly StandsAt[]) =>
  places.map((place) => ({ value: String(place.id), label: `${place.name}: ${place.amount}` }))

/** A form that stays folded until someone needs it. A page lists several. */
function Folded({
  title,
  intent,
  children,
  label,
  danger,
  open,
}: {
  title: string
  intent: string
  children: ReactNode
  label: string
  danger?: boolean
  open?: boolean
}) {
  return (
    <Fold title={title} open={open}>
      <Form method="post" className="grid gap-4">
        <CommandKey />
        <input type="hidden" name="intent" value={intent} />
        {children}
        <Submit name="sent" value={intent} variant={danger ? 'danger' : 'primary'}>
          {label}
        </Submit>
      </Form>
    </Fold>
  )
}

function Amount({ id, label, whole }: { id: string; label: string; whole: boolean }) {
  return (
    <TextField
      name="quantity"
      id={id}
      label={label}
      hint={whole ? 'A number.' : 'A number of containers, or a volume such as 0.5 mL.'}
      defaultValue="1"
      required
      autoComplete="off"
    />
  )
}

/** Move, discard, send back, count one unit. `whole`: it is counted in pieces, not in volumes. */
export function UnitForms({
  at,
  places,
  whole,
  to,
}: {
  at: readonly StandsAt[]
  places: readonly PlaceChoice[]
  whole: boolean
  /** The place that was scanned for it to go to. */
  to: number | null
}) {
  const from = (intent: string) => (
    <SelectField name="fromPlaceId" id={`${intent}-from`} label="From" options={standing(at)} />
  )
  return (
    <div>
      <Folded key={`move-${to}`} title="Move it" intent="move" label="Move" open={to !== null}>
        {from('move')}
        <SelectField
          name="toPlaceId"
          label="To"
          empty="Choose the place"
          required
          options={placeOptions(places)}
          defaultValue={to === null ? '' : String(to)}
        />
        <Amount id="move-quantity" label="How much" whole={whole} />
        <Checkbox
          name="alreadyDone"
          label="It was moved already"
          detail="It is recorded in any case, and held where that place is not its own."
        />
        <Checkbox
          name="rescue"
          label="Emergency: its storage fails, it must go somewhere now"
          detail="Nothing stops this move. It is held where that place is not its own, until the maker has been asked."
        />
      </Folded>
      <Folded title="Discard it" intent="discard" label="Discard" danger>
        {from('discard')}
        <Amount id="discard-quantity" label="How much" whole={whole} />
        <TextField name="reason" id="discard-reason" label="Why" required />
      </Folded>
      <Folded title="Send it back to the supplier" intent="return" label="Send back">
        {from('return')}
        <Amount id="return-quantity" label="How much" whole={whole} />
        <TextField name="reason" id="return-reason" label="Why" required />
      </Folded>
      <Folded title="Count it" intent="count" label="Enter the count">
        {from('count')}
        <input type="hidden" name="seen" value={seenText(at)} />
        <TextField
          name="counted"
          label="Counted"
          hint="0 when nothing is there. The difference is booked with your reason."
          required
          autoComplete="off"
        />
        <TextField name="reason" id="count-reason" label="Why it may differ" required />
      </Folded>
    </div>
  )
}

/** Takes a lot, unit or place out of use. */
export function HoldForm({ what }: { what: string }) {
  return (
    <Folded title={`Put ${what} on hold`} intent="hold" label="Put on hold" danger>
      <SelectField
        name="reason"
        id="hold-reason"
        label="Because of"
        options={holdReasons.map((value) => ({ value, label: holdReasonName(value) }))}
      />
      <TextArea name="note" label="What was seen" required />
    </Folded>
  )
}

/** Another name for a place. */
export function RenameForm({ name }: { name: string }) {
  return (
    <Folded title="Rename it" intent="rename" label="Rename">
      <TextField
        name="name"
        id="place-name"
        label="New name"
        hint="The search still knows the old one. Print a new label."
        required
        defaultValue={name}
      />
    </Folded>
  )
}

/** Closes a place that is used no longer. */
export function CloseForm() {
  return (
    <Folded title="Close this place" intent="close" label="Close it" danger>
      <p>Nothing can be moved into a closed place. What stood here stays in the story of each lot.</p>
    </Folded>
  )
}

/** Corrects the expiry of a lot. Its holds are released separately. */
export function ExpiryForm({ expiry }: { expiry: string | null }) {
  return (
    <Folded title={expiry ? 'Correct its expiry' : 'Enter its expiry'} intent="expiry" label="Set the expiry">
      <DateField
        name="expiry"
        label="Expiry, as printed"
        hint="Where label and papers differ, the earlier one is the safe one."
        required
        defaultValue={expiry ?? undefined}
      />
      <TextField name="reason" id="expiry-reason" label="Where you read it" required />
    </Folded>
  )
}

/** What a hold is about, where the page doesn't say it. */
export type HoldAbout = { readonly kind: 'lot' | 'unit' | 'place'; readonly id: number }

/** How one hold ends for whoever looks at it: a form, or where it ends and by whom. `mayHold`: they may end holds at all. */
export function HoldEnding({
  hold,
  mayHold,
  about,
  lotId = null,
}: {
  hold: { id: number; ending: Ending }
  mayHold: boolean
  about?: HoldAbout
  lotId?: number | null
}) {
  const { ending } = hold
  if (ending.how === 'not-here')
    return (
      <p>
        {explainEnding(ending)}{' '}
        {ending.to ? <A to={ending.to}>{ending.why === 'its-case' ? 'Open the case' : 'Open the excursion'}</A> : null}
      </p>
    )
  if (ending.how === 'decide-lot')
    return lotId === null ? null : <LotForm holdId={hold.id} of={ending.of} caseId={ending.id} lotId={lotId} />
  return mayHold ? <ReleaseForm holdId={hold.id} how={ending.how} about={about} /> : null
}

/** The decision of a case or an excursion about one lot, for whoever sees neither. */
function LotForm(props: { holdId: number; of: 'recall' | 'excursion'; caseId: number; lotId: number }) {
  const { holdId, of, caseId, lotId } = props
  return (
    <Form method="post" className="flex flex-wrap items-end gap-2">
      <CommandKey />
      <input type="hidden" name="intent" value={`${of}-lot`} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="lotId" value={lotId} />
      <div className="min-w-48 flex-1">
        <TextField
          name="reason"
          id={`release-${holdId}`}
          label={
            of === 'recall' ? 'The notice does not mean this lot, because' : 'The lot may be used: who advised what'
          }
          required
        />
      </div>
      <Submit name="sent" value={`release-${holdId}`} variant="secondary" inline>
        Decide for the lot
      </Submit>
    </Form>
  )
}

/** Ends one hold, with the reason. */
function ReleaseForm({ holdId, how, about }: { holdId: number; how: 'release' | 'decide'; about?: HoldAbout }) {
  return (
    <Form method="post" className="flex flex-wrap items-end gap-2">
      <CommandKey />
      <input type="hidden" name="intent" value={how} />
      <input type="hidden" name="holdId" value={holdId} />
      {about ? (
        <>
          <input type="hidden" name="about" value={about.kind} />
          <input type="hidden" name="aboutId" value={about.id} />
        </>
      ) : null}
      <div className="min-w-48 flex-1">
        <TextField
          name="reason"
          id={`release-${holdId}`}
          label={how === 'release' ? 'Release it, because' : 'It may be used, because'}
          required
        />
      </div>
      <Submit name="sent" value={`release-${holdId}`} variant="secondary" inline>
        {how === 'release' ? 'Release' : 'Decide'}
      </Submit>
    </Form>
  )
}

/** What a form of these pages was answered; a movement can be undone. */
export type StockAnswer = Said & { readonly value: { readonly movement?: string; readonly reply?: ScanReply } | null }

/** The answer to the last form, scrolled into view. After a movement it has an Undo button. */
export function StockNotice({ answer, mayMove }: { answer: StockAnswer | undefined; mayMove: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (answer) place.current?.scrollIntoView({ block: 'center' })
  }, [answer])
  // What a scan was answered stands under the scan field.
  if (!answer || answer.value?.reply) return null
  const undo = answer.ok && mayMove ? answer.value?.movement : undefined
  return (
    <div ref={place}>
      {undo ? (
        <Undo title={answer.sentence} fields={{ intent: 'undo', movement: undo, reason: 'Undone at once' }} />
      ) : (
        <AnswerNotice answer={answer} errorsToo />
      )}
    </div>
  )
}
