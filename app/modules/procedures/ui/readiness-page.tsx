import { Form } from '@remix-run/react'
import { ScanField } from '~/modules/labels/ui/scan-field'
import { lightWord } from '~/modules/readiness/messages'
import { lightStates } from '~/modules/readiness/ui/light-states'
import { LinkButton } from '~/ui/button'
import { Code } from '~/ui/code'
import { useAsOf, useKnown } from '~/ui/connection'
import { TextField } from '~/ui/field'
import { Submit } from '~/ui/form'
import { Turned, useLive } from '~/ui/live'
import { Notice } from '~/ui/notice'
import { EmptyState, Page, Section } from '~/ui/page'
import { StateMark } from '~/ui/state-mark'
import type { BoundView, LineView, ReadinessView } from '../queries/readiness-page.server'
import { EmergencyLink } from './emergency-link'
import { AboutProcedure, PatientLine, titleOf } from './head'
import { Override } from './override-form'
import { Intent, Remedy } from './remedy'
import type { Errors } from './step-forms'

function BoundLine({ bound }: { bound: BoundView }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <p className="min-w-0">
        <Code large>{bound.lotNumber}</Code> <span className="font-bold">{bound.amount}</span>
        <span className="block text-small text-muted">
          {bound.productName}
          {bound.where ? ` · ${bound.where}` : ''}
        </span>
      </p>
      <div className="flex gap-2">
        <Form method="post">
          <Intent intent="unbind" fields={{ bindingId: bound.bindingId }} />
          <Submit variant="quiet" inline>
            Take back
          </Submit>
        </Form>
      </div>
    </div>
  )
}

/** The vial leaves storage when all else is ready; earlier only with a reason (R16). */
function TakeOut({ bound }: { bound: BoundView }) {
  return (
    <details>
      <summary className="min-h-12 cursor-pointer py-3 font-bold">Take it out of storage to the room</summary>
      <Form method="post" className="grid gap-3">
        <Intent intent="take-out" fields={{ bindingId: bound.bindingId }} />
        <TextField
          id={`reason-${bound.bindingId}`}
          name="reason"
          label="Reason, if not all else is ready yet"
          hint="Its clock starts now, if its instructions give it one. It is not put back."
        />
        <Submit variant="secondary" data-no-burst>
          Taken out now
        </Submit>
      </Form>
    </details>
  )
}

/** A line that is in order takes one row, so there is room for what blocks. */
function QuietLine({ line, asOf }: { line: LineView; asOf: string }) {
  const shown = useAsOf(asOf, 'brief')
  const [bound] = line.bound
  return (
    <li className="row row-no-at" id={`line-${line.code}`}>
      <div className="row-main">
        <span className="row-lead">{line.label}</span>
        <span className="row-under">
          <StateMark {...shown({ state: 'ready', word: line.word })} />
          {bound ? (
            <span>
              <Code>{bound.lotNumber}</Code> · {bound.amount} · {bound.productName}
              {bound.where ? ` · ${bound.where}` : ''}
            </span>
          ) : null}
        </span>
      </div>
      {bound ? (
        <div className="row-side">
          <Form method="post">
            <Intent intent="unbind" fields={{ bindingId: bound.bindingId }} />
            <Submit variant="quiet" inline>
              Take back
            </Submit>
          </Form>
        </div>
      ) : null}
    </li>
  )
}

const isQuiet = (line: LineView): boolean =>
  line.findings.length === 0 && line.bound.length <= 1 && !line.bound.some((bound) => bound.inStorage)

