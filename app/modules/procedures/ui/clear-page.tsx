import { Form, useSearchParams } from '@remix-run/react'
import { ScanField } from '~/modules/labels/ui/scan-field'
import { volumeText } from '~/modules/stock/rules/quantity'
import { LinkButton } from '~/ui/button'
import { Code } from '~/ui/code'
import { useAsOf } from '~/ui/connection'
import { NumberField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { Turned, useLive } from '~/ui/live'
import { Notice } from '~/ui/notice'
import { EmptyState, Page, Panel, Section } from '~/ui/page'
import { StateMark } from '~/ui/state-mark'
import { clock } from '~/ui/time'
import type { ClearDrawView, ClearFindingView, ClearView } from '../queries/clear-page.server'
import { SaidForm, WeightForm } from './clear-forms'
import { EmergencyLink } from './emergency-link'
import { AboutProcedure, PatientLine, SideLine, titleOf } from './head'
import { Override } from './override-form'
import type { Errors } from './step-forms'

const milliliters = (microliters: number | null): string => (microliters === null ? '' : String(microliters / 1000))

/** A container and how much is drawn of it. What is typed is asked about at once: the findings follow the figure. */
function DrawField({ draw, errors }: { draw: ClearDrawView; errors: Errors }) {
  const [, setSearch] = useSearchParams()
  const name = `draw.${draw.unitId}`
  return (
    <Panel
      state={draw.scanned ? 'ready' : draw.volume === 0 ? 'not-proven' : 'check'}
      title={draw.scanned ? 'scanned' : draw.volume === 0 ? 'not used' : 'scan it'}
    >
      <p>
        <Code large>{draw.unitNumber ?? draw.lotNumber}</Code>{' '}
        <span className="block text-small text-muted">
          {draw.productName}, lot {draw.lotNumber}
          {draw.expiry ? `, exp ${draw.expiry}` : ''} · {volumeText(draw.kept)} kept
        </span>
      </p>
      <NumberField
        name={name}
        label="to draw"
        unit="mL"
        form="clear"
        defaultValue={milliliters(draw.volume)}
        hint={draw.isBiologic ? undefined : '0 if nothing is drawn of it'}
        onBlur={(event) => {
          const text = event.currentTarget.value
          setSearch((before) => new URLSearchParams([...[...before].filter(([key]) => key !== name), [name, text]]), {
            replace: true,
            preventScrollReset: true,
          })
        }}
        errors={errors[name]}
        large
      />
    </Panel>
  )
}

/** Where a finding is put right. */
function WayOn({ finding, id }: { finding: ClearFindingView; id: number }) {
  switch (finding.code) {
    case 'STEP_FIRST':
    case 'TIME_OUT_MISSING':
    case 'TIME_OUT_OVER':
    case 'TIME_OUT_CHANGED':
    case 'TIME_OUT_LEFT':
    case 'NOT_APPLIED':
    case 'WAIT_NOT_OVER':
      return <A to={`/procedures/${id}`}>To the procedure</A>
    case 'READY_FIRST':
    case 'QUESTION_OPEN':
      return <A to={`/procedures/${id}/readiness`}>To the readiness page</A>
    default:
      return null
  }
}

function Findings({ view, errors }: { view: ClearView; errors: Errors }) {
  const shown = view.findings.filter(({ blocks }) => blocks)
  const said = view.findings.filter(({ blocks }) => !blocks)
  return (
    <>
      {shown.length > 0 ? (
        <ul className="list">
          {shown.map((finding) => (
            <li key={finding.key} className="row row-no-at">
              <div className="row-main grid gap-2">
                <StateMark state="stop" word={finding.text} />
                <WayOn finding={finding} id={view.head.id} />
                {finding.code === 'WEIGHT_MISSING' ? <WeightForm errors={errors} /> : null}
                <Override finding={finding} errors={errors} drawn={view.drawn} />
              </div>
            </li>
          ))}
        </ul>
      ) : null}
      {said.length > 0 ? (
        <ul className="text-small text-muted">
          {said.map((finding) => (
            <li key={finding.key}>{finding.text}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

/** CLEAR TO INJECT: the last check before drawing up. What blocks stands first, with what to do; the command asks all of it again. */
export function ClearPage({ view, errors }: { view: ClearView; errors: Errors }) {
  const { head } = view
  const now = useLive(view.live)
  const shown = useAsOf(view.live.asOf)
  const back = { to: `/procedures/${head.id}`, label: 'Procedure' }
  const isOpen = view.open > 0 || view.turned.length > 0 || now.isOther(`cleared:${head.id}`)
  if (view.over)
    return (
      <Page back={back} question="Nothing is cleared any more." why={titleOf(head)}>
        <EmptyState title="This procedure is over." action={<LinkButton to={back.to}>To the procedure</LinkButton>} />
      </Page>
    )
  return (
    <Page
      back={back}
      question="Clear to inject?"
      {...shown({
        state: isOpen ? 'stop' : 'ready',
        word: view.open > 0 ? `NOT CLEAR: ${view.open} open` : isOpen ? 'NOT CLEAR any more' : 'nothing is open',
      })}
      why={titleOf(head)}
      aside={<AboutProcedure head={head} />}
    >
      <Turned of={now} />
      <PatientLine head={head} />
      <SideLine head={head} />
      {view.turned.length > 0 ? (
        <Notice kind="refused" title="No longer clear to inject.">
          {view.turned.join(' ')}
        </Notice>
      ) : null}
      {view.cleared && !isOpen ? (
        <Notice
          kind="good"
          title={`Cleared to inject ${clock(view.cleared, head.zone)}`}
          action={
            <LinkButton variant="primary" to={`/procedures/${head.id}/give`}>
              To GIVEN
            </LinkButton>
          }
        />
      ) : null}
      <p>
        <StateMark
          state={view.identified ? 'ready' : view.wrongPatient ? 'stop' : 'not-proven'}
          word={
            view.identified ? 'Right patient' : view.wrongPatient ? 'Another patient' : 'Patient not identified yet'
          }
          large
        />
        <br />
        <StateMark
          {...shown({
            state: view.timeOut === null ? 'ready' : 'stop',
            word: view.timeOut ?? `Time-out ${clock(view.timeOutAt ?? head.scheduledAt, head.zone)}`,
          })}
          large
        />
      </p>
      <ScanField label={view.scanNext ? `Scan ${view.scanNext}` : 'Scan'} fields={{ intent: 'scan' }} />
      {view.identified ? null : <SaidForm errors={errors} />}
      <Findings view={view} errors={errors} />
      <Section title="To draw up" count={view.draws.length}>
        {view.draws.length === 0 ? (
          <EmptyState
            title="No vial is kept for this procedure."
            action={<LinkButton to={`/procedures/${head.id}/readiness`}>Make it ready</LinkButton>}
          />
        ) : (
          view.draws.map((draw) => <DrawField key={draw.unitId} draw={draw} errors={errors} />)
        )}
      </Section>
      <Form method="post" id="clear">
        <CommandKey />
        <input type="hidden" name="intent" value="clear" />
        <Submit variant={!isOpen && now.turnedSince === null ? 'primary' : 'secondary'} data-no-burst>
          CLEAR TO INJECT
        </Submit>
      </Form>
      <EmergencyLink id={head.id} />
      <LinkButton variant="quiet" to={`/procedures/${head.id}/late`}>
        It was already given…
      </LinkButton>
    </Page>
  )
}
