import { describe, expect, it } from 'vitest'
import { street } from '../support/architecture'
import {
  type Broken,
  brokenLinks,
  citedIn,
  outsidePaths,
  rulesIn,
  shelfOf,
  unknownDocuments,
  unknownSections,
} from '../support/references'
import { projectFiles, projectTexts, type TextFile } from '../support/texts'

const texts = projectTexts()
const shelf = shelfOf(projectFiles(), texts)
const lawText = texts.find((file) => file.path === 'docs/rules.md')?.text ?? ''
const law = rulesIn(lawText)
// This test plants offenses in its own text.
const looked = texts.filter((file) => file.path !== 'tests/docs/rules.test.ts')

const everywhere = (look: (file: TextFile) => readonly Broken[]): Broken[] => looked.flatMap(look)

describe('docs/rules.md', () => {
  it('has R1 to R70, each once', () => {
    const all = Array.from({ length: 70 }, (_, index) => `R${index + 1}`)
    expect([...law].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))).toEqual(all)
  })

  it('says something of every rule, and what "not yet" is missing stands beneath it', () => {
    const bodies = lawText.split(/^### /m).slice(1)
    const silent = bodies.filter((body) => {
      const [, ...lines] = body.split('\n')
      const said = lines.join('\n').trim()
      return said === '' || said.startsWith('Not yet')
    })
    expect(silent.map((body) => body.split('\n')[0])).toEqual([])
  })

  it('says "Not yet." of no rule that the program cites: what it does must be written there', () => {
    const missing = lawText
      .split(/^### /m)
      .slice(1)
      .filter((body) => /^Not yet\./m.test(body))
      .map((body) => body.split('\n')[0] ?? '')
    expect(missing.length).toBeGreaterThan(0)
    const program = looked.filter((file) => /^(app|tests)\//.test(file.path))
    const cited = program.flatMap((file) => citedIn(file.text).map((rule): Broken => ({ path: file.path, seen: rule })))
    expect(cited.filter(({ seen }) => missing.includes(seen))).toEqual([])
  })

  it('has every rule that code, tests and documents cite', () => {
    const known = new Set(law)
    const cited = looked.flatMap((file) => citedIn(file.text).map((rule): Broken => ({ path: file.path, seen: rule })))
    expect(cited.length).toBeGreaterThan(300)
    expect(cited.filter(({ seen }) => !known.has(seen))).toEqual([])
  })
})

describe('README.md', () => {
  it('draws every room that there is, in the order of the street', () => {
    const readme = texts.find((file) => file.path === 'README.md')?.text ?? ''
    const drawn = [...readme.matchAll(/^ {4}([a-z]+)\/ {2,}/gm)].map((match) => match[1] ?? '')
    const rooms = new Set(projectFiles().map((file) => /^app\/modules\/([^/]+)\//.exec(file)?.[1]))
    expect(drawn).toEqual(street.filter((room) => rooms.has(room)))
  })
})

describe('what the project refers to is in the repository', () => {
  it('every relative link leads to a file and a heading', () => {
    expect(everywhere((file) => brokenLinks(file, shelf))).toEqual([])
  })

  it('every document that is named is there', () => {
    expect(everywhere((file) => unknownDocuments(file, shelf))).toEqual([])
  })

  it('every numbered section that is named is there', () => {
    expect(everywhere((file) => unknownSections(file, shelf))).toEqual([])
  })

  it('no path leads out of it', () => {
    expect(everywhere(outsidePaths)).toEqual([])
  })
})

describe('planted offenses are found', () => {
  const comment = (text: string): TextFile => ({ path: 'app/modules/stock/rules/x.ts', text: `/** ${text} */` })
  const page = (text: string): TextFile => ({ path: 'docs/x.md', text })
  const seen = (found: readonly Broken[]) => found.map((each) => each.seen)

  it('a rule that nobody wrote down', () => {
    expect(citedIn('stops (R41), as R99 says').filter((rule) => !law.includes(rule))).toEqual(['R99'])
  })

  it('a link to no file, and to no heading of one', () => {
    expect(seen(brokenLinks(page('[a](nowhere.md) [b](rules.md#r71) [c](rules.md#r70)'), shelf))).toEqual([
      'nowhere.md',
      'rules.md#r71',
    ])
  })

  it('a document of another place', () => {
    expect(seen(unknownDocuments(comment('as look.md says, and docs/rules.md'), shelf))).toEqual(['look.md'])
    expect(seen(unknownDocuments(comment('(docs/rules.md#the-law)'), shelf))).toEqual(['docs/rules.md#the-law'])
  })

  it('a section that a document lacks, or of a document without its name', () => {
    expect(seen(unknownSections(comment('docs/architecture.md §6, docs/architecture.md §60'), shelf))).toEqual([
      'docs/architecture.md §60',
    ])
    expect(seen(unknownSections(comment('(architecture §6)'), shelf))).toEqual(['architecture §6'])
    expect(seen(unknownSections(comment('(architecture 7)'), shelf))).toEqual(['architecture 7'])
    expect(unknownSections(comment('RFC 9562 §5.4'), shelf)).toEqual([])
  })

  it('a path of one machine, and shared data outside of tests', () => {
    expect(seen(outsidePaths(comment('see /home/ana/notes')))).toEqual(['/home/ana'])
    expect(seen(outsidePaths(comment('see ../shared/design')))).toEqual(['../shared'])
  })
})
