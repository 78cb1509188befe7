import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readIsbt128 } from '~/modules/labels/rules/isbt128'
import type { Ctx } from '~/modules/labels/rules/outcome'

/** The shared cases, where they are: readLabel takes affixes and the symbology identifier off before this reader is called. */
type Case = {
  readonly id: string
  readonly input: string
  readonly form: string
  readonly symbologyId: string | null
  readonly expect: {
    readonly valid: boolean | null
    readonly fields?: Record<string, unknown>
    readonly structures?: readonly (readonly [string, string])[]
    readonly error?: string
    readonly warnings?: string[]
    readonly issuingAgency?: string
  }
}

const folder = new URL('../../../shared/vectors/', import.meta.url)
const files = ['isbt128.json', 'udi.json'].map((name) => new URL(name, folder))
const cases = files
  .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).cases as Case[])
  // Keyboard layouts and control characters of the wedge are mended before this reader is called.
  .filter((one) => one.form !== 'wedge-layout' && one.form !== 'wedge')
  .filter((one) => one.id.startsWith('isbt') || /^[=&]/.test(one.input))
  .map((one) => [one.id, one.input, one] as const)

function read(one: Case) {
  const match = /^\][A-Za-z]\w/.exec(one.input)
  const ctx: Ctx = { thisYear: 2026, symbologyId: match?.[0] ?? one.symbologyId, warnings: [] }
  return readIsbt128(match ? one.input.slice(3) : one.input, ctx)
}

describe('shared ISBT 128 cases', () => {
  test.each(cases.filter(([, , one]) => one.expect.valid === true))('%s reads %j', (_id, _input, one) => {
    const outcome = read(one)
    expect(outcome).toMatchObject({ kind: 'read', reading: { fields: one.expect.fields } })
    if (outcome.kind !== 'read') return
    if (one.expect.structures) {
      expect(outcome.reading.elements.map((element) => [element.id, element.value])).toEqual(one.expect.structures)
    }
    for (const code of one.expect.warnings ?? []) {
      expect(outcome.reading.warnings.map((warning) => warning.code)).toContain(code)
    }
  })

  test.each(cases.filter(([, , one]) => one.expect.valid === false))('%s refuses %j', (_id, _input, one) => {
    expect(read(one)).toMatchObject({ kind: 'refused', refusal: { code: one.expect.error } })
  })
})