function ReadyLine({ line, asOf, errors }: { line: LineView; asOf: string; errors: Errors }) {
  const shown = useAsOf(asOf, 'brief')
  return (
    <li className="row row-no-at" id={`line-${line.code}`}>
      <div className="row-main grid gap-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="row-lead">{line.label}</span>
          <StateMark {...shown({ state: line.shape, word: line.word })} />
        </div>
        {line.bound.map((bound) => (
          <BoundLine key={bound.bindingId} bound={bound} />
        ))}
        {/* What must not be used stays where it is cold. */}
        {line.bound
          .filter((bound) => bound.inStorage && line.shape !== 'stop')
          .map((bound) => (
            <TakeOut key={bound.bindingId} bound={bound} />
          ))}
        {line.findings.map((finding) => (
          <div key={finding.key}>
            <p className={finding.blocks ? '' : 'text-muted'}>{finding.text}</p>
            {finding.rejected.length > 0 ? (
              <ul className="text-small text-muted">
                {finding.rejected.map((text) => (
                  <li key={text}>Not offered: {text}</li>
                ))}
              </ul>
            ) : null}
            <Remedy finding={finding} />
            <Override finding={finding} errors={errors} />
          </div>
        ))}
      </div>
    </li>
  )
}

function Sign({ view, errors }: { view: ReadinessView; errors: Errors }) {
  return (
    <Form method="post" className="grid gap-4">
      <Intent intent="sign" />
      <TextField
        name="signedName"
        label="Signed by"
        hint="Your printed name. You say that everything above is in order for this patient, now."
        defaultValue={view.signer}
        errors={errors.signedName}
        required
      />
      <Submit data-no-burst>Sign READY</Submit>
    </Form>
  )
}

const scanLabel = (view: ReadinessView): string => {
  const next = view.scanNext
  if (next === null) return 'Scan'
  return next.seal === null ? `Scan next: ${next.label.toLowerCase()}` : `Scan next: kit seal ${next.seal}`
}

/** READY or NOT READY: what blocks first, each with what to do; one field for every scan. */
export function ReadinessPage({
  view,
  errors,
  refusal,
}: {
  view: ReadinessView
  errors: Errors
  refusal: string | null
}) {
  const { head, light } = view
  const over = light.state === 'over'
  const now = useLive(view.live)
  const key = `procedure:${head.id}`
  const known = useKnown()
  return (
    <Page
      back={{ to: `/procedures/${head.id}`, label: 'Procedure' }}
      question={titleOf(head)}
      {...now.mark(key, { state: lightStates[light.state], word: lightWord(light) })}
      why={
        now.isOther(key)
          ? undefined
          : light.state === 'ready'
            ? `Signed by ${light.signedName}, until ${view.validUntil}.${known ? ' It changes by itself when anything bound changes.' : ''}`
            : over
              ? 'This procedure is over, so its light no longer changes.'
              : `${view.open} of ${view.of} open · ${head.roomName}`
      }
      next={
        light.state === 'ready' && !now.isOther(key) ? (
          <LinkButton variant="primary" to={`/procedures/${head.id}`}>
            To the time-out
          </LinkButton>
        ) : undefined
      }
      aside={<AboutProcedure head={head} />}
    >
      <Turned of={now} />
      <PatientLine head={head} />
      {refusal ? <Notice kind="refused" title={refusal} /> : null}
      {over ? null : (
        <>
          <ScanField label={scanLabel(view)} fields={{ intent: 'scan' }} />
          {view.withinReach > 0 ? (
            <Form method="post">
              <Intent intent="reach" />
              <Submit>Take what is within reach</Submit>
            </Form>
          ) : null}
        </>
      )}
      {over ? (
        <EmptyState
          title="Nothing is made ready any more."
          action={<LinkButton to={`/procedures/${head.id}`}>What was used</LinkButton>}
        >
          What was used, and when, stands with the procedure.
        </EmptyState>
      ) : (
        <Section title="Lines" count={view.lines.length}>
          <ul className="list">
            {view.lines.map((line) =>
              isQuiet(line) ? (
                <QuietLine key={line.code} line={line} asOf={view.live.asOf} />
              ) : (
                <ReadyLine key={line.code} line={line} asOf={view.live.asOf} errors={errors} />
              ),
            )}
          </ul>
        </Section>
      )}
      <EmergencyLink id={head.id} />
      {view.maySign && light.state !== 'ready' ? (
        <Section title="Everything is in order">
          <Sign view={view} errors={errors} />
        </Section>
      ) : null}
    </Page>
  )
}
