import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readLabel } from '~/modules/labels/rules/read-label'
import { NOW } from './reader-support'

type Case = {
  readonly id: string
  readonly input: string
  readonly form: string
  readonly symbologyId: string | null
  readonly referenceDate?: string
  readonly expect: {
    readonly valid: boolean | null
    readonly fields?: Record<string, unknown>
    readonly elements?: readonly (readonly [string, string])[]
    readonly warnings?: readonly string[]
    readonly layout?: string
  }
}

const FOLDER = new URL('../../../shared/vectors/', import.meta.url)
const FILES = ['gs1', 'hibc', 'isbt128', 'udi']

// Cases that contradict the standard or another case. What we answer instead, and why.
const DISPUTED: Readonly<Record<string, readonly [answer: 'read' | 'refused' | 'ambiguous', why: string]>> = {
  'gs1-0016': ['refused', 'a barcode that holds nothing names nothing'],
  'gs1-0160': ['refused', 'GenSpecs 7.8.4: repeats must carry equal values; so does gs1-2942'],
  'gs1-0161': ['refused', 'as gs1-0160'],
  'gs1-0162': ['refused', 'as gs1-0160'],
  'gs1-0163': ['refused', 'as gs1-0160'],
  'gs1-0164': ['refused', 'as gs1-0160'],
  'gs1-0165': ['refused', 'as gs1-0160'],
  'gs1-0167': ['refused', 'AI (89) is not assigned; gs1-0081 and gs1-2948 refuse it'],
  'gs1-0169': ['refused', 'as gs1-0167'],
  'gs1-0172': ['refused', 'as gs1-0167'],
  'gs1-0183': ['refused', 'AI (3338) is not assigned: (333n) ends at 3335'],
  'gs1-0184': ['refused', 'as gs1-0183'],
  'gs1-0186': ['refused', 'as gs1-0183'],
  'gs1-2420': [
    'ambiguous',
    '(4307) is an ISO 3166 alpha-2 code, which "12" is not: six digits may be UPC-E, as gs1-2533',
  ],
  'gs1-2426': ['ambiguous', 'as gs1-2420, (4317)'],
  'gs1-2435': ['refused', '(4326) is YYMMDD without day 00: month 34 does not exist'],
  'gs1-3039': ['ambiguous', '";" is of set 82, so the lot may hold it; the case’s own note says: only when configured'],
  'hibc-0327': ['read', 'a secondary alone has nothing to compare its link with; the collector refuses the pair'],
  'hibc-0350': ['read', 'no HIBC, but a right ISBT 128 donation number'],
}

function read(each: Case) {
  return readLabel(each.input, { now: each.referenceDate ?? NOW, symbologyId: each.symbologyId })
}

for (const file of FILES) {
  const path = new URL(`${file}.json`, FOLDER)
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: readonly Case[] }
  const settled = cases.filter(({ id }) => DISPUTED[id] === undefined)

  describe(`vectors: ${file}`, () => {
    test('what must be read is read, with its fields, elements and warnings', () => {
      for (const each of settled.filter(({ expect: { valid } }) => valid === true)) {
        const found = read(each)
        const { id, expect: wanted } = each
        if (found.kind !== 'read') throw new Error(`${id}: ${JSON.stringify(found)}`)
        expect({ id, fields: found.reading.fields }).toMatchObject({ id, fields: wanted.fields ?? {} })
        const pairs = found.reading.elements.map((element) => [element.id, element.value])
        if (wanted.elements) expect({ id, pairs }).toEqual({ id, pairs: wanted.elements })
        const codes = found.reading.warnings.map(({ code }) => code)
        expect({ id, codes }).toEqual({ id, codes: expect.arrayContaining([...(wanted.warnings ?? [])]) })
      }
    })

    test('what must be refused is refused', () => {
      for (const each of settled.filter(({ expect: { valid } }) => valid === false)) {
        expect({ id: each.id, kind: read(each).kind }).toEqual({ id: each.id, kind: 'refused' })
      }
    })

    test('what is ambiguous is never read silently', () => {
      for (const each of settled.filter(({ expect: { valid } }) => valid === null)) {
        expect({ id: each.id, read: read(each).kind === 'read' }).toEqual({ id: each.id, read: false })
      }
    })

    test('with the layout known, what the scanner meant is read or among the readings', () => {
      for (const each of cases.filter(({ form }) => form === 'wedge-layout')) {
        const found = readLabel(each.input, { now: NOW, scanner: { layout: each.expect.layout } })
        const readings = found.kind === 'read' ? [found.reading] : found.kind === 'ambiguous' ? found.readings : []
        const fits = readings.some(({ fields }) =>
          Object.entries(each.expect.fields ?? {}).every(([name, value]) => fields[name] === value),
        )
        expect({ id: each.id, fits }).toEqual({ id: each.id, fits: true })
      }
    })

    test('the disputed cases are answered by the standard', () => {
      for (const each of cases) {
        const disputed = DISPUTED[each.id]
        if (disputed) expect([each.id, read(each).kind]).toEqual([each.id, disputed[0]])
      }
    })
  })
}
