import { describe, expect, it } from 'vitest'
import { allergyTable, readAllergyWords, wordKey } from '~/modules/patients/rules/allergy-words'
import { baseAllergyWords } from '~/modules/patients/rules/base-allergy-words'
import { meantBy } from '~/modules/patients/rules/compared'
import type { AllergyWord } from '~/modules/patients/types'

const table = allergyTable([])
const read = (text: string, own: AllergyWord[] = []) => {
  const { means, isOpen } = readAllergyWords(text, own.length > 0 ? allergyTable(own) : table)
  const names = means.map(({ allergen, isSure }) => `${isSure ? '' : '~'}${allergen}`).sort()
  return `${names.join(' ')}${isOpen ? ' ?' : ''}`.trim()
}

describe('an allergy in words', () => {
  it.each([
    ['exosomes: anaphylaxis 2024', 'exosome-product'],
    ['Betadine', 'iodine'],
    ['povidone-iodine', 'iodine'],
    ['Hibiclens', 'chlorhexidine'],
    ['CHG', 'chlorhexidine'],
    ['chg wipes', 'chlorhexidine ?'],
    ['Xylocaine, hives as a child', 'anesthetic-amide'],
    ['LIDOCAINE', 'anesthetic-amide'],
    ['allergic to local anesthetics', 'anesthetic-amide anesthetic-ester'],
    ['PCN', '~antibiotic'],
    ['penicillin (rash)', '~antibiotic'],
    ['gentamicin', 'antibiotic'],
    ['latex gloves', 'latex'],
    ['dimethyl sulfoxide', 'dmso'],
    ['human serum albumin', 'albumin'],
    ['BSA', 'albumin animal-serum'],
    ['bovine products', 'animal-serum'],
    ['porcine', 'animal-serum'],
    ['paper tape - blisters', 'adhesive ?'],
    ['band-aids', 'adhesive'],
    ['Tylenol', 'acetaminophen'],
    ['ChloraPrep', 'chlorhexidine ~alcohol'],
    ['stem cells', '~exosome-product'],
    ['shellfish', '?'],
    ['latex and kiwi', 'latex ?'],
    ['kiwi; LATEX; peanuts', 'latex ?'],
    ['bad reaction in 2019', '?'],
    ['', '?'],
    ['sulfa', '~antibiotic'],
    ['sulfites', 'sulfite'],
  ])('“%s” is compared as: %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it('is compared by what the clinic has added too, which may make a relative sure', () => {
    expect(read('Flexitape')).toBe('?')
    expect(read('Flexitape', [{ word: 'flexi-tape', allergen: 'adhesive', isSure: true }])).toBe('?')
    expect(read('Flexitape', [{ word: 'FlexiTape', allergen: 'adhesive', isSure: true }])).toBe('adhesive')
    expect(read('PCN', [{ word: 'PCN', allergen: 'antibiotic', isSure: true }])).toBe('antibiotic')
    expect(read('latex kiwi', [{ word: 'kiwi', allergen: 'latex', isSure: false }])).toBe('latex')
  })

  it('of every word of the table is known by that word, in any case and as a plural', () => {
    for (const { word, allergen } of baseAllergyWords)
      for (const text of [word, word.toUpperCase(), `allergy to ${word}`, /s$/i.test(word) ? word : `${word}s`]) {
        const { means, isOpen } = readAllergyWords(text, table)
        expect([text, means.some((each) => each.allergen === allergen)]).toEqual([text, true])
        if (text === word) expect([text, isOpen]).toEqual([text, false])
      }
  })

  it('counts with the ticked ones, the very thing before a relative', () => {
    const base = { id: 1, note: null, recordedAt: '' as never, actor: '', answers: [] }
    const words = readAllergyWords('PCN and gentamicin, Tylenol', table)
    expect(
      meantBy([
        { ...base, code: 'latex', words: null },
        { ...base, code: 'other', words },
      ]),
    ).toEqual({
      sure: ['latex', 'antibiotic', 'acetaminophen'],
      related: [],
    })
    expect(wordKey('  Latex-Gloves ')).toBe('latex glove')
  })
})
