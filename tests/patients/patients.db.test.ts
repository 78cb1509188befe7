import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { perform } from '~/modules/auth/commands/perform.server'
import { createPatient, endAllergy, recordAllergies } from '~/modules/patients/commands.server'
import { patientById, patientByMrn, searchPatients } from '~/modules/patients/queries.server'
import type { newPatient } from '~/modules/patients/schema'
import { type Clinic, newKey, openClinic, value } from '../procedures/clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(() => clinic.close())

const add = (over: Partial<z.input<typeof newPatient>> = {}, key = newKey()) =>
  perform(
    clinic.visitor(),
    createPatient,
    {
      mrn: 'A-1042',
      name: 'Ana García-López',
      birthDate: '1961-02-03',
      allergies: [],
      otherAllergy: null,
      ...over,
    },
    key,
  )
const refusalOf = (result: { ok: boolean; refusal?: unknown }) => (result.ok ? 'done' : result.refusal)
const names = async (text: string) => (await searchPatients(clinic.db.read, text)).map((patient) => patient.mrn)

describe('patients', () => {
  it('are found by parts of name and MRN, accents and case aside, and by nothing when nothing is typed', async () => {
    value(await add())
    value(await add({ mrn: 'B-2', name: 'Ann Lopes' }))
    expect(await names('GARCIA')).toEqual(['A-1042'])
    expect(await names('lópez ana')).toEqual(['A-1042'])
    expect(await names('1042')).toEqual(['A-1042'])
    expect(await names('an')).toEqual(['A-1042', 'B-2'])
    expect(await names('%')).toEqual([])
    expect(await names('')).toEqual([])
  })

  it('are known by a wristband exactly, not by a part of it', async () => {
    const { patientId } = value(await add())
    expect((await patientByMrn(clinic.db.read, 'a1042'))?.id).toBe(patientId)
    expect(await patientByMrn(clinic.db.read, '1042')).toBeNull()
    expect(await patientByMrn(clinic.db.read, '')).toBeNull()
  })

  it('are added once: an MRN that is there is refused however it is written, and the same form twice adds one', async () => {
    const key = newKey()
    const first = await add({}, key)
    expect(await add({}, key)).toEqual(first)
    expect(refusalOf(await add({ mrn: 'a 1042', name: 'Somebody else' }))).toMatchObject({ code: 'MRN_TAKEN' })
    expect(await clinic.db.read.patient.count()).toBe(1)
  })

  it('leave no name and no MRN in what commands and the audit trail keep', async () => {
    value(await add())
    refusalOf(await add({ mrn: 'a 1042' }))
    const kept = [...(await clinic.db.read.command.findMany()), ...(await clinic.db.read.auditEntry.findMany())]
    expect(JSON.stringify(kept)).not.toMatch(/Garc|1042/)
    expect(kept.length).toBeGreaterThan(2)
  })
})

describe('allergies', () => {
  it('start as not asked, and an allergy ends "none known"', async () => {
    const { patientId } = value(await add())
    const codes = async () => (await patientById(clinic.db.read, patientId))?.allergies.map((allergy) => allergy.code)
    expect(await codes()).toEqual([])
    value(
      await perform(
        clinic.visitor(),
        recordAllergies,
        { patientId, allergies: ['none'], otherAllergy: null },
        newKey(),
      ),
    )
    expect(await codes()).toEqual(['none'])
    value(
      await perform(
        clinic.visitor(),
        recordAllergies,
        { patientId, allergies: ['latex'], otherAllergy: null },
        newKey(),
      ),
    )
    expect(await codes()).toEqual(['latex'])
    expect(
      refusalOf(
        await perform(
          clinic.visitor(),
          recordAllergies,
          { patientId, allergies: ['none'], otherAllergy: null },
          newKey(),
        ),
      ),
    ).toMatchObject({ code: 'ALLERGIES_CONTRADICT' })
    expect(
      value(
        await perform(
          clinic.visitor(),
          recordAllergies,
          { patientId, allergies: ['latex'], otherAllergy: null },
          newKey(),
        ),
      ),
    ).toEqual({ added: [] })
  })

  it('are ended, never deleted, and only those of this patient', async () => {
    const { patientId } = value(await add({ allergies: ['latex'] }))
    const { patientId: other } = value(await add({ mrn: 'B-2' }))
    const allergyId = (await patientById(clinic.db.read, patientId))?.allergies[0]?.id ?? 0
    expect(refusalOf(await perform(clinic.visitor(), endAllergy, { patientId: other, allergyId }, newKey()))).toEqual({
      code: 'ALLERGY_UNKNOWN',
    })
    value(await perform(clinic.visitor(), endAllergy, { patientId, allergyId }, newKey()))
    expect((await patientById(clinic.db.read, patientId))?.allergies).toEqual([])
    expect(await clinic.db.read.patientAllergy.count()).toBe(1)
  })
})
