import { unreachable } from '~/lib/result'
import { explainCommandRefusal } from '~/modules/audit/messages'
import { rolesThatMay } from './rules'
import type { AccountRefusal, PerformRefusal, Permission, Role, SignInRefusal } from './types'

const roleNames: Record<Role, string> = {
  supply: 'supply staff',
  clinician: 'clinician',
  manager: 'manager',
  auditor: 'auditor',
  administrator: 'administrator',
  director: 'medical director',
  reviewer: 'outside reviewer',
}

/** A role as pages name it. */
export const roleName = (role: Role): string => roleNames[role]

const rolePeople: Record<Role, string> = {
  supply: 'supply staff',
  clinician: 'clinicians',
  manager: 'managers',
  auditor: 'auditors',
  administrator: 'administrators',
  director: 'the medical director',
  reviewer: 'an outside reviewer',
}

const acts: Record<Permission, string> = {
  'clinic.enter': 'come in',
  'today.read': 'see Today',
  'stock.read': 'see stock',
  'stock.move': 'move, count or discard stock',
  'stock.hold': 'put stock on hold or release it',
  'hold.decide': 'end a hold',
  'finding.override': 'override a finding',
  'catalog.change': 'change the catalog',
  'receiving.receive': 'receive goods',
  'storage.record': 'enter temperatures',
  'kit.check': 'check emergency kits',
  'kit.make': 'set up an emergency kit',
  'patient.read': 'see patients',
  'patient.change': "change patients' records",
  'procedure.read': 'see procedures',
  'procedure.change': 'book or change procedures',
  'review.decide': 'say what came of a review',
  'readiness.sign': 'sign a procedure ready',
  'recall.read': 'see recalls',
  'recall.patients': 'see which patients got a lot',
  'recall.manage': 'open or close recalls',
  'audit.read': 'read the audit trail',
  'access.manage': 'manage people and tokens',
  'clinic.rules': 'change the rules of this clinic',
}

const people = new Intl.ListFormat('en-US', { type: 'conjunction' })

/** What this person may not do, and who may, in one sentence. */
export const explainForbidden = (permission: Permission, may: readonly Role[]): string =>
  `You may not ${acts[permission]}: that is for ${people.format(may.map((role) => rolePeople[role]))}.`

/** Whether a refusal comes from `perform` itself rather than from the command's room. */
export const isPerformRefusal = (refusal: { readonly code: string }): refusal is PerformRefusal =>
  performCodes.has(refusal.code)

const performCodes: ReadonlySet<string> = new Set<PerformRefusal['code']>([
  'COMMAND_KEY_REUSED',
  'COMMAND_KEY_INVALID',
  'FORBIDDEN',
  'PERSON_NEEDED',
  'SIGNED_OUT',
  'INPUT_WRONG',
  'BUSY',
  'CAME_LATE',
])

/** A refusal of `perform` as a sentence. */
export function explainPerform(refusal: PerformRefusal): string {
  switch (refusal.code) {
    case 'COMMAND_KEY_REUSED':
    case 'COMMAND_KEY_INVALID':
      return explainCommandRefusal(refusal)
    case 'FORBIDDEN':
      return explainForbidden(refusal.permission, rolesThatMay(refusal.permission))
    case 'PERSON_NEEDED':
      return 'A person has to do this; an API token can’t. Sign in and do it on its page. Nothing was changed.'
    case 'SIGNED_OUT':
      return 'This account or token has ended, or has no role at this site any more. Nothing was changed. Ask an administrator.'
    case 'INPUT_WRONG':
      return refusal.field === '' ? refusal.message : `${refusal.field}: ${refusal.message}`
    case 'BUSY':
      return 'The database is busy with other people’s work. Nothing was stored yet; what you sent waits here. Send it again in a moment.'
    case 'CAME_LATE':
      return `This waited ${refusal.minutes} minutes for the network, and things may have changed since. Nothing was done with it. Look at the page, and do it again if it is still meant.`
    default:
      return unreachable(refusal)
  }
}

/** A refusal of sign-in as a sentence; it never tells whether the account exists. */
export function explainSignIn(refusal: SignInRefusal): string {
  switch (refusal.code) {
    case 'SIGN_IN_WRONG':
      return 'This email and password do not belong together. Check both and try again.'
    case 'SIGN_IN_TOO_MANY':
      return `Too many failed sign-ins. Wait ${refusal.minutes} minutes, or ask an administrator.`
    default:
      return unreachable(refusal)
  }
}

/** A refusal of account keeping as a sentence. */
export function explainAccount(refusal: AccountRefusal): string {
  switch (refusal.code) {
    case 'ACCOUNT_EMAIL_TAKEN':
      return `There is an account for ${refusal.email} already; it may be one that has ended. Use another address.`
    case 'ACCOUNT_UNKNOWN':
      return 'There is no such account or token. Reload the list.'
    case 'LAST_ADMINISTRATOR':
      return 'This is the last administrator of the clinic. Add another one first; then this account can be ended.'
    case 'SITE_EXISTS':
      return 'This clinic is set up already. Sign in instead.'
    default:
      return unreachable(refusal)
  }
}
