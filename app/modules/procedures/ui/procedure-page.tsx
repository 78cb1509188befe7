import { lightWord } from '~/modules/readiness/messages'
import { lightStates } from '~/modules/readiness/ui/light-states'
import { LinkButton } from '~/ui/button'
import { useAsOf } from '~/ui/connection'
import { Actions } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { Turned, useLive } from '~/ui/live'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import type { State } from '~/ui/state-mark'
import { clock, instant } from '~/ui/time'
import { Timeline } from '~/ui/timeline'
import { statusName } from '../messages'
import type { ProcedurePageView, StepView } from '../queries/page.server'
import { EmergencyLink } from './emergency-link'
import { FollowUps } from './follow-ups'
import { AboutProcedure, PatientLine, titleOf } from './head'
import { Reactions } from './reaction-form'
import {
  CloseForm,
  ConsentForm,
  type Errors,
  Left,
  ObserveForm,
  ObserveLonger,
  ScreenForm,
  TimeOutForm,
} from './step-forms'
import { UndoUses, UseList } from './use-list'
import { Waits } from './waits'

const stepStates: Record<StepView['state'], { state: State; word: string }> = {
  done: { state: 'ready', word: 'done' },
  overridden: { state: 'check', word: 'overridden' },
  missing: { state: 'stop', word: 'missing when it was given' },
  next: { state: 'check', word: 'next' },
  later: { state: 'not-proven', word: 'later' },
}

function Next({ page, errors }: { page: ProcedurePageView; errors: Errors }) {
  const { head } = page
  switch (page.next) {
    case 'screened':
      return <ScreenForm page={page} errors={errors} />
    case 'consented':
      return <ConsentForm errors={errors} />
    case 'ready':
      return (
        <LinkButton variant="primary" to={`/procedures/${head.id}/readiness`}>
          Make ready and sign
        </LinkButton>
      )
    case 'time-out':
      return <TimeOutForm page={page} errors={errors} />
    case 'cleared':
      return (
        <LinkButton variant="primary" to={`/procedures/${head.id}/clear`}>
          Scan and clear to inject
        </LinkButton>
      )
    case 'given':
      return (
        <LinkButton variant="primary" to={`/procedures/${head.id}/give`}>
          To GIVEN
        </LinkButton>
      )
    case 'observed':
      return (
        <>
          <ObserveForm page={page} errors={errors} />
          <ObserveLonger errors={errors} />
        </>
      )
    case 'closed':
      return <CloseForm page={page} errors={errors} />
    default:
      return null
  }
}

function Steps({ page }: { page: ProcedurePageView }) {
  const ready = useAsOf(page.live.asOf, 'brief')
  return (
    <List label="Steps">
      {page.steps.map((step, index) => (
        <ListRow
          key={step.step}
          at={index + 1}
          to={step.step === 'ready' ? `/procedures/${page.head.id}/readiness` : undefined}
          {...(step.step === 'ready' ? ready(stepStates[step.state]) : stepStates[step.state])}
          lead={step.name}
          detail={step.at ? clock(step.at, page.head.zone) : undefined}
        />
      ))}
    </List>
  )
}

function More({ page }: { page: ProcedurePageView }) {
  const { head } = page
  const over = head.status === 'closed' || head.status === 'cancelled' || head.status === 'stopped'
  const given = head.status === 'given' || head.status === 'observed'
  return (
    <Actions>
      <LinkButton to={`/procedures/${head.id}/readiness`}>Readiness</LinkButton>
      <LinkButton to={`/procedures/${head.id}/aftercare`} icon="print">
        Aftercare sheet
      </LinkButton>
      <LinkButton to={`/procedures/${head.id}/note`} icon="print">
        Procedure note
      </LinkButton>
      <LinkButton variant="quiet" to={`/procedures/${head.id}/late`}>
        Already given…
      </LinkButton>
      {over || page.steps[0]?.at == null ? null : (
        <LinkButton variant="quiet" to={`/procedures/${head.id}/correct`}>
          Correct the screening…
        </LinkButton>
      )}
      {over || given ? null : (
        <>
          <LinkButton variant="quiet" to={`/procedures/${head.id}/change`}>
            Change the booking…
          </LinkButton>
          <LinkButton variant="quiet" to={`/procedures/${head.id}/cancel`}>
            Cancel…
          </LinkButton>
        </>
      )}
    </Actions>
  )
}

/** A procedure with its steps; the next one is the largest thing on the page. */
export function ProcedurePage({
  page,
  errors,
  refusal,
  done = false,
}: {
  page: ProcedurePageView
  errors: Errors
  /** What the last form led to, in a sentence: refused, or done. */
  refusal: string | null
  done?: boolean
}) {
  const { head, light, next } = page
  const over = light.state === 'over'
  const now = useLive(page.live)
  const key = `procedure:${head.id}`
  const current = page.steps.find((step) => step.step === next)
  return (
    <Page
      back={{ to: '/procedures', label: 'Procedures' }}
      question={titleOf(head)}
      {...(over
        ? { state: head.status === 'closed' ? 'ready' : 'not-proven', word: statusName(head.status) }
        : now.mark(key, { state: lightStates[light.state], word: lightWord(light) }))}
      why={
        now.isOther(key)
          ? undefined
          : light.state === 'not-ready'
            ? `${light.open} of ${light.of} lines open`
            : light.state === 'ready'
              ? `Signed by ${light.signedName}, until ${clock(light.validUntil, head.zone)}`
              : undefined
      }
      aside={
        <>
          <AboutProcedure head={head} />
          <Section title="History">
            <Timeline
              entries={page.events.map((event) => ({
                key: event.key,
                when: instant(event.when, head.zone),
                title: event.struck ? <s>{event.title}</s> : event.title,
                who: event.who,
              }))}
            />
          </Section>
        </>
      }
    >
      <Turned of={now} />
      <PatientLine head={head} />
      {refusal ? <Notice kind={done ? 'good' : 'refused'} title={refusal} /> : null}
      {current ? (
        <Section title={`Next: ${current.name}`}>
          <Next page={page} errors={errors} />
        </Section>
      ) : null}
      <Waits page={page} errors={errors} />
      <EmergencyLink id={head.id} />
      <FollowUps followUps={page.followUps} />
      <Reactions page={page} errors={errors} />
      <Left page={page} />
      <Section title="Steps">
        <Steps page={page} />
      </Section>
      {page.uses.length > 0 ? (
        <Section title="Used on the patient" count={page.uses.filter((use) => !use.undone).length}>
          <UseList uses={page.uses} zone={head.zone} />
          {head.status === 'closed' ? null : <UndoUses uses={page.uses} zone={head.zone} />}
        </Section>
      ) : null}
      <More page={page} />
    </Page>
  )
}
