import { Form } from '@remix-run/react'
import { useState } from 'react'
import { parseMilliliters, volumeText } from '~/modules/stock/rules/quantity'
import { LinkButton } from '~/ui/button'
import { Checkbox } from '~/ui/choice'
import { Code } from '~/ui/code'
import { useAsOf } from '~/ui/connection'
import { NumberField, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { type LiveNow, Turned, useLive } from '~/ui/live'
import { Notice } from '~/ui/notice'
import { EmptyState, Page, Panel } from '~/ui/page'
import { type State, StateMark } from '~/ui/state-mark'
import { clock } from '~/ui/time'
import type { DrawnView, GiveView } from '../queries/give-page.server'
import { EmergencyLink } from './emergency-link'
import { AboutProcedure, PatientLine, SideLine, titleOf } from './head'
import type { Errors } from './step-forms'

const milliliters = (microliters: number | null): string => (microliters === null ? '' : String(microliters / 1000))

/** What was drawn, given and wasted of one vial, adding up as it is typed. */
function Volumes({ vial, view, errors }: { vial: DrawnView; view: GiveView; errors: Errors }) {
  const [text, setText] = useState(milliliters(vial.suggested))
  const given = /^0([.,]0+)?$/.test(text.trim()) ? 0 : parseMilliliters(text)
  const wasted = given === null ? null : Math.max(0, vial.holds - given)
  const name = `given.${vial.unitId}`
  const usable = vial.scanned || !vial.isBiologic
  const asOf = useAsOf(view.live.asOf)
  const { state, word } = asOf<{ state: State; word: string }>(
    usable ? { state: 'ready', word: vial.productName } : { state: 'not-proven', word: `${vial.productName}: scan it` },
  )
  return (
    <Panel state={state} title={word}>
      <p>
        <Code large>{vial.lotNumber}</Code> {vial.unitNumber ? <Code>{vial.unitNumber}</Code> : null}
        {vial.expiry ? (
          <>
            {' '}
            <span className="whitespace-nowrap text-muted">exp {vial.expiry}</span>
          </>
        ) : null}
      </p>
      {vial.storedIn === null ? null : (
        <p>
          Stands in {vial.storedIn}.{' '}
          <A to={`/procedures/${view.head.id}/readiness#line-vial`}>Take it out of storage to the room</A>
        </p>
      )}
      <div className="flex flex-wrap items-end gap-x-8 gap-y-2">
        <p>
          <span className="block text-small text-muted">in the vial</span>
          <span className="text-title font-bold tabular-nums">{volumeText(vial.holds)}</span>
        </p>
        <NumberField
          name={name}
          label="given"
          unit="mL"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          errors={errors[name]}
          large
        />
        <p>
          <span className="block text-small text-muted">{vial.discardsRest ? 'wasted' : 'stays in the vial'}</span>
          <span className="text-title font-bold tabular-nums">{wasted === null ? '–' : volumeText(wasted)}</span>
        </p>
        <p>
          {given === null ? (
            <StateMark state="check" word="enter milliliters" />
          ) : given > vial.holds ? (
            <StateMark state="check" word={`${volumeText(given - vial.holds)} over the label`} />
          ) : (
            <StateMark state="ready" word="adds up" />
          )}
        </p>
      </div>
    </Panel>
  )
}

function GiveForm({ view, errors, refusal, whyAsked }: Asked) {
  return (
    <Form method="post" className="grid gap-5">
      <CommandKey />
      <input type="hidden" name="intent" value="give" />
      {view.drawn.map((vial) => (
        <Volumes key={vial.unitId} vial={vial} view={view} errors={errors} />
      ))}
      {view.supplies.length > 0 ? (
        <Checkbox
          name="supplies"
          defaultChecked
          label={`Post the ${view.supplies.length} supplies that are set apart as used`}
          detail={view.supplies.map((supply) => supply.text).join(' · ')}
        />
      ) : null}
      {/* GIVEN stands first: the Enter key presses a form's first button, and must never say that it has happened. */}
      <Submit data-no-burst>GIVEN</Submit>
      <AlreadyIn view={view} refusal={refusal} errors={errors} whyAsked={whyAsked} />
    </Form>
  )
}

type Asked = {
  readonly view: GiveView
  readonly refusal: string | null
  readonly errors: Errors
  /** Whether it was asked already why no clearance came first. */
  readonly whyAsked: boolean
}

/** "Is it already in the patient?" No goes back and keeps what was typed; yes records it with all that stands against it. */
function AlreadyIn({ view, refusal, errors, whyAsked }: Asked) {
  if (refusal === null) return null
  return (
    <Notice
      kind={view.identity?.code === 'WRONG_PATIENT_SCANNED' ? 'refused' : 'question'}
      title={refusal}
      action={
        <Submit variant="danger" name="alreadyIn" value="yes" data-no-burst>
          Yes, it is already in the patient
        </Submit>
      }
    >
      No: stop, and put it right first. <A to={`/procedures/${view.head.id}/clear`}>To the clearance</A>. What you typed
      stays here.
      {view.clearedAt === null ? (
        <TextField
          name="whyUncleared"
          label="If yes: why did no clearance come first?"
          errors={errors.whyUncleared}
          optional
        />
      ) : null}
      {whyAsked ? <input type="hidden" name="whyAsked" value="on" /> : null}
    </Notice>
  )
}

/** Whether what was cleared may still be given, as of now; else why not, with the ways on. */
function Verdict({ view, now }: { view: GiveView; now: LiveNow }) {
  const { id } = view.head
  const { mark, stands, reasons } = view.standing
  const shown = now.mark(`cleared:${id}`, mark)
  return (
    <div className="grid gap-2">
      <p>
        <StateMark {...shown} large />
      </p>
      {reasons.length > 0 ? (
        <ul className="list">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
      {stands && shown.state === 'ready' ? null : (
        <p>
          Don’t inject. <A to={`/procedures/${id}/clear`}>To the clearance</A> ·{' '}
          <A to={`/procedures/${id}/readiness`}>To the readiness page</A>
        </p>
      )}
    </div>
  )
}

/** What was given, as it was cleared: the volumes add up, GIVEN. A burst of keys never presses GIVEN. */
export function GivePage({ view, errors, refusal, whyAsked }: Asked) {
  const { head } = view
  const now = useLive(view.live)
  const late = (
    <LinkButton variant="quiet" to={`/procedures/${head.id}/late`}>
      It was already given…
    </LinkButton>
  )
  return (
    <Page
      back={{ to: `/procedures/${head.id}`, label: 'Procedure' }}
      question="What was given?"
      why={titleOf(head)}
      aside={<AboutProcedure head={head} />}
    >
      <Turned of={now} />
      <PatientLine head={head} />
      <SideLine head={head} />
      {view.givenAt ? null : <Verdict view={view} now={now} />}
      {refusal && view.drawn.length === 0 ? <Notice kind="refused" title={refusal} /> : null}
      {view.givenAt ? (
        <Notice
          kind="good"
          title={`Given ${clock(view.givenAt, head.zone)}`}
          action={<LinkButton to={`/procedures/${head.id}`}>To the observation</LinkButton>}
        />
      ) : view.drawn.length > 0 ? (
        <GiveForm view={view} errors={errors} refusal={refusal} whyAsked={whyAsked} />
      ) : (
        <EmptyState
          title="No vial is kept for this procedure."
          action={<LinkButton to={`/procedures/${head.id}/readiness`}>Make it ready</LinkButton>}
        >
          Scan one on the readiness page first. If it was given already, say so below.
        </EmptyState>
      )}
      <EmergencyLink id={head.id} />
      {late}
    </Page>
  )
}
