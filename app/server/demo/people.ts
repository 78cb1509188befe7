import { stopped } from '~/lib/clock'
import type { Database } from '~/lib/db.server'
import { addPerson } from '~/modules/auth/commands/accounts.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { systemVisitor } from '~/modules/auth/queries/system.server'
import type { Role } from '~/modules/auth/types'
import { setUpClinic } from '~/server/set-up'
import { type Clock, zone } from './clock'
import { keyOf, must, newWorld, person as visitor, type World } from './world'

/** The password of every demo account. It protects nothing: the demo clinic has no real patients. */
export const demoPassword = 'harbor-hip-demo'

type Person = { readonly name: string; readonly person: string; readonly roles: readonly Role[]; readonly does: string }

const administrator: Person = {
  name: 'admin',
  person: 'Priya Nair',
  roles: ['administrator', 'manager', 'clinician', 'supply'],
  does: 'administrator, with every right of a small clinic but the medical director’s',
}

const others: readonly Person[] = [
  { name: 'supply', person: 'Sam Okafor', roles: ['supply'], does: 'supply: receives, stores, counts' },
  { name: 'nurse', person: 'Nora Lindqvist', roles: ['clinician'], does: 'clinician: makes procedures ready' },
  { name: 'manager', person: 'Marcus Bell', roles: ['manager'], does: 'manager' },
  { name: 'director', person: 'Dr. Maya Feldman', roles: ['director'], does: 'medical director' },
  { name: 'auditor', person: 'Anke Voss', roles: ['auditor'], does: 'auditor: reads the trail, sees no patients' },
  { name: 'reviewer', person: 'Dr. Ruth Adler', roles: ['reviewer'], does: 'outside reviewer: decides about holds' },
]

const emailOf = (name: string): string => `${name}@demo.vialkeep.example`

/** The demo sign-ins, one line each, and the password that they share. */
export const signIns = (): string[] => [
  'Demo clinic: Harbor Hip Clinic. Sign in with any of these:',
  ...[...others, administrator].map(({ name, does }) => `  ${emailOf(name).padEnd(38)} ${does}`),
  `  Password for all of them: ${demoPassword}`,
]

/** The full name of a person of the demo clinic, as it is signed. */
export const personName = (name: string): string =>
  [administrator, ...others].find((person) => person.name === name)?.person ?? name

/** Sets up the clinic and its people, categories and protocol, and opens the world of the story. */
export async function opening(db: Database, clock: Clock): Promise<World> {
  const at = clock.ago(90, '09:00')
  const first = {
    clinic: 'Harbor Hip Clinic',
    address: '12 Harbor Walk, Portland, ME 04101',
    timeZone: zone,
    name: administrator.person,
    email: emailOf(administrator.name),
    password: demoPassword,
  }
  const system = systemVisitor(db, stopped(at))
  const clinic = must('the clinic', await perform(system, setUpClinic, first, keyOf('clinic')))
  const world = newWorld(db, clock, { id: clinic.siteId, timeZone: zone })
  world.people.set(administrator.name, clinic.personId)
  for (const { name, person, roles } of others) {
    const account = { name: person, email: emailOf(name), password: demoPassword, roles: [...roles] }
    const added = await perform(visitor(world, 'admin', at), addPerson, account, keyOf('person', name))
    world.people.set(name, must(`person ${name}`, added).personId)
  }
  return world
}
