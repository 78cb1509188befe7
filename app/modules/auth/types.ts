import type { Clock } from '~/lib/clock'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'

/**
 * R37: one account, one or several roles. `director` is the medical director; `reviewer` is somebody outside of the clinic who
 * decides about holds where it has too few people who may.
 */
export type Role = 'supply' | 'clinician' | 'manager' | 'auditor' | 'administrator' | 'director' | 'reviewer'

/** What a person may do. Each loader, action and API route names exactly one. */
export type Permission =
  | 'clinic.enter'
  | 'today.read'
  | 'stock.read'
  | 'stock.move'
  | 'stock.hold'
  | 'hold.decide'
  | 'finding.override'
  | 'catalog.change'
  | 'receiving.receive'
  | 'storage.record'
  | 'kit.check'
  | 'kit.make'
  | 'patient.read'
  | 'patient.change'
  | 'procedure.read'
  | 'procedure.change'
  | 'review.decide'
  | 'readiness.sign'
  | 'recall.read'
  | 'recall.patients'
  | 'recall.manage'
  | 'audit.read'
  | 'access.manage'
  | 'clinic.rules'

/** A clinic address, as commands and pages know it. */
export type Site = { readonly id: number; readonly name: string; readonly timeZone: string }

/** The status with which the API answers a refusal: no such thing, it is otherwise now, or a rule says no. */
export type Status = 404 | 409 | 422

/**
 * What becomes of a form that waited for the network (docs/safety.md §8): it is sent as it is; stored as a late record of
 * the time at which it was pressed; asked again; or dropped, because it would decide on facts that have passed.
 */
export type WhenLate = 'send' | 'record' | 'ask' | 'drop'

/** The person or program making the request: the context of commands, and what pages show about person and site. */
export type Visitor = {
  /** How long what this visitor sends has waited for the network, in seconds, as the browser says. */
  readonly waitedSeconds?: number
  readonly context: CommandContext
  /** Read anew inside each command's transaction; `context.at` is when the request came in. */
  readonly clock: Clock
  /** The human: a token's is whoever made it; null for the program itself. */
  readonly personId: number | null
  readonly name: string
  readonly roles: readonly Role[]
  readonly site: Site
  /** What the scanner check of this browser's station found, as the labels room wrote it (JSON); null where none was done. */
  readonly scanner?: string | null
}

/** What `perform` itself refuses, whatever the command. */
export type PerformRefusal =
  | CommandRefusal
  | { readonly code: 'FORBIDDEN'; readonly permission: Permission }
  | { readonly code: 'PERSON_NEEDED' }
  | { readonly code: 'SIGNED_OUT' }
  | { readonly code: 'INPUT_WRONG'; readonly field: string; readonly message: string }
  | { readonly code: 'BUSY' }
  /** What waited for the network longer than the command bears, and was not done. */
  | { readonly code: 'CAME_LATE'; readonly minutes: number; readonly whenLate: 'ask' | 'drop' }

export type SignInRefusal =
  | { readonly code: 'SIGN_IN_WRONG' }
  | { readonly code: 'SIGN_IN_TOO_MANY'; readonly minutes: number }

export type AccountRefusal =
  | { readonly code: 'ACCOUNT_EMAIL_TAKEN'; readonly email: string }
  | { readonly code: 'ACCOUNT_UNKNOWN' }
  | { readonly code: 'LAST_ADMINISTRATOR' }
  | { readonly code: 'SITE_EXISTS' }
