import { unreachable } from '~/lib/result'
import type { AccountRefusal, Permission, Role, SignInRefusal } from './types'

const roleNames: Record<Role, string> = {
  supply: 'supply staff',
  clinician: 'clinician',
  manager: 'manager',
  auditor: 'auditor',
  administrator: 'administrator',
  director: 'medical director',
}

/** A role as pages name it. */
export const roleName = (role: Role): string => roleNames[role]

/** Why a page or an act is closed to this person, and who could be asked. */
export const explainForbidden = (permission: Permission, may: readonly Role[]): string =>
  `Your account may not do this (${permission}). It is open to: ${may.map(roleName).join(', ')}. Ask one of them, or an administrator for the role.`

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
      return `There is an account for ${refusal.email} already. Use another address or change that account.`
    case 'ACCOUNT_UNKNOWN':
      return 'There is no such account or token. Reload the list.'
    case 'SITE_EXISTS':
      return 'This clinic is set up already. Sign in instead.'
    default:
      return unreachable(refusal)
  }
}
