import type { Permission, Role } from './types'

/**
 * Who may do what: the one table (R37, R25: supply staff see stock, not patients). A role that is not named may not.
 */
const mayDo: Record<Permission, readonly Role[]> = {
  'today.read': ['supply', 'clinician', 'manager', 'auditor', 'administrator', 'director'],
  'stock.read': ['supply', 'clinician', 'manager', 'auditor', 'administrator', 'director'],
  'stock.move': ['supply', 'clinician', 'manager'],
  'stock.hold': ['supply', 'clinician', 'manager', 'director'],
  'catalog.change': ['supply', 'manager', 'director'],
  'receiving.receive': ['supply', 'manager'],
  'storage.record': ['supply', 'clinician', 'manager'],
  'kit.check': ['supply', 'clinician', 'manager'],
  'patient.read': ['clinician', 'manager', 'director'],
  'patient.change': ['clinician', 'manager'],
  'procedure.read': ['clinician', 'manager', 'director'],
  'procedure.change': ['clinician', 'manager'],
  'readiness.sign': ['clinician', 'manager'],
  'recall.read': ['supply', 'clinician', 'manager', 'auditor', 'director'],
  'recall.patients': ['clinician', 'manager', 'director'],
  'recall.manage': ['supply', 'manager', 'director'],
  'audit.read': ['auditor', 'manager', 'administrator'],
  'access.manage': ['administrator'],
}

/** Whether somebody with these roles may do it. */
export const may = (roles: readonly Role[], permission: Permission): boolean =>
  mayDo[permission].some((role) => roles.includes(role))

/** The roles that may do it, for the sentence that tells who could be asked. */
export const rolesThatMay = (permission: Permission): readonly Role[] => mayDo[permission]

/** All roles, in the order in which pages list them. */
export const roles: readonly Role[] = ['supply', 'clinician', 'manager', 'auditor', 'administrator', 'director']

/** A session ends after this many minutes without a request (R37: log-off when idle). */
export const idleMinutes = 60

/** Failed sign-ins from one address or for one account within ten minutes before we ask to wait. */
export const signInAttempts = 10
