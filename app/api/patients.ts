import { z } from 'zod'
import { dayOf } from '~/lib/day'
import { ok } from '~/lib/result'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { createPatient } from '~/modules/patients/commands/create.server'
import { explainPatient } from '~/modules/patients/messages'
import { foundMost, searchPatients } from '~/modules/patients/queries/find.server'
import { allergyCodes } from '~/modules/patients/rules'
import type { PatientRefusal } from '~/modules/patients/types'
import { foundPatientsAnswer, newPatientAnswer } from './answers'
import { endpoint } from './endpoint'
import { bodyDay, bodyId, text } from './inputs'
import { refusedBy } from './refusals'

/** Patients by name, birth date or MRN. The text is in the body, so that no name stands in an address or a log. */
export const patientSearch = endpoint({
  method: 'post',
  path: '/patients/search',
  name: 'searchPatients',
  summary: 'Finds patients by any part of the name, by birth date, or by MRN',
  description: `Accents, apostrophes, hyphens, spaces and leading zeros don't matter, and O counts as 0. A birth date is read as Americans write it: 4/12/1961, 04-12-61, April 12, 1961. At most ${foundMost} patients; each is written into the audit trail before the answer leaves.`,
  permission: 'patient.read',
  body: z.strictObject({ text: text(200) }),
  answer: foundPatientsAnswer,
  refusals: [],
  run: async ({ context, site }, { text: search }) => {
    const found = await searchPatients(context.db.read, search, dayOf(context.at, site.timeZone))
    await recordRead(
      context,
      'patient.search',
      found.map(({ id }) => ({ subject: `patient:${id}` })),
    )
    return ok({ patients: found.map(({ id, ...patient }) => ({ patientId: id, ...patient })) })
  },
})

// Ids alone: whoever may see patients looks them up, and no name gets into a client's log of errors.
function explain(refusal: PatientRefusal): string {
  if (refusal.code === 'MRN_TAKEN') return `${explainPatient(refusal)} Its id is ${refusal.patientId}.`
  if (refusal.code !== 'PATIENT_SIMILAR') return explainPatient(refusal)
  const ids = refusal.similar.map(({ patientId }) => patientId).join(', ')
  return `${explainPatient(refusal)} Their ids are ${ids}. When it is another person, send it again with a new commandKey and "anotherThan": [${ids}].`
}

/** Adds a patient. */
export const addPatient = endpoint({
  method: 'post',
  path: '/patients',
  name: 'addPatient',
  summary: 'Adds a patient, asking first where similar ones are here',
  description:
    'Refused with PATIENT_SIMILAR where patients are here who may be the same person: the same birth date and a name within one letter, the same name and a birth date within one digit, or an MRN that differs in O/0, I/1 or leading zeros only. Somebody compares them, and the patient is sent again with their ids in `anotherThan`.',
  permission: 'patient.change',
  body: z.strictObject({
    commandKey: z
      .string('must be text')
      .regex(/^[A-Za-z0-9._:-]{8,64}$/, 'must have 8 to 64 letters, digits, hyphens, dots, colons or underscores')
      .meta({ description: 'Made by the client, a UUID: the same patient sent again adds nobody.' }),
    mrn: text(40),
    name: text(120),
    birthDate: bodyDay,
    allergies: z
      .array(z.enum(allergyCodes, 'is no allergy of the list'))
      .max(30)
      .meta({ description: 'Empty: the patient was not asked. `none`: asked, and knows of none.' }),
    otherAllergy: text(200).nullable().optional().meta({ description: 'An allergy in words.' }),
    anotherThan: z
      .array(bodyId)
      .max(200)
      .optional()
      .meta({ description: 'Ids of the similar patients that somebody compared: it is none of them.' }),
  }),
  answer: newPatientAnswer,
  refusals: [409, 422, 503],
  run: async (visitor, { commandKey, otherAllergy, anotherThan, ...given }) => {
    const input = { ...given, otherAllergy: otherAllergy ?? null, ...(anotherThan && { anotherThan }) }
    const made = await perform(visitor, createPatient, input, commandKey)
    return made.ok ? ok(made.value) : refusedBy(createPatient, made.refusal, explain)
  },
})
