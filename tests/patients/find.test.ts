import { describe, expect, it } from 'vitest'
import type { Day } from '~/lib/day'
import {
  foldMrn,
  foldSearch,
  mrnKeyOf,
  nameKeyOf,
  patientKey,
  piecesOf,
  pieceWanted,
} from '~/modules/patients/rules/find-keys'
import { checkMrn } from '~/modules/patients/rules/mrn'
import { birthDateIn, wantedOf } from '~/modules/patients/rules/search'
import { similarTo, withinOneLetter } from '~/modules/patients/rules/similar'
import { keysOf } from '../../prisma/migrations/steps/0006_patients_and_facts/keys.mjs'

const today = '2026-11-24' as Day

describe('folding', () => {
  it.each([
    ['GARCÍA-LÓPEZ', 'garcia lopez'],
    ['  Ana   Ruiz ', 'ana ruiz'],
    ["O'Neill", 'oneill'],
    ['O’Neill', 'oneill'],
    ['O´Neill', 'oneill'],
    ['Kahaleʻa', 'kahalea'],
    ['Ｆｕｌｌ １２', 'full 12'],
    ['Øystein Łukasz', 'oystein lukasz'],
    ['Groß', 'gross'],
    ['Нина', 'нина'],
  ])('reads %s as %s', (text, folded) => {
    expect(foldSearch(text)).toBe(folded)
  })

  it.each([
    ['HH-10021', 'hh 1OO21'],
    ['HH-10021', 'HH10021'],
    ['A-0042', 'A42'],
    ['A-I042', 'a 1042'],
    ['0001042', '1042'],
    ['MRN/0-17', 'mrn 017'],
  ])('gives the record numbers %s and %s the same key', (one, other) => {
    expect(mrnKeyOf(one)).toBe(mrnKeyOf(other))
  })

  it.each([
    ['HH-10021', 'HH-10012'],
    ['A-1042', 'B-1042'],
    ['100', '1000'],
  ])('tells the record numbers %s and %s apart', (one, other) => {
    expect(mrnKeyOf(one)).not.toBe(mrnKeyOf(other))
  })

  it('keeps a name without the order of its words', () => {
    expect(nameKeyOf('López, Ana')).toBe(nameKeyOf('ana lopez'))
    expect(foldMrn('a 10-42')).toBe('A1042')
  })

  it('asks the index only for pieces that it has, whatever part is typed', () => {
    const kept = new Set(piecesOf(patientKey('A-1042', "Ana O'Neill García")))
    for (const word of ['a', 'an', 'ana', 'oneill', 'neil', 'arc', 'garcia', '1042', 'a1042', '04'])
      expect(kept, word).toContain(pieceWanted([word]))
    expect(kept).not.toContain(pieceWanted(['ruiz']))
    expect([pieceWanted(['a', 'garcia']), pieceWanted(['hh10021']), pieceWanted(['li']), pieceWanted(['x'])]).toEqual([
      'gar',
      '021',
      'li',
      '^x',
    ])
  })

  it('is the same in the migration that folded who was there before', () => {
    for (const [mrn, name] of [
      ['A-1042', 'Ana García-López'],
      ['0O17', 'Siobhán O’Neill'],
      ['HH-10113', 'Øystein Łukasz Groß'],
    ] as const) {
      const searchKey = patientKey(mrn, name)
      const keys = { searchKey, mrnKey: mrnKeyOf(mrn), nameKey: nameKeyOf(name), pieces: piecesOf(searchKey) }
      expect(keysOf(mrn, name)).toEqual(keys)
    }
  })
})

