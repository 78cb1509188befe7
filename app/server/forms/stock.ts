import { idIn, notHere } from '~/lib/http.server'
import { actorNames } from '~/modules/auth/queries.server'
import { endSharedReview } from '~/modules/procedures/commands/shared.server'
import { explainProcedure } from '~/modules/procedures/messages'
import { sharedReviewForm } from '~/modules/procedures/schema'
import type { ProcedureRefusal } from '~/modules/procedures/types'
import { releaseLot } from '~/modules/recalls/commands.server'
import { explainRecall } from '~/modules/recalls/messages'
import { countUnit } from '~/modules/stock/commands/count.server'
import { decideHold, releaseHold } from '~/modules/stock/commands/end-hold.server'
import { correctExpiry } from '~/modules/stock/commands/expiry.server'
import { placeHold } from '~/modules/stock/commands/hold.server'
import { discardUnit, moveUnit, returnUnit } from '~/modules/stock/commands/move-unit.server'
import { undoMovement } from '~/modules/stock/commands/undo.server'
import { explainOlderCount, explainStock, saidOfExpiry, saidOfMove } from '~/modules/stock/messages'
import { unitHead } from '~/modules/stock/queries/lot-story.server'
import {
  type Counted,
  countForm,
  expiryForm,
  holdForm,
  leaveForm,
  lotReviewForm,
  moveForm,
  releaseForm,
  reviewForm,
  undoForm,
} from '~/modules/stock/schema'
import type { HoldPage } from '~/modules/stock/types'
import { decideExcursionLot } from '~/modules/storage/commands/excursion.server'
import { explainStorage } from '~/modules/storage/messages'
import { type Door, formOf, type Sent } from '../action'

/** Said where an address names a unit, a lot or a place that is none. */
export const noUnit = 'There is no such unit. Look its lot up in Stock.'
export const noLot = 'There is no such lot. Look it up in Stock.'
export const noPlace = 'There is no such place at this site. See all places under Storage.'

type Params = Sent['params']
const unitOf = ({ unitId }: Params): number => idIn(unitId, noUnit)
const lotOf = ({ lotId }: Params): number => idIn(lotId, noLot)

/** What a form of a stock page leaves for its page: a movement that can be undone from there. */
export type Undoable = { readonly movement: string }

const undoable = ({ movement }: Undoable): Undoable => ({ movement })

/** A form about the unit of the page's address. How much a typed quantity is, depends on its product. */
const ofUnit =
  (way: (product: Counted, unitId: number) => Door<Undoable>): Door<Undoable> =>
  async (sent) => {
    const unit = await unitHead(sent.visitor.context.db.read, unitOf(sent.params))
    if (!unit) throw notHere(noUnit)
    return way(unit.product, unit.id)(sent)
  }

const leaving = (command: typeof discardUnit | typeof returnUnit, said: string): Door<Undoable> =>
  ofUnit((product, unitId) =>
    formOf(command, {
      form: leaveForm(product),
      input: (given) => ({ unitId, ...given }),
      say: () => said,
      explain: explainStock,
      value: undoable,
    }),
  )

const move = ofUnit((product, unitId) =>
  formOf(moveUnit, {
    form: moveForm(product),
    input: ({ alreadyDone, rescue, ...given }) => ({
      unitId,
      ...given,
      alreadyDone: alreadyDone === 'on',
      rescue: rescue === 'on',
    }),
    say: ({ held }) => saidOfMove(held),
    explain: explainStock,
    value: undoable,
  }),
)

const count = ofUnit((product, unitId) =>
  formOf(countUnit, {
    form: countForm(product),
    input: (given) => ({ unitId, ...given }),
    say: () => 'Counted.',
    explain: async (refusal, { visitor }) => {
      if (refusal.code !== 'COUNT_ON_OLDER_FACTS') return explainStock(refusal)
      const actors = refusal.since.map(({ actor }) => actor)
      return explainOlderCount(refusal, visitor.site.timeZone, await actorNames(visitor.context.db, actors))
    },
    value: undoable,
  }),
)

const undo = formOf(undoMovement, {
  form: undoForm,
  input: (given, { params }) => ({ unitId: unitOf(params), ...given }),
  say: () => 'Undone. Both stay in the story.',
  explain: explainStock,
})

/** The forms about holds of a page: place one, release one, decide about one. */
const holdDoors = (pageOf: (params: Params) => HoldPage) => ({
  hold: formOf(placeHold, {
    form: holdForm,
    input: (given, { params }) => ({ ...given, scope: pageOf(params) }),
    say: () => 'On hold. Nobody can use it until it is released.',
    explain: explainStock,
  }),
  release: formOf(releaseHold, {
    form: releaseForm,
    input: (given, { params }) => ({ ...given, page: pageOf(params) }),
    say: () => 'Released.',
    explain: explainStock,
  }),
  decide: formOf(decideHold, {
    form: releaseForm,
    input: (given, { params }) => ({ ...given, page: pageOf(params) }),
    say: () => 'Decided: this hold is over.',
    explain: explainStock,
  }),
})

const explainShared = (refusal: ProcedureRefusal, { visitor }: Sent): string =>
  explainProcedure(refusal, visitor.site.timeZone, visitor.context.at)

/** The forms of the page of holds to decide: each says itself what its hold is about. */
export const reviewDoors = {
  'end-shared': formOf(endSharedReview, {
    form: sharedReviewForm,
    input: (given) => given,
    say: ({ procedureId }) => `This review of procedure ${procedureId} is over.`,
    explain: explainShared,
  }),
  release: formOf(releaseHold, {
    form: reviewForm,
    input: ({ about, aboutId, ...given }) => ({ ...given, page: pageAbout(about, aboutId) }),
    say: () => 'Released.',
    explain: explainStock,
  }),
  decide: formOf(decideHold, {
    form: reviewForm,
    input: ({ about, aboutId, ...given }) => ({ ...given, page: pageAbout(about, aboutId) }),
    say: () => 'Decided: this hold is over.',
    explain: explainStock,
  }),
  'recall-lot': formOf(releaseLot, {
    form: lotReviewForm,
    input: ({ caseId, ...given }) => ({ noticeId: caseId, ...given }),
    say: () => 'Decided: the notice holds this lot no longer.',
    explain: explainRecall,
  }),
  'excursion-lot': formOf(decideExcursionLot, {
    form: lotReviewForm,
    input: ({ caseId, reason, ...given }) => ({ excursionId: caseId, advice: reason, ...given }),
    say: () => 'Decided: the excursion holds this lot no longer.',
    explain: explainStorage,
  }),
}

const pageAbout = (about: 'lot' | 'unit' | 'place', id: number): HoldPage =>
  about === 'lot' ? { lotId: id } : about === 'unit' ? { unitId: id } : { placeId: id }

/** The forms of a unit's page. */
export const unitDoors = {
  ...holdDoors((params) => ({ unitId: unitOf(params) })),
  move,
  discard: leaving(discardUnit, 'Discarded.'),
  return: leaving(returnUnit, 'Sent back to the supplier.'),
  count,
  undo,
}

/** The forms of a lot's page. */
export const lotDoors = {
  ...holdDoors((params) => ({ lotId: lotOf(params) })),
  expiry: formOf(correctExpiry, {
    form: expiryForm,
    input: (given, { params }) => ({ lotId: lotOf(params), ...given }),
    say: (done, { expiry }) => saidOfExpiry(done, expiry),
    explain: explainStock,
  }),
}

/** The forms of a place's page. */
export const placeDoors = holdDoors(({ placeId }) => ({ placeId: idIn(placeId, noPlace) }))
