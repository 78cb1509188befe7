import type { Role } from '~/modules/auth/types'

export type DemoRole = Role

/** The accounts of the demo clinic, one for each role. Nothing in that clinic is real, so their password is no secret. */
export const demoSignIns: Readonly<Record<DemoRole, { name: string; email: string; password: string }>> = {
  supply: { name: 'Noor Haddad', email: 'supply@demo.vialkeep.example', password: 'vialkeep demo clinic' },
  clinician: { name: 'Dr. Lena Brandt', email: 'clinician@demo.vialkeep.example', password: 'vialkeep demo clinic' },
  manager: { name: 'Marcus Oyelaran', email: 'manager@demo.vialkeep.example', password: 'vialkeep demo clinic' },
  auditor: { name: 'Ruth Lindqvist', email: 'auditor@demo.vialkeep.example', password: 'vialkeep demo clinic' },
  administrator: {
    name: 'Tomas Reyes',
    email: 'administrator@demo.vialkeep.example',
    password: 'vialkeep demo clinic',
  },
  director: { name: 'Dr. Amara Singh', email: 'director@demo.vialkeep.example', password: 'vialkeep demo clinic' },
}
