import { Form } from '@remix-run/react'
import { LinkButton } from '~/ui/button'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Page } from '~/ui/page'
import type { ChangeView } from '../queries/change-page.server'
import { BookAnyway, BookingFields, bookedLabels } from './booking-fields'
import { PatientLine, titleOf } from './head'
import type { Errors } from './step-forms'

/** A booking is changed: all of it as it shall be. What no longer counts afterward is said before. */
export function ChangePage({
  view,
  errors,
  refusal,
  asks,
}: {
  view: ChangeView
  errors: Errors
  refusal: string | null
  asks: readonly string[]
}) {
  const { head } = view
  return (
    <Page
      back={{ to: `/procedures/${head.id}`, label: 'Procedure' }}
      question="Change this booking?"
      why="Each change is kept with who made it, when, from what to what."
    >
      <PatientLine head={head} />
      <p>{titleOf(head)}</p>
      <ErrorSummary errors={errors} labels={bookedLabels} />
      {view.closed ? (
        <Notice kind="info" title={view.closed} />
      ) : (
        <Form method="post" className="grid gap-5">
          <CommandKey />
          <input type="hidden" name="seen" value={view.seen} />
          <BookingFields
            rooms={view.rooms}
            products={view.products}
            sites={view.sites}
            booked={view.booked}
            errors={errors}
          />
          <Notice kind="info" title="What no longer counts after a change">
            Another side, place or product: the consent, READY, the time-out and the clearance. Another dose or
            anesthesia: READY, the time-out and the clearance. Another room: READY and the clearance. Another clinician:
            the time-out and the clearance. What is kept and no longer fits is let go.
          </Notice>
          <Submit>Change the booking</Submit>
          <BookAnyway refusal={refusal} asks={asks} label="Change it anyway" />
        </Form>
      )}
      {view.closed ? null : (
        <p>
          Another patient? That is another booking: cancel this one and book anew.{' '}
          <LinkButton variant="quiet" to={`/procedures/${head.id}/cancel`}>
            Cancel…
          </LinkButton>
        </p>
      )}
    </Page>
  )
}
