import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CORPUS, forbiddenIn, mutate, randomFrom } from './mutations'
import { result } from './reader-support'

test('every label of the corpus is read or asked, none refused', () => {
  for (const text of CORPUS) expect({ text, kind: result(text).kind === 'refused' }).toEqual({ text, kind: false })
})

test('any text at all is answered, never with what the table forbids', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      expect(forbiddenIn(result(text))).toBeNull()
    }),
    { numRuns: 3000 },
  )
})

test('mutated labels are answered, never with what the table forbids, also with any layout set', () => {
  const random = randomFrom(20261124)
  const layouts = [null, null, null, 'German', 'French', 'Czech', 'Greek', 'Icelandic']
  for (let i = 0; i < 20_000; i++) {
    const text = mutate(CORPUS, random)
    const layout = layouts[i % layouts.length]
    const found = result(text, { scanner: layout ? { layout } : null })
    const forbidden = forbiddenIn(found)
    if (forbidden !== null) throw new Error(`${JSON.stringify(text)} gave ${forbidden}`)
  }
})

test('the same text gives the same answer, and the raw text is kept', () => {
  const random = randomFrom(7)
  for (let i = 0; i < 500; i++) {
    const text = mutate(CORPUS, random)
    expect(result(text)).toEqual(result(text))
    expect(result(text).raw).toBe(text)
  }
})
