import { describe, expect, test } from 'vitest'
import { openQuestions, type Question } from '~/modules/recalls/rules/questions'
import { lotsText, scopeText } from '~/modules/recalls/rules/status'
import { lotsToAsk } from '~/modules/stock/rules/donor-asked'

const lot = (lotNumber: string, held = true, releasedBy: string | null = null) => ({ lotNumber, held, releasedBy })

test.each([
  [[], 'no lot of ours is named'],
  [[lot('A')], 'its lot is on hold'],
  [[lot('A'), lot('B')], 'all 2 lots are on hold'],
  [[lot('A'), lot('CW-298', false, 'Ana Diaz')], '1 of 2 lots on hold; CW-298 released by Ana Diaz'],
  [[lot('A', false)], '0 of 1 lot on hold; A was never on hold'],
])('the lots %j are said as: %s', (lots, text) => expect(lotsText(lots)).toBe(text))

test('what was searched names its scope, and what was not read is no part of it', () => {
  const scope = { lots: 3, names: ['a', 'b'], sites: ['Hip Clinic'], unread: [] }
  expect(scopeText(scope)).toBe('Searched 3 lots by 2 names at 1 site: Hip Clinic.')
  expect(scopeText({ ...scope, lots: 0, names: [], unread: ['A1 to A9'] })).toBe(
    'Nothing was searched: no name could be read. Not read and not searched: A1 to A9.',
  )
  expect(scopeText({ ...scope, lots: 0, unread: ['A1 to A9'] })).toBe(
    'Looked for 2 names among lot numbers, other names, serials, donors, donations and product codes at 1 site: Hip Clinic. Not read and not searched: A1 to A9.',
  )
})

describe('which lots without a donor are asked about', () => {
  const rows = [
    { lotId: 1, manufacturer: 'Acme Bio', supplier: null },
    { lotId: 2, manufacturer: 'Other', supplier: 'Quay Medical' },
    { lotId: 3, manufacturer: 'Third', supplier: null },
  ]
  test('those of the firm, however it is written', () =>
    expect([...lotsToAsk('ACME BIO, Inc.', rows, [])]).toEqual([1]))
  test('those of who delivered the lots of the case', () =>
    expect([...lotsToAsk('x', rows, [{ lotId: 9, manufacturer: 'M', supplier: 'Quay Medical' }])]).toEqual([2]))
  test('all of them where nothing tells', () => expect([...lotsToAsk('Nobody', rows, [])]).toEqual([1, 2, 3]))
})

test('a question is asked once, and no more when it is answered', () => {
  const asked: Question[] = ['r1', 'r1', 'r2'].map((text) => ({ question: 'unread', lot: null, text }))
  const left = openQuestions(asked, [{ question: 'unread', lotId: null, text: 'r2' }])
  expect(left.map(({ text }) => text)).toEqual(['r1'])
})
