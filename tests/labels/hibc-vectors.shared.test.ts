import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readHibc } from '~/modules/labels/rules/hibc'
import type { Ctx } from '~/modules/labels/rules/outcome'

/** The shared cases, where they are: readLabel takes the symbology identifier off before this reader is called. */
type Case = {
  readonly id: string
  readonly input: string
  readonly form: string
  readonly symbologyId: string | null
  readonly expect: {
    readonly valid: boolean | null
    readonly fields?: Record<string, unknown>
    readonly error?: string
    readonly warnings?: string[]
  }
}

const folder = new URL('../../../shared/vectors/', import.meta.url)
const files = ['hibc.json', 'udi.json'].map((name) => new URL(name, folder))
const cases: Case[] = files
  .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).cases as Case[])
  // Keyboard layouts and caps lock are mended before this reader is called.
  .filter((one) => one.form !== 'wedge-layout' && !one.expect.warnings?.includes('CAPS_LOCK_SUSPECTED'))
  .filter((one) => one.id.startsWith('hibc') || /^(\][A-Za-z]\w)?\+/.test(one.input))

function read(one: Case) {
  const match = /^\][A-Za-z]\w/.exec(one.input)
  const ctx: Ctx = { thisYear: 2026, symbologyId: match?.[0] ?? one.symbologyId, warnings: [] }
  return readHibc(match ? one.input.slice(3) : one.input, ctx)
}

describe('shared HIBC cases', () => {
  test.each(cases.filter((one) => one.expect.valid === true).map((one) => [one.id, one.input, one] as const))(
    '%s reads %j',
    (_id, _input, one) => {
      const outcome = read(one)
      expect(outcome).toMatchObject({ kind: 'read', reading: { fields: one.expect.fields } })
    },
  )

  test.each(cases.filter((one) => one.expect.valid === false).map((one) => [one.id, one.input, one] as const))(
    '%s refuses %j',
    (_id, _input, one) => {
      expect(read(one)).toMatchObject({ kind: 'refused', refusal: { code: one.expect.error } })
    },
  )

  test.each(cases.filter((one) => one.expect.valid === null).map((one) => [one.id, one.input, one] as const))(
    '%s does not read %j silently',
    (_id, _input, one) => {
      const outcome = read(one)
      if (outcome.kind !== 'read') return
      expect(outcome.reading.warnings.length).toBeGreaterThan(0)
      for (const code of one.expect.warnings ?? [])
        expect(outcome.reading.warnings.map((warning) => warning.code)).toContain(code)
      if (one.expect.fields) expect(outcome.reading.fields).toMatchObject(one.expect.fields)
    },
  )
})
