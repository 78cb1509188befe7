import { perform } from '~/modules/auth/commands/perform.server'
import { createPatient } from '~/modules/patients/commands/create.server'
import { recordAllergies } from '~/modules/patients/commands.server'
import type { AllergyCode } from '~/modules/patients/types'
import { type Happening, keyOf, must, person, type World } from './world'

type DemoPatient = {
  readonly mrn: string
  readonly name: string
  readonly born: string
  readonly allergies: AllergyCode[]
  readonly other?: string
  /** When the patient came first. */
  readonly daysAgo: number
}

/** The ten patients of the demo clinic. None of them lives. */
export const patients: readonly DemoPatient[] = [
  { mrn: 'HH-10021', name: 'Eleanor Whitcomb', born: '1956-03-14', allergies: ['none'], daysAgo: 75 },
  { mrn: 'HH-10034', name: 'Desmond Achebe', born: '1961-11-02', allergies: ['nsaid'], daysAgo: 70 },
  { mrn: 'HH-10047', name: 'Ingrid Solberg', born: '1968-07-25', allergies: ['none'], daysAgo: 62 },
  { mrn: 'HH-10052', name: 'Rafael Montoya', born: '1959-01-19', allergies: ['iodine'], daysAgo: 55 },
  { mrn: 'HH-10068', name: 'Harriet Cole', born: '1971-09-08', allergies: ['latex'], daysAgo: 41 },
  { mrn: 'HH-10073', name: 'Wei-Lin Zhou', born: '1964-12-30', allergies: ['acetaminophen'], daysAgo: 33 },
  { mrn: 'HH-10089', name: 'Samuel Pruitt', born: '1953-05-17', allergies: ['other'], other: 'Shellfish', daysAgo: 20 },
  { mrn: 'HH-10096', name: 'Aaliyah Barnes', born: '1975-02-11', allergies: ['sulfite'], daysAgo: 9 },
  { mrn: 'HH-10105', name: 'Gregor Haas', born: '1966-08-03', allergies: ['none'], daysAgo: 8 },
  // The allergy to chlorhexidine comes out only at the screening of today.
  { mrn: 'HH-10113', name: 'Josephine Laurent', born: '1962-04-27', allergies: ['none'], daysAgo: 7 },
]

async function add(world: World, patient: DemoPatient): Promise<void> {
  const { mrn, name, born, allergies, other = null, daysAgo } = patient
  const nurse = person(world, 'nurse', world.clock.ago(daysAgo, '13:30'))
  const input = { mrn, name, birthDate: born, allergies, otherAllergy: other }
  const made = must(`patient ${mrn}`, await perform(nurse, createPatient, input, keyOf('patient', mrn)))
  world.patients.set(mrn, made.patientId)
}

async function chlorhexidine(world: World): Promise<void> {
  const nurse = person(world, 'nurse', world.clock.ago(0, '08:40'))
  const input = { patientId: world.patients.get('HH-10113'), allergies: ['chlorhexidine' as const], otherAllergy: null }
  must('the allergy found today', await perform(nurse, recordAllergies, input, keyOf('allergy', 'HH-10113')))
}

/** Patients come to the clinic; one remembers an allergy today. */
export const patientStory = (world: World): Happening[] => [
  ...patients.map((patient) => ({
    at: world.clock.ago(patient.daysAgo, '13:30'),
    what: `patient ${patient.mrn}`,
    tell: (w: World) => add(w, patient),
  })),
  { at: world.clock.ago(0, '08:40'), what: 'an allergy', tell: chlorhexidine },
]