describe('a birth date in a search', () => {
  it.each([
    ['4/12/1961', '1961-04-12'],
    ['04/12/1961', '1961-04-12'],
    ['4-12-1961', '1961-04-12'],
    ['04.12.1961', '1961-04-12'],
    ['4/12/61', '1961-04-12'],
    ['04121961', '1961-04-12'],
    ['4 12 1961', '1961-04-12'],
    ['1961-04-12', '1961-04-12'],
    ['April 12, 1961', '1961-04-12'],
    ['apr. 12 1961', '1961-04-12'],
    ['Apr 12th, 1961', '1961-04-12'],
    ['12 April 1961', '1961-04-12'],
    ['12-APR-1961', '1961-04-12'],
    ["Sept 3 '58", '1958-09-03'],
    ['rosa 4/12/1961', '1961-04-12'],
    ['DOB: 4/12/1961', '1961-04-12'],
  ])('is read of %s', (text, day) => {
    expect(birthDateIn(text, today)?.days).toContain(day)
  })

  it('may be of either century where two digits are typed, and is never ahead', () => {
    expect(birthDateIn('4/12/05', today)?.days).toEqual(['1905-04-12', '2005-04-12'])
    expect(birthDateIn('4/12/61', today)?.days).toEqual(['1961-04-12'])
    expect(birthDateIn('12/30/2026', today)).toBeNull()
  })

  it.each(['13/12/1961', '2/30/1961', 'HH-10021', '1042', 'ana ruiz', '555-01-2345', ''])(
    'is not read of %s',
    (text) => {
      expect(birthDateIn(text, today)).toBeNull()
    },
  )

  it('leaves the part of the name beside it', () => {
    expect(wantedOf('Example 4/12/1961', today)).toContainEqual({ words: ['example'], birthDates: ['1961-04-12'] })
  })
})

describe('names within one letter', () => {
  it.each([
    ['ana', 'ana'],
    ['ana', 'anna'],
    ['ana', 'an'],
    ['ana', 'ano'],
    ['ana', 'naa'],
    ['', 'a'],
    ['ab', 'ba'],
  ])('are %s and %s', (one, other) => {
    expect(withinOneLetter(one, other)).toBe(true)
    expect(withinOneLetter(other, one)).toBe(true)
  })

  it.each([
    ['ana', 'annna'],
    ['abc', 'bca'],
    ['ana', 'eno'],
    ['', 'ab'],
    ['abcd', 'badc'],
  ])('are not %s and %s', (one, other) => {
    expect(withinOneLetter(one, other)).toBe(false)
    expect(withinOneLetter(other, one)).toBe(false)
  })
})

describe('similar patients', () => {
  const here = { id: 7, mrn: 'P-1001', name: 'Rosa Example', birthDate: '1961-04-12' as Day }
  const why = (over: Partial<{ mrn: string; name: string; birthDate: string }>) =>
    similarTo({ mrn: 'X-9', name: 'Rosa Example', birthDate: '1961-04-12', ...over } as never, [here])[0]?.why ?? null

  it.each([
    [{}, 'name'],
    [{ name: 'Rosa Exemple' }, 'name'],
    [{ name: 'Rósa Ëxample' }, 'name'],
    [{ name: "Rosa Ex'ample" }, 'name'],
    [{ name: 'Example, Rosa' }, 'name'],
    [{ name: 'Rosa M. Example' }, 'name'],
    [{ name: 'Rosa Maria Example' }, 'name'],
    [{ name: 'RosaExample' }, 'name'],
    [{ birthDate: '1961-12-04' }, 'birth-date'],
    [{ birthDate: '1961-04-13' }, 'birth-date'],
    [{ name: 'Example Rosa', birthDate: '1951-04-12' }, 'birth-date'],
    [{ name: 'Somebody Else', birthDate: '1980-01-01', mrn: 'P-I0O1' }, 'mrn'],
    [{ name: 'Somebody Else', birthDate: '1980-01-01', mrn: 'p 01001' }, 'mrn'],
    [{ name: 'Rose Exampel' }, null],
    [{ name: 'Rosa Other' }, null],
    [{ birthDate: '1962-05-12' }, null],
    [{ name: 'Rosa Exemple', birthDate: '1961-04-13' }, null],
    [{ name: 'Ann Other', birthDate: '1980-01-01', mrn: 'P-1002' }, null],
  ])('%j: %s', (over, expected) => {
    expect(why(over)).toBe(expected)
  })
})

describe('a record number', () => {
  it.each<[mrn: string, shortest: number, code: string | null]>([
    ['x', 2, 'MRN_WITHOUT_DIGIT'],
    ['Example', 2, 'MRN_WITHOUT_DIGIT'],
    ['A-', 2, 'MRN_WITHOUT_DIGIT'],
    ['7', 2, 'MRN_TOO_SHORT'],
    ['- 7 -', 2, 'MRN_TOO_SHORT'],
    ['P-7', 3, 'MRN_TOO_SHORT'],
    ['P-7', 2, null],
    ['0001042', 7, null],
  ])('%s where they have at least %i: %s', (mrn, shortest, code) => {
    expect(checkMrn(mrn, shortest)?.code ?? null).toBe(code)
  })
})
