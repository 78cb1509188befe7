import { describe, expect, it } from 'vitest'
import type { Day } from '~/lib/day'
import { allergens } from '~/modules/catalog/rules/allergens'
import { allergyName, explainPatient } from '~/modules/patients/messages'
import { allergyCodes, decideAllergies, decidePatient, foldMrn, foldSearch, patientKey } from '~/modules/patients/rules'
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

describe('searching for patients', () => {
  it.each([
    ['GARCÍA-LÓPEZ', 'garcia lopez'],
    ['  Ana   Ruiz ', 'ana ruiz'],
    ["O'Neill", 'o neill'],
    ['Ｆｕｌｌ １２', 'full 12'],
    ['Øystein', 'øystein'],
  ])('folds %s', (text, folded) => {
    expect(foldSearch(text)).toBe(folded)
  })

  it('finds an MRN with and without its hyphens', () => {
    const key = patientKey(ana.mrn, ana.name)
    for (const typed of ['a-1042', 'A1042', '1042', 'garcia 1042'])
      expect(
        foldSearch(typed)
          .split(' ')
          .every((word) => key.includes(word)),
      ).toBe(true)
    expect(foldMrn('a 10-42')).toBe('A1042')
  })
})

describe('a new patient', () => {
  it('is added with the key that is searched', () => {
    expect(decidePatient(ana, { today, samePatientId: null })).toEqual({
      ok: true,
      value: { searchKey: patientKey(ana.mrn, ana.name), allergies: ['latex'] },
    })
  })

  it.each<[claim: string, input: NewPatient, same: number | null, code: string]>([
    ['has the MRN of another', ana, 7, 'MRN_TAKEN'],
    ['is born tomorrow', { ...ana, birthDate: '2026-11-25' as Day }, null, 'BORN_LATER'],
    ['has latex and "none known"', { ...ana, allergies: ['latex', 'none'] }, null, 'ALLERGIES_CONTRADICT'],
    ['has another allergy without words', { ...ana, allergies: ['other'] }, null, 'ALLERGY_NOT_NAMED'],
  ])('is refused when it %s, with a sentence that names nobody', (_claim, input, samePatientId, code) => {
    const decision = decidePatient(input, { today, samePatientId })
    expect(decision).toMatchObject({ ok: false, refusal: { code } })
    if (!decision.ok) expect(explainPatient(decision.refusal)).not.toContain('Ana')
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
