import { patientSearch } from '~/api/patients'
import { may } from '~/modules/auth/rules'
import { addAllergyWord, endAllergyWord } from '~/modules/patients/commands/allergy-words.server'
import { createPatient } from '~/modules/patients/commands/create.server'
import { setMrnRule } from '~/modules/patients/commands/mrn-rule.server'
import { endAllergy, recordAllergies, recordOwnUnit } from '~/modules/patients/commands.server'
import { explainPatient } from '~/modules/patients/messages'
import { moreAllergies, newAllergyWord, newPatient } from '~/modules/patients/schema'
import { recordDisinfection } from '~/modules/sterilization/commands.server'
import { explainDisinfectionRefusal } from '~/modules/sterilization/messages'
import { disinfection } from '~/modules/sterilization/schema'
import { the } from '../forms'
import { patientOf, unitOf, whole } from '../things'
import { question, verb } from '../verb'
import { act, StoryFault, say, visitorOf } from '../world'

const done = { explain: explainPatient, say: () => say('done') }

/** Patients and what they are allergic to; transducers disinfected between them. */
export const patientVerbs = [
  verb(
    createPatient.kind,
    'adds patient {mrn} {name} born {birth} [allergic to {allergy}] [with the allergy {words}] [with allergies not asked] [as another than {others}]',
    'nurse adds patient P-1001 "Rosa Example" born 1961-04-12',
    async (world, who, said) => {
      const others = (said.others ?? '').split(/,\s*/).filter(Boolean)
      const input = newPatient.parse({
        mrn: the(said, 'mrn'),
        name: the(said, 'name'),
        birthDate: the(said, 'birth'),
        allergies: said.allergy ? [said.allergy] : said.words ? [] : ['none'],
        otherAllergy: said.words ?? null,
        anotherThan: await Promise.all(others.map(async (mrn) => (await patientOf(world, mrn)).id)),
      })
      return act(world, who, createPatient, input, done)
    },
  ),
  verb(
    setMrnRule.kind,
    'says that record numbers have at least {count} letters and digits',
    'admin says that record numbers have at least 5 letters and digits',
    (world, who, said) =>
      act(
        world,
        who,
        setMrnRule,
        { shortest: whole(the(said, 'count')) },
        { explain: () => 'It was refused.', say: () => say('done') },
      ),
  ),
  question(
    'looks for the patient {text}',
    'nurse looks for the patient "example 4/12/61" -> P-1001',
    async (world, who, said) => {
      const visitor = await visitorOf(world, who)
      if (!may(visitor.roles, patientSearch.permission ?? 'patient.read')) return say('refused FORBIDDEN')
      const found = await patientSearch.run(visitor, { text: the(said, 'text') })
      if (!found.ok) throw new StoryFault('A search is never refused.')
      const { patients } = found.value as { patients: { mrn: string }[] }
      return say(...(patients.length > 0 ? patients.map(({ mrn }) => mrn) : ['nobody']))
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
    recordAllergies.kind,
    'records the allergy {words} of {mrn} [beside {allergy}]',
    'nurse records the allergy "PCN, hives" of P-1001',
    async (world, who, said) => {
      const { id: patientId } = await patientOf(world, the(said, 'mrn'))
      const allergies = said.allergy ? [said.allergy] : []
      const input = moreAllergies.parse({ patientId, allergies, otherAllergy: the(said, 'words') })
      return act(world, who, recordAllergies, input, done)
    },
  ),
  verb(
    addAllergyWord.kind,
    'says that {word} is {allergen} among allergies',
    'admin says that Flexitape is adhesive among allergies',
    (world, who, said) => {
      const input = newAllergyWord.parse({ word: the(said, 'word'), allergen: the(said, 'allergen'), isSure: true })
      return act(world, who, addAllergyWord, input, done)
    },
  ),
  verb(
    endAllergyWord.kind,
    'ends the word {word} among allergies',
    'admin ends the word Flexitape among allergies',
    async (world, who, said) => {
      const row = await world.db.read.allergyWord.findFirst({ where: { word: the(said, 'word'), endedAt: null } })
      if (!row) throw new StoryFault(`The clinic has no word "${the(said, 'word')}".`)
      return act(world, who, endAllergyWord, { wordId: row.id }, done)
    },
  ),
  verb(
    endAllergy.kind,
    'ends the allergy of {mrn} to {allergy}',
    'nurse ends the allergy of P-1001 to latex',
    async (world, who, said) => {
      const { id: patientId } = await patientOf(world, the(said, 'mrn'))
      const named = [{ allergen: the(said, 'allergy') }, { note: the(said, 'allergy') }]
      const where = { patientId, endedAt: null, OR: named }
      const allergy = await world.db.read.patientAllergy.findFirst({ where, select: { id: true } })
      if (!allergy) throw new StoryFault(`${the(said, 'mrn')} has no allergy to ${the(said, 'allergy')}.`)
      return act(world, who, endAllergy, { patientId, allergyId: allergy.id }, done)
    },
  ),
  verb(
    recordOwnUnit.kind,
    'records that {unit} is the own unit of {mrn} [and not of {others}]',
    'nurse records that PRP-1 is the own unit of P-1001',
    async (world, who, said) => {
      const { id: patientId } = await patientOf(world, the(said, 'mrn'))
      const { id: unitId } = await unitOf(world, the(said, 'unit'))
      const others = (said.others ?? '').split(/,\s*/).filter(Boolean)
      const notOf = await Promise.all(others.map(async (mrn) => (await patientOf(world, mrn)).id))
      return act(world, who, recordOwnUnit, { patientId, unitId, notOf }, done)
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
