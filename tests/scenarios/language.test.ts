import { describe, expect, it } from 'vitest'
import { match } from './forms'
import { readStory, wordsOf } from './language'

const story = (...lines: string[]) => ['title Something', 'clinic small at 2026-03-02 09:00', ...lines].join('\n')

describe('a story', () => {
  it('is read line by line, without its comments', () => {
    const read = readStory(
      story(
        '# how it begins',
        '',
        'at 09:40',
        'later 2 hours   # after lunch',
        'nurse books "Exosome #2" 2 mL for HH-1 -> procedure P,  warned',
        'nurse  signs P',
        'then V1 is spent; "LOT ;1" is on hold',
      ),
    )
    expect(read).toEqual({
      ok: true,
      value: {
        title: 'Something',
        clinic: 'small',
        begins: '2026-03-02 09:00',
        lines: [
          { line: 5, kind: 'at', time: '09:40' },
          { line: 6, kind: 'later', minutes: 120 },
          {
            line: 7,
            kind: 'act',
            who: 'nurse',
            words: wordsOf('books "Exosome #2" 2 mL for HH-1'),
            expected: ['procedure P', 'warned'],
          },
          { line: 8, kind: 'act', who: 'nurse', words: wordsOf('signs P'), expected: null },
          { line: 9, kind: 'then', claims: [wordsOf('V1 is spent'), wordsOf('"LOT ;1" is on hold')] },
        ],
      },
    })
  })

  it.each([
    ['no title', 'clinic small at 2026-03-02 09:00\nat 09:00', 1],
    ['no clinic', 'title A\nat 09:00', 2],
    ['another clinic', 'title A\nclinic large at 2026-03-02 09:00', 2],
    ['nothing happens', story(), 1],
    ['no time', story('at noon'), 3],
    ['no length', story('later a while'), 3],
    ['nobody does it', story('"nurse" signs P'), 3],
    ['nothing is done', story('nurse'), 3],
    ['nothing is expected', story('nurse signs P ->'), 3],
    ['two answers', story('nurse signs P -> READY -> READY'), 3],
    ['an open quotation mark', story('nurse books "Exosome'), 3],
    ['a word that touches a quotation', story('nurse books "A"B'), 3],
    ['an empty claim', story('then V1 is spent;'), 3],
  ])('is refused with its line: %s', (_, text, line) => {
    expect(readStory(text)).toMatchObject({ ok: false, refusal: { line } })
  })
})

describe('words', () => {
  it.each([
    ['"10AB<GS>21C"', '10AB\u001d21C'],
    ['"test<ZWJ>"', 'test\u200d'],
    ['"<U+0661>2"', '\u06612'],
    ['"=<E0000V00"', '=<E0000V00'],
    ['"<B>"', '<B>'],
  ])('%s spells out what can’t be seen', (text, means) => {
    expect(wordsOf(text)).toEqual([{ text: means, quoted: true }])
  })
})

describe('a form', () => {
  const form = 'books {product} {dose} mL [at {time}] for {patient}'
  it.each([
    ['books "A b" 2 mL for P-1', { product: 'A b', dose: '2', patient: 'P-1' }],
    ['books A 2 mL at 10:00 for P-1', { product: 'A', dose: '2', time: '10:00', patient: 'P-1' }],
    ['books "for" 2 mL for for', { product: 'for', dose: '2', patient: 'for' }],
    ['books A 2 mL for', null],
    ['books A 2 mL for P-1 P-2', null],
    ['books A 2 "mL" for P-1', null],
    ['cooks A 2 mL for P-1', null],
  ])('%s', (text, means) => {
    expect(match(form, wordsOf(text) ?? [])).toEqual(means)
  })
})
