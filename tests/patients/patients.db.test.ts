import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Day } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { createPatient } from '~/modules/patients/commands/create.server'
import { endAllergy, recordAllergies } from '~/modules/patients/commands.server'
import { patientByMrn, searchPatients } from '~/modules/patients/queries/find.server'
import { patientById } from '~/modules/patients/queries.server'
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
const names = async (text: string) =>
  (await searchPatients(clinic.db.read, text, '2026-11-24' as Day)).map((patient) => patient.mrn)

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

  it('are found by the birth date as Americans write it, with a part of the name or without', async () => {
    value(await add())
    value(await add({ mrn: 'B-2', name: 'Ann Lopes', birthDate: '1961-02-04' }))
    expect(await names('2/3/1961')).toEqual(['A-1042'])
    expect(await names('Feb 3, 1961')).toEqual(['A-1042'])
    expect(await names('lopes 2/4/61')).toEqual(['B-2'])
    expect(await names('lopes 2/3/61')).toEqual([])
  })

  it('are found by the MRN however it is written, and by an apostrophe or none', async () => {
    value(await add({ mrn: 'HH-00120', name: 'Siobhán O’Neill' }))
    for (const text of [
      'hh 120',
      'HH-OO12O',
      'hh00120',
      'MRN: HH-120',
      '00120',
      'oneill',
      "o'neill",
      'O NEILL',
      'siobhan',
    ])
      expect(await names(text), text).toEqual(['HH-00120'])
    expect(await names('hh 121')).toEqual([])
  })

  it('are asked about when a similar one is added, by ids alone, and added when it is another person', async () => {
    const { patientId } = value(await add())
    const twin = { mrn: 'B-77', name: "Ana Garcia Lope'z" }
    const asked = refusalOf(await add(twin))
    expect(asked).toEqual({ code: 'PATIENT_SIMILAR', similar: [{ patientId, why: 'name' }] })
    expect(refusalOf(await add({ ...twin, anotherThan: [patientId + 1] }))).toEqual(asked)
    const added = value(await add({ ...twin, anotherThan: [patientId] }))
    const [trail] = await clinic.db.read.auditEntry.findMany({ where: { subject: `patient:${added.patientId}` } })
    expect(JSON.parse(trail?.detail ?? '')).toMatchObject({ anotherThan: [patientId] })
    expect(refusalOf(await add({ mrn: 'a 01042', name: 'Bea Other', birthDate: '1990-01-01' }))).toEqual({
      code: 'PATIENT_SIMILAR',
      similar: [{ patientId, why: 'mrn' }],
    })
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
    const { patientId: other } = value(await add({ mrn: 'B-2', name: 'Bea Other' }))
    const allergyId = (await patientById(clinic.db.read, patientId))?.allergies[0]?.id ?? 0
    expect(refusalOf(await perform(clinic.visitor(), endAllergy, { patientId: other, allergyId }, newKey()))).toEqual({
      code: 'ALLERGY_UNKNOWN',
    })
    value(await perform(clinic.visitor(), endAllergy, { patientId, allergyId }, newKey()))
    expect((await patientById(clinic.db.read, patientId))?.allergies).toEqual([])
    expect(await clinic.db.read.patientAllergy.count()).toBe(1)
  })
})
