import { describe, expect, it } from 'vitest'
import type { Day } from '~/lib/day'
import { allergens } from '~/modules/catalog/rules/allergens'
import { allergyName, explainPatient } from '~/modules/patients/messages'
import { allergyCodes, decideAllergies, decidePatient } from '~/modules/patients/rules'
import { patientKey } from '~/modules/patients/rules/find-keys'
import { allergiesForm, patientForm } from '~/modules/patients/schema'
import type { NewPatient } from '~/modules/patients/types'

const today = '2026-11-24' as Day
const ana: NewPatient = {
  mrn: 'A-1042',
  name: 'Ana García-López',
  birthDate: '1961-02-03' as Day,
  allergies: ['latex'],
  otherAllergy: null,
}

const facts = { today, shortestMrn: 2, similar: [] }

describe('a new patient', () => {
  it('is added with the key that is searched', () => {
    expect(decidePatient(ana, { ...facts, samePatientId: null })).toEqual({
      ok: true,
      value: { searchKey: patientKey(ana.mrn, ana.name), allergies: ['latex'] },
    })
  })

  it.each<[claim: string, input: NewPatient, same: number | null, code: string]>([
    ['has the MRN of another', ana, 7, 'MRN_TAKEN'],
    ['is born tomorrow', { ...ana, birthDate: '2026-11-25' as Day }, null, 'BORN_LATER'],
    ['has latex and "none known"', { ...ana, allergies: ['latex', 'none'] }, null, 'ALLERGIES_CONTRADICT'],
    ['has a record number without a digit', { ...ana, mrn: 'x' }, null, 'MRN_WITHOUT_DIGIT'],
    ['has a record number of one digit', { ...ana, mrn: '7' }, null, 'MRN_TOO_SHORT'],
    ['has words and "none known"', { ...ana, allergies: ['none'], otherAllergy: 'kiwi' }, null, 'ALLERGIES_CONTRADICT'],
    ['has another allergy without words', { ...ana, allergies: ['other'] }, null, 'ALLERGY_NOT_NAMED'],
  ])('is refused when it %s, with a sentence that names nobody', (_claim, input, samePatientId, code) => {
    const decision = decidePatient(input, { ...facts, samePatientId })
    expect(decision).toMatchObject({ ok: false, refusal: { code } })
    if (!decision.ok) expect(explainPatient(decision.refusal)).not.toContain('Ana')
  })

  it('is asked about while a similar one was not answered for, and added when each was', () => {
    const similar = [
      { patientId: 7, why: 'name' as const },
      { patientId: 9, why: 'mrn' as const },
    ]
    const decided = (anotherThan?: number[]) =>
      decidePatient({ ...ana, anotherThan }, { ...facts, samePatientId: null, similar })
    for (const some of [undefined, [], [7], [9, 12]])
      expect(decided(some)).toEqual({ ok: false, refusal: { code: 'PATIENT_SIMILAR', similar } })
    expect(decided([9, 7]).ok).toBe(true)
  })

  it('keeps words beside what was ticked', () => {
    expect(decideAllergies(['latex'], 'kiwi')).toEqual({ ok: true, value: ['latex', 'other'] })
    expect(decideAllergies([], 'kiwi')).toEqual({ ok: true, value: ['other'] })
  })

  it('keeps each allergy once', () => {
    expect(decideAllergies(['latex', 'latex'], null)).toEqual({ ok: true, value: ['latex'] })
  })
})

describe('the forms', () => {
  it.each<[claim: string, change: Record<string, unknown>, field: string]>([
    ['no MRN', { mrn: '' }, 'mrn'],
    ['an MRN of signs', { mrn: '<script>' }, 'mrn'],
    ['no name', { name: ' ' }, 'name'],
    ['a day that the calendar lacks', { birthDate: '1961-02-30' }, 'birthDate'],
    ['a number for a birth date', { birthDate: 1961 }, 'birthDate'],
    ['an allergy that is no code', { allergies: ['cats'] }, 'allergies'],
  ])('refuse %s at its field', (_claim, change, field) => {
    const parsed = patientForm.safeParse({ mrn: '1', name: 'A', birthDate: '1961-02-03', ...change })
    expect(parsed.success).toBe(false)
    expect(parsed.error?.issues[0]?.path[0]).toBe(field)
  })

  it('take one allergy or several, and nothing ticked as not asked', () => {
    const good = { mrn: '1', name: 'A', birthDate: '1961-02-03' }
    expect(patientForm.parse(good).allergies).toEqual([])
    expect(patientForm.parse({ ...good, allergies: 'latex' }).allergies).toEqual(['latex'])
    expect(allergiesForm.safeParse({}).success).toBe(false)
  })
})

describe('the codes', () => {
  it('have every allergen of the catalog, and a name each', () => {
    for (const allergen of allergens) expect(allergyCodes).toContain(allergen)
    for (const code of allergyCodes) expect(allergyName(code).length).toBeGreaterThan(3)
  })
})
