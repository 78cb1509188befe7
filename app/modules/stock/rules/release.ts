import type { Role } from '~/modules/auth/types'
import type { HoldReason } from '../types'
import { laterExpiry } from './expiry'

/** The source of the hold that moving something outside its storage band places. */
export const movedOutside = 'move:outside-band'

/** What a hold belongs to, read off its source. Only its owner ends it; without a source a person placed it by hand. */
export type HoldOwner =
  | {
      readonly kind: 'recall' | 'excursion' | 'reading' | 'delivery' | 'records' | 'procedure' | 'undo'
      readonly id: number
    }
  | { readonly kind: 'later-expiry' | 'hand' | 'other' }

const numbered = /^(recall|excursion|reading|delivery|records|procedure|undo):(\d{1,15})$/

/** Whom a hold with this source belongs to. A source that nobody knows is nobody's to release by hand. */
export function ownerOf(source: string | null): HoldOwner {
  if (source === null) return { kind: 'hand' }
  if (source === laterExpiry) return { kind: 'later-expiry' }
  const [, kind, id] = numbered.exec(source) ?? []
  return kind === undefined
    ? { kind: 'other' }
    : { kind: kind as Extract<HoldOwner, { id: number }>['kind'], id: Number(id) }
}

export type HoldToEnd = {
  readonly source: string | null
  readonly reason: HoldReason
  /** Who placed it: a token counts as its maker; null when the program itself did. */
  readonly human: number | null
}

/** Who wants to end a hold. */
export type Ender = { readonly human: number | null; readonly roles: readonly Role[] }

/**
 * How a hold can end for somebody: released here, ended by a decision here, or not by them; then `at` says where it ends,
 * or whose it is.
 */
export type Ending =
  | { readonly how: 'release' | 'decide' }
  /** An outside reviewer sees no case and no excursion, and decides about the lot where the hold is shown. */
  | { readonly how: 'decide-lot'; readonly of: 'recall' | 'excursion'; readonly id: number }
  | {
      readonly how: 'not-here'
      readonly why:
        | 'its-case'
        | 'its-excursion'
        | 'its-decision'
        | 'its-records'
        | 'another-person'
        | 'another-looks'
        | 'its-maker'
      readonly to: string | null
    }

const leads = (roles: readonly Role[]): boolean => roles.includes('manager') || roles.includes('director')

/** Who may decide that something is usable again: a manager, the medical director, and an outside reviewer where the clinic named one because it has too few people. */
export const decides = (roles: readonly Role[]): boolean => leads(roles) || roles.includes('reviewer')

const elsewhere = (why: Extract<Ending, { how: 'not-here' }>['why'], to: string | null = null): Ending => ({
  how: 'not-here',
  why,
  to,
})

/**
 * How this hold ends for this person. A recall's ends in its case and an excursion's in the excursion, lot by lot; an outside
 * reviewer, who sees neither, gives the same decision where the hold is shown. What
 * a delivery, a reading, a move or a procedure placed ends by the decision of a manager, the director or an outside reviewer
 * who did not place it themselves; a date made later by another person's comparison; what an undoing brought back by what another person saw; one placed by hand by who placed it, or by a manager.
 */
export function endingOf(hold: HoldToEnd, who: Ender): Ending {
  const owner = ownerOf(hold.source)
  const own = hold.human === who.human
  const fromOutside = decides(who.roles) && !leads(who.roles) && !own
  if ((owner.kind === 'recall' || owner.kind === 'excursion') && fromOutside)
    return { how: 'decide-lot', of: owner.kind, id: owner.id }
  switch (owner.kind) {
    case 'recall':
      return elsewhere('its-case', `/recalls/${owner.id}`)
    case 'excursion':
      return elsewhere('its-excursion', `/storage/excursions/${owner.id}`)
    case 'later-expiry':
      return own ? elsewhere('another-person') : { how: 'release' }
    case 'undo':
      return own ? elsewhere('another-looks') : { how: 'release' }
    case 'hand':
      return own || leads(who.roles) ? { how: 'release' } : elsewhere('its-maker')
    case 'reading':
    case 'delivery':
    case 'records':
    case 'procedure':
    case 'other':
      if (decides(who.roles) && !own) return { how: 'decide' }
      return elsewhere(owner.kind === 'delivery' && hold.reason === 'records' ? 'its-records' : 'its-decision')
  }
}

