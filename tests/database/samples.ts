import Database from 'better-sqlite3'
import { expression, type readRules } from '../../prisma/guards.mjs'
import type { Column, Row, Value } from './connection'

export type Rules = ReturnType<typeof readRules>[number]

/** A row that a table takes, and for each of its checks the columns to change so that this check is what they violate. */
export type Sample = { valid: Row; violations: { check: string; change: Row }[] }

/**
 * Finds, by trying values, a row that fulfils all checks of a model and for each check one that violates it, the others
 * fulfilled where that is possible. The checks are evaluated by SQLite, apart from the database under test.
 */
export function sampleOf(rules: Rules, columns: Column[]): Sample {
  const needed = columns.filter((column) => column.needed)
  const base = Object.fromEntries(needed.map((column, index) => [column.name, plainValue(column, index)]))
  if (rules.checks.length === 0) return { valid: base, violations: [] }

  const parts = rules.checks.map((check) => expression(rules, check, ''))
  const checked = columns.filter((column) => parts.some((part) => part.columns.includes(column.name)))
  const db = new Database(':memory:')
  try {
    const values = checked.map((column) => `? AS "${column.name}"`)
    const sql = `SELECT ${parts.map((part) => part.sql).join(', ')} FROM (SELECT ${values.join(', ')})`
    const evaluate = db.prepare(sql).raw()
    const tried = combinations(checked.map((column) => candidates(column, rules.checks))).map((row) => ({
      change: Object.fromEntries(checked.map((column, index) => [column.name, row[index] ?? null])),
      results: evaluate.get(...row) as (number | null)[],
    }))
    const fulfilled = tried.find(({ results }) => results.every((result) => result !== 0))
    if (!fulfilled) throw new Error(`No row of ${rules.table} fulfils its checks with the values that were tried.`)
    const violations = rules.checks.map((check, index) => {
      const violating = tried.filter(({ results }) => results[index] === 0)
      const alone = violating.find(({ results }) => results.every((result, other) => other === index || result !== 0))
      const chosen = alone ?? violating[0]
      if (!chosen)
        throw new Error(`The check "${check}" of ${rules.table} was not violated by any value that was tried.`)
      return { check, change: chosen.change }
    })
    return { valid: { ...base, ...fulfilled.change }, violations }
  } finally {
    db.close()
  }
}

function plainValue(column: Column, index: number): Value {
  if (/int/.test(column.type)) return index + 1
  if (/text|char/.test(column.type)) return `a ${column.name}`
  if (/bool/.test(column.type)) return 0
  if (/time/.test(column.type)) return '2026-01-01T00:00:00.000Z'
  if (/json/.test(column.type)) return '{}'
  throw new Error(`The test knows no value of the type ${column.type} of the column ${column.name}.`)
}

/** Values worth trying: numbers around zero or the texts that the checks name, a text that none names, and nothing. */
function candidates(column: Column, checks: string[]): Value[] {
  const texts = checks.flatMap((check) => [...check.matchAll(/'((?:[^']|'')*)'/g)].map(([, text]) => text ?? ''))
  const found: Value[] = /text|char/.test(column.type) ? [...new Set(texts), 'none of these'] : [1, 0, -1, 2]
  return column.nullable ? [...found, null] : found
}

function combinations(choices: Value[][]): Value[][] {
  return choices.reduce<Value[][]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  )
}
