import { DateTime } from 'luxon'
import type { Visitor } from '~/modules/auth/types'
import { explainProcedure } from '../messages'
import { isOver } from '../rules/state'
import type { BookedTexts, Choice } from '../ui/booking-fields'
import { bookingChoices, openProcedure, type ProcedureHead } from './page.server'
import { siteChoice } from './sites-to-book.server'

export type ChangeView = {
  readonly head: ProcedureHead
  readonly rooms: readonly Choice[]
  readonly products: readonly Choice[]
  readonly sites: readonly Choice[]
  readonly booked: BookedTexts
  /** The last change that the form knows: the command refuses it when there was another one. */
  readonly seen: number
  /** Why it can't be changed any more; null while it can. */
  readonly closed: string | null
}

/** What was booked stays a choice when it was closed, archived or taken off the list since. */
const withOwn = (choices: readonly Choice[], own: Choice): readonly Choice[] =>
  choices.some(({ value }) => value === own.value) ? choices : [own, ...choices]

/** The form of a changed booking, as it stands now. */
export async function changePage(visitor: Visitor, param: string | undefined): Promise<ChangeView> {
  const { file, head } = await openProcedure(visitor, param)
  const { row, state } = file
  const { at, db } = visitor.context
  const { rooms, products, sites } = await bookingChoices(db.read, visitor.site.id)
  const refusal =
    state.givenAt !== null
      ? ({ code: 'CHANGE_AFTER_GIVEN', at: state.givenAt } as const)
      : isOver(state.status)
        ? ({ code: 'PROCEDURE_OVER', status: state.status } as const)
        : null
  return {
    head,
    rooms: withOwn(
      rooms.map(({ id, name }) => ({ value: String(id), label: name })),
      { value: String(row.roomPlaceId), label: `${row.roomName} (closed)` },
    ),
    products: withOwn(
      products.map(({ id, name, manufacturer }) => ({ value: String(id), label: `${name}, ${manufacturer}` })),
      { value: String(row.productId), label: `${row.productName} (archived)` },
    ),
    sites: withOwn(sites.map(siteChoice), {
      value: row.injectionSite,
      label: `${row.injectionSite} (not on the list)`,
    }),
    booked: {
      scheduledAt: DateTime.fromISO(row.scheduledAt, { zone: row.timeZone }).toFormat("yyyy-MM-dd'T'HH:mm"),
      roomPlaceId: String(row.roomPlaceId),
      side: row.side,
      injectionSite: row.injectionSite,
      productId: String(row.productId),
      dose: String(row.doseMicroliters / 1000),
      anesthesia: row.anesthesia,
      clinician: row.clinician,
      furtherDose: state.furtherDose,
    },
    seen: state.lastChangeId,
    closed: refusal && explainProcedure(refusal, row.timeZone, at),
  }
}
