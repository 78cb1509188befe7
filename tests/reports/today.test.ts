import { describe, expect, test } from 'vitest'
import { quietSentences } from '~/modules/reports/messages'
import { notSetUp, stateOf } from '~/modules/reports/rules'
import type { Attention, Looked } from '~/modules/reports/types'

const full: Looked = { storages: 3, kits: 1, rooms: 2, products: 20, notices: 2 }
const none: Looked = { storages: 0, kits: 0, rooms: 0, products: 0, notices: 0 }

/**
 * Every sentence that the first page says while nothing needs anybody, with the needs that would have stood in its place: each of
 * them comes from a query of `reports/queries/attention.server.ts`. `n06-a-quiet-day.txt` makes each of them untrue in turn.
 */
const sentences: readonly (readonly [sentence: string, takenBackBy: readonly Attention['code'][]])[] = [
  [
    'All 3 storage locations are proven, and no excursion is open.',
    ['STORAGE_NOT_PROVEN', 'EXCURSION_OPEN', 'GIVEN_EXPOSED'],
  ],
  ['The emergency kit is in order.', ['KIT_CHECK_DUE', 'KIT_NOT_IN_ORDER', 'KIT_REPLACE']],
  ['None of the 2 recall notices entered is open.', ['RECALL_OPEN']],
  ['No lot here whose expiry is known has expired or expires within a week.', ['EXPIRED_HERE', 'EXPIRES_THIS_WEEK']],
  [
    'No delivery is open. No hold from receiving, for missing readings or for a review waits at any site.',
    ['DELIVERY_OPEN', 'QUARANTINED', 'GAP_HELD', 'REVIEW'],
  ],
  [
    'No review of a container in two patients’ records waits here, and nothing kept for a procedure to come was given in another or no longer fits its booking.',
    ['GIVEN_TO_TWO', 'KEPT_LOST', 'CHANGED_LOST'],
  ],
  [
    'No reaction waits here for a review or for its supplier to be told, and no emergency or late record to be sorted out.',
    ['REACTION_TO_REVIEW', 'SUPPLIER_TO_TELL', 'EMERGENCY_TO_SORT', 'LATE_TO_SORT'],
  ],
]

const codes: Record<Attention['code'], true> = {
  EXCURSION_OPEN: true,
  GIVEN_EXPOSED: true,
  GIVEN_TO_TWO: true,
  KEPT_LOST: true,
  CHANGED_LOST: true,
  REACTION_TO_REVIEW: true,
  SUPPLIER_TO_TELL: true,
  EMERGENCY_TO_SORT: true,
  LATE_TO_SORT: true,
  STORAGE_NOT_PROVEN: true,
  RECALL_OPEN: true,
  KIT_CHECK_DUE: true,
  KIT_NOT_IN_ORDER: true,
  KIT_REPLACE: true,
  EXPIRED_HERE: true,
  EXPIRES_THIS_WEEK: true,
  QUARANTINED: true,
  REVIEW: true,
  GAP_HELD: true,
  DELIVERY_OPEN: true,
  NOT_SET_UP: true,
}

describe('the sentences of a quiet first page', () => {
  test('are these, each behind the queries that look for its opposite', () => {
    expect(quietSentences(full)).toEqual(sentences.map(([sentence]) => sentence))
  })
  test('leave out nothing that the page asks for', () => {
    const said = sentences.flatMap(([, takenBackBy]) => takenBackBy)
    expect([...said, 'NOT_SET_UP'].sort()).toEqual(Object.keys(codes).sort())
  })
  test('claim nothing of what is not set up: that stands in the list of needs', () => {
    expect(quietSentences(none).join(' ')).not.toMatch(/storage location|kit|lot here/)
    expect(notSetUp(none)).toEqual(['storage', 'kit', 'room', 'product'])
    expect(notSetUp(full)).toEqual([])
  })
  test('say of one that it is one', () => {
    expect(quietSentences({ ...full, storages: 1, kits: 2 }).slice(0, 2)).toEqual([
      'The storage location is proven, and no excursion is open.',
      'All 2 emergency kits are in order.',
    ])
  })
})

test('what is not set up is asked for, never a green light', () => {
  expect(stateOf({ code: 'NOT_SET_UP', what: 'kit' })).toBe('check')
})
