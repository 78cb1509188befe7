import type { Permission, Role } from './types'

/**
 * Who may do what: the one table (R37, R25: supply staff see stock, not patients). A role that is not named may not.
 */
const mayDo: Record<Permission, readonly Role[]> = {
  'clinic.enter': ['supply', 'clinician', 'manager', 'auditor', 'administrator', 'director', 'reviewer'],
  'today.read': ['supply', 'clinician', 'manager', 'auditor', 'administrator', 'director'],
  'stock.read': ['supply', 'clinician', 'manager', 'auditor', 'administrator', 'director'],
  'stock.move': ['supply', 'clinician', 'manager'],
  'stock.hold': ['supply', 'clinician', 'manager', 'director'],
  'hold.decide': ['supply', 'clinician', 'manager', 'director', 'reviewer'],
  'catalog.change': ['supply', 'manager', 'director'],
  'receiving.receive': ['supply', 'manager'],
  'storage.record': ['supply', 'clinician', 'manager'],
  'kit.check': ['supply', 'clinician', 'manager'],
  'kit.make': ['manager', 'administrator'],
  'patient.read': ['clinician', 'manager', 'director'],
  'patient.change': ['clinician', 'manager'],
  'procedure.read': ['clinician', 'manager', 'director'],
  'procedure.change': ['clinician', 'manager'],
  'review.decide': ['manager', 'director'],
  'readiness.sign': ['clinician', 'manager'],
  'finding.override': ['clinician', 'director'],
  'recall.read': ['supply', 'clinician', 'manager', 'auditor', 'director'],
  'recall.patients': ['clinician', 'manager', 'director'],
  'recall.manage': ['supply', 'manager', 'director'],
  'audit.read': ['auditor', 'manager', 'administrator'],
  'access.manage': ['administrator'],
  'clinic.rules': ['administrator', 'director'],
}

/** Whether a person with these roles may do it. */
export const may = (roles: readonly Role[], permission: Permission): boolean =>
  mayDo[permission].some((role) => roles.includes(role))

/** The roles that may do it, for the sentence that says whom to ask. */
export const rolesThatMay = (permission: Permission): readonly Role[] => mayDo[permission]

/** All roles, in the order in which pages list them. */
export const roles = [
  'supply',
  'clinician',
  'manager',
  'auditor',
  'administrator',
  'director',
  'reviewer',
] as const satisfies readonly Role[]

/** A session ends after this many minutes without a request (R37: log-off when idle). */
export const idleMinutes = 60

/** Failed sign-ins from one address or for one account within ten minutes before we ask to wait. */
export const signInAttempts = 10

type MenuPlace = 'today' | 'stock' | 'scan' | 'procedures' | 'more'

const places: readonly { place: MenuPlace; needs: Permission }[] = [
  { place: 'today', needs: 'today.read' },
  { place: 'stock', needs: 'stock.read' },
  { place: 'scan', needs: 'stock.read' },
  { place: 'procedures', needs: 'procedure.read' },
]

const pages: readonly { to: string; label: string; needs: Permission }[] = [
  { to: '/receiving', label: 'Receiving', needs: 'receiving.receive' },
  { to: '/storage', label: 'Storage', needs: 'stock.read' },
  { to: '/kits', label: 'Emergency kits', needs: 'stock.read' },
  { to: '/recalls', label: 'Recalls', needs: 'recall.read' },
  { to: '/reviews', label: 'Holds to decide', needs: 'hold.decide' },
  { to: '/procedures/uncleared', label: 'Given without a clearance', needs: 'review.decide' },
  { to: '/patients', label: 'Patients', needs: 'patient.read' },
  { to: '/catalog', label: 'Catalog', needs: 'stock.read' },
  { to: '/protocols', label: 'Protocol', needs: 'procedure.read' },
  { to: '/scanner-check', label: 'Scanner check', needs: 'stock.read' },
  { to: '/clinic-rules', label: 'Rules of this clinic', needs: 'clinic.rules' },
  { to: '/procedure-rules', label: 'Rules for procedures', needs: 'clinic.rules' },
  { to: '/access', label: 'People and tokens', needs: 'access.manage' },
  { to: '/audit', label: 'Audit trail', needs: 'audit.read' },
]

/** What the frame shows a person: only what their roles give access to. */
export const menuOf = (have: readonly Role[]): { show: MenuPlace[]; more: { to: string; label: string }[] } => ({
  show: [...places.filter(({ needs }) => may(have, needs)).map(({ place }) => place), 'more'],
  more: pages.filter(({ needs }) => may(have, needs)).map(({ to, label }) => ({ to, label })),
})

const ourselves = 'http://own.invalid'

/**
 * Where to go after signing in: only a path of our own, otherwise the first page. The text is read as a
 * browser would read it (`/..//evil.example` is another site), and what browsers and proxies read differently is refused:
 * control characters, backslashes, and encoded slashes at the beginning.
 */
export function backTo(back: string | null): string {
  if (!back?.startsWith('/') || back.length > 2_000 || /[\u0000-\u0020\u007f-\u009f\\]/.test(back)) return '/'
  if (!URL.canParse(back, ourselves)) return '/'
  const { origin, pathname, search, hash } = new URL(back, ourselves)
  const own = origin === ourselves && !/^\/(\/|%2f|%5c)/i.test(pathname)
  return own ? pathname + search + hash : '/'
}