/** Letters and figures that a reason needs at least, and how many different ones: "ok" and "..........." say nothing. */
const reasonLength = 10
const reasonVariety = 5

/** Whether a reason says something: ten letters or figures at least, five of them different. */
export function saysWhy(reason: string): boolean {
  const said = reason.toLowerCase().match(/[\p{L}\p{N}]/gu) ?? []
  return said.length >= reasonLength && new Set(said).size >= reasonVariety
}

/** What each owner is, how its holds end, and by whom: in words, for docs/holds.md. What `endingOf` decides stands above. */
export const holdOwners: Readonly<
  Record<HoldOwner['kind'], { readonly placed: string; readonly ends: string; readonly by: string }>
> = {
  recall: {
    placed: 'a notice: recall, correction, look-back, alert',
    ends: 'in its case, lot by lot, with a reason',
    by: 'a manager, the director or an outside reviewer who did not place it',
  },
  excursion: {
    placed: 'a temperature outside the range of what stood there',
    ends: 'in the excursion: cause, advice, a decision for each lot; or by the correction of the mistyped reading',
    by: 'a manager, the director or an outside reviewer, not who entered the reading',
  },
  reading: {
    placed: 'a place that could not be proven for too long',
    ends: 'by a decision after an inspection; or by a logger file that covers the gap within range, which a second person brings or confirms',
    by: 'a manager, the director or an outside reviewer who did not place it',
  },
  delivery: {
    placed: 'a delivery: temperature, seal, shipper, damage, a record that is missing',
    ends: 'by a decision after an inspection; a missing record by what the paper says',
    by: 'a manager, the director or an outside reviewer who did not receive it; a missing record, whoever may receive',
  },
  records: {
    placed: 'a record that concludes "ineligible", "incomplete" or "fail", or names another lot',
    ends: 'by a decision',
    by: 'a manager, the director or an outside reviewer who did not enter it',
  },
  procedure: {
    placed: 'a late record, a severe reaction, something given although it was stopped',
    ends: 'by the outcome of the review, as a decision',
    by: 'a manager, the director or an outside reviewer who did not place it',
  },
  undo: {
    placed: 'an undoing: a container whose use was recorded by mistake comes back',
    ends: 'by what somebody saw of it: sealed, or opened',
    by: 'another person than who undid it',
  },
  'later-expiry': {
    placed: 'an expiry made later',
    ends: 'by comparing label and papers',
    by: 'another person than who changed it',
  },
  hand: {
    placed: 'a person, with a note',
    ends: 'by a release with a reason that says something',
    by: 'that person, or a manager or the director',
  },
  other: {
    placed: 'a move outside the storage band, and whatever else names itself',
    ends: 'by a decision after an inspection',
    by: 'a manager, the director or an outside reviewer who did not place it',
  },
}

/** Owners of holds that the program doesn't have yet. */
export const ownersNotYet: readonly string[] = [
  'a supplier whose credential ran out',
  'a sterilizer load that failed its indicator',
]

type Scopes = Partial<Readonly<Record<'productId' | 'lotId' | 'unitId' | 'placeId', number | null>>>

/** What a hold is about, as the audit trail names it. */
export function subjectOf({ unitId, lotId, productId, placeId }: Scopes): string {
  if (unitId) return `unit:${unitId}`
  if (lotId) return `lot:${lotId}`
  return productId ? `product:${productId}` : `place:${placeId}`
}
