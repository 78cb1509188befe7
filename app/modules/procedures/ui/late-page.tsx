import { Form } from '@remix-run/react'
import { useRef } from 'react'
import { isBurst, nextBurst, noBurst } from '~/modules/labels/rules/key-burst'
import { Checkbox, SelectField } from '~/ui/choice'
import { DateField, NumberField, TextField } from '~/ui/field'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import type { GiveView } from '../queries/give-page.server'
import { EmergencyLink } from './emergency-link'
import { AboutProcedure, PatientLine, titleOf } from './head'
import type { Errors } from './step-forms'

const milliliters = (microliters: number | null): string => (microliters === null ? '' : String(microliters / 1000))

/** The vial, and whether a scanner or a hand typed it: the record says how sure it is. Without a script it counts as typed. */
function VialField({ errors }: { errors: string[] | undefined }) {
  const burst = useRef(noBurst)
  const how = useRef<HTMLInputElement>(null)
  const setHow = (value: 'scan' | 'typed') => {
    if (how.current) how.current.value = value
  }
  return (
    <>
      <TextField
        name="raw"
        label="The vial: scan it, or type its number or lot"
        code
        large
        autoFocus
        errors={errors}
        onKeyDown={({ key, timeStamp }) => {
          if ([...key].length !== 1) return
          burst.current = nextBurst(burst.current, key, timeStamp)
          setHow(isBurst(burst.current) ? 'scan' : 'typed')
        }}
        onPaste={() => setHow('typed')}
      />
      <input ref={how} type="hidden" name="how" defaultValue="typed" />
    </>
  )
}

const labels = {
  raw: 'The vial',
  given: 'How much',
  givenAgain: 'How much, again',
  givenAt: 'When',
  givenBy: 'Who gave it',
  lotMeant: 'The lot on the label',
  lotNumber: 'Lot',
  expiry: 'Expiry',
}

/** What has already happened is always recorded (R41): the vial by scan or by hand, how much, when, who. */
export function LatePage({ view, errors, refusal }: { view: GiveView; errors: Errors; refusal: string | null }) {
  const { head } = view
  const vials = view.drawn.filter(({ suggested, isBiologic }) => isBiologic && (suggested ?? 0) > 0)
  const clearedVial = view.clearedAt !== null ? vials[0] : undefined
  // Everything that was set apart to be drawn from, but the vial that this form is about.
  const others = view.drawn.filter(
    (each) => !each.isBiologic || (view.clearedAt !== null && each !== clearedVial && (each.suggested ?? 0) > 0),
  )
  return (
    <Page
      back={{ to: `/procedures/${head.id}`, label: 'Procedure' }}
      question="What was already given?"
      why="It is recorded whatever stands against it. What stands against it is kept with it, and what is left of the vial is held for review."
      aside={<AboutProcedure head={head} />}
    >
      <PatientLine head={head} />
      <EmergencyLink id={head.id} />
      <p>{titleOf(head)}</p>
      {refusal ? <Notice kind="refused" title={refusal} /> : null}
      <ErrorSummary errors={errors} labels={labels} />
      <Form method="post" className="grid gap-5">
        <CommandKey />
        <VialField errors={errors.raw} />
        <NumberField
          name="given"
          label="How much was given"
          unit="mL"
          large
          defaultValue={milliliters(clearedVial?.suggested ?? null)}
          errors={errors.given}
          required
        />
        {others.map((each) => (
          <NumberField
            key={each.unitId}
            name={`also.${each.unitId}`}
            label={`How much of ${each.productName}, ${each.unitNumber ?? each.lotNumber}?`}
            unit="mL"
            hint="0 if none. Empty: nobody knows; it is held until somebody finds out"
            defaultValue={milliliters(each.suggested)}
            errors={errors[`also.${each.unitId}`]}
            optional
          />
        ))}
        {refusal || errors.givenAgain ? (
          <NumberField
            name="givenAgain"
            label="The same volume again, if it was asked about and is right"
            unit="mL"
            errors={errors.givenAgain}
            optional
          />
        ) : null}
        {refusal || errors.lotMeant ? (
          <TextField
            name="lotMeant"
            label="The lot on the label, if it was asked about; ? where nobody can tell"
            code
            errors={errors.lotMeant}
            optional
          />
        ) : null}
        <DateField time name="givenAt" label="When" defaultValue={view.localNow} errors={errors.givenAt} required />
        <TextField name="whyUncleared" label="If no clearance came first: why?" errors={errors.whyUncleared} optional />
        <TextField name="givenBy" label="Who gave it" defaultValue={head.clinician} errors={errors.givenBy} required />
        {view.supplies.length > 0 ? (
          <Checkbox
            name="supplies"
            defaultChecked
            label={`The ${view.supplies.length} supplies that were set apart were used`}
            detail={view.supplies.map((supply) => supply.text).join(' · ')}
          />
        ) : null}
        <Section title="If the vial is not known here">
          <p className="text-muted">Copy from its label. It is opened as a lot, so that a recall finds it.</p>
          <SelectField
            name="productId"
            label="Product"
            empty="known: found by the scan above"
            options={view.products}
            errors={errors.productId}
          />
          <TextField name="lotNumber" label="Lot" code errors={errors.lotNumber} />
          <TextField
            name="unitNumber"
            label="Serial or number of the vial, if it has one"
            code
            errors={errors.unitNumber}
          />
          <DateField name="expiry" label="Expiry on the label" errors={errors.expiry} />
        </Section>
        <Submit data-no-burst>Record what was given</Submit>
      </Form>
    </Page>
  )
}
