import type { CommandContext } from '~/modules/audit/types'

/** R37: one account, one or several roles. `director` is the medical director. */
export type Role = 'supply' | 'clinician' | 'manager' | 'auditor' | 'administrator' | 'director'

/** What a person may do. Each loader, action and API route names exactly one. */
export type Permission =
  | 'today.read'
  | 'stock.read'
  | 'stock.move'
  | 'stock.hold'
  | 'catalog.change'
  | 'receiving.receive'
  | 'storage.record'
  | 'kit.check'
  | 'kit.make'
  | 'patient.read'
  | 'patient.change'
  | 'procedure.read'
  | 'procedure.change'
  | 'readiness.sign'
  | 'recall.read'
  | 'recall.patients'
  | 'recall.manage'
  | 'audit.read'
  | 'access.manage'

/** The person or program making the request: the context of commands, and what pages show about person and site. */
export type Visitor = {
  readonly context: CommandContext
  readonly personId: number | null
  readonly name: string
  readonly roles: readonly Role[]
  readonly site: { readonly id: number; readonly name: string; readonly timeZone: string }
  /** What the scanner check of this browser's station found, as the labels room wrote it (JSON); null where none was done. */
  readonly scanner?: string | null
}

export type SignInRefusal =
  | { readonly code: 'SIGN_IN_WRONG' }
  | { readonly code: 'SIGN_IN_TOO_MANY'; readonly minutes: number }

export type AccountRefusal =
  | { readonly code: 'ACCOUNT_EMAIL_TAKEN'; readonly email: string }
  | { readonly code: 'ACCOUNT_UNKNOWN' }
  | { readonly code: 'LAST_ADMINISTRATOR' }
  | { readonly code: 'SITE_EXISTS' }
