import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { AI_DIGITS, aiSpec, isLinkAttribute, LINK_KEYS } from '~/modules/labels/rules/gs1-table'

const DICTIONARY = new URL('../../../shared/standards/gs1-syntax-dictionary.txt', import.meta.url)

type Entry = {
  ai: string
  star: boolean
  attribute: boolean
  parts: string[]
  req: string[]
  ex: string[]
  key?: string
}

/** The dictionary, one entry for each AI: its ranges expanded, its linters as they are named there. */
function dictionary(): Entry[] {
  const entries: Entry[] = []
  for (const line of readFileSync(DICTIONARY, 'utf8').split('\n')) {
    const words = line.split('#')[0]!.trim().split(/\s+/)
    const range = words.shift()!
    if (range === '') continue
    const flags = /^[*?]+$/.test(words[0]!) ? words.shift()! : ''
    const parts = words.filter((word) => /^\[?[NXYZ]/.test(word))
    const attributes = words.filter((word) => !parts.includes(word))
    const [from = '', to = from] = range.split('-')
    for (let n = Number(from); n <= Number(to); n++) {
      entries.push({
        ai: String(n).padStart(from.length, '0'),
        star: flags.includes('*'),
        attribute: flags.includes('?'),
        parts,
        req: attributes.filter((word) => word.startsWith('req=')).map((word) => word.slice(4)),
        ex: attributes.filter((word) => word.startsWith('ex=')).map((word) => word.slice(3)),
        key: attributes.find((word) => word.startsWith('dlpkey'))?.replace(/^dlpkey=?/, ''),
      })
    }
  }
  return entries
}

/** The numbers of `01`, of `390n`, of `31nn`. */
function spelledOut(pattern: string): number[] {
  if (!pattern.includes('n')) return [Number(pattern)]
  return Array.from({ length: 10 }, (_, digit) => spelledOut(pattern.replace('n', String(digit)))).flat()
}

/** Every way to take one number for each of these patterns. */
function combinations([first = '', ...others]: readonly string[]): number[][] {
  const rest = others.length === 0 ? [[]] : combinations(others)
  return spelledOut(first).flatMap((number) => rest.map((each) => [number, ...each]))
}

// The letter of gs1-checks.ts for each linter. A company prefix of digits only needs no check of its own.
const LINTERS: Record<string, string> = {
  csum: 'c',
  gcppos1: 'g',
  gcppos2: '',
  yymmd0: 'd',
  yymmdd: 'D',
  yyyymmdd: 'Y',
  hhmi: 'h',
  hh: 'H',
  mi: 'm',
  ss: 'm',
  pcenc: 'p',
  iso3166: 'i',
  iso3166999: 'I',
  iso3166alpha2: 'a',
  iso4217: 'u',
  yesno: 'y',
  hyphen: '-',
  winding: 'w',
  zero: 'z',
  nonzero: 'n',
  nozeroprefix: 'r',
  pieceoftotal: 'P',
  iban: 'b',
  csumalpha: 'k',
  hasnondigit: 't',
  importeridx: 'x',
  packagetype: 'T',
  mediatype: 'M',
  iso5218: 'S',
  posinseqslash: 's',
  latitude: 'l',
  longitude: 'L',
  couponcode: 'o',
  couponposoffer: 'O',
}

function expectedPart(part: string) {
  const [, bracket, type, dots, length, linters] = /^(\[?)([NXYZ])(\.\.)?(\d+)\]?(.*)$/.exec(part)!
  const checks = linters!
    .split(',')
    .filter(Boolean)
    .map((name) => LINTERS[name])
    .join('')
  return {
    set: { N: 1, X: 2, Y: 4, Z: 8 }[type!],
    min: dots ? 1 : Number(length),
    max: Number(length),
    optional: bracket === '[',
    checks: type === 'N' ? checks.replace('g', '') : type === 'Z' ? `${checks}Z` : checks,
  }
}

describe('our table of application identifiers against the GS1 Barcode Syntax Dictionary', () => {
  const entries = dictionary()

  test('every identifier of the dictionary has its format and checks, and there are no others', () => {
    expect(entries.length).toBe(541)
    for (const { ai, parts } of entries) {
      const expected = parts.map(expectedPart)
      // "No time" is 9999 in delivery times (GenSpecs 3.8), which the linter's HHMM does not know.
      if (ai === '4324' || ai === '4325') expected[1]!.checks = 'e'
      expect({ ai, parts: aiSpec(Number(ai))?.parts }).toMatchObject({ ai, parts: expected })
      expect(AI_DIGITS[Number(ai.slice(0, 2))]).toBe(ai.length)
    }
    const known = new Set(entries.map(({ ai }) => Number(ai)))
    for (let n = 0; n <= 9999; n++) expect(aiSpec(n) !== undefined).toBe(known.has(n))
  })

  test('the identifiers that need no FNC1 are those of the predefined-length table', () => {
    for (const { ai, star } of entries) expect({ ai, star: aiSpec(Number(ai))!.predefined > 0 }).toEqual({ ai, star })
  })

  test('requisites and exclusions are the dictionary’s', () => {
    for (const { ai, req, ex } of entries) {
      const spec = aiSpec(Number(ai))!
      expect({ ai, req: spec.requisites }).toEqual({ ai, req: req.join(',') })
      const groups = req
        .join(',')
        .split(',')
        .filter(Boolean)
        .flatMap((group) => combinations(group.split('+')))
      expect({ ai, groups: spec.requires }).toEqual({ ai, groups })
      const excluded = ex
        .join(',')
        .split(',')
        .filter(Boolean)
        .flatMap(spelledOut)
        .filter((other) => other !== Number(ai))
      expect({ ai, ex: [...new Set(spec.excludes)].sort() }).toEqual({ ai, ex: [...new Set(excluded)].sort() })
    }
  })

  test('Digital Link keys, qualifiers and attributes are the dictionary’s', () => {
    for (const { ai, key, attribute } of entries) {
      const order = LINK_KEYS[ai]?.map((alternative) => alternative.join(',')).join('|')
      expect({ ai, key: order }).toEqual({ ai, key })
      expect({ ai, attribute: isLinkAttribute(ai) }).toEqual({ ai, attribute })
    }
  })
})
