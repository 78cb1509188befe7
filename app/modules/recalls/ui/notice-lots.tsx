import { Form } from '@remix-run/react'
import { SelectField } from '~/ui/choice'
import { TextArea, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Section } from '~/ui/page'
import type { LookUp } from '../types'

/** The notice names more lots than were typed at first. */
export function Widen() {
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">The notice names further lots</summary>
      <Form method="post" className="grid gap-4">
        <CommandKey />
        <input type="hidden" name="intent" value="widen" />
        <TextArea
          name="otherLots"
          id="widen-lots"
          label="Lot numbers"
          hint="Those that are here go on hold at once; the others when one is received. A product's code or name alone means every lot of it."
          required
        />
        <Submit name="sent" value="widen">
          Add them
        </Submit>
      </Form>
    </details>
  )
}

/** Whether emergency kits keep what is recalled until a good replacement is there: as the letter has it. */
export function Keep({ kept }: { kept: boolean }) {
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">
        {kept ? 'Emergency kits keep it until it is replaced' : 'Emergency kits don’t count it'}
      </summary>
      <Form method="post" className="grid gap-4">
        <CommandKey />
        <input type="hidden" name="intent" value="keep" />
        <input type="hidden" name="keep" value={kept ? 'no' : 'yes'} />
        <TextField
          name="reason"
          id="keep-reason"
          label={kept ? 'Why kits no longer keep it' : 'Where the notice says to keep it until it is replaced'}
          required
        />
        <Submit name="sent" value="keep" variant="secondary">
          {kept ? 'Count it no longer' : 'Count it in kits until it is replaced'}
        </Submit>
      </Form>
    </details>
  )
}

type HeldLots = { found: LookUp; held: readonly { lotId: number; byVisitor: boolean }[] }

/** Takes a lot out of the notice, for who did not put it on hold by it. */
export function Release({ found, held }: HeldLots) {
  const mine = new Set(held.filter((lot) => lot.byVisitor).map((lot) => lot.lotId))
  const ids = [...new Set(held.map((lot) => lot.lotId))].filter((lotId) => !mine.has(lotId))
  const lots = found.followed.filter((match) => ids.includes(match.lotId))
  return (
    <Section title="A lot that this notice does not mean">
      {lots.length === 0 ? (
        <p>You put these lots on hold. Another manager or the medical director decides that one of them may be used.</p>
      ) : (
        <details>
          <summary className="min-h-12 cursor-pointer py-3">Release a lot</summary>
          <Form method="post" className="grid gap-4">
            <CommandKey />
            <input type="hidden" name="intent" value="release-lot" />
            <SelectField
              name="lotId"
              id="release-lot"
              label="Lot"
              empty="Choose the lot"
              required
              options={lots.map((match) => ({
                value: String(match.lotId),
                label: `${match.lotNumber}, ${match.productName}`,
              }))}
            />
            <TextField name="reason" id="release-lot-reason" label="Why it is not meant, and who said so" required />
            <Submit name="sent" value="release-lot" variant="danger">
              Release this lot
            </Submit>
          </Form>
        </details>
      )}
    </Section>
  )
}

/** Nothing of a closed notice can come any more: its names are no longer watched for. */
export function EndWatch() {
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">End the watch for what it names</summary>
      <Form method="post" className="grid gap-4">
        <CommandKey />
        <input type="hidden" name="intent" value="end-watch" />
        <TextField
          name="reason"
          id="end-watch-reason"
          label="Why nothing of it can come any more, and who said so"
          hint="A manager or the medical director who did not enter this notice decides. From then on what it names is taken in like anything else."
          required
        />
        <Submit name="sent" value="end-watch" variant="danger">
          End the watch
        </Submit>
      </Form>
    </details>
  )
}
