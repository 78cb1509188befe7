import { parseLocal } from '~/lib/day'
import { idIn } from '~/lib/http.server'
import { foundMost } from '~/modules/patients/queries/find.server'
import { recordApplied } from '~/modules/procedures/commands/applied.server'
import { bookProcedure } from '~/modules/procedures/commands/book.server'
import { cancelProcedure } from '~/modules/procedures/commands/cancel.server'
import { changeBooking } from '~/modules/procedures/commands/change.server'
import { closeProcedure, endObservation } from '~/modules/procedures/commands/close.server'
import { recordEmergencyDrug } from '~/modules/procedures/commands/emergency.server'
import { finishFollowUp } from '~/modules/procedures/commands/follow-up.server'
import { leaveRoom } from '~/modules/procedures/commands/identify.server'
import { observeLonger, recordReaction } from '~/modules/procedures/commands/reaction.server'
import { consent, screen, takeTimeOut } from '~/modules/procedures/commands/steps.server'
import { undoUse } from '~/modules/procedures/commands/undo.server'
import { explainProcedure } from '~/modules/procedures/messages'
import { patientsToBook } from '~/modules/procedures/queries/day.server'
import { askKey } from '~/modules/procedures/rules/booking-asks'
import { stillWithout } from '~/modules/procedures/rules/event-words'
import { timeOutParts } from '~/modules/procedures/rules/time-out'
import {
  appliedForm,
  bookForm,
  cancelForm,
  changeForm,
  closeForm,
  consentForm,
  emergencyForm,
  followUpForm,
  leftForm,
  observeForm,
  observeLongerForm,
  reactionForm,
  screenForm,
  timeOutForm,
  undoForm,
} from '~/modules/procedures/schema'
import type { ProcedureRefusal } from '~/modules/procedures/types'
import type { PatientToBook } from '~/modules/procedures/ui/book-page'
import { type Door, done, formOf, type Outcome, type Sent, sorry } from '../action'

const nowhere = 'There is no such procedure at this site. Go back to the list of procedures.'

/** The procedure in the page's address; a 404 with the page's sentence where there can be none. */
export const target = ({ params }: Sent) => ({ procedureId: idIn(params.procedureId, nowhere) })

/** A refusal of the room's commands as a sentence, in the site's time. */
export const explain = (refusal: ProcedureRefusal, { visitor }: Sent): string =>
  explainProcedure(refusal, visitor.site.timeZone, visitor.context.at)

/** A time of the form as an instant, in the site's time zone. What is no time stays as it is, and the command refuses it. */
export const atSite = (text: string, { visitor }: Sent): string => parseLocal(text, visitor.site.timeZone) ?? text

/** The page that comes next shows what was done. */
export const say = () => null
/** Back to the procedure, which shows what was done. */
export const toProcedure = (_value: unknown, { params }: Sent): string => `/procedures/${params.procedureId}`
/** What the forms of a procedure have in common. */
export const back = { say, explain, goTo: toProcedure }

/** What is asked of a booking before it stands. */
const asks = (refusal: ProcedureRefusal) => (refusal.code === 'BOOKING_ASKS' ? refusal.findings.map(askKey) : undefined)

/** The form of a new booking. Its time is the site's. */
export const bookingDoor = formOf(bookProcedure, {
  form: bookForm,
  input: ({ dose, scheduledAt, ...rest }, sent) => ({
    ...rest,
    scheduledAt: atSite(scheduledAt, sent),
    doseMicroliters: dose,
  }),
  say,
  explain,
  asks,
  goTo: ({ procedureId }) => `/procedures/${procedureId}`,
})

/** The page of a new booking: finding the patient, by a search that never stands in an address (R38), and booking. */
export const newBookingDoor: Door<readonly PatientToBook[]> = async (sent) => {
  if (sent.form.get('intent') !== 'find') return bookingDoor(sent) as Promise<Outcome<never>>
  const found = await patientsToBook(sent.visitor, String(sent.form.get('raw') ?? ''))
  const [only] = found
  if (only && found.length === 1) return { goTo: `/procedures/new?patient=${only.id}` }
  if (found.length === 0)
    return sorry('No patient matches. Each word must be a part of the name or the MRN, and a date the birth date.')
  return done(`${found.length === foundMost ? 'At least ' : ''}${found.length} patients match.`, found)
}

