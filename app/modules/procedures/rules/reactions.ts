import type { EmergencyDrug, Event, ReactionSeen, ReactionSort } from '../types'

const sorts: readonly ReactionSort[] = ['allergic', 'toxicity', 'infection', 'other']

/** The reactions that were recorded for a procedure, in the order in which they were recorded (R28, R41). */
export const reactionsOf = (events: readonly Event[]): ReactionSeen[] =>
  events.flatMap(({ kind, detail, occurredAt }): ReactionSeen[] => {
    if (kind !== 'reaction' && kind !== 'observed') return []
    if (detail.reaction !== 'mild' && detail.reaction !== 'severe') return []
    return [
      {
        reaction: detail.reaction,
        at: occurredAt,
        notes: typeof detail.notes === 'string' ? detail.notes : '',
        sort: sorts.find((sort) => sort === detail.sort) ?? 'other',
        mayBeProduct: detail.mayBeProduct === true,
      },
    ]
  })

/** Whether a reaction holds the lots that it may come from: it is severe, infectious, or the product may have caused it (R28). */
export const holdsLots = ({
  reaction,
  sort,
  mayBeProduct,
}: Pick<ReactionSeen, 'reaction' | 'sort' | 'mayBeProduct'>): boolean =>
  reaction === 'severe' || sort === 'infection' || mayBeProduct

/** Whether a reaction was recorded for which each lot that goes into the patient is held. */
export const wasSevere = (events: readonly Event[]): boolean => reactionsOf(events).some(holdsLots)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The drugs of the emergency, in the order in which they were recorded. */
export const emergencyDrugs = (events: readonly Event[]): EmergencyDrug[] =>
  events
    .filter(({ kind }) => kind === 'emergency-drug')
    .map(({ id, occurredAt, detail }) => ({
      key: id,
      at: occurredAt,
      what: text(detail.what),
      amount: text(detail.amount),
      by: text(detail.by),
    }))
