import type { Event, ReactionSeen } from '../types'

/** The reactions that were recorded for a procedure, in the order in which they were recorded (R28, R41). */
export const reactionsOf = (events: readonly Event[]): ReactionSeen[] =>
  events.flatMap(({ kind, detail, occurredAt }): ReactionSeen[] => {
    if (kind !== 'reaction' && kind !== 'observed') return []
    if (detail.reaction !== 'mild' && detail.reaction !== 'severe') return []
    return [{ reaction: detail.reaction, at: occurredAt, notes: typeof detail.notes === 'string' ? detail.notes : '' }]
  })

/** Whether a severe reaction was recorded: then each lot that went into the patient is held. */
export const wasSevere = (events: readonly Event[]): boolean =>
  reactionsOf(events).some(({ reaction }) => reaction === 'severe')
