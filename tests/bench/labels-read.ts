/**
 * The label reader at the command line: cases in the form of the shared vectors in, one JSON line for each out.
 * `npm run -s labels:read -- FILE.json`. A clinic's IT person checks a scanner's log with it.
 */
import { readFileSync } from 'node:fs'
import { inWords } from '~/modules/labels/messages'
import { readLabel } from '~/modules/labels/rules/read-label'
import type { LabelReading, LabelWarning } from '~/modules/labels/types'

/** One case. The reader sees the input, the symbology identifier and the day, nothing else of it. */
type Case = {
  readonly id: string
  readonly input: string
  readonly symbologyId?: string | null
  readonly referenceDate?: string | null
}

/** One line of the answer: `valid` is null where the text is ambiguous, and `readings` then has its meanings. */
type Answer = {
  readonly id: string
  readonly valid: boolean | null
  readonly symbology?: string
  readonly fields?: LabelReading['fields']
  readonly elements?: readonly (readonly [string, string])[]
  readonly error?: string
  readonly detail?: string
  readonly position?: number
  readonly warnings: readonly string[]
  readonly readings?: readonly {
    readonly fields: LabelReading['fields']
    readonly elements: readonly (readonly [string, string])[]
  }[]
}

/** Reads the file that the arguments name and writes the answers; 2 where it can't be read as cases. */
export function main(args: readonly string[]): number {
  const [path] = args
  if (path === undefined) {
    process.stderr.write('Name a file of cases: npm run -s labels:read -- FILE.json\n')
    return 2
  }
  const today = new Date().toISOString().slice(0, 10)
  const lines = readCases(path).map((each) => JSON.stringify(answer(each, today)))
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

function readCases(path: string): readonly Case[] {
  const file = JSON.parse(readFileSync(path, 'utf8')) as { cases?: unknown }
  if (!Array.isArray(file.cases)) throw new Error(`${path} holds no list of cases`)
  return file.cases as Case[]
}

/** The answer to one case, as the vectors name its parts. */
export function answer(each: Case, today: string): Answer {
  const now = each.referenceDate ?? today
  return toAnswer(each.id, inWords(readLabel(String(each.input), { now, symbologyId: each.symbologyId ?? null })))
}

function toAnswer(id: string, result: ReturnType<typeof inWords>): Answer {
  switch (result.kind) {
    case 'read': {
      const { symbology, fields, warnings } = result.reading
      return { id, valid: true, symbology, fields, elements: pairs(result.reading), warnings: codes(warnings) }
    }
    case 'refused': {
      const { code, detail, position } = result.refusal
      return { id, valid: false, error: code, detail, position, warnings: codes(result.warnings) }
    }
    case 'ambiguous': {
      const readings = result.readings.map((reading) => ({ fields: reading.fields, elements: pairs(reading) }))
      const warnings = codes(result.readings.flatMap((reading) => reading.warnings))
      return { id, valid: null, error: result.reason, detail: result.detail, warnings, readings }
    }
  }
}

function pairs(reading: LabelReading): (readonly [string, string])[] {
  return reading.elements.map(({ id, value }) => [id, value])
}

function codes(warnings: readonly LabelWarning[]): string[] {
  return [...new Set(warnings.map(({ code }) => code))]
}