/** The form of a changed booking. */
export const changeDoor = formOf(changeBooking, {
  form: changeForm,
  input: ({ dose, scheduledAt, ...rest }, sent) => ({
    ...target(sent),
    ...rest,
    scheduledAt: atSite(scheduledAt, sent),
    doseMicroliters: dose,
  }),
  ...back,
  asks,
})

/** Canceling, with what becomes of opened and thawed items. */
export const cancelDoor = formOf(cancelProcedure, {
  form: cancelForm,
  input: ({ reason, dispositions }, sent) => ({
    ...target(sent),
    reason,
    dispositions: Object.entries(dispositions).map(([bindingId, disposition]) => ({
      bindingId: Number(bindingId),
      disposition,
    })),
  }),
  ...back,
})

/** The forms of a procedure's page, by their intent. */
export const procedureDoors = {
  screen: formOf(screen, { form: screenForm, input: (given, sent) => ({ ...target(sent), ...given }), ...back }),
  consent: formOf(consent, { form: consentForm, input: (_given, sent) => target(sent), ...back }),
  'time-out': formOf(takeTimeOut, {
    form: timeOutForm,
    input: ({ agreed, considered }, sent) => ({
      ...target(sent),
      agreed: timeOutParts.filter((part) => agreed.includes(part)),
      considered,
    }),
    ...back,
  }),
  observe: formOf(endObservation, {
    form: observeForm,
    input: ({ reaction, notes, instructions, endedEarly }, sent) => ({
      ...target(sent),
      endedEarly,
      reaction,
      notes: notes ?? '',
      instructionsGiven: instructions === 'on',
    }),
    ...back,
  }),
  applied: formOf(recordApplied, {
    form: appliedForm,
    input: ({ what, appliedAt, corrects, appliedWhy }, sent) => ({
      ...target(sent),
      what,
      at: appliedAt ? atSite(appliedAt, sent) : null,
      correction: corrects === undefined ? null : { corrects, why: appliedWhy ?? '' },
    }),
    ...back,
  }),
  left: formOf(leaveRoom, { form: leftForm, input: (given, sent) => ({ ...target(sent), ...given }), ...back }),
  reaction: formOf(recordReaction, {
    form: reactionForm,
    input: ({ severity, seen, seenAt, sort, mayBeProduct }, sent) => ({
      ...target(sent),
      sort,
      mayBeProduct: mayBeProduct === 'on',
      reaction: severity,
      notes: seen,
      seenAt: seenAt ? atSite(seenAt, sent) : null,
    }),
    ...back,
  }),
  'observe-longer': formOf(observeLonger, {
    form: observeLongerForm,
    input: ({ minutes, why }, sent) => ({ ...target(sent), minutes, reason: why }),
    ...back,
  }),
  close: formOf(closeProcedure, {
    form: closeForm,
    input: (given, sent) => ({ ...target(sent), ...given }),
    ...back,
  }),
  'follow-up': formOf(finishFollowUp, {
    form: followUpForm,
    input: (given, sent) => ({ ...target(sent), ...given }),
    ...back,
  }),
  undo: formOf(undoUse, {
    form: undoForm,
    input: (given, sent) => ({ ...target(sent), ...given }),
    say: ({ lost }) => `Undone.${stillWithout(lost)}`,
    explain,
  }),
}

const toEmergency = (_value: unknown, { params }: Sent): string => `/procedures/${params.procedureId}/emergency`

/** The forms of the emergency record: one tap a drug, and the reaction. */
export const emergencyDoors = {
  drug: formOf(recordEmergencyDrug, {
    form: emergencyForm,
    input: ({ taken, words, amount, at, by }, sent) => ({
      ...target(sent),
      taken,
      words,
      amount,
      at: at ? parseLocal(at, sent.visitor.site.timeZone) : null,
      by: by || sent.visitor.name,
    }),
    say,
    explain,
    goTo: toEmergency,
  }),
  reaction: procedureDoors.reaction,
}
