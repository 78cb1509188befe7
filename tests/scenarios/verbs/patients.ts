import { createPatient, endAllergy, recordAllergies, recordOwnUnit } from '~/modules/patients/commands.server'
import { explainPatient } from '~/modules/patients/messages'
import { moreAllergies, newPatient } from '~/modules/patients/schema'
import { recordDisinfection } from '~/modules/sterilization/commands.server'
import { explainDisinfectionRefusal } from '~/modules/sterilization/messages'
import { disinfection } from '~/modules/sterilization/schema'
import { the } from '../forms'
import { patientOf, unitOf } from '../things'
import { verb } from '../verb'
import { act, StoryFault, say } from '../world'

const done = { explain: explainPatient, say: () => say('done') }

/** Patients and what they are allergic to; transducers disinfected between them. */
export const patientVerbs = [
  verb(
    createPatient.kind,
    'adds patient {mrn} {name} born {birth} [allergic to {allergy}] [with allergies not asked]',
    'nurse adds patient P-1001 "Rosa Example" born 1961-04-12',
    (world, who, said) => {
      const input = newPatient.parse({
        mrn: the(said, 'mrn'),
        name: the(said, 'name'),
        birthDate: the(said, 'birth'),
        allergies: [said.allergy ?? 'none'],
        otherAllergy: null,
      })
      return act(world, who, createPatient, input, done)
    },
  ),
  verb(
    recordAllergies.kind,
    'records that {mrn} is allergic to {allergy}',
    'nurse records that P-1001 is allergic to latex',
    async (world, who, said) => {
      const { id: patientId } = await patientOf(world, the(said, 'mrn'))
      const input = moreAllergies.parse({ patientId, allergies: [the(said, 'allergy')], otherAllergy: null })
      return act(world, who, recordAllergies, input, done)
    },
  ),
  verb(
    endAllergy.kind,
    'ends the allergy of {mrn} to {allergy}',
    'nurse ends the allergy of P-1001 to latex',
    async (world, who, said) => {
      const { id: patientId } = await patientOf(world, the(said, 'mrn'))
      const standing = { patientId, allergen: the(said, 'allergy'), endedAt: null }
      const allergy = await world.db.read.patientAllergy.findFirst({ where: standing, select: { id: true } })
      if (!allergy) throw new StoryFault(`${the(said, 'mrn')} has no allergy to ${the(said, 'allergy')}.`)
      return act(world, who, endAllergy, { patientId, allergyId: allergy.id }, done)
    },
  ),
  verb(
    recordOwnUnit.kind,
    'records that {unit} is the own unit of {mrn}',
    'nurse records that PRP-1 is the own unit of P-1001',
    async (world, who, said) => {
      const { id: patientId } = await patientOf(world, the(said, 'mrn'))
      const { id: unitId } = await unitOf(world, the(said, 'unit'))
      return act(world, who, recordOwnUnit, { patientId, unitId }, done)
    },
  ),
  verb(
    recordDisinfection.kind,
    'disinfects {unit} at {level} level with {method}',
    'nurse disinfects PROBE-1 at low level with "quaternary wipe"',
    async (world, who, said) => {
      const { id: unitId } = await unitOf(world, the(said, 'unit'))
      const input = { unitId, ...disinfection.parse({ level: the(said, 'level'), method: the(said, 'method') }) }
      return act(world, who, recordDisinfection, input, {
        explain: explainDisinfectionRefusal,
        say: () => say('done'),
      })
    },
  ),
]
